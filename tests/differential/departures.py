"""The known kinds of disagreement: whose each is, why, and where the specification says so.

A row holds for a difference if its test does; a difference that no row explains fails the run. Rows are facts about
protocols, so none asks for a service by name.
"""

import math
import re
from collections import namedtuple

# `explains(difference, case)` is whether the row is about that difference.
Departure = namedtuple("Departure", ["name", "whose", "why", "source", "explains"])

DATE_TIME = re.compile(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$")


def same_instant_in_other_digits(difference, _case):
    """Both are one date and time, but for zeros at the end of its fraction."""
    parts = [DATE_TIME.match(text) if isinstance(text, str) else None for text in (difference.ours, difference.theirs)]
    if None in parts:
        return False
    return len({(part[1], (part[2] or "").rstrip("0")) for part in parts}) == 1


def same_number_in_other_digits(difference, _case):
    """Both are one number."""
    texts = (difference.ours, difference.theirs)
    if not all(isinstance(text, str) and re.match(r"^-?\d[\d.eE+-]*$", text) for text in texts):
        return False
    one, other = map(float, texts)
    return one == other


def same_narrow_number(difference, _case):
    """Both are one number of 32 bits, ours in as few digits as tell it apart, botocore's in those of 64 bits."""
    from forms import same_number

    numbers = []
    for held in (difference.ours, difference.theirs):
        try:
            numbers.append(float(held))
        except (TypeError, ValueError):
            return False
    return math.isfinite(numbers[0]) and same_number(*numbers, True)


DEPARTURES = [
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
        "https://smithy.io/2.0/aws/protocols/aws-query-protocol.html",
        same_number_in_other_digits,
    ),
    Departure(
        "narrow number digits",
        "neither's",
        "a float has 32 bits, which need fewer digits than the 64 that Python has",
        "https://smithy.io/2.0/spec/simple-types.html#float",
        same_narrow_number,
    ),
]


def explain(difference, case):
    """The row that explains a difference, if there is one."""
    return next((row for row in DEPARTURES if row.explains(difference, case)), None)
