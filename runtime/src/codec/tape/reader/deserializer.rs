//! Deserializes values at the nodes of a tape.

use std::borrow::Cow;

use super::Reader;
use crate::codec::tape::{self, Entry};
use crate::model::schema::{Kind, Member};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};
use crate::types::{Blob, Document, Timestamp, UnknownMember};

impl ShapeDeserializer for Reader<'_> {
    #[inline]
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        let Entry::Map(_) = self.tape.get(node.0) else {
            let expected = if at.target.is_union() {
                "a union"
            } else {
                "a structure"
            };
            return self.unexpected(node, expected);
        };
        let members = at.target.members();
        let mut expected = 0;
        let mut index = node.0 + 1;
        loop {
            let key = self.tape.get(index);
            if let Entry::End = key {
                return self.leavings.clear(slots);
            }
            let value = index + 1;
            let mut found = self.find(key, members, expected);
            if found.is_none() && self.options.looks_again() {
                found = self.find_again(node, index, members);
            }
            if let Some(member) = found {
                expected = member + 1;
                if let (Some(slot), Some(member)) = (slots.get_mut(member), members.get(member)) {
                    let absent = matches!(self.tape.get(value), Entry::Null)
                        && !matches!(member.target.kind, Kind::Document);
                    *slot = if absent { Node::NONE } else { Node(value) };
                }
            }
            index = self.tape.after(value);
        }
    }

    fn unknown(&mut self, node: Node, _: &Member) -> UnknownMember {
        if self.options.serves() {
            let expected = "a union with one known member";
            self.fail(node, ErrorKind::Format { expected });
            return UnknownMember::default();
        }
        self.check_free(node);
        self.tape
            .keys(node.0)
            .filter(|key| !matches!(self.tape.get(key + 1), Entry::Null))
            .filter_map(|key| Some((self.tape.text(self.tape.get(key))?, key + 1)))
            // Not a member name; an empty tag stands for a union without members.
            .find(|(tag, _)| !matches!(&**tag, "__type" | ""))
            .map(|(tag, value)| UnknownMember::new(tag, self.tape.value(value)))
            .unwrap_or_default()
    }

    #[inline]
    fn first_element(&mut self, node: Node, _: &Member) -> (Node, usize) {
        match self.tape.get(node.0) {
            Entry::List(group) if group.count > 0 => (Node(node.0 + 1), group.count as usize),
            Entry::List(_) => (Node::NONE, 0),
            _ => {
                self.unexpected(node, "a list");
                (Node::NONE, 0)
            }
        }
    }

    #[inline]
    fn next_element(&mut self, element: Node, _: &Member) -> Node {
        let next = self.tape.after(element.0);
        match self.tape.get(next) {
            Entry::End => Node::NONE,
            _ => Node(next),
        }
    }

    #[inline]
    fn first_entry(&mut self, node: Node, _: &Member) -> (Node, Node) {
        if let Entry::Map(_) = self.tape.get(node.0) {
            self.entry(node.0 + 1)
        } else {
            self.unexpected(node, "a map");
            (Node::NONE, Node::NONE)
        }
    }

    #[inline]
    fn next_entry(&mut self, value: Node, _: &Member) -> (Node, Node) {
        self.entry(self.tape.after(value.0))
    }

    #[inline]
    fn is_null(&mut self, node: Node) -> bool {
        matches!(self.tape.get(node.0), Entry::Null) || self.leavings.holds(node)
    }

    #[inline]
    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        if let Entry::Boolean(value) = *self.tape.get(node.0) {
            value
        } else if let Some(value) = self.boolean_in_text(node) {
            value
        } else {
            self.unexpected(node, "a boolean");
            false
        }
    }

    #[inline]
    fn integer(&mut self, node: Node, at: &Member) -> i64 {
        self.read_integer(node, at)
    }

    #[inline]
    fn float(&mut self, node: Node, at: &Member) -> f32 {
        self.read_float(node, at)
    }

    #[inline]
    fn double(&mut self, node: Node, at: &Member) -> f64 {
        self.read_double(node, at)
    }

    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        self.read_number(node, at)
    }

    #[inline]
    fn string(&mut self, node: Node, _: &Member) -> Cow<'_, str> {
        match *self.tape.get(node.0) {
            Entry::Text(span) => Cow::Borrowed(tape::slice(self.tape.text, span)),
            _ => self.other_text(node),
        }
    }

    fn blob(&mut self, node: Node, _: &Member) -> Blob {
        self.read_blob(node)
    }

    #[inline]
    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        self.read_timestamp(node, at)
    }

    fn document(&mut self, node: Node, _: &Member) -> Document {
        // A null document is a value, so this is also asked for skipped parts.
        if self.leavings.holds(node) {
            return Document::Null;
        }
        self.check_free(node);
        self.tape.document(node.0)
    }

    #[cold]
    fn missing(&mut self, node: Node, _: &Member, member: &'static Member) {
        let name = self.names().of(member);
        if !self.options.lists_missing() {
            return self.fail(node, ErrorKind::Missing { member: name });
        }
        if self.may_correct() {
            let mut path = self.path(node);
            path.push_name(if self.options.serves() {
                member.name
            } else {
                name
            });
            self.corrected.push(path.text);
        }
    }

    #[cold]
    fn hole(&mut self, node: Node) {
        if !self.options.is_lenient() {
            self.unexpected(node, "a value");
        }
    }

    #[cold]
    fn fail(&mut self, node: Node, error: ErrorKind) {
        if self.error.is_some() {
            return;
        }
        let (path, part) = self.path_and_part(node);
        let error = Error::new(error.redact_unless(!path.sensitive)).at(path.text);
        let error = match self.tape.offset(node.0) {
            Some(offset) => error.at_offset(offset),
            None => error,
        };
        if !self.leavings.take(part, &error) {
            self.error = Some(Box::new(error));
        }
    }

    fn leave_out(&mut self, error: &Error) -> bool {
        self.leavings.note(error)
    }

    #[inline]
    fn failed(&self) -> bool {
        self.error.is_some()
    }
}
