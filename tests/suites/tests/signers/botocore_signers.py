"""Requests signed by botocore: a line of JSON in, a line of JSON out."""

import datetime
import json
import sys
from types import SimpleNamespace
from unittest import mock

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SIGNERS = {
    ("s3", False): botocore.auth.S3SigV4Auth,
    ("s3", True): botocore.auth.S3SigV4QueryAuth,
    ("other", False): botocore.auth.SigV4Auth,
    ("other", True): botocore.auth.SigV4QueryAuth,
}


def sign(case):
    """The signature of a request, and the texts behind it."""
    request = AWSRequest(case["method"], case["url"], data=bytes(case["body"]))
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    unsigned = case["payload"] == "unsigned"
    request.context["payload_signing_enabled"] = not unsigned
    request.context["client_config"] = SimpleNamespace(s3={"payload_signing_enabled": not unsigned})
    if case["payload"] == "trailer":
        request.context["checksum"] = {"request_algorithm": {"in": "trailer"}}
    credentials = Credentials(case["access_key"], case["secret"], case["token"])
    kind = "s3" if case["service"] == "s3" else "other"
    arguments = {"expires": case["lifetime"]} if case["lifetime"] else {}
    signer = SIGNERS[kind, bool(case["lifetime"])](credentials, case["service"], case["region"], **arguments)
    texts = []
    signer.string_to_sign = keeping(signer.string_to_sign, texts)
    now = datetime.datetime.fromtimestamp(case["now"], datetime.timezone.utc)
    with mock.patch("botocore.auth.get_current_datetime", lambda *_: now):
        signer.add_auth(request)
    signed = request.url if case["lifetime"] else request.headers["Authorization"]
    return {"signature": signed.rsplit("ignature=", 1)[1], "canonical_request": texts[0]}


def keeping(function, texts):
    """The function, with the canonical requests that it takes in a list."""

    def kept(request, canonical_request):
        texts.append(canonical_request)
        return function(request, canonical_request)

    return kept


for line in sys.stdin:
    print(json.dumps(sign(json.loads(line))))
