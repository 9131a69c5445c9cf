"""Builds requests and parses responses with botocore."""

from botocore import awsrequest, parsers, serialize

from customs import Customs
from forms import Unknown
from invent import JsonText
from model import is_document, is_json_text, members

# Over TLS, the checksum of a stream would be in a trailer.
HOST = "http://host.invalid"

# Value of absent idempotency tokens, in all requests.
TOKEN = "00000000-0000-4000-8000-000000000000"

UNKNOWN_MEMBER = "SDK_UNKNOWN_MEMBER"


class Request:
    """A request as sent."""

    def __init__(self, method, uri, headers, body, host_prefix):
        self.method = method
        self.uri = uri
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body
        self.host_prefix = host_prefix


class Botocore:
    """botocore's serializer and parser for a service."""

    def __init__(self, service):
        self.service = service
        self.serializer = serialize.create_serializer(service.botocore_protocol, include_validation=False)
        self.customs = Customs(service)
        self.parser = parsers.create_parser(service.botocore_protocol)

    def request(self, operation, value):
        """The request of an input, as botocore hands it to its HTTP client."""
        parameters = self.parameters(operation, value)
        self.customs.before_serializing(operation, parameters)
        parameters = {name: parameters[name] for name, _ in members(operation.input_shape) if name in parameters}
        made = self.serializer.serialize_to_request(parameters, operation)
        prefix = made.pop("host_prefix", None)
        awsrequest.prepare_request_dict(made, HOST)
        self.customs.before_sending(operation, made)
        self.customs.add_checksum(operation, parameters, made)
        prepared = awsrequest.create_request_object(made).prepare()
        headers = {name: text(held) for name, held in prepared.headers.items()}
        body = prepared.body or b""
        body = body.encode("utf-8") if isinstance(body, str) else bytes(body)
        return Request(prepared.method, prepared.url.removeprefix(HOST), headers, body, prefix)

    def parameters(self, operation, value):
        """An input for botocore, with its token, in model order."""
        shape = operation.input_shape
        given = {**{name: TOKEN for name in operation.idempotent_members}, **value}
        return {name: plain(given[name]) for name, _ in members(shape) if name in given}

    def output(self, operation, response):
        """The output of a response."""
        shape = operation.output_shape
        parsed = self.parser.parse(self.response(operation, response), shape)
        self.customs.after_parsing(operation, parsed)
        parsed.pop("ResponseMetadata", None)
        return neutral(shape, parsed) if shape is not None else {}

    def error(self, operation, response):
        """The code, message and request id of an error, and the members of its shape."""
        held = self.response(operation, response)
        parsed = self.parser.parse(held, operation.output_shape)
        error = parsed.get("Error", {})
        code = error.get("Code")
        shape = self.service.model.shape_for_error_code(code)
        fields = None
        if shape is not None:
            fields = self.parser.parse(held, shape)
            fields.pop("ResponseMetadata", None)
            fields = neutral(shape, fields)
        request_id = parsed.get("ResponseMetadata", {}).get("RequestId")
        return {"code": code, "message": error.get("Message"), "request_id": request_id, "fields": fields}

    def response(self, operation, response):
        """A response for botocore's parsers. To botocore, a blob payload is a stream, which it does not read."""
        shape = operation.output_shape
        payload = shape.serialization.get("payload") if shape is not None else None
        is_blob = payload is not None and shape.members[payload].type_name == "blob"
        body = bytearray(response["body"]) if is_blob and response["status"] < 300 else response["body"]
        headers = awsrequest.HeadersDict(response["headers"])
        return {"status_code": response["status"], "headers": headers, "body": body, "context": {"operation_name": operation.name}}


def plain(value):
    """A value for botocore."""
    return value.value if isinstance(value, JsonText) else value


def text(value):
    """The text of a header."""
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def neutral(shape, parsed):
    """The result of botocore as our values; only the notation of unknown union members differs."""
    if parsed is None:
        return None
    if is_json_text(shape):
        return JsonText(parsed)
    if shape.type_name == "structure" and not is_document(shape):
        if UNKNOWN_MEMBER in parsed:
            return Unknown(parsed[UNKNOWN_MEMBER]["name"])
        return {name: neutral(shape.members[name], inner) for name, inner in parsed.items() if name in shape.members}
    if shape.type_name == "list":
        return [neutral(shape.member, inner) for inner in parsed]
    if shape.type_name == "map":
        return {key: neutral(shape.value, inner) for key, inner in parsed.items()}
    if shape.type_name == "blob":
        return parsed.encode("utf-8") if isinstance(parsed, str) else bytes(parsed)
    return parsed
