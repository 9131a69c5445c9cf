//! Implements [`ShapeDeserializer`] for XML.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::tree::{NONE, XmlTree, element_node, is_space, local};
use crate::model::schema::{Kind, Member, TimestampFormat};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};
use crate::types::number::{parse_integer, whole};
use crate::types::similar::{same_but_first, unknown_member};
use crate::types::{Blob, Document, Timestamp, UnknownMember, Value, text};

impl XmlTree<'_> {
    /// Parses the trimmed text of a node with `parse`.
    fn scalar<T: Default>(
        &mut self,
        node: Node,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let Some(text) = self.text(node) else {
            return self.unexpected(node, expected);
        };
        parse(text.trim_matches(is_space)).unwrap_or_else(|| {
            self.fail(node, ErrorKind::Format { expected });
            T::default()
        })
    }

    /// Reports elements in place of text.
    #[cold]
    fn unexpected<T: Default>(&mut self, node: Node, expected: &'static str) -> T {
        let found = if node.is_some() {
            "elements"
        } else {
            "nothing"
        };
        self.fail(node, ErrorKind::Unexpected { expected, found });
        T::default()
    }

    /// Key and value of a map entry, or of the next one that is not skipped.
    fn entry(&mut self, mut entry: Node, at: &Member) -> (Node, Node) {
        let Kind::Map(key, value) = at.target.kind else {
            return (Node::NONE, Node::NONE);
        };
        while let Some(element) = self.at(entry) {
            let (first, next, name) = (element.first, element.next, element.name);
            if !self.leavings.holds(entry) {
                let key = self.find(first, key.xml_key());
                let value = self.find(first, value.xml_key());
                if key.is_some() && value.is_some() {
                    return (key, value);
                }
                let (expected, found) = ("a key and a value", "an entry without both");
                self.fail(entry, ErrorKind::Unexpected { expected, found });
                if self.failed() {
                    break;
                }
            }
            entry = self.find(next, name);
        }
        (Node::NONE, Node::NONE)
    }

    /// Returns true if an element or attribute is treated as absent.
    fn is_left_out(&self, node: Node) -> bool {
        self.is_nil(node) || self.leavings.holds(node)
    }

    /// The value of an element without schema.
    fn free(&self, node: Node) -> Value {
        match self.text(node) {
            Some(text) => Value::from(text),
            None => Value::structure(self.children(node).map(|child| {
                let child = element_node(child);
                (self.name(child), self.free(child))
            })),
        }
    }

    /// The document in an element: entries as a map, members as a list, otherwise by name.
    fn free_document(&self, node: Node) -> Document {
        if let Some(text) = self.text(node) {
            return Document::from(text);
        }
        let mut map = BTreeMap::new();
        let mut list = Vec::new();
        for child in self.children(node).map(element_node) {
            let (key, value) = (self.child(child, "key"), self.child(child, "value"));
            match (self.name(child), self.text(key)) {
                ("member", _) => list.push(self.free_document(child)),
                ("entry", Some(key)) if value.is_some() => {
                    map.insert(key.to_owned(), self.free_document(value));
                }
                (name, _) => {
                    map.insert(name.to_owned(), self.free_document(child));
                }
            }
        }
        if map.is_empty() {
            Document::List(list)
        } else {
            Document::Map(map)
        }
    }
}

impl XmlTree<'_> {
    /// The member of an element.
    pub(super) fn member_of(
        &self,
        element: u32,
        members: &'static [Member],
    ) -> Option<(usize, &'static Member)> {
        self.member_from(element, members, 0)
            .or_else(|| self.member_again(element, members))
    }

    /// The member of an element; the search starts at the expected one, because senders usually keep an order.
    fn member_from(
        &self,
        element: u32,
        members: &'static [Member],
        expected: usize,
    ) -> Option<(usize, &'static Member)> {
        let is = |name: fn(&Member) -> Option<&'static str>| {
            let mut members = members.iter().enumerate();
            let is = |(_, member): &(usize, &Member)| {
                !member.xml_attribute
                    && name(member).is_some_and(|name| self.is_named(element, name))
            };
            let early = members.clone().take(expected);
            let late = members.by_ref().skip(expected);
            late.chain(early).find(is)
        };
        is(|member| Some(member.xml_key())).or_else(|| is(element_name))
    }
}

