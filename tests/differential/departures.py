"""Known kinds of differences: responsible side, reason, and reference.

A row holds for a difference if its test does; a difference that no row explains fails the run. Rows are facts about
protocols and about botocore, so none asks for a service by name.
"""

import base64
import datetime
import math
import re
from collections import namedtuple
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from urllib.parse import unquote

import compare
from customs import CLIENT, checksum
from forms import ODD_NUMBERS, same_number
from model import is_document, members

# `explains(difference, case, ours)` is true if the row applies to the difference; `ours` is our request, if any.
Departure = namedtuple("Departure", ["name", "whose", "why", "source", "explains"])

DATE_TIME = re.compile(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$")

# What stands in a request of each protocol whose type botocore leaves out, or says more of.
CONTENT_TYPES = {
    "restXml": ["application/xml", "application/octet-stream", "text/plain"],
    "restJson1": ["application/octet-stream", "text/plain"],
    "awsQuery": ["application/x-www-form-urlencoded"],
    "ec2Query": ["application/x-www-form-urlencoded"],
}


def dates(difference):
    """Date, time and fraction of both, or `None`."""
    texts = [held if isinstance(held, str) else "" for held in (difference.ours, difference.theirs)]
    parts = [DATE_TIME.match(unquote(text)) for text in texts]
    return None if None in parts else [(part[1], (part[2] or "").rstrip("0")) for part in parts]


def same_instant_in_other_digits(difference, _case, _ours):
    """Both are the same date and time, except for trailing zeros of the fraction."""
    found = dates(difference)
    return found is not None and found[0] == found[1]


def instants(value):
    """All timestamps in a value."""
    if isinstance(value, datetime.datetime):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from instants(held)
    elif isinstance(value, list):
        for held in value:
            yield from instants(held)


def finer_than_a_millisecond(difference, case, ours):
    """Ours is a timestamp of the input, rounded down to milliseconds; botocore's has microseconds."""
    if ours is None:
        return False
    found = dates(difference)
    if found is not None:
        return found[0] == (found[1][0], found[1][1][:3].rstrip("0"))
    try:
        one, other = (Decimal(unquote(str(held))) for held in (difference.ours, difference.theirs))
    except InvalidOperation:
        return False
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    micros = {(instant - epoch) // datetime.timedelta(microseconds=1) for instant in instants(case.value)}
    return other * 1_000_000 in micros and one * 1000 == (other * 1000).to_integral_value(ROUND_FLOOR)


def success_without_a_body(difference, _case, _ours):
    """Ours is an error, since the body that states the result of the operation is missing; botocore's is an output."""
    return difference.place == "answer" and "a success must have one" in str(difference.ours)


def fraction_in_header(difference, _case, _ours):
    """In a header, both are the same date and time, but botocore's has no fraction."""
    found = dates(difference)
    return found is not None and difference.place.startswith("header ") and found[1] == (found[0][0], "")


def same_number_in_other_digits(difference, _case, _ours):
    """Both are the same number as text."""
    texts = (difference.ours, difference.theirs)
    if not all(isinstance(text, str) and re.match(r"^-?\d[\d.eE+-]*$", text) for text in texts):
        return False
    one, other = map(float, texts)
    return one == other


def narrow_numbers(shape, value):
    """All 32-bit floats in a value of a shape."""
    if value is None or shape is None:
        return
    if shape.type_name == "float":
        yield value
    elif shape.type_name == "list":
        for held in value:
            yield from narrow_numbers(shape.member, held)
    elif shape.type_name == "map":
        for held in value.values():
            yield from narrow_numbers(shape.value, held)
    elif shape.type_name == "structure" and not is_document(shape):
        for name, member in members(shape):
            yield from narrow_numbers(member, value.get(name))


def same_narrow_number(difference, case, _ours):
    """Both are one number of 32 bits, which the input has in a member of that type: ours in as few digits as tell it
    apart, botocore's in those of 64 bits."""
    try:
        numbers = [float(held) for held in (difference.ours, difference.theirs)]
    except (TypeError, ValueError):
        return False
    if case.what != "request" or not math.isfinite(numbers[0]) or not same_number(*numbers, True):
        return False
    return numbers[1] in narrow_numbers(case.operation.input_shape, case.value)


def nothing_is_a_value(difference, case, _ours):
    """A payload is absent in ours and empty in botocore's."""
    path = re.match(r"^(?:output|fields)\.(\w+)(?:, .*)?$", difference.place)
    shape = case.shape or case.operation.output_shape
    if path is None or difference.ours is not None or difference.theirs not in ({}, "", b""):
        return False
    return path[1] == shape.serialization.get("payload")


def number_left_as_text(difference, _case, _ours):
    """Ours is a number without JSON notation, botocore's its text."""
    odd = ODD_NUMBERS.get(difference.theirs) if isinstance(difference.theirs, str) else None
    return odd is not None and isinstance(difference.ours, float) and repr(odd) == repr(difference.ours)


def type_of_body(difference, case, _ours):
    """Ours is the protocol's content type; botocore's is absent, or has a character set."""
    expected = CONTENT_TYPES.get(case.service.protocol, [])
    if difference.place != "header `content-type`" or difference.ours not in expected:
        return False
    return difference.theirs in (None, f"{difference.ours}; charset=utf-8")


def space_in_list(difference, _case, _ours):
    """Both are the same list in a header, ours with a space after each comma."""
    texts = (difference.ours, difference.theirs)
    return (
        difference.place.startswith("header ")
        and all(isinstance(text, str) for text in texts)
        and texts[0].replace(", ", ",") == texts[1].replace(", ", ",")
    )


def empty_list_in_header(difference, case, _ours):
    """Ours has an empty header for an empty list, botocore's none."""
    if not difference.place.startswith("header ") or (difference.ours, difference.theirs) != ("", None):
        return False
    names = [name for name, held in case.value.items() if held == []]
    shape = case.operation.input_shape
    return difference.place[8:-1] in [shape.members[name].serialization.get("name", name).lower() for name in names]


def message_by_its_own_name(difference, case, _ours):
    """Ours is the message sent; botocore's is absent, since it expects another spelling of the name."""
    if case.shape is None or difference.theirs not in (None, ""):
        return False
    names = [name for name, _ in members(case.shape) if name.lower() in ("message", "errormessage")]
    is_sent = any(difference.ours == case.value.get(name) for name in names)
    return is_sent and difference.place in ("message", *(f"fields.{name}, where ours is what was sent" for name in names))


def checksum_of_other_bytes(difference, _case, ours):
    """Ours is the checksum of our body; botocore's is of an equivalent body with other bytes, or absent."""
    name = re.match(r"^header `(?:x-amz-checksum-|content-)(\w+)`$", difference.place)
    if name is None or ours is None:
        return False
    try:
        digest = checksum(name[1], ours.body)
    except ValueError:
        return False
    return difference.ours == base64.b64encode(digest).decode("ascii")


def compressed_from_another_length(difference, _case, ours):
    """Only one is compressed; ours if and only if its own body reaches the minimum size."""
    if difference.place != "header `content-encoding`" or {difference.ours, difference.theirs} != {None, "gzip"}:
        return False
    is_long = len(compare.unpacked(ours)) >= CLIENT.request_min_compression_size_bytes
    return is_long == (difference.ours == "gzip")


def crc_in_place_of_md5(difference, _case, ours):
    """Ours has the digest required by its trait, botocore's another."""
    return (
        difference.place == "header `x-amz-checksum-crc32`"
        and difference.ours is None
        and ours is not None
        and "content-md5" in ours.headers
    )


def empty_part_of_path(difference, _case, _ours):
    """Ours rejects an empty path label, which botocore sends."""
    is_refused = difference.place == "answer" and str(difference.ours).endswith("a part of the path is empty")
    path = str(difference.theirs).partition("?")[0]
    return is_refused and ("//" in path or path.endswith("/"))


def length_of_body(difference, _case, ours):
    """Ours is the length of the body, botocore's is the value of a member."""
    return difference.place == "header `content-length`" and difference.ours is None and ours is not None


def two_members_of_one_name(difference, case, _ours):
    """The difference is in a member that shares its element with another member."""
    path = re.sub(r", where.*|\[.*?\]", "", difference.place).split(".")
    if path[0] != "output":
        return False
    shape = case.operation.output_shape
    for name in path[1:]:
        while shape.type_name in ("list", "map"):
            shape = shape.member if shape.type_name == "list" else shape.value
        if shape.type_name != "structure" or name not in shape.members:
            return False
        names = [member.serialization.get("name", key) for key, member in members(shape)]
        own = shape.members[name].serialization.get("name", name)
        if names.count(own) > 1:
            return True
        shape = shape.members[name]
    return False


DEPARTURES = [
    Departure(
        "nothing is a value",
        "botocore's",
        "a body without a byte is a member that is absent",
        "https://smithy.io/2.0/spec/http-bindings.html#httppayload-trait",
        nothing_is_a_value,
    ),
    Departure(
        "content type",
        "botocore's",
        "the protocol says the type of each body; botocore leaves out those of XML and of payloads, and gives forms a"
        " character set, which a form's type has not",
        "https://smithy.io/2.0/spec/http-bindings.html#serializing-http-messages",
        type_of_body,
    ),
    Departure(
        "message by its own name",
        "botocore's",
        "an error's message is the member called so, in whatever case it is written; botocore takes one spelling",
        "https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization",
        message_by_its_own_name,
    ),
    Departure(
        "number left as text",
        "botocore's",
        "`NaN`, `Infinity` and `-Infinity` are numbers where a number is expected; awsJson in botocore keeps their text",
        "https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#shape-serialization",
        number_left_as_text,
    ),
    Departure(
        "fraction in a header",
        "botocore's",
        "a date-time may have a fraction wherever it stands; in headers botocore drops it",
        "https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait",
        fraction_in_header,
    ),
    Departure(
        "finer than a millisecond",
        "botocore's",
        "a message has milliseconds, and what is finer is truncated; botocore sends six digits",
        "https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait",
        finer_than_a_millisecond,
    ),
    Departure(
        "success without a body",
        "botocore's",
        "what S3 copies or puts together it tells in the body, after the status; its parser takes an empty one",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html",
        success_without_a_body,
    ),
    Departure(
        "fraction digits",
        "neither's",
        "a date-time may have any number of digits in its fraction; botocore writes six",
        "https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait",
        same_instant_in_other_digits,
    ),
    Departure(
        "number digits",
        "neither's",
        "a number has many spellings; botocore's are Python's",
        "https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#shape-serialization",
        same_number_in_other_digits,
    ),
    Departure(
        "narrow number digits",
        "neither's",
        "a float has 32 bits, which need fewer digits than the 64 that Python has",
        "https://smithy.io/2.0/spec/simple-types.html#float",
        same_narrow_number,
    ),
    Departure(
        "space in a list",
        "neither's",
        "the elements of a list in a header are parted by a comma, and by a space if one likes",
        "https://smithy.io/2.0/spec/http-bindings.html#httpheader-trait",
        space_in_list,
    ),
    Departure(
        "empty list in a header",
        "botocore's",
        "what is empty is sent, in a header without a value; what is absent is not",
        "https://smithy.io/2.0/spec/http-bindings.html#httpheader-trait",
        empty_list_in_header,
    ),
    Departure(
        "checksum of other bytes",
        "neither's",
        "two spellings of a document have two checksums, and botocore has some only with a library of machine code;"
        " ours is checked here",
        "https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait",
        checksum_of_other_bytes,
    ),
    Departure(
        "CRC32 in place of MD5",
        "botocore's",
        "where a checksum is required and no algorithm is offered, it is `Content-MD5`; botocore sends a CRC32",
        "https://smithy.io/2.0/spec/behavior-traits.html#httpchecksumrequired-trait",
        crc_in_place_of_md5,
    ),
    Departure(
        "empty part of a path",
        "botocore's",
        "a label is never empty, for the path would be another operation's; what is in front of a slash may leave one",
        "https://smithy.io/2.0/spec/http-bindings.html#httplabel-trait",
        empty_part_of_path,
    ),
    Departure(
        "compressed from another length",
        "neither's",
        "a body is compressed if it is long enough, and two spellings of a document have two lengths",
        "https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait",
        compressed_from_another_length,
    ),
    Departure(
        "length of the body",
        "botocore's",
        "a message is as long as its body is, whatever a member says",
        "https://www.rfc-editor.org/rfc/rfc9110#section-8.6",
        length_of_body,
    ),
    Departure(
        "two members of one name",
        "the model's",
        "two members of a structure have one element; botocore gives it to both, whatever their types",
        "https://smithy.io/2.0/spec/protocol-traits.html#xmlname-trait",
        two_members_of_one_name,
    ),
]


def explain(difference, case, ours=None):
    """The row that explains a difference, if there is one."""
    return next((row for row in DEPARTURES if row.explains(difference, case, ours)), None)
