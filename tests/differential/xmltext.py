"""Writes values as XML like services do, with white space and namespaces that clients must ignore.

https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
"""

import base64
from xml.etree import ElementTree

from forms import seconds_of, rfc_3339
from model import location, members, timestamp_format


def text(value, shape, protocol, place=None):
    """The text of a scalar in an element, an attribute or a header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if shape.type_name in ("float", "double"):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(repr(value), repr(value))
    if shape.type_name == "timestamp":
        return instant(value, timestamp_format(shape, protocol, place))
    return str(value)


DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def instant(value, form):
    """A timestamp in one of the three formats; names of days are always English."""
    if form == "epoch-seconds":
        return repr(seconds_of(value))
    if form == "date-time":
        return rfc_3339(value)
    return f"{DAYS[value.weekday()]}, {value.day:02d} {MONTHS[value.month - 1]} {value.year} {value:%H:%M:%S} GMT"


class XmlWriter:
    """Writes values as elements."""

    def __init__(self, protocol):
        self.protocol = protocol

    def fill(self, element, shape, value):
        """Adds the body members of a structure to an element."""
        namespace = shape.serialization.get("xmlNamespace") if shape is not None else None
        if isinstance(namespace, dict) and namespace.get("prefix"):
            element.set("xmlns:" + namespace["prefix"], namespace["uri"])
        for name, member in members(shape):
            if name not in value or location(member) is not None:
                continue
            if member.serialization.get("xmlAttribute"):
                element.set(member.serialization["name"], text(value[name], member, self.protocol))
            else:
                self.member(element, self.name(member, name), member, value[name])

    def name(self, member, name):
        """The element name of a member; flattened lists use the name of their elements."""
        if member.type_name == "list" and member.serialization.get("flattened"):
            name = member.member.serialization.get("name", member.serialization.get("name", name))
            return name
        return member.serialization.get("name", name)

    def member(self, parent, name, shape, value):
        """Adds an element for a value, or several for a flattened one."""
        flattened = shape.serialization.get("flattened")
        if shape.type_name == "list":
            inner = name if flattened else shape.member.serialization.get("name", "member")
            parent = parent if flattened else ElementTree.SubElement(parent, name)
            for element in value:
                self.member(parent, inner, shape.member, element)
        elif shape.type_name == "map":
            parent = parent if flattened else ElementTree.SubElement(parent, name)
            for key, inner in value.items():
                entry = ElementTree.SubElement(parent, name if flattened else "entry")
                self.member(entry, shape.key.serialization.get("name", "key"), shape.key, key)
                self.member(entry, shape.value.serialization.get("name", "value"), shape.value, inner)
        elif shape.type_name == "structure":
            self.fill(ElementTree.SubElement(parent, name), shape, value)
        else:
            ElementTree.SubElement(parent, name).text = text(value, shape, self.protocol)


def document(root, random, has_namespace=True):
    """The bytes of a document, in a random spelling."""
    if has_namespace and random.random() < 0.5:
        root.set("xmlns", "https://example.amazonaws.com/doc/2020-01-01/")
    if random.random() < 0.3:
        ElementTree.indent(root)
    declared, short = random.random() < 0.5, random.random() < 0.5
    return ElementTree.tostring(root, "utf-8", xml_declaration=declared, short_empty_elements=short)