impl XmlTree<'_> {
    /// The member of an element without exact match.
    #[cold]
    fn member_again(
        &self,
        element: u32,
        members: &'static [Member],
    ) -> Option<(usize, &'static Member)> {
        if !self.options().ignores_first_case() {
            return None;
        }
        let name = self.name(element_node(element));
        let is = |member: &Member| {
            !member.xml_attribute && same_but_first(local(member.xml_key()), local(name))
        };
        members.iter().enumerate().find(|(_, member)| is(member))
    }
}

/// The element's own name in a flattened list. If the list has no name, some services (such as sdb) use it in requests and
/// responses.
fn element_name(member: &Member) -> Option<&'static str> {
    match member.target.kind {
        Kind::List(element) if member.xml_flattened && member.xml_name.is_none() => {
            element.xml_name
        }
        _ => None,
    }
}

/// Stores a node in the slot of its member, unless a flattened list or map already started there.
fn fill(slot: Option<&mut Node>, member: &Member, node: Node) {
    if let Some(slot) = slot.filter(|slot| !(member.xml_flattened && slot.is_some())) {
        *slot = node;
    }
}

impl ShapeDeserializer for XmlTree<'_> {
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        if self.at(node).is_none() {
            return self.unexpected::<()>(node, at.target.kind.as_str());
        }
        let members = at.target.members();
        for (index, attribute) in self.attributes_of(node) {
            let named = |member: &&Member| {
                member.xml_attribute && local(member.xml_key()) == local(&attribute.name)
            };
            // Attributes may differ only by prefix; an exact match takes precedence.
            let position = members
                .iter()
                .position(|member| member.xml_attribute && member.xml_key() == attribute.name)
                .or_else(|| members.iter().position(|member| named(&member)));
            let slot = position.and_then(|position| slots.get_mut(position));
            let attribute = Node(index << 1 | 1);
            if let Some(slot) = slot.filter(|_| !self.leavings.holds(attribute)) {
                *slot = attribute;
            }
        }
        let mut expected = 0;
        let mut unknown = None;
        for child in self.children(node) {
            let mut found = self.member_from(child, members, expected);
            if found.is_none() && self.options().looks_again() {
                found = self.member_again(child, members);
                if found.is_none() {
                    unknown = unknown.or(Some(child));
                }
            }
            if let Some((position, member)) = found {
                expected = position;
                let child = element_node(child);
                if !self.is_left_out(child) {
                    fill(slots.get_mut(position), member, child);
                }
            }
        }
        if let Some(child) = unknown.filter(|_| self.options().is_denying()) {
            let found = self.name(element_node(child)).to_owned();
            let names = members.iter().map(Member::xml_key);
            self.fail(node, unknown_member(&found, names));
        }
    }

    fn unknown(&mut self, node: Node, _: &Member) -> UnknownMember {
        if self.options().serves() {
            let expected = "a union with one known member";
            self.fail(node, ErrorKind::Format { expected });
            return UnknownMember::default();
        }
        self.children(node)
            .map(element_node)
            .find(|&child| !self.is_nil(child))
            .map(|child| UnknownMember::new(self.name(child), self.free(child)))
            .unwrap_or_default()
    }

    fn first_element(&mut self, node: Node, at: &Member) -> (Node, usize) {
        let Kind::List(element) = at.target.kind else {
            return (Node::NONE, 0);
        };
        if at.xml_flattened {
            return (node, 1);
        }
        let first = self.at(node).map_or(NONE, |list| list.first);
        (self.find(first, element.xml_key()), 0)
    }

    fn next_element(&mut self, element: Node, at: &Member) -> Node {
        let (Kind::List(member), Some(here)) = (&at.target.kind, self.at(element)) else {
            return Node::NONE;
        };
        // Elements of a flattened list have the same name as the first.
        let name = if at.xml_flattened {
            here.name
        } else {
            member.xml_key()
        };
        self.find(here.next, name)
    }

    fn first_entry(&mut self, node: Node, at: &Member) -> (Node, Node) {
        let entry = if at.xml_flattened {
            node
        } else {
            self.child(node, "entry")
        };
        self.entry(entry, at)
    }

    fn next_entry(&mut self, value: Node, at: &Member) -> (Node, Node) {
        let entry = self.at(value).map_or(NONE, |value| value.parent);
        let Some(here) = self.element(entry) else {
            return (Node::NONE, Node::NONE);
        };
        // Entries of a flattened map have the same name as the first.
        let entry = self.find(here.next, here.name);
        self.entry(entry, at)
    }

    fn is_null(&mut self, node: Node) -> bool {
        self.is_left_out(node)
    }

    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        let parse = if self.coerces() {
            text::parse_boolean_lax
        } else {
            text::parse_boolean
        };
        self.scalar(node, "a boolean", parse)
    }

    fn integer(&mut self, node: Node, _: &Member) -> i64 {
        let parse = if self.coerces() {
            parse_integer
        } else {
            |text: &str| text.parse().ok()
        };
        self.scalar(node, "an integer", parse)
    }

    fn float(&mut self, node: Node, _: &Member) -> f32 {
        self.scalar(node, "a number", |text| {
            text::parse_float(text, |text| text.parse::<f32>().ok())
        })
    }

    fn double(&mut self, node: Node, _: &Member) -> f64 {
        self.scalar(node, "a number", |text| {
            text::parse_float(text, |text| text.parse::<f64>().ok())
        })
    }

    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        let is_lax = self.coerces() && matches!(at.target.kind, Kind::BigInteger);
        let text = match self.string(node, at) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_space)),
            Cow::Owned(text) => Cow::Owned(text.trim_matches(is_space).to_owned()),
        };
        if is_lax { whole(text) } else { text }
    }

    fn string(&mut self, node: Node, _: &Member) -> Cow<'_, str> {
        if self.text(node).is_none() {
            self.unexpected::<()>(node, "text");
        }
        Cow::Borrowed(self.text(node).unwrap_or_default())
    }

    fn blob(&mut self, node: Node, _: &Member) -> Blob {
        self.scalar(node, "base64", |text| {
            // Encoders for text formats break long lines.
            let text: Cow<'_, str> = if text.contains(is_space) {
                text.split(is_space).collect()
            } else {
                text.into()
            };
            Blob::from_base64(&text).ok()
        })
    }

    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        let format = at.timestamp(TimestampFormat::DateTime);
        let is_lax = self.coerces();
        let serves = self.options().serves();
        self.scalar(node, "a timestamp", |text| {
            if serves {
                Timestamp::parse_exact(text, format)
            } else if is_lax {
                Timestamp::parse_lax(text, format)
            } else {
                Timestamp::parse(text, format).ok()
            }
        })
    }

    fn document(&mut self, node: Node, _: &Member) -> Document {
        self.free_document(node)
    }

    fn missing(&mut self, node: Node, _: &Member, member: &'static Member) {
        self.lack(node, member);
    }

    fn hole(&mut self, node: Node) {
        self.keep_hole(node);
    }

    fn fail(&mut self, node: Node, error: ErrorKind) {
        self.keep(node, error);
    }

    fn failed(&self) -> bool {
        self.has_error()
    }

    fn leave_out(&mut self, error: &Error) -> bool {
        self.leavings.note(error)
    }
}
