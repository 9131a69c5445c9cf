"""Reads a service model with botocore's own classes, with a given protocol."""

import json
from pathlib import Path

from botocore.loaders import ExtrasProcessor
from botocore.model import ServiceModel

# Protocol names of botocore models, and Smithy's.
SMITHY_NAMES = {
    "rest-json": "restJson1",
    "rest-xml": "restXml",
    "query": "awsQuery",
    "ec2": "ec2Query",
    "smithy-rpc-v2-cbor": "rpcv2Cbor",
}

# Protocols in order of preference: the first one supported by the service is used.
PREFERENCE = ["awsJson1_0", "awsJson1_1", "restJson1", "restXml", "rpcv2Cbor", "awsQuery", "ec2Query"]

# Locations of members outside of the body.
LOCATIONS = ("uri", "querystring", "header", "headers", "statusCode")


# Operations whose XML root is the single member of the output, which no model states.
UNWRAPPED = ("GetBucketLocation",)


def read(path):
    """The model in a file, merged with its `*-extras.json` files in the same folder."""
    path = Path(path)
    model = json.loads(path.read_text(encoding="utf-8"))
    beside = sorted(path.parent.glob(f"{path.stem}.*-extras.json"))
    ExtrasProcessor().process(model, [json.loads(file.read_text(encoding="utf-8")) for file in beside])
    return model


class Service:
    """A service and its protocol."""

    def __init__(self, name, description, protocol=None):
        self.name = name
        metadata = description["metadata"]
        offered = {}
        for name in metadata.get("protocols") or [metadata["protocol"]]:
            offered[smithy_name(name, metadata)] = name
        self.protocol = protocol or next(name for name in PREFERENCE if name in offered)
        if self.protocol not in offered:
            raise SystemExit(f"{name} does not offer {self.protocol}, but {', '.join(sorted(offered))}")
        self.botocore_protocol = offered[self.protocol]
        self.metadata = metadata
        self.model = ServiceModel(description)
        # The name in the paths of rpc protocols and in the targets of awsJson.
        self.target = metadata.get("targetPrefix", "")
        self.is_query_compatible = "awsQueryCompatible" in metadata
        # S3's family of services has no element around an error.
        self.has_bare_errors = metadata.get("serviceId") in ("S3", "S3 Control")

    def operations(self):
        """Operations without event streams, and the names of those with event streams."""
        plain, streaming = [], []
        for name in self.model.operation_names:
            operation = self.model.operation_model(name)
            events = operation.has_event_stream_input or operation.has_event_stream_output
            (streaming if events else plain).append(operation)
        return plain, [operation.name for operation in streaming]


def smithy_name(protocol, metadata):
    """Smithy's name of a protocol."""
    if protocol == "json":
        return "awsJson" + metadata.get("jsonVersion", "1.0").replace(".", "_")
    return SMITHY_NAMES[protocol]


def members(shape):
    """The members of a structure or of nothing, in the model's order."""
    return shape.members.items() if shape is not None else ()


def location(member):
    """The location of a member; `None` for the body."""
    place = member.serialization.get("location")
    return place if place in LOCATIONS else None


# The members of the structures that are unions in fact: `codegen/src/passes/unions.rs` has the table.
UNIONS_IN_FACT = {"AttributeValue": {"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"}}


def is_union(shape):
    """Returns true for unions."""
    if shape.type_name != "structure":
        return False
    in_fact = UNIONS_IN_FACT.get(shape.name)
    return bool(shape.metadata.get("union")) or (in_fact is not None and in_fact == set(shape.members))


def is_document(shape):
    """Returns true for documents."""
    return shape.type_name == "structure" and bool(shape.metadata.get("document"))


def is_json_text(member):
    """Returns true for strings that contain JSON, which are base64 in headers."""
    return bool(member.serialization.get("jsonvalue")) and location(member) == "header"


def is_sparse(shape):
    """Returns true for sparse lists and maps."""
    return bool(shape._shape_model.get("sparse"))


def timestamp_format(shape, protocol, place):
    """The format of a timestamp: its own, else the default of the location, else that of the protocol."""
    own = shape.serialization.get("timestampFormat")
    if own:
        return {"iso8601": "date-time", "unixtimestamp": "epoch-seconds", "rfc822": "http-date"}[own.lower()]
    if place in ("header", "headers"):
        return "http-date"
    if place in ("uri", "querystring"):
        return "date-time"
    in_json = protocol.startswith("awsJson") or protocol in ("restJson1", "rpcv2Cbor")
    return "epoch-seconds" if in_json else "date-time"
