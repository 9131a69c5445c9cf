//! Implements [`ShapeDeserializer`] for forms.

use std::borrow::Cow;

use super::FormTree;
use crate::model::schema::{Kind, Member, TimestampFormat};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};
use crate::types::{Blob, Document, Timestamp, UnknownMember, text};

impl FormTree {
    /// Parses the value at a node with `parse`.
    fn scalar<T: Default>(
        &mut self,
        node: Node,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let Some(value) = self.value(node) else {
            self.fail(
                node,
                ErrorKind::Unexpected {
                    expected,
                    found: "a structure",
                },
            );
            return T::default();
        };
        parse(value).unwrap_or_else(|| {
            self.fail(node, ErrorKind::Format { expected });
            T::default()
        })
    }

    /// Reports a plain value in place of a structure, list or map.
    fn check_container(&mut self, node: Node, at: &Member) {
        let is_plain = self
            .field(node.0)
            .is_some_and(|field| field.first == super::NONE)
            && self.value(node).is_some_and(|value| !value.is_empty());
        if is_plain {
            let (expected, found) = (at.target.kind.as_str(), "text");
            self.fail(node, ErrorKind::Unexpected { expected, found });
        }
    }

    /// Key and value of an entry.
    fn entry(&mut self, entry: Node, at: &Member) -> (Node, Node) {
        let Kind::Map(key, value) = at.target.kind else {
            return (Node::NONE, Node::NONE);
        };
        if !entry.is_some() {
            return (Node::NONE, Node::NONE);
        }
        let name = self.child(entry, key.xml_name.unwrap_or("key"));
        let value = self.child(entry, value.xml_name.unwrap_or("value"));
        if name.is_some() && value.is_some() {
            return (name, value);
        }
        let (expected, found) = ("a key and a value", "an entry without both");
        self.fail(entry, ErrorKind::Unexpected { expected, found });
        (Node::NONE, Node::NONE)
    }
}

impl ShapeDeserializer for FormTree {
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        self.check_container(node, at);
        for (member, slot) in std::iter::zip(at.target.members(), slots) {
            *slot = self.member(node, member);
        }
    }

    fn unknown(&mut self, node: Node, _: &Member) -> UnknownMember {
        let expected = "a union with one known member";
        self.fail(node, ErrorKind::Format { expected });
        UnknownMember::default()
    }

    fn first_element(&mut self, node: Node, at: &Member) -> (Node, usize) {
        self.check_container(node, at);
        let Kind::List(element) = at.target.kind else {
            return (Node::NONE, 0);
        };
        let list = if self.is_flat(at, true) {
            node
        } else {
            self.child(node, element.xml_name.unwrap_or("member"))
        };
        (self.first_numbered(list), 0)
    }

    fn next_element(&mut self, element: Node, _: &Member) -> Node {
        self.next_numbered(element)
    }

    fn first_entry(&mut self, node: Node, at: &Member) -> (Node, Node) {
        self.check_container(node, at);
        let map = if self.is_flat(at, false) {
            node
        } else {
            self.child(node, "entry")
        };
        let entry = self.first_numbered(map);
        self.entry(entry, at)
    }

    fn next_entry(&mut self, value: Node, at: &Member) -> (Node, Node) {
        let entry = self
            .field(value.0)
            .map_or(super::NONE, |field| field.parent);
        let entry = self.next_numbered(Node(entry));
        self.entry(entry, at)
    }

    fn is_null(&mut self, _: Node) -> bool {
        false
    }

    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        self.scalar(node, "a boolean", text::parse_boolean)
    }

    fn integer(&mut self, node: Node, _: &Member) -> i64 {
        self.scalar(node, "an integer", text::parse_integer_exact)
    }

    fn float(&mut self, node: Node, _: &Member) -> f32 {
        self.scalar(node, "a number", text::parse_float_exact)
    }

    fn double(&mut self, node: Node, _: &Member) -> f64 {
        self.scalar(node, "a number", text::parse_float_exact)
    }

    fn string(&mut self, node: Node, _: &Member) -> Cow<'_, str> {
        Cow::Owned(self.scalar(node, "text", |text| Some(text.to_owned())))
    }

    fn blob(&mut self, node: Node, _: &Member) -> Blob {
        self.scalar(node, "base64", Blob::from_base64_exact)
    }

    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        let format = at.timestamp(TimestampFormat::DateTime);
        self.scalar(node, "a timestamp", |text| {
            Timestamp::parse_exact(text, format)
        })
    }

    fn document(&mut self, node: Node, _: &Member) -> Document {
        self.scalar(node, "text", |text| Some(Document::from(text)))
    }

    fn missing(&mut self, node: Node, _: &Member, member: &'static Member) {
        self.lack(node, member);
    }

    fn hole(&mut self, node: Node) {
        let (expected, found) = ("a value", "null");
        self.fail(node, ErrorKind::Unexpected { expected, found });
    }

    fn fail(&mut self, node: Node, error: ErrorKind) {
        if self.error.is_none() {
            let path = self.path(node);
            let error = error.redact_unless(!path.sensitive);
            self.error = Some(Error::new(error).at(path.text));
        }
    }

    fn failed(&self) -> bool {
        self.error.is_some()
    }
}
