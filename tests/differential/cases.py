"""Cases of operations: an input line for each side, and the differences between both answers."""

import base64
import random

from botocore.exceptions import BotoCoreError

import forms
from answers import REQUEST_ID, Answers
from compare import Difference, requests
from invent import Inventor
from model import UNWRAPPED, location, members
from peer import Request


def plan(operations, count):
    """Evenly distributed cases: the operation, the kind, and the number of the case within the kind."""
    kinds = []
    for operation in operations:
        kinds.append((operation, "request"))
        if operation.name not in UNWRAPPED:
            kinds.append((operation, "output"))
        kinds += [(operation, f"error {shape.name}") for shape in operation.error_shapes]
        kinds.append((operation, "error"))
    # Three of four cases are requests or outputs; errors are many and small.
    whole = [kind for kind in kinds if kind[1] in ("request", "output")]
    errors = [kind for kind in kinds if kind not in whole]
    for number in range(count):
        row = errors if errors and number % 4 == 3 else whole
        at = number // 4 if row is errors else number - (number + 1) // 4
        yield (*row[at % len(row)], at // len(row))


def named(operations, name):
    """The row of one case, by its name."""
    _, operation, *what, number = name.split("/")
    found = [held for held in operations if held.name == operation]
    return [(held, " ".join(what), int(number)) for held in found]


class Case:
    """One request, output or error of an operation."""

    def __init__(self, botocore, seed, operation, what, number):
        self.botocore, self.service, self.operation, self.what = botocore, botocore.service, operation, what
        self.name = f"{self.service.name}/{operation.name}/{what.replace(' ', '/')}/{number}"
        self.random = random.Random(f"{seed}/{self.name}")
        self.shape, self.value, self.response, self.code = None, None, None, None
        if what == "request":
            self.value = Inventor(self.random, self.service.protocol).top(operation.input_shape)
        elif what == "output":
            self.invent_output()
        else:
            self.invent_error()

    def invent_output(self):
        """A random output, as a response."""
        self.value = Inventor(self.random, self.service.protocol, True).top(self.operation.output_shape)
        self.response = Answers(self.service, self.random).output(self.operation, self.value)
        self.value = as_headers_tell(self.operation.output_shape, self.value, self.response["headers"])

    def invent_error(self):
        """A random error, as a response; unmodelled ones have a code and a message."""
        name = self.what.removeprefix("error").strip()
        self.shape = self.service.model.shape_for(name) if name else None
        if self.shape is None:
            self.code = "ZzUnknown"
            self.value = {"message": Inventor(self.random, self.service.protocol, True).text("body")}
        else:
            self.code = self.shape.error_code
            value = Inventor(self.random, self.service.protocol, True).top(self.shape)
            # In the body, these names belong to the error itself.
            self.value = {key: held for key, held in value.items() if key not in ("Code", "code", "Type", "RequestId")}
        self.response = Answers(self.service, self.random).error(self.shape, self.value, self.code)

    def line(self):
        """The line for our side."""
        line = {"operation": self.operation.name}
        if self.response is None:
            shape = self.operation.input_shape
            line["input"] = {} if shape is None else forms.to_wire(shape, self.value, self.random)
        else:
            line["response"] = {"status": self.response["status"], "headers": self.response["headers"]}
            line["response"].update(body_of(self.response["body"]))
        return line

    def differences(self, answer):
        """Differences between our answer and botocore's."""
        try:
            if self.what == "request":
                return self.in_requests(answer)
            if "failed" in answer:
                return [Difference("answer", answer["failed"], "no failure")]
            return self.in_outputs(answer) if self.what == "output" else self.in_errors(answer)
        except forms.Unreadable as error:
            return [Difference("answer", str(error), "a value of the model")]

    def in_requests(self, answer):
        """Differences between two requests; inputs that cannot be sent are rejected by both."""
        try:
            theirs = self.botocore.request(self.operation, self.value)
        except BotoCoreError as error:
            return [] if "failed" in answer else [Difference("request", answer, f"{type(error).__name__}: {error}")]
        if "failed" in answer:
            return [Difference("answer", answer["failed"], theirs.uri)]
        return requests(request_of(answer), theirs, self.service.protocol)

    def in_outputs(self, answer):
        """Differences between two outputs."""
        shape = self.operation.output_shape
        if "output" not in answer:
            return [Difference("answer", answer, "an output")]
        if shape is None:
            return [Difference("output", answer["output"], {})] if answer["output"] else []
        # Texts beside dates, which no model of botocore has: `codegen/src/passes/beside.rs` has the table.
        output = {name: held for name, held in answer["output"].items() if name != "ExpiresString"}
        ours = forms.from_wire(shape, output)
        return self.of_three(shape, ours, lambda: self.botocore.output(self.operation, self.response), "output")

    def in_errors(self, answer):
        """Differences between two errors."""
        if "error" not in answer:
            return [Difference("answer", answer, "an error")]
        ours = answer["error"]
        theirs = {"code": self.code, "message": ours.get("message"), "request_id": REQUEST_ID}
        found = []
        try:
            theirs = self.botocore.error(self.operation, self.response)
        except Exception as error:  # Whatever a parser raises is its answer.
            found.append(Difference("error raised", "none", f"{type(error).__name__}: {error}"))
        for name in ("code", "message", "request_id"):
            if (ours.get(name) or "") != (theirs[name] or ""):
                found.append(Difference(name, ours.get(name), theirs[name]))
        if self.shape is None:
            return found
        fields = forms.from_wire(self.shape, ours.get("fields") or {}, "fields")
        return found + self.of_three(self.shape, fields, lambda: theirs.get("fields") or {}, "fields")

    def of_three(self, shape, ours, read, path):
        """Differences between our value and botocore's, and which one equals the value sent."""
        wrong = {place: (held, sent) for place, held, sent in forms.differences(shape, ours, self.value, path)}
        try:
            theirs = read()
        except Exception as error:  # Whatever a parser raises is its answer.
            held = "what was sent" if not wrong else ours
            return [Difference(f"{path} raised", held, f"{type(error).__name__}: {error}")]
        found = []
        for place, one, other in forms.differences(shape, ours, theirs, path):
            whose = "" if place in wrong else ", where ours is what was sent"
            found.append(Difference(place + whose, one, other))
        if wrong and not found:
            # Both may agree on a wrong value.
            found = [Difference(f"{place}, where both are wrong", *pair) for place, pair in wrong.items()]
        return found


def as_headers_tell(shape, value, headers):
    """The value as headers can express it: no empty lists, and all headers that match a prefix."""
    found = dict(value)
    for name, member in members(shape):
        if location(member) == "header" and value.get(name) == []:
            del found[name]
        elif location(member) == "headers":
            prefix = member.serialization.get("name", "").lower()
            with_it = (key for key in headers if key.lower().startswith(prefix))
            found[name] = {key[len(prefix) :]: headers[key] for key in with_it}
    return found


def body_of(body):
    """The members of a line that hold a body."""
    try:
        return {"body": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(body).decode("ascii")}


def request_of(answer):
    """The request of an answer."""
    body = base64.b64decode(answer["body_base64"]) if "body_base64" in answer else answer.get("body", "").encode("utf-8")
    return Request(answer["method"], answer["uri"], answer["headers"], body, answer.get("host_prefix"))
