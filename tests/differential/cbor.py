"""Writes values as CBOR (RFC 8949) in random encodings, and reads CBOR for comparison."""

import math
import struct


class Instant:
    """Seconds since 1970 with the timestamp tag."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __eq__(self, other):
        return isinstance(other, Instant) and self.seconds == other.seconds

    def __repr__(self):
        return f"1({self.seconds!r})"


class Encoder:
    """Writes values in random encodings."""

    def __init__(self, random):
        self.random = random

    def encode(self, value):
        """The bytes of a value."""
        if value is None:
            return self.random.choice([b"\xf6", b"\xf7"])
        if isinstance(value, bool):
            return b"\xf5" if value else b"\xf4"
        if isinstance(value, int):
            return head(0, value) if value >= 0 else head(1, -1 - value)
        if isinstance(value, float):
            return self.number(value)
        if isinstance(value, Instant):
            return head(6, 1) + self.encode(value.seconds)
        if isinstance(value, (bytes, str)):
            return self.string(value)
        if isinstance(value, list):
            return self.many(4, [self.encode(inner) for inner in value], len(value))
        pairs = [self.encode(key) + self.encode(inner) for key, inner in value.items()]
        return self.many(5, pairs, len(value))

    def number(self, value):
        """A number in one of the widths that can hold it."""
        widths = []
        for mark, form in ((b"\xf9", ">e"), (b"\xfa", ">f"), (b"\xfb", ">d")):
            try:
                packed = struct.pack(form, value)
            except OverflowError:
                continue
            if math.isnan(value) or struct.unpack(form, packed)[0] == value:
                widths.append(mark + packed)
        return self.random.choice(widths)

    def string(self, value):
        """A string, whole or in two chunks; text is never split within a character."""
        major = 2 if isinstance(value, bytes) else 3
        parts = [value]
        if self.random.random() < 0.1:
            at = self.random.randrange(len(value) + 1)
            parts = [value[:at], value[at:]]
        parts = [part if isinstance(part, bytes) else part.encode("utf-8") for part in parts]
        spelled = [head(major, len(part)) + part for part in parts]
        return spelled[0] if len(spelled) == 1 else bytes([major << 5 | 31]) + b"".join(spelled) + b"\xff"

    def many(self, major, parts, count):
        """A list or map, of definite or indefinite length."""
        if self.random.random() < 0.2:
            return bytes([major << 5 | 31]) + b"".join(parts) + b"\xff"
        return head(major, count) + b"".join(parts)


def head(major, number):
    """The first bytes of an item."""
    if number < 24:
        return bytes([major << 5 | number])
    for mark, form, limit in ((24, ">B", 2**8), (25, ">H", 2**16), (26, ">I", 2**32), (27, ">Q", 2**64)):
        if number < limit:
            return bytes([major << 5 | mark]) + struct.pack(form, number)
    raise OverflowError(f"{number} has more than 64 bits")


def decode(data):
    """The single value in the bytes."""
    value, rest = item(memoryview(data))
    if len(rest):
        raise ValueError(f"{len(rest)} bytes after the end")
    return value


BREAK = object()


def item(data):
    """A value and the remaining bytes."""
    if not len(data):
        raise ValueError("the bytes end too soon")
    major, low, data = data[0] >> 5, data[0] & 31, data[1:]
    if major == 7:
        return simple(low, data)
    number = None
    if low < 24:
        number = low
    elif low < 28:
        size = 1 << (low - 24)
        number, data = int.from_bytes(data[:size], "big"), data[size:]
    elif low != 31:
        raise ValueError(f"{low} is no length")
    if major < 2:
        return (number if major == 0 else -1 - number), data
    if major == 6:
        inner, data = item(data)
        if number != 1:
            raise ValueError(f"the tag {number}")
        return Instant(inner), data
    if number is None:
        parts, data = until_break(data)
    elif major in (2, 3):
        parts, data = [bytes(data[:number])], data[number:]
        parts = parts if major == 2 else [parts[0].decode("utf-8")]
    else:
        parts = []
        for _ in range(number * (major - 3)):
            part, data = item(data)
            parts.append(part)
    return whole(major, parts), data


def until_break(data):
    """The items before a break."""
    parts = []
    while True:
        part, data = item(data)
        if part is BREAK:
            return parts, data
        parts.append(part)


def whole(major, parts):
    """Joins the chunks or items of a string, list or map."""
    if major == 2:
        return b"".join(parts)
    if major == 3:
        return "".join(parts)
    return parts if major == 4 else dict(zip(parts[::2], parts[1::2]))


def simple(low, data):
    """A simple value or a number."""
    if low in (20, 21):
        return low == 21, data
    if low in (22, 23):
        return None, data
    if low == 31:
        return BREAK, data
    form = {25: ">e", 26: ">f", 27: ">d"}.get(low)
    if form is None:
        raise ValueError(f"the simple value {low}")
    size = struct.calcsize(form)
    return struct.unpack(form, data[:size])[0], data[size:]
