//! Reads one member from the response head: a header, the status, or the raw body.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

use std::borrow::Cow;

use http::header::HeaderMap;

use super::{ResponseParts, list};
use crate::model::customization::Customization;
use crate::model::schema::{Kind, Location, Member, TimestampFormat};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};
use crate::types::number::{parse_integer, whole};
use crate::types::{Blob, Document, Timestamp, UnknownMember, text};

/// A bound member as texts: one for a scalar, elements of a list, or alternating keys and values of a map. A node is the index
/// of a text.
#[derive(Debug)]
pub(super) struct Head<'a> {
    member: &'static Member,
    texts: Vec<Cow<'a, str>>,
    /// Body bytes, for a blob payload.
    bytes: &'a [u8],
    present: bool,
    error: Option<Error>,
}

impl<'a> Head<'a> {
    /// Node of a scalar.
    pub(super) const ROOT: Node = Node(0);

    /// The member of a response.
    pub(super) fn of(member: &'static Member, parts: &ResponseParts<'a>) -> Self {
        let mut head = Self {
            member,
            texts: Vec::new(),
            bytes: &[],
            present: true,
            error: None,
        };
        match member.location {
            Location::StatusCode => head.texts.push(parts.status.as_str().to_owned().into()),
            Location::Header(name) => head.header(parts, name),
            Location::PrefixHeaders(prefix) => head.prefixed(parts.headers, prefix),
            Location::Payload
            | Location::Body
            | Location::Label
            | Location::Query(_)
            | Location::QueryParams => head.payload(parts.body),
        }
        head
    }

    /// Returns true if the response has the member.
    pub(super) const fn is_present(&self) -> bool {
        self.present
    }

    /// The error, if any.
    pub(super) fn into_error(self) -> Option<Error> {
        self.error
    }

    /// Takes the values of a header.
    fn header(&mut self, parts: &ResponseParts<'a>, name: &str) {
        let kind = &self.member.target.kind;
        let text = list::joined(parts.headers, name);
        let Some(text) = text.filter(|text| !is_nothing(text, kind)) else {
            self.present = false;
            return;
        };
        match kind {
            Kind::List(element) => self.elements(&text, element),
            Kind::Timestamp if self.is_lenient(parts) => {
                let format = self.member.timestamp(TimestampFormat::HttpDate);
                self.present = Timestamp::parse_lax(text.trim(), format).is_some();
                self.texts.push(text);
            }
            Kind::String | Kind::Enum(_) if self.member.media_type.is_some() => {
                match Blob::from_base64(text.trim()) {
                    Ok(bytes) => {
                        let text = self.utf8(&bytes).into_owned();
                        self.texts.push(text.into());
                    }
                    Err(error) => self.fail(Node::NONE, error.kind().clone()),
                }
            }
            _ => self.texts.push(text),
        }
    }

    /// Returns true if a malformed timestamp is ignored.
    fn is_lenient(&self, parts: &ResponseParts<'_>) -> bool {
        let lenient = Customization::LenientTimestamp(self.member.name);
        parts.has(lenient)
    }

    /// Splits a list header.
    fn elements(&mut self, text: &str, element: &Member) {
        // An http-date starts with a weekday and contains a comma.
        let is_date = text.starts_with(|first: char| first.is_ascii_alphabetic());
        let split = if is_date && matches!(element.target.kind, Kind::Timestamp) {
            list::dates(text)
        } else {
            list::elements(text)
        };
        match split {
            Some(elements) => {
                let elements = elements.into_iter();
                self.texts = elements.map(|text| text.into_owned().into()).collect();
            }
            None => self.fail(
                Node::NONE,
                ErrorKind::Format {
                    expected: "a list of a header",
                },
            ),
        }
    }

    /// Takes the headers with a prefix; the rest of each name is a key.
    fn prefixed(&mut self, headers: &'a HeaderMap, prefix: &str) {
        for (key, value) in list::prefixed(headers, prefix) {
            self.texts.push(key.into());
            self.texts.push(value);
        }
    }

