"""Differences between two requests, with bodies compared by format."""

import gzip
import json
import re
from collections import namedtuple
from urllib.parse import unquote_plus
from xml.etree import ElementTree

import cbor
from forms import same_json

# A location in a request or response, with our value and botocore's; `None` if absent.
Difference = namedtuple("Difference", ["place", "ours", "theirs"])


def requests(ours, theirs, protocol):
    """Differences between our request and botocore's."""
    found = []
    path, _, query = ours.uri.partition("?")
    their_path, _, their_query = theirs.uri.partition("?")
    for place, one, other in (
        ("method", ours.method, theirs.method),
        ("host prefix", ours.host_prefix, theirs.host_prefix),
        ("path", path, their_path),
    ):
        if one != other:
            found.append(Difference(place, one, other))
    found += pairs("query", raw_pairs(query), raw_pairs(their_query))
    found += headers(ours, theirs)
    return found + bodies(unpacked(ours), unpacked(theirs), protocol)


def unpacked(request):
    """The body of a request before it was compressed."""
    is_packed = request.headers.get("content-encoding") == "gzip"
    return gzip.decompress(request.body) if is_packed else request.body


def raw_pairs(query):
    """The names and values of a query, unchanged; a name without a value has an empty value."""
    return [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&") if pair)]


def pairs(place, ours, theirs):
    """Differences between two sequences of pairs, in values or in the order of names."""
    found = []
    for name in dict.fromkeys(name for name, _ in [*ours, *theirs]):
        one, other = ([value for key, value in held if key == name] for held in (ours, theirs))
        if one != other:
            found.append(Difference(f"{place} `{name}`", alone(one), alone(other)))
    if not found and ours != theirs:
        found.append(Difference(f"{place} order", [name for name, _ in ours], [name for name, _ in theirs]))
    return found


def alone(values):
    """A single value, several as a list, none as `None`."""
    return values if len(values) > 1 else next(iter(values), None)


def headers(ours, theirs):
    """Differences between headers. The content length is compared with the body, since the HTTP client may add it."""
    found = []
    for name in sorted({*ours.headers, *theirs.headers}):
        one, other = ours.headers.get(name), theirs.headers.get(name)
        if name == "content-length":
            one = None if one == str(len(ours.body)) else one
            other = None if other == str(len(theirs.body)) else other
        if one != other:
            found.append(Difference(f"header `{name}`", one, other))
    return found


READERS = {
    "restJson1": json.loads,
    "awsJson1_0": json.loads,
    "awsJson1_1": json.loads,
    "restXml": ElementTree.fromstring,
    "rpcv2Cbor": cbor.decode,
    "awsQuery": lambda body: form_pairs(body),
    "ec2Query": lambda body: form_pairs(body),
}


def bodies(ours, theirs, protocol):
    """Differences between two bodies: by contents if both can be parsed, else by bytes."""
    if ours == theirs:
        return []
    if not ours or not theirs:
        return [Difference("body", ours, theirs)]
    try:
        one, other = READERS[protocol](ours), READERS[protocol](theirs)
    except (ValueError, ElementTree.ParseError):
        return [Difference("body", ours, theirs)]
    if protocol == "restXml":
        return elements("body " + local(one.tag), one, other)
    if protocol in ("awsQuery", "ec2Query"):
        return pairs("body", one, other)
    return trees("body", one, other)


def form_pairs(body):
    """The names and values of a form."""
    return [(unquote_plus(name), unquote_plus(value)) for name, value in raw_pairs(body.decode("utf-8"))]


def trees(place, one, other):
    """Differences between two JSON or CBOR values."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = dict.fromkeys([*one, *other])
        return [
            found
            for name in names
            for found in (
                trees(f"{place}.{name}", one[name], other[name])
                if name in one and name in other
                else [Difference(f"{place}.{name}", one.get(name), other.get(name))]
            )
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [found for i, (a, b) in enumerate(zip(one, other)) for found in trees(f"{place}[{i}]", a, b)]
    return [] if same_json(one, other) else [Difference(place, one, other)]


def local(tag):
    """The name of an element without its namespace."""
    return re.sub(r"^\{.*\}", "", tag)


def elements(place, one, other):
    """Differences between two elements, ignoring white space between elements."""
    found = []
    if one.tag != other.tag:
        found.append(Difference(f"{place} tag", one.tag, other.tag))
    for name in sorted({*one.attrib, *other.attrib}):
        if one.get(name) != other.get(name):
            found.append(Difference(f"{place} @{name}", one.get(name), other.get(name)))
    if len(one) != len(other):
        names = ([local(child.tag) for child in parent] for parent in (one, other))
        return [*found, Difference(f"{place} children", *names)]
    texts = [(element.text or "") for element in (one, other)]
    if not len(one) and texts[0] != texts[1]:
        found.append(Difference(place, *texts))
    for a, b in zip(one, other):
        found += elements(f"{place}/{local(b.tag)}", a, b)
    return found
