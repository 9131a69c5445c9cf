metadata a = "é \u00e9 \
 b"
