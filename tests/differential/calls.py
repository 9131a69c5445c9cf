"""Compares the requests that calls send with those of botocore's client of Amazon S3, with all of its handlers: URL, headers, body.

Run by `cargo xtask differential --call`. Random inputs and settings; the time and the credentials are fixed.
"""

import argparse
import base64
import datetime
import functools
import hashlib
import json
import random
import re
import subprocess
import sys
from collections import Counter
from urllib.parse import urlsplit

import botocore.auth
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import BotoCoreError

import forms
from compare import bodies, raw_pairs
from customs import checksum
from invent import Inventor
from model import Service, read

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
SESSION = (
    b"<CreateSessionResult><Credentials><SessionToken>session</SessionToken><SecretAccessKey>secret</SecretAccessKey>"
    b"<AccessKeyId>ASIASESSION</AccessKeyId><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>"
)

BUCKETS = (
    "my-bucket",
    "my-bucket",
    "a.bucket.with.dots",
    "reports--usw2-az1--x-s3",
    "arn:aws:s3:us-west-2:123456789012:accesspoint/my-point",
    "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01234567890123456/accesspoint/reports",
)
REGIONS = ("us-west-2", "us-east-1", "eu-central-1")

# Settings of botocore with the endpoint parameters that they are.
CHOICES = (
    ({}, {}),
    ({}, {}),
    ({"s3": {"addressing_style": "path"}}, {"AWS::S3::ForcePathStyle": True}),
    ({"s3": {"use_accelerate_endpoint": True}}, {"AWS::S3::Accelerate": True}),
    ({"use_dualstack_endpoint": True}, {"AWS::UseDualStack": True}),
    ({"use_fips_endpoint": True}, {"AWS::UseFIPS": True}),
)

# Headers that are not compared, and why.
OTHERS = {
    "user-agent": "each client has its own",
    "amz-sdk-invocation-id": "random",
    "amz-sdk-request": "botocore counts attempts in another form",
    "authorization": "compared by its scope: the signature covers the headers above",
    "expect": "sent by transports that wait for it",
    "transfer-encoding": "botocore sends a stream without its length",
    "content-length": "the same",
}

SHOWN = 12


