metadata "abc" = {"_a": 1, "1a": 2, "": 3, "__": 4, "a b": 5}
