"""Generates random values of shapes, deterministic for a seed.

Values are Python's own: `datetime` in UTC with microseconds, `bytes`, `dict` in the model's order. They are what a
wire form can hold and nothing beyond, so that a difference between two programs is a fault of one of them.
"""

import datetime
import json
import math
import struct

from model import is_document, is_json_text, is_sparse, is_union, location, members, timestamp_format

# Below this depth, only required members are generated.
DEEPEST = 5

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)

WORDS = ["a", "Z1", "name", "x-1", "0", "true", "null", "arn:aws:connect:eu-west-2:123456789012:instance/i-1"]
SIGNS = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
LETTERS = "éßøĄжщ中文한글ا⁂–’\u00a0\u2028\ufeff"
BEYOND_16_BITS = "😀𝒳🏳️\u200d🌈𐍈"
CONTROLS = "\t\n\r\b\f\x00\x01\x1f\x7f\x85"


class JsonText:
    """A string that contains JSON."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"JSON {self.value!r}"

    def text(self):
        """The string."""
        return json.dumps(self.value, separators=(",", ":"))


class Inventor:
    """Generator of values for a protocol."""

    def __init__(self, random, protocol, is_response=False):
        self.random = random
        self.protocol = protocol
        self.is_response = is_response
        self.is_xml = protocol in ("restXml",) or (is_response and protocol in ("awsQuery", "ec2Query"))
        # Fraction of optional members that are set; a fixed one would miss faults.
        self.density = random.choice([0.0, 0.3, 0.7, 1.0])

    def top(self, shape):
        """A value for the input, output or error of an operation."""
        value = {}
        for name, member in members(shape):
            token = member.metadata.get("idempotencyToken") and not self.is_response
            needed = name in shape.required_members or location(member) == "uri" or member.serialization.get("hostLabel")
            if needed and token:
                needed = location(member) == "uri"
            if needed or self.happens(self.density):
                value[name] = self.value(member, 1, self.place(member, name, shape))
        return value

    def place(self, member, name, shape):
        """The location of a member of an input or output, in terms of this file."""
        if member.serialization.get("hostLabel"):
            return "host"
        if name == shape.serialization.get("payload"):
            return "payload"
        return location(member) or "body"

    def value(self, shape, depth, place="body"):
        """A value of a shape."""
        if is_json_text(shape):
            return JsonText(self.document(2, is_there=True))
        if place == "statusCode":
            return self.random.choice([200, 201, 202, 204, 299])
        kind = {"short": "integer", "byte": "integer", "character": "string"}.get(shape.type_name, shape.type_name)
        return getattr(self, kind)(shape, depth, place)

    def happens(self, share):
        """Returns true with the given probability."""
        return self.random.random() < share

    def structure(self, shape, depth, _place):
        """A structure, a union or a document."""
        if is_document(shape):
            return self.document(depth, is_there=True)
        if is_union(shape):
            return self.union(shape, depth)
        share = self.density * 0.7**depth if depth <= DEEPEST else 0.0
        return {
            name: self.value(member, depth + 1)
            for name, member in members(shape)
            if name in shape.required_members or self.happens(share)
        }

    def union(self, shape, depth):
        """One member of a union; a scalar below the maximum depth."""
        choices = list(members(shape))
        if depth > DEEPEST:
            flat = [pair for pair in choices if pair[1].type_name not in ("structure", "list", "map")]
            choices = flat or [pair for pair in choices if pair[1].type_name != "structure"] or choices
        name, member = self.random.choice(choices)
        return {name: self.value(member, depth + 1)}

    def length(self, depth):
        """The number of elements of a list or map."""
        if depth > DEEPEST:
            return 0
        return self.random.choice([0, 1, 1, 2, 3] if depth > 2 else [0, 1, 2, 3, 12])

    def can_be_sparse(self, shape):
        """Returns true if lists and maps may contain null: only JSON and CBOR can express it."""
        return is_sparse(shape) and not self.is_xml and self.protocol not in ("awsQuery", "ec2Query")

    def list(self, shape, depth, place):
        """A list."""
        place = {"header": "header list"}.get(place, place)
        length = self.length(depth)
        if self.is_response and self.is_xml and shape.serialization.get("flattened"):
            # Without an element of its own, an empty list is the same as an absent one.
            length = max(length, 1)
        elements = [self.value(shape.member, depth + 1, place) for _ in range(length)]
        if self.can_be_sparse(shape) and elements and self.happens(0.3):
            elements[self.random.randrange(len(elements))] = None
        return elements

    def map(self, shape, depth, place):
        """A map, its keys in order."""
        key_place = {"headers": "header name"}.get(place, place)
        length = self.length(depth)
        if self.is_response and self.is_xml and shape.serialization.get("flattened"):
            length = max(length, 1)
        keys = {self.value(shape.key, depth + 1, key_place) for _ in range(length)}
        value_place = {"headers": "header"}.get(place, place)
        found = {key: self.value(shape.value, depth + 1, value_place) for key in sorted(keys)}
        if self.can_be_sparse(shape) and found and self.happens(0.3):
            found[self.random.choice(list(found))] = None
        return found

    def string(self, shape, _depth, place):
        """A string, or a known or unknown enum value."""
        if shape.metadata.get("enum") and self.happens(0.85):
            return self.random.choice(shape.metadata["enum"])
        if place == "host":
            return self.random.choice(["a", "Z1", "data-1", "x" * 63])
        if place == "header name":
            found = self.random.choice(["a", "b-c", "Key", "x1", "long-" * 6 + "name"])
            # Header names are case-insensitive, so keys are lowercase.
            return found.lower() if self.is_response else found
        return self.text(place)

    def text(self, place):
        """A string of characters and words that are valid in its location."""
        alphabets = [WORDS, list(SIGNS)]
        if not place.startswith("header"):
            alphabets += [list(LETTERS), list(BEYOND_16_BITS)]
            if place != "uri":
                alphabets.append([c for c in CONTROLS if not self.is_xml or c in "\t\n\x7f\x85"])
        if self.happens(0.4):
            alphabets = [WORDS]
        count = self.random.choice([0, 1, 2, 4, 9] if self.happens(0.98) else [300])
        found = "".join(self.random.choice(self.random.choice(alphabets)) for _ in range(count))
        if place.startswith("header"):
            # Header values are trimmed, and no rule determines if empty ones are sent.
            if self.is_response:
                found = found.replace('"', "").replace("\\", "")
            return found.strip() or "v"
        if place in ("uri", "payload"):
            return "label" if found in ("", ".", "..") else found
        return found

    def boolean(self, *_):
        """A boolean."""
        return self.happens(0.5)

    def integer(self, *_):
        """A 32-bit integer."""
        return self.random.choice([0, 1, -1, 7, 2**31 - 1, -(2**31), self.random.randrange(-(10**6), 10**6)])

    def long(self, *_):
        """A 64-bit integer."""
        return self.random.choice([0, 1, -1, 2**53 + 1, 2**63 - 1, -(2**63), self.random.randrange(10**15)])

    def double(self, *_):
        """A 64-bit float, including NaN."""
        usual = [0.0, -0.0, 1.0, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 123456789.125]
        odd = [math.nan, math.inf, -math.inf]
        return self.random.choice(odd if self.happens(0.1) else [*usual, self.random.uniform(-1e4, 1e4)])

    def float(self, shape, depth, place):
        """A 32-bit float."""
        found = self.double(shape, depth, place)
        if abs(found) > 3.4e38 and math.isfinite(found):
            found = 3.4028234663852886e38
        return struct.unpack(">f", struct.pack(">f", found))[0]

    def blob(self, _shape, _depth, place):
        """Bytes."""
        count = self.random.choice([0, 1, 2, 3, 17, 64])
        if place == "payload" and count == 0 and self.is_response:
            count = 1
        return bytes(self.random.randrange(256) for _ in range(count))

    def timestamp(self, shape, _depth, place):
        """A timestamp in microseconds, within the years that all formats support."""
        seconds = self.random.choice([0, 1, 1_700_000_000, -1, -2_000_000_000, self.random.randrange(4 * 10**9)])
        micros = self.random.choice([0, 0, 500_000, 120_000, 3_691, 999_999, 1])
        place = place.removesuffix(" list")
        if self.is_response and timestamp_format(shape, self.protocol, place) == "http-date":
            micros = 0
        return EPOCH + datetime.timedelta(seconds=seconds, microseconds=micros)

    def document(self, depth, is_there=False):
        """Any JSON except null, since null members count as absent."""
        kinds = ["flag", "whole", "real", "text"] + ([] if depth > 3 else ["array", "object"])
        kind = self.random.choice(kinds if is_there else ["null", *kinds])
        if kind == "array":
            return [self.document(depth + 1) for _ in range(self.random.randrange(3))]
        if kind == "object":
            return {f"k{i}": self.document(depth + 1) for i in range(self.random.randrange(3))}
        scalars = {"null": None, "flag": self.happens(0.5), "whole": self.integer(), "real": 0.5, "text": self.text("body")}
        return scalars[kind]