    /// Takes the raw body.
    fn payload(&mut self, body: &'a [u8]) {
        if matches!(self.member.target.kind, Kind::Blob) {
            self.bytes = body;
        } else {
            let text = self.utf8(body);
            self.texts.push(text);
        }
    }

    /// Decodes bytes as text.
    fn utf8<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, str> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fail(Node::NONE, ErrorKind::InvalidUtf8);
            return "".into();
        };
        text.into()
    }

    /// Text at a node.
    fn text(&self, node: Node) -> &str {
        usize::try_from(node.0)
            .ok()
            .and_then(|place| self.texts.get(place))
            .map_or("", |text| &**text)
    }

    /// The node at an index.
    fn at(&self, place: usize) -> Node {
        match u32::try_from(place) {
            Ok(node) if place < self.texts.len() => Node(node),
            _ => Node::NONE,
        }
    }

    /// Parses a scalar with `parse`.
    fn scalar<T: Default>(
        &mut self,
        node: Node,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        parse(self.text(node).trim()).unwrap_or_else(|| {
            self.fail(node, ErrorKind::Format { expected });
            T::default()
        })
    }
}

/// Returns true if an empty header counts as absent: for numbers, booleans and timestamps, but not for strings and lists.
const fn is_nothing(text: &str, kind: &Kind) -> bool {
    let is_scalar = !matches!(
        kind,
        Kind::String | Kind::Enum(_) | Kind::Blob | Kind::List(_) | Kind::Map(..)
    );
    is_scalar && text.trim_ascii().is_empty()
}

impl ShapeDeserializer for Head<'_> {
    fn structure(&mut self, _: Node, _: &Member, _: &mut [Node]) {}

    fn unknown(&mut self, _: Node, _: &Member) -> UnknownMember {
        UnknownMember::default()
    }

    fn first_element(&mut self, _: Node, _: &Member) -> (Node, usize) {
        (self.at(0), self.texts.len())
    }

    fn next_element(&mut self, element: Node, _: &Member) -> Node {
        self.at(element.0 as usize + 1)
    }

    fn first_entry(&mut self, _: Node, _: &Member) -> (Node, Node) {
        (self.at(0), self.at(1))
    }

    fn next_entry(&mut self, value: Node, _: &Member) -> (Node, Node) {
        let next = value.0 as usize + 1;
        (self.at(next), self.at(next + 1))
    }

    fn is_null(&mut self, _: Node) -> bool {
        false
    }

    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        self.scalar(node, "a boolean", text::parse_boolean_lax)
    }

    fn integer(&mut self, node: Node, _: &Member) -> i64 {
        self.scalar(node, "an integer", parse_integer)
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
        let text = Cow::Borrowed(self.text(node).trim_ascii());
        if matches!(at.target.kind, Kind::BigInteger) {
            whole(text)
        } else {
            text
        }
    }

    fn string(&mut self, node: Node, _: &Member) -> Cow<'_, str> {
        Cow::Borrowed(self.text(node))
    }

    fn blob(&mut self, node: Node, _: &Member) -> Blob {
        if self.member.location == Location::Payload {
            return Blob::from(self.bytes);
        }
        self.scalar(node, "base64", |text| Blob::from_base64(text).ok())
    }

    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        let format = at.timestamp(TimestampFormat::HttpDate);
        self.scalar(node, "a timestamp", |text| {
            Timestamp::parse_lax(text, format)
        })
    }

    fn document(&mut self, node: Node, _: &Member) -> Document {
        Document::from(self.text(node))
    }

    fn missing(&mut self, _: Node, _: &Member, _: &'static Member) {}

    fn hole(&mut self, _: Node) {}

    fn fail(&mut self, node: Node, error: ErrorKind) {
        if self.error.is_some() {
            return;
        }
        let error = error.redact_unless(!self.member.is_sensitive());
        let name = self.member.name;
        let path = match (&self.member.target.kind, self.texts.get(node.0 as usize)) {
            (Kind::List(_), Some(_)) => format!("{name}[{}]", node.0),
            _ => name.to_owned(),
        };
        self.error = Some(Error::new(error).at(path));
    }

    fn failed(&self) -> bool {
        self.error.is_some()
    }
}