def main():
    """Runs the cases; the exit status is 3 if a difference has no reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("services", nargs=1, metavar="s3=MODEL")
    parser.add_argument("--peer", required=True, help="the program that answers lines of JSON")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=2000)
    arguments = parser.parse_args()
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: NOW.replace(tzinfo=None if remove_tzinfo else NOW.tzinfo)
    name, model = arguments.services[0].split("=", 1)
    service = Service(name, read(model))
    operations = [held for held in service.operations()[0] if held.name != "CreateSession"]
    cases = [Case(service, operations[number % len(operations)], arguments.seed, number) for number in range(arguments.cases)]
    lines = "\n".join(json.dumps(case.line()) for case in cases)
    run = subprocess.run([arguments.peer, f"{name}={model}"], input=lines.encode(), capture_output=True, check=True)
    counts, unknown = Counter(), []
    for case, answer in zip(cases, run.stdout.decode().rstrip("\n").split("\n"), strict=True):
        verdict, differences = case.compare(json.loads(answer))
        counts[verdict] += 1
        for difference in differences:
            reason = explain(case, difference)
            counts[reason or "DIFFERENT"] += 1
            if reason is None:
                unknown.append((case, difference))
    for case, (place, ours, theirs) in unknown[:SHOWN]:
        print(f"{case.name}: {place}\n  ours:     {ours!r:.500}\n  botocore: {theirs!r:.500}\n  input:    {case.value!r:.300} {case.settings}")
    for reason, count in sorted(counts.items()):
        print(f"{count:7} {reason}")
    print(f"{len(cases)} calls, {len(unknown)} differences without a reason")
    return 3 if unknown else 0


class Case:
    """A call with a random input and random settings."""

    def __init__(self, service, operation, seed, number):
        self.service, self.operation = service, operation
        self.name, self.number = f"{operation.name}/{number}", number
        self.random = random.Random(f"{seed}/{self.name}")
        self.region = self.random.choice(REGIONS)
        self.settings, self.params = self.random.choice(CHOICES)
        self.value = Inventor(self.random, service.protocol).top(operation.input_shape)
        for name in ("ContentLength", "ContentMD5", "EventStream"):
            self.value.pop(name, None)
        if "Bucket" in self.value:
            self.value["Bucket"] = self.random.choice(BUCKETS)
        if "Key" in self.value:
            self.value["Key"] = self.value["Key"].lstrip("/") or "key"
        self.stream = None
        payload = operation.input_shape.serialization.get("payload") if operation.input_shape else None
        if operation.has_streaming_input and payload:
            self.stream = bytes(self.random.randbytes(self.random.randrange(1, 5000)))
            self.value[payload] = self.stream
        self.payload = payload

    def line(self):
        """The line for our side."""
        value = {**self.value, self.payload: b""} if self.stream is not None else self.value
        shape = self.operation.input_shape
        line = {"service": self.service.name, "operation": self.operation.name, "region": self.region, "params": self.params}
        line["input"] = {} if shape is None else forms.to_wire(shape, value, random.Random(0))
        if self.stream is not None:
            line["stream"] = base64.b64encode(self.stream).decode()
        return line

    def theirs(self):
        """The requests of botocore's client."""
        # A client keeps sessions of buckets, so those have a client of their own.
        is_fresh = "x-s3" in self.value.get("Bucket", "")
        client = client_of(self.region, json.dumps(self.settings), self.number if is_fresh else None)
        sent = client.sent = []
        try:
            client._make_api_call(self.operation.name, dict(self.value))
        except Exception as error:  # What answers lack is of no interest, but what cannot be sent is.
            if not sent:
                return f"{type(error).__name__}: {error}", isinstance(error, BotoCoreError)
        return sent, False

    def compare(self, answer):
        """The verdict, and the differences."""
        theirs, _ = self.theirs()
        if isinstance(theirs, str):
            if "failed" in answer:
                return "calls that both refuse", []
            return "calls that botocore refuses", [("refused", answer["requests"][-1]["uri"], theirs)]
        if "failed" in answer:
            return "calls that ours refuses", [("refused", answer["failed"], theirs[-1].url)]
        found = []
        if len(answer["requests"]) != len(theirs):
            urls = [request.url for request in theirs]
            found.append(("number of requests", [request["uri"] for request in answer["requests"]], urls))
        for ours, other in zip(answer["requests"], theirs):
            found += requests(ours, other)
        return "calls compared", found


@functools.cache
def client_of(region, settings, _number):
    """A client that keeps what it sends, and is answered at once."""
    session = botocore.session.Session()
    session.set_credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    settings = {"retries": {"total_max_attempts": 1}, "parameter_validation": False, **json.loads(settings)}
    # The default of botocore is the oldest one.
    settings["s3"] = {"us_east_1_regional_endpoint": "regional", **settings.get("s3", {})}
    client = session.create_client("s3", config=Config(region_name=region, **settings))

    def answer(request, **_):
        client.sent.append(request)
        is_session = request.url.endswith("?session")
        return AWSResponse(request.url, 200, {}, Raw(SESSION if is_session else b""))

    client.meta.events.register("before-send.s3", answer)
    return client


class Raw:
    """The body of a response."""

    def __init__(self, body):
        self.body = body

    def stream(self, **_):
        """The body in one part."""
        yield self.body


