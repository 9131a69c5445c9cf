//! Values outside of documents: headers, and payloads that are text or bytes.

use std::borrow::Cow;

use super::frame::FrameBuilder;
use super::header::HeaderValue;
use crate::model::schema::{Kind, Member};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::shape::serializer::ShapeSerializer;
use crate::types::{Blob, Document, Error, ErrorKind, Timestamp, UnknownMember};

/// Writes a value to a header or as the payload.
pub(super) struct PlainWriter<'f> {
    pub(super) frame: &'f mut FrameBuilder,
    /// The header; without it, the value is the payload.
    pub(super) header: Option<&'static str>,
    pub(super) payload: Vec<u8>,
    /// True for a value that has no such form.
    pub(super) refused: bool,
}

impl PlainWriter<'_> {
    /// Writes a value with a form of its own in headers.
    fn put(&mut self, value: HeaderValue<'_>) {
        match (self.header, value) {
            (Some(name), value) => self.frame.push(name, value),
            (None, HeaderValue::Text(text)) => self.payload.extend_from_slice(text.as_bytes()),
            (None, HeaderValue::Bytes(bytes)) => self.payload.extend_from_slice(bytes),
            (None, _) => self.refused = true,
        }
    }
}

impl ShapeSerializer for PlainWriter<'_> {
    fn counts(&self) -> bool {
        false
    }

    fn begin_structure(&mut self, _: &Member, _: usize) {
        self.refused = true;
    }

    fn member(&mut self, _: &'static Member) {}

    fn unknown(&mut self, _: &Member, _: &UnknownMember) {}

    fn end_structure(&mut self, _: &Member) {}

    fn begin_list(&mut self, _: &Member, _: usize) {
        self.refused = true;
    }

    fn element(&mut self, _: &'static Member, _: usize) {}

    fn end_list(&mut self, _: &Member) {}

    fn begin_map(&mut self, _: &Member, _: usize) {
        self.refused = true;
    }

    fn key(&mut self, _: &Member, _: &str, _: usize) {}

    fn end_map(&mut self, _: &Member) {}

    fn null(&mut self, _: &Member) {}

    fn boolean(&mut self, _: &Member, value: bool) {
        self.put(HeaderValue::Boolean(value));
    }

    fn integer(&mut self, at: &Member, value: i64) {
        let written = match at.target.kind {
            Kind::Byte => i8::try_from(value).map(HeaderValue::Byte),
            Kind::Short => i16::try_from(value).map(HeaderValue::Short),
            Kind::Integer | Kind::IntEnum(_) => i32::try_from(value).map(HeaderValue::Integer),
            _ => Ok(HeaderValue::Long(value)),
        };
        match written {
            Ok(value) => self.put(value),
            Err(_) => self.refused = true,
        }
    }

    fn float(&mut self, _: &Member, _: f32) {
        self.refused = true;
    }

    fn double(&mut self, _: &Member, _: f64) {
        self.refused = true;
    }

    fn number(&mut self, _: &Member, _: &str) {
        self.refused = true;
    }

    fn string(&mut self, _: &Member, value: &str) {
        self.put(HeaderValue::Text(value));
    }

    fn enumeration(&mut self, _: &Member, value: &str) {
        self.put(HeaderValue::Text(value));
    }

    fn blob(&mut self, _: &Member, value: &Blob) {
        self.put(HeaderValue::Bytes(value));
    }

    fn timestamp(&mut self, _: &Member, value: &Timestamp) {
        let millis = i64::from(value.subsec_nanos() / 1_000_000);
        let seconds = value.seconds().checked_mul(1000);
        match seconds.and_then(|seconds| seconds.checked_add(millis)) {
            Some(millis) => self.put(HeaderValue::Timestamp(millis)),
            None => self.refused = true,
        }
    }

    fn document(&mut self, _: &Member, _: &Document) {
        self.refused = true;
    }
}

/// Reads a value from a header or the payload. It has one node.
pub(super) struct PlainReader<'a> {
    value: HeaderValue<'a>,
    member: &'static Member,
    error: Option<Error>,
}

impl<'a> PlainReader<'a> {
    /// The only node.
    pub(super) const ROOT: Node = Node(0);

    /// A reader of a value.
    pub(super) const fn new(member: &'static Member, value: HeaderValue<'a>) -> Self {
        Self {
            value,
            member,
            error: None,
        }
    }

    /// The error, if there is one.
    pub(super) fn into_error(self) -> Option<Error> {
        self.error
    }

    /// The value, or a zero if it has another type.
    fn get<T: Default>(&mut self, value: Option<T>) -> T {
        value.unwrap_or_else(|| {
            let (expected, found) = (self.member.target.kind.as_str(), self.value.type_name());
            self.fail(Self::ROOT, ErrorKind::Unexpected { expected, found });
            T::default()
        })
    }
}

impl ShapeDeserializer for PlainReader<'_> {
    fn structure(&mut self, _: Node, _: &Member, _: &mut [Node]) {}

    fn unknown(&mut self, _: Node, _: &Member) -> UnknownMember {
        UnknownMember::default()
    }

    fn first_element(&mut self, _: Node, _: &Member) -> (Node, usize) {
        (Node::NONE, 0)
    }

    fn next_element(&mut self, _: Node, _: &Member) -> Node {
        Node::NONE
    }

    fn first_entry(&mut self, _: Node, _: &Member) -> (Node, Node) {
        (Node::NONE, Node::NONE)
    }

    fn next_entry(&mut self, _: Node, _: &Member) -> (Node, Node) {
        (Node::NONE, Node::NONE)
    }

    fn is_null(&mut self, _: Node) -> bool {
        false
    }

    fn boolean(&mut self, _: Node, _: &Member) -> bool {
        self.get(self.value.as_boolean())
    }

    fn integer(&mut self, _: Node, _: &Member) -> i64 {
        self.get(self.value.as_integer())
    }

    fn float(&mut self, _: Node, _: &Member) -> f32 {
        self.get(None)
    }

    fn double(&mut self, _: Node, _: &Member) -> f64 {
        self.get(None)
    }

    fn string(&mut self, _: Node, _: &Member) -> Cow<'_, str> {
        Cow::Borrowed(self.get(self.value.as_text()))
    }

    fn blob(&mut self, _: Node, _: &Member) -> Blob {
        self.get(self.value.as_bytes().map(Blob::from))
    }

    fn timestamp(&mut self, _: Node, _: &Member) -> Timestamp {
        self.get(self.value.as_timestamp())
    }

    fn document(&mut self, _: Node, _: &Member) -> Document {
        self.get(None)
    }

    fn missing(&mut self, _: Node, _: &Member, _: &'static Member) {}

    fn hole(&mut self, _: Node) {}

    fn fail(&mut self, _: Node, error: ErrorKind) {
        let error = error.redact_unless(!self.member.is_sensitive());
        let name = self.member.name;
        self.error.get_or_insert_with(|| Error::new(error).at(name));
    }

    fn failed(&self) -> bool {
        self.error.is_some()
    }
}
