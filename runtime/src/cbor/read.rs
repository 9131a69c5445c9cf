//! What a shape asks a parsed CBOR message for.

use std::borrow::Cow;

use super::parse::Data;
use super::tree::CborTree;
use super::writer::EPOCH;
use crate::error::ErrorKind;
use crate::schema::{Kind, Member, TimestampFormat};
use crate::tree::{Node, Tree};
use crate::unknown::UnknownMember;
use crate::{Blob, Document, Number, Timestamp, Value};

/// The first float past every `i64`.
const BEYOND: f64 = 9_223_372_036_854_775_808.0;

impl CborTree<'_> {
    /// Says that something else stands at a node than is expected.
    #[cold]
    fn unexpected<T: Default>(&mut self, node: Node, expected: &'static str) -> T {
        let found = match self.data(node) {
            None => "nothing",
            Some(Data::Null) => "null",
            Some(Data::Boolean(_)) => "a boolean",
            Some(Data::Integer(_)) => "an integer",
            Some(Data::Float(_) | Data::Double(_)) => "a float",
            Some(Data::Text(_)) => "text",
            Some(Data::Bytes(_)) => "bytes",
            Some(Data::List) => "a list",
            Some(Data::Map) => "a map",
            Some(Data::Simple) => "a simple value",
        };
        self.keep(node, ErrorKind::Unexpected { expected, found });
        T::default()
    }

    /// Says that a number does not fit.
    #[cold]
    fn out_of_range<T: Default>(&mut self, node: Node, found: String) -> T {
        let expected = "long";
        self.keep(node, ErrorKind::OutOfRange { expected, found });
        T::default()
    }

    /// The entry of a map with a key at the node.
    fn entry(&self, key: Node) -> (Node, Node) {
        if key.is_some() {
            (key, self.after(key))
        } else {
            (Node::NONE, Node::NONE)
        }
    }

    /// What stands at a node that no schema describes.
    fn free(&self, node: Node) -> Value {
        match self.data(node) {
            None | Some(Data::Null | Data::Simple) => Value::Null,
            Some(Data::Boolean(value)) => Value::Boolean(*value),
            Some(Data::Integer(_) | Data::Float(_) | Data::Double(_)) if self.is_instant(node) => {
                self.instant(node).map_or(Value::Null, Value::Timestamp)
            }
            Some(Data::Integer(value)) => i64::try_from(*value).map_or_else(
                |_| Value::Document(Document::Number(number(*value))),
                |value| i32::try_from(value).map_or(Value::Long(value), Value::Integer),
            ),
            Some(Data::Float(value)) => Value::Float(*value),
            Some(Data::Double(value)) => Value::Double(*value),
            Some(Data::Text(text)) => Value::String(text.clone().into_owned()),
            Some(Data::Bytes(bytes)) => Value::Blob(Blob::from(&**bytes)),
            Some(Data::List) => Value::list(self.elements(node).map(|node| self.free(node))),
            Some(Data::Map) => Value::Map(
                self.entries(node)
                    .map(|(key, value)| (self.free(key), self.free(value)))
                    .collect(),
            ),
        }
    }

    /// A document; bytes and instants become text, as in JSON.
    fn free_document(&self, node: Node) -> Document {
        match self.data(node) {
            None | Some(Data::Null | Data::Simple) => Document::Null,
            Some(Data::Boolean(value)) => Document::Boolean(*value),
            Some(Data::Integer(value)) => Document::Number(number(*value)),
            Some(Data::Float(value)) => Document::Number(Number::Float(f64::from(*value))),
            Some(Data::Double(value)) => Document::Number(Number::Float(*value)),
            Some(Data::Text(text)) => Document::from(&**text),
            Some(Data::Bytes(bytes)) => Document::from(Blob::from(&**bytes).to_base64()),
            Some(Data::List) => Document::List(
                self.elements(node)
                    .map(|node| self.free_document(node))
                    .collect(),
            ),
            Some(Data::Map) => {
                let entry = |(key, value)| {
                    let key = self.text(key)?.to_owned();
                    Some((key, self.free_document(value)))
                };
                Document::Map(self.entries(node).filter_map(entry).collect())
            }
        }
    }

    /// Whether a node is tagged as seconds since 1970.
    fn is_instant(&self, node: Node) -> bool {
        self.item(node.0)
            .is_some_and(|item| item.tag == Some(EPOCH))
    }

    /// The instant that a number at a node counts in seconds.
    #[expect(clippy::wildcard_enum_match_arm, reason = "three kinds are numbers")]
    fn instant(&self, node: Node) -> Option<Timestamp> {
        // The shortest digits of a float are the ones that were meant: its exact value is some nanoseconds off.
        let digits = match self.data(node)? {
            Data::Integer(value) => return i64::try_from(*value).ok().map(Timestamp::from_secs),
            Data::Float(value) => value.to_string(),
            Data::Double(value) => value.to_string(),
            _ => return None,
        };
        Timestamp::parse(&digits, TimestampFormat::EpochSeconds).ok()
    }
}

