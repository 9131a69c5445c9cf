"""Builds responses as a service would send them, including errors.

This is written after the protocols' specifications and not after either of the programs that are compared, so that a
value that comes back as it was sent says which of two readers is right.

https://smithy.io/2.0/aws/protocols/index.html
"""

import base64
import json
import math
from xml.etree import ElementTree

import cbor
import xmltext
from forms import ODD_NUMBERS, seconds_of
from invent import JsonText
from model import is_document, is_union, location, members, timestamp_format

REQUEST_ID = "7d1b2c3e-0000-4000-8000-00000000abcd"

CONTENT_TYPES = {
    "restJson1": "application/json",
    "awsJson1_0": "application/x-amz-json-1.0",
    "awsJson1_1": "application/x-amz-json-1.1",
    "restXml": "application/xml",
    "awsQuery": "text/xml",
    "ec2Query": "text/xml;charset=UTF-8",
    "rpcv2Cbor": "application/cbor",
}


class Answers:
    """Writes responses of a service; `random` chooses among equivalent spellings."""

    def __init__(self, service, random):
        self.service = service
        self.random = random
        self.xml = xmltext.XmlWriter(service.protocol)

    def output(self, operation, value):
        """The response of a success."""
        shape = operation.output_shape
        response = {"status": operation.http.get("responseCode", 200), "headers": self.headers(shape), "body": b""}
        if self.service.protocol in ("restJson1", "restXml"):
            return self.rest(response, shape, value)
        if self.service.protocol in ("awsQuery", "ec2Query"):
            response["body"] = self.query(operation, shape, value)
        elif self.service.protocol == "rpcv2Cbor":
            response["body"] = cbor.Encoder(self.random).encode(self.tree(shape, value)) if shape is not None else b""
        else:
            response["body"] = self.json(self.tree(shape, value) if shape is not None else {})
        return response

    def headers(self, shape):
        """The headers of every response."""
        spellings = ["x-amzn-RequestId", "x-amzn-requestid"]
        if any(location(member) == "headers" for _, member in members(shape)):
            # Header names that become map keys are lowercase.
            spellings = ["x-amzn-requestid"]
        name = "x-amz-request-id" if self.service.has_bare_errors else self.random.choice(spellings)
        headers = {name: REQUEST_ID, "content-type": CONTENT_TYPES[self.service.protocol]}
        if self.service.protocol == "rpcv2Cbor":
            headers["smithy-protocol"] = "rpc-v2-cbor"
        return headers

    def rest(self, response, shape, value, element=None):
        """A response with members in its headers, its status and its body."""
        for name, member in members(shape):
            place = location(member)
            wire_name = member.serialization.get("name", name)
            if place == "statusCode":
                # It is in every response.
                value.setdefault(name, response["status"])
            if place == "header" and wire_name.lower() == "content-type":
                # The content type comes from the member only.
                del response["headers"]["content-type"]
            if name not in value or place is None:
                continue
            if place == "statusCode":
                response["status"] = value[name]
            elif place == "headers":
                prefixed = {wire_name + key: held for key, held in value[name].items()}
                response["headers"].update(prefixed)
            elif place == "header":
                response["headers"][wire_name] = self.header(member, value[name])
        response["body"] = self.rest_body(response, shape, value, element)
        return response

    def rest_body(self, response, shape, value, element):
        """The body of a response: the payload member, or all members without another location."""
        payload = shape.serialization.get("payload") if shape is not None else None
        if payload is not None:
            member = shape.members[payload]
            if payload not in value:
                return b""
            if member.type_name in ("blob", "string"):
                if "content-type" in response["headers"]:
                    response["headers"]["content-type"] = "application/octet-stream"
                held = value[payload]
                return held.encode("utf-8") if isinstance(held, str) else held
            shape, value, element = member, value[payload], member.serialization.get("name", member.name)
        elif all(location(member) is not None for _, member in members(shape)) and element is None:
            return b""
        if self.service.protocol == "restJson1":
            return self.json(self.tree(shape, value))
        root = ElementTree.Element(element or (shape.name if shape is not None else "Result"))
        self.xml.fill(root, shape, value)
        return xmltext.document(root, self.random)

    def header(self, shape, value):
        """The text of a header."""
        if isinstance(value, JsonText):
            return base64.b64encode(value.text().encode("utf-8")).decode("ascii")
        if shape.type_name == "list":
            texts = [xmltext.text(element, shape.member, self.service.protocol, "header") for element in value]
            if shape.member.type_name == "string":
                texts = [f'"{held}"' if "," in held else held for held in texts]
            return self.random.choice([", ", ","]).join(texts)
        return xmltext.text(value, shape, self.service.protocol, "header")

    def query(self, operation, shape, value):
        """The body of an answer to a form."""
        root = ElementTree.Element(operation.name + "Response")
        if self.service.protocol == "ec2Query":
            ElementTree.SubElement(root, "requestId").text = REQUEST_ID
            self.xml.fill(root, shape, value)
        else:
            wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
            self.xml.fill(ElementTree.SubElement(root, wrapper) if wrapper else root, shape, value)
            metadata = ElementTree.SubElement(root, "ResponseMetadata")
            ElementTree.SubElement(metadata, "RequestId").text = REQUEST_ID
        return xmltext.document(root, self.random)

    def json(self, tree):
        """The bytes of JSON."""
        escape, wide = self.random.random() < 0.5, self.random.random() < 0.3
        return json.dumps(tree, ensure_ascii=escape, indent=2 if wide else None).encode("utf-8")

    def tree(self, shape, value):
        """The JSON or CBOR of a value: members of the body, by their wire names."""
        if value is None or is_document(shape):
            return value
        if shape.type_name == "structure":
            return self.object(shape, value)
        if shape.type_name == "list":
            return [self.tree(shape.member, inner) for inner in value]
        if shape.type_name == "map":
            return {key: self.tree(shape.value, inner) for key, inner in value.items()}
        if self.service.protocol == "rpcv2Cbor":
            return cbor.Instant(seconds_of(value)) if shape.type_name == "timestamp" else value
        if shape.type_name == "timestamp":
            form = timestamp_format(shape, self.service.protocol, None)
            return seconds_of(value) if form == "epoch-seconds" else xmltext.instant(value, form)
        if isinstance(value, float) and not math.isfinite(value):
            return next(name for name, odd in ODD_NUMBERS.items() if repr(odd) == repr(value))
        return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value

    def object(self, shape, value):
        """The members of a structure, in any order, with nulls and unknown ones among them."""
        found = []
        for name, member in members(shape):
            if location(member) is not None:
                continue
            named = self.service.protocol == "restJson1"
            wire_name = member.serialization.get("name", name) if named else name
            if name in value:
                found.append((wire_name, self.tree(member, value[name])))
            elif self.random.random() < 0.1:
                found.append((wire_name, None))
        if is_union(shape):
            if self.random.random() < 0.1:
                found.append(("__type", shape.name))
        elif self.random.random() < 0.1:
            found.append(("ZzUnknown", self.random.choice([1, "x", [None], {"a": {}}])))
        if self.random.random() < 0.3:
            self.random.shuffle(found)
        return dict(found)

    def error(self, shape, value, code):
        """The response of an error: a modelled one with its members, or only a code."""
        status = 400
        if shape is not None:
            status = shape.metadata.get("error", {}).get("httpStatusCode", 400)
        response = {"status": status, "headers": self.headers(shape), "body": b""}
        writers = {"restXml": self.xml_error, "awsQuery": self.xml_error, "ec2Query": self.xml_error}
        writers.get(self.service.protocol, self.tree_error)(response, shape, value, code)
        return response

    def tree_error(self, response, shape, value, code):
        """An error in JSON or CBOR; the protocol determines the location of its code."""
        body = self.tree(shape, value) if shape is not None else dict(value)
        spelled = self.random.choice(["", "com.amazonaws.example#"]) + code
        if self.service.protocol == "restJson1":
            spelled += self.random.choice(["", ":http://internal.amazon.com/coral/com.amazon.coral/"])
            if shape is not None:
                self.rest(response, shape, value)
            if self.random.random() < 0.6:
                response["headers"]["x-amzn-errortype"] = spelled
            else:
                taken = [member.serialization.get("name", name) for name, member in members(shape)]
                free = [name for name in ("code", "__type") if name not in taken]
                body[self.random.choice(free)] = spelled
        else:
            body["__type"] = spelled
        if self.service.is_query_compatible and self.random.random() < 0.5:
            response["headers"]["x-amzn-query-error"] = f"{code};Sender"
        is_cbor = self.service.protocol == "rpcv2Cbor"
        response["body"] = cbor.Encoder(self.random).encode(body) if is_cbor else self.json(body)

    def xml_error(self, response, shape, value, code):
        """An error in XML; the protocol determines the surrounding elements."""
        if self.service.protocol == "restXml" and shape is not None:
            self.rest(response, shape, value, "Error")
        if self.service.protocol == "ec2Query":
            root = ElementTree.Element("Response")
            error = ElementTree.SubElement(ElementTree.SubElement(root, "Errors"), "Error")
        elif self.service.protocol == "restXml" and self.service.has_bare_errors:
            root = error = ElementTree.Element("Error")
        else:
            root = ElementTree.Element("ErrorResponse")
            error = ElementTree.SubElement(root, "Error")
            ElementTree.SubElement(error, "Type").text = "Sender"
        ElementTree.SubElement(error, "Code").text = code
        if shape is not None:
            self.xml.fill(error, shape, value)
        else:
            ElementTree.SubElement(error, "Message").text = value["message"]
        for message in error.findall("message"):
            # Services capitalise it, regardless of their models.
            message.tag = self.random.choice(["message", "Message"])
        name = "RequestID" if self.service.protocol == "ec2Query" else "RequestId"
        ElementTree.SubElement(root, name).text = REQUEST_ID
        response["body"] = xmltext.document(root, self.random, has_namespace=root is not error)