def requests(ours, theirs):
    """Differences between two requests."""
    one, other = urlsplit(ours["uri"]), urlsplit(theirs.url)
    found = []
    for place, a, b in (
        ("method", ours["method"], theirs.method),
        ("host", f"{one.scheme}://{one.netloc}", f"{other.scheme}://{other.netloc}"),
        ("path", one.path, other.path),
        ("query", sorted(raw_pairs(one.query)), sorted(raw_pairs(other.query))),
    ):
        if a != b:
            found.append((place, a, b))
    headers = {name.lower(): held.decode() if isinstance(held, bytes) else str(held) for name, held in theirs.headers.items()}
    body = theirs.body or b""
    body = body.read() if hasattr(body, "read") else body
    body = body.encode() if isinstance(body, str) else bytes(body)
    our_body = base64.b64decode(ours["body"])
    for name in sorted({*ours["headers"], *headers} - {*OTHERS}):
        pair = ours["headers"].get(name), headers.get(name)
        # Documents with the same content may have other bytes; then the sum of each is that of its own.
        if pair[0] != pair[1] and not (our_body != body and pair == (total(name, our_body), total(name, body))):
            found.append((f"header `{name}`", *pair))
    scopes = [scope(held.get("authorization", "")) for held in (ours["headers"], headers)]
    if scopes[0] != scopes[1]:
        found.append(("scope", *scopes))
    for place, a, b in bodies(our_body, body, "restXml"):
        found.append((place, a, b))
    return found


def total(name, body):
    """The sum of a body, by the name of its header."""
    if name == "x-amz-content-sha256":
        return hashlib.sha256(body).hexdigest()
    algorithm = name.removeprefix("x-amz-checksum-")
    known = algorithm in ("crc32", "crc32c", "crc64nvme", "md5", "sha1", "sha256", "sha512")
    return base64.b64encode(checksum(algorithm, body)).decode() if known else None


def scope(authorization):
    """Algorithm, access key and scope of a signature."""
    return authorization.partition(", SignedHeaders=")[0]


# Known kinds of differences: a test of the difference, and whose it is with the reason.
KNOWN = (
    (lambda case, place, ours, theirs: place == "header `content-type`" and theirs is None, "botocore's: a body without its type"),
    (
        lambda case, place, ours, theirs: place == "refused" and "Path-style addressing cannot be used with ARN" in str(ours),
        "botocore's: takes path style back where the bucket is an ARN, which the rules refuse",
    ),
    (
        lambda case, place, ours, theirs: place.startswith("header") and (ours or "").replace(", ", ",") == (theirs or ""),
        "botocore's: lists in headers without spaces, and none for an empty list",
    ),
    (
        lambda case, place, ours, theirs: place == "query" and case.value.get("EncodingType") == "",
        "a choice: an empty encoding counts as none, so that ours asks for one",
    ),
    (
        lambda case, place, ours, theirs: place == "refused" and "Unsupported checksum algorithm" in str(theirs),
        "botocore's: does not have the algorithm",
    ),
    (
        lambda case, place, ours, theirs: place == "refused" and case.operation.name == "GetBucketLocation",
        "botocore's: asks for the location by path, which the rules refuse for an ARN",
    ),
    (
        lambda case, place, ours, theirs: place.startswith("body") and str(ours)[:19] == str(theirs)[:19],
        "botocore's: other digits of fractions of seconds",
    ),
    (
        lambda case, place, ours, theirs: place in ("scope", "header `x-amz-region-set`") and (ours == "*" or "ECDSA" in str(ours)),
        "botocore's: signs for one region, since SigV4a needs a native library",
    ),
    (
        lambda case, place, ours, theirs: place == "header `x-amz-content-sha256`" and ours == "UNSIGNED-PAYLOAD",
        "a choice: over TLS ours leaves a stream with a sum of the caller unsigned; botocore reads it twice",
    ),
    (
        lambda case, place, ours, theirs: re.sub(r"\.\d+Z$", "Z", str(ours)) == theirs,
        "botocore's: leaves out fractions of seconds, which date-times have",
    ),
    (
        lambda case, place, ours, theirs: place in ("host", "path") and case.operation.name == "GetBucketLocation",
        "botocore's: asks for the location by path, since it may sign for another region; ours follows the redirect",
    ),
    (
        lambda case, place, ours, theirs: place == "refused" and "botocore" not in str(ours) and "MissingDependency" in str(theirs),
        "botocore's: needs a native library for the algorithm",
    ),
)


def explain(case, difference):
    """The reason of a difference, if it is known."""
    for test, reason in KNOWN:
        if test(case, *difference):
            return reason
    return None


if __name__ == "__main__":
    sys.exit(main())
