"""Converts values to and from the JSON of `cargo xtask wire`, and compares values.

Members go by their names in the model, blobs are base64, timestamps RFC 3339 or seconds, and numbers that JSON has not
are the strings `NaN`, `Infinity` and `-Infinity`.
"""

import base64
import datetime
import json
import math
import re
import struct

from invent import EPOCH, JsonText
from model import is_document, is_json_text, is_union, members

ODD_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}

RFC_3339 = re.compile(r"^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?Z$")


class Unreadable(Exception):
    """The answer is not a value of the shape."""


class Unknown:
    """An unknown member of a union, by name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"an unknown member {self.name!r}"


def to_wire(shape, value, random=None):
    """The JSON form of a value; `random` chooses among alternatives."""
    if value is None:
        return None
    if isinstance(value, JsonText):
        return value.text()
    if shape.type_name == "structure" and not is_document(shape):
        return {name: to_wire(shape.members[name], inner, random) for name, inner in value.items()}
    if shape.type_name == "list":
        return [to_wire(shape.member, inner, random) for inner in value]
    if shape.type_name == "map":
        return {key: to_wire(shape.value, inner, random) for key, inner in value.items()}
    if shape.type_name == "blob":
        return base64.b64encode(value).decode("ascii")
    if shape.type_name == "timestamp":
        as_number = random is not None and random.random() < 0.3
        return seconds_of(value) if as_number else rfc_3339(value)
    if shape.type_name in ("float", "double") and not math.isfinite(value):
        return next(name for name, odd in ODD_NUMBERS.items() if repr(odd) == repr(value))
    return value


def micros_of(instant):
    """Microseconds since 1970."""
    return round((instant - EPOCH) / datetime.timedelta(microseconds=1))


def seconds_of(instant):
    """Seconds since 1970, with a fraction where there is one."""
    micros = micros_of(instant)
    return micros // 10**6 if micros % 10**6 == 0 else micros / 10**6


def rfc_3339(instant):
    """The date and time, with the shortest fraction."""
    fraction = f".{instant.microsecond:06d}".rstrip("0").rstrip(".")
    return instant.strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


def from_wire(shape, form, path="output"):
    """The value of a JSON form."""
    if form is None:
        return None
    try:
        if is_json_text(shape):
            return JsonText(json.loads(form))
        if shape.type_name == "structure" and not is_document(shape):
            return structure_from_wire(shape, form, path)
        if shape.type_name == "list":
            return [from_wire(shape.member, inner, f"{path}[{i}]") for i, inner in enumerate(form)]
        if shape.type_name == "map":
            return {key: from_wire(shape.value, inner, f"{path}[{key!r}]") for key, inner in form.items()}
        return scalar_from_wire(shape, form)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Unreadable(f"{path}: {form!r} is no {shape.type_name}: {error}") from error


def structure_from_wire(shape, form, path):
    """The value of the JSON form of a structure or union."""
    known = dict(members(shape))
    if is_union(shape):
        unknown = [name for name in form if name not in known]
        if unknown:
            return Unknown(unknown[0])
    return {name: from_wire(known[name], inner, f"{path}.{name}") for name, inner in form.items()}


def scalar_from_wire(shape, form):
    """The value of the JSON form of a scalar."""
    if shape.type_name == "blob":
        return base64.b64decode(form, validate=True)
    if shape.type_name == "timestamp":
        return instant_from_wire(form)
    if shape.type_name in ("float", "double"):
        return ODD_NUMBERS[form] if isinstance(form, str) else float(form)
    expected = {"integer": int, "long": int, "boolean": bool, "string": str}.get(shape.type_name)
    if expected is not None and type(form) is not expected:
        raise ValueError(f"it is a {type(form).__name__}")
    return form


def instant_from_wire(form):
    """Parses RFC 3339; more precision than microseconds is an error."""
    parts = RFC_3339.match(form)
    if parts is None:
        raise ValueError("it is not RFC 3339 in UTC")
    *whole, fraction = parts.groups()
    micros = (fraction or "").ljust(6, "0")
    if micros[6:].strip("0"):
        raise ValueError("it is finer than microseconds")
    return datetime.datetime(*map(int, whole), int(micros[:6]), tzinfo=datetime.timezone.utc)


def differences(shape, one, other, path="output"):
    """Differences between two values of a shape: the path and both values."""
    if one is None or other is None:
        return [] if one is other else [(path, one, other)]
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        same = isinstance(one, Unknown) and isinstance(other, Unknown) and one.name == other.name
        return [] if same else [(path, one, other)]
    if isinstance(one, JsonText) and isinstance(other, JsonText):
        return [] if same_json(one.value, other.value) else [(path, one.value, other.value)]
    if shape.type_name == "structure" and not is_document(shape):
        return in_entries(one, other, path, lambda name: (shape.members[name], f"{path}.{name}"))
    if shape.type_name == "map":
        return in_entries(one, other, path, lambda key: (shape.value, f"{path}[{key!r}]"))
    if shape.type_name == "list":
        if len(one) != len(other):
            return [(path, one, other)]
        pairs = enumerate(zip(one, other))
        return [found for i, (a, b) in pairs for found in differences(shape.member, a, b, f"{path}[{i}]")]
    return [] if same_scalar(shape, one, other) else [(path, one, other)]


def in_entries(one, other, _path, target):
    """Differences between two dictionaries; absent values are `None`."""
    found = []
    for name in [*one, *(name for name in other if name not in one)]:
        shape, path = target(name)
        found += differences(shape, one.get(name), other.get(name), path)
    return found


def same_scalar(shape, one, other):
    """Returns true if two scalars are equal; floats have 32 bits, and NaN equals itself."""
    if is_document(shape):
        return same_json(one, other)
    if shape.type_name in ("float", "double"):
        return same_number(one, other, shape.type_name == "float")
    return type(one) is type(other) and one == other


def same_number(one, other, is_narrow):
    """Returns true if two numbers are equal."""
    if isinstance(one, str) or isinstance(other, str):
        return False
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or (is_narrow and narrowed(one) == narrowed(other))


def narrowed(number):
    """The nearest 32-bit float."""
    try:
        return struct.unpack(">f", struct.pack(">f", number))[0]
    except OverflowError:
        return math.copysign(math.inf, number)


def same_json(one, other):
    """Returns true if two JSON values are equal; `1` equals `1.0`, but not `true`."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_json(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_json, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return same_number(one, other, False)
    return type(one) is type(other) and one == other