/// An integer as a number of a document; one past 64 bits as the nearest float.
#[expect(
    clippy::cast_precision_loss,
    reason = "the nearest float is what is asked for"
)]
fn number(value: i128) -> Number {
    i64::try_from(value)
        .map(Number::Integer)
        .or_else(|_| u64::try_from(value).map(Number::Unsigned))
        .unwrap_or(Number::Float(value as f64))
}

impl Tree for CborTree<'_> {
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        if !matches!(self.data(node), Some(Data::Map)) {
            return self.unexpected::<()>(node, at.target.kind.as_str());
        }
        let members = at.target.members();
        let mut hint = 0;
        for (key, value) in self.entries(node) {
            let Some(name) = self.text(key) else {
                continue;
            };
            // Members mostly come in the model's order, so the search begins where the last one ended.
            let after = members.iter().enumerate().skip(hint);
            let found = after
                .chain(members.iter().enumerate().take(hint))
                .find(|(_, member)| self.names.of(member) == name);
            if let Some((position, member)) = found {
                hint = position.saturating_add(1);
                let null = matches!(self.data(value), Some(Data::Null));
                if let Some(slot) = slots.get_mut(position) {
                    let absent = null && !matches!(member.target.kind, Kind::Document);
                    *slot = if absent { Node::NONE } else { value };
                }
            }
        }
    }

    fn unknown(&mut self, node: Node, _: &Member) -> UnknownMember {
        self.entries(node)
            .filter_map(|(key, value)| Some((self.text(key)?, value)))
            .filter(|&(name, value)| {
                name != "__type" && !matches!(self.data(value), Some(Data::Null))
            })
            .last()
            .map(|(name, value)| UnknownMember::new(name, self.free(value)))
            .unwrap_or_default()
    }

    fn first_element(&mut self, node: Node, _: &Member) -> (Node, usize) {
        if matches!(self.data(node), Some(Data::List)) {
            (self.first(node), 0)
        } else {
            self.unexpected::<()>(node, "a list");
            (Node::NONE, 0)
        }
    }

    fn next_element(&mut self, element: Node, _: &Member) -> Node {
        self.after(element)
    }

    fn first_entry(&mut self, node: Node, _: &Member) -> (Node, Node) {
        if matches!(self.data(node), Some(Data::Map)) {
            self.entry(self.first(node))
        } else {
            self.unexpected::<()>(node, "a map");
            (Node::NONE, Node::NONE)
        }
    }

    fn next_entry(&mut self, value: Node, _: &Member) -> (Node, Node) {
        self.entry(self.after(value))
    }

    fn is_null(&mut self, node: Node) -> bool {
        matches!(self.data(node), Some(Data::Null))
    }

    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        match self.data(node) {
            Some(Data::Boolean(value)) => *value,
            _ => self.unexpected(node, "a boolean"),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bounds are checked before the cast"
    )]
    fn integer(&mut self, node: Node, _: &Member) -> i64 {
        let float = match self.data(node) {
            Some(&Data::Integer(value)) => {
                return i64::try_from(value)
                    .unwrap_or_else(|_| self.out_of_range(node, value.to_string()));
            }
            Some(&Data::Float(value)) => f64::from(value),
            Some(&Data::Double(value)) => value,
            _ => return self.unexpected(node, "an integer"),
        };
        if float.fract() != 0.0 {
            self.unexpected(node, "an integer")
        } else if (-BEYOND..BEYOND).contains(&float) {
            float as i64
        } else {
            self.out_of_range(node, float.to_string())
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "the nearest float is what is asked for"
    )]
    fn float(&mut self, node: Node, _: &Member) -> f32 {
        match self.data(node) {
            Some(Data::Integer(value)) => *value as f32,
            Some(Data::Float(value)) => *value,
            Some(Data::Double(value)) => *value as f32,
            _ => self.unexpected(node, "a number"),
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest float is what is asked for"
    )]
    fn double(&mut self, node: Node, _: &Member) -> f64 {
        match self.data(node) {
            Some(Data::Integer(value)) => *value as f64,
            Some(Data::Float(value)) => f64::from(*value),
            Some(Data::Double(value)) => *value,
            _ => self.unexpected(node, "a number"),
        }
    }

    fn string(&mut self, node: Node, _: &Member) -> Cow<'_, str> {
        if self.text(node).is_none() {
            self.unexpected::<()>(node, "text");
        }
        Cow::Borrowed(self.text(node).unwrap_or_default())
    }

    fn blob(&mut self, node: Node, _: &Member) -> Blob {
        match self.data(node) {
            Some(Data::Bytes(bytes)) => Blob::from(&**bytes),
            _ => self.unexpected(node, "bytes"),
        }
    }

    fn timestamp(&mut self, node: Node, _: &Member) -> Timestamp {
        match self.instant(node) {
            Some(instant) => instant,
            None => self.unexpected(node, "a number of seconds"),
        }
    }

    fn document(&mut self, node: Node, _: &Member) -> Document {
        self.free_document(node)
    }

    fn missing(&mut self, node: Node, _: &Member, member: &'static Member) {
        self.lack(node, member);
    }

    fn fail(&mut self, node: Node, error: ErrorKind) {
        self.keep(node, error);
    }

    fn failed(&self) -> bool {
        self.has_error()
    }
}
