//! Members of a request outside of its body: labels, query parameters, headers, and a raw payload.
//!
//! A node is a text, or a list or map of them.

use std::borrow::Cow;

use http::HeaderMap;

use crate::codec::json::from_json;
use crate::http::response::list;
use crate::model::schema::{Kind, Location, Member, TimestampFormat};
use crate::shape::deserializer::Node;
use crate::types::error::{Error, ErrorKind};
use crate::types::{Blob, Document, Timestamp};

/// The bit of the nodes in [`Bound`].
pub(super) const BIT: u32 = 1 << 31;

/// Values outside of the body.
#[derive(Default)]
pub(super) struct Bound<'a> {
    entries: Vec<Entry<'a>>,
    error: Option<Error>,
}

/// A value, with its successor in a list or map.
struct Entry<'a> {
    value: Value<'a>,
    next: Node,
    member: &'static Member,
}

/// A text, bytes, or a list or map by its first entry.
enum Value<'a> {
    Text(Cow<'a, str>),
    Bytes(&'a [u8]),
    Group(Node),
    /// The default of a document or timestamp: JSON, whatever the format of messages.
    Default(&'static str),
}

impl<'a> Bound<'a> {
    /// Returns true for a node of this kind.
    pub(super) const fn has(node: Node) -> bool {
        node.0 & BIT != 0
    }

    fn entry(&self, node: Node) -> Option<&Entry<'a>> {
        self.entries.get(usize::try_from(node.0 & !BIT).ok()?)
    }

    /// Adds a value.
    fn push(&mut self, member: &'static Member, value: Value<'a>) -> Node {
        let Ok(index) = u32::try_from(self.entries.len()) else {
            return Node::NONE;
        };
        self.entries.push(Entry {
            value,
            next: Node::NONE,
            member,
        });
        Node(index | BIT)
    }

    /// Links a value to its successor.
    fn link(&mut self, node: Node, next: Node) {
        let index = usize::try_from(node.0 & !BIT).ok();
        if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
            entry.next = next;
        }
    }

    /// Adds a text.
    pub(super) fn text(&mut self, member: &'static Member, text: impl Into<Cow<'a, str>>) -> Node {
        self.push(member, Value::Text(text.into()))
    }

    /// Adds bytes.
    pub(super) fn bytes(&mut self, member: &'static Member, bytes: &'a [u8]) -> Node {
        self.push(member, Value::Bytes(bytes))
    }

    /// Adds a list of nodes, or a map of alternating keys and values.
    pub(super) fn group(&mut self, member: &'static Member, nodes: &[Node]) -> Node {
        for pair in nodes.windows(2) {
            if let [node, next] = pair {
                self.link(*node, *next);
            }
        }
        let first = nodes.first().copied().unwrap_or(Node::NONE);
        self.push(member, Value::Group(first))
    }

    /// Adds a list of texts.
    pub(super) fn list<T: Into<Cow<'a, str>>>(
        &mut self,
        member: &'static Member,
        texts: impl IntoIterator<Item = T>,
    ) -> Node {
        let nodes: Vec<_> = texts
            .into_iter()
            .map(|text| self.text(member, text))
            .collect();
        self.group(member, &nodes)
    }

    /// Adds the header of a member, if it is present.
    pub(super) fn header(
        &mut self,
        member: &'static Member,
        headers: &'a HeaderMap,
        name: &str,
    ) -> Node {
        let Some(text) = list::joined(headers, name) else {
            return Node::NONE;
        };
        match member.target.kind {
            Kind::List(element) => {
                let format = element.timestamp(TimestampFormat::HttpDate);
                let is_date = matches!(element.target.kind, Kind::Timestamp)
                    && format == TimestampFormat::HttpDate;
                let split = if is_date {
                    list::dates(&text)
                } else {
                    list::elements(&text)
                };
                let Some(elements) = split else {
                    return self.malformed(member, "a list of a header");
                };
                let elements: Vec<String> = elements.into_iter().map(Cow::into_owned).collect();
                self.list(member, elements)
            }
            Kind::String | Kind::Enum(_) if member.media_type.is_some() => {
                let bytes = Blob::from_base64_exact(&text);
                let decoded = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
                match decoded {
                    Some(text) => self.text(member, text),
                    None => self.malformed(member, "base64 of a text"),
                }
            }
            _ => self.text(member, text),
        }
    }

    /// Adds the headers with a prefix; the rest of each name is a key.
    pub(super) fn prefixed(
        &mut self,
        member: &'static Member,
        headers: &'a HeaderMap,
        prefix: &str,
    ) -> Node {
        let mut nodes = Vec::new();
        for (key, value) in list::prefixed(headers, prefix) {
            nodes.push(self.text(member, key));
            nodes.push(self.text(member, value));
        }
        if nodes.is_empty() {
            return Node::NONE;
        }
        self.group(member, &nodes)
    }

    /// Adds the default of an absent member, as JSON writes it; only scalars and empty lists and maps are defaults.
    pub(super) fn fallback(&mut self, member: &'static Member, json: &'static str) -> Node {
        match (json, &member.target.kind) {
            ("null", _) => Node::NONE,
            (_, Kind::Document | Kind::Timestamp) => self.push(member, Value::Default(json)),
            ("[]" | "{}", _) => self.group(member, &[]),
            _ => match from_json::<String>(json.as_bytes()) {
                Ok(text) => self.text(member, text),
                Err(_) => self.text(member, json),
            },
        }
    }

    /// Records a member in the wrong form.
    #[cold]
    pub(super) fn malformed(&mut self, member: &'static Member, expected: &'static str) -> Node {
        let node = self.text(member, "");
        self.fail(node, ErrorKind::Format { expected });
        node
    }

    /// Records an error, if it is the first.
    pub(super) fn fail(&mut self, node: Node, error: ErrorKind) {
        if self.error.is_some() {
            return;
        }
        let member = self.entry(node).map(|entry| entry.member);
        let visible = member.is_some_and(|member| !member.is_sensitive());
        let error = Error::new(error.redact_unless(visible));
        self.error = Some(error.at(member.map_or("", |member| member.name)));
    }

    /// The first error.
    pub(super) const fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// Takes the first error.
    pub(super) const fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    /// The first node of a list or map.
    pub(super) fn first(&self, node: Node) -> Node {
        match self.entry(node).map(|entry| &entry.value) {
            Some(Value::Group(first)) => *first,
            _ => Node::NONE,
        }
    }

    /// The node after another in a list or map.
    pub(super) fn next(&self, node: Node) -> Node {
        self.entry(node).map_or(Node::NONE, |entry| entry.next)
    }

    /// The text at a node.
    pub(super) fn text_at(&self, node: Node) -> &str {
        match self.entry(node).map(|entry| &entry.value) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Parses the text at a node.
    pub(super) fn scalar<T: Default>(
        &mut self,
        node: Node,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        parse(self.text_at(node)).unwrap_or_else(|| {
            self.fail(node, ErrorKind::Format { expected });
            T::default()
        })
    }

    /// The bytes at a node: a payload, or base64.
    pub(super) fn blob(&mut self, node: Node) -> Blob {
        if let Some(Value::Bytes(bytes)) = self.entry(node).map(|entry| &entry.value) {
            return Blob::from(*bytes);
        }
        self.scalar(node, "base64", Blob::from_base64_exact)
    }

    /// The timestamp at a node.
    pub(super) fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        let expected = "a timestamp in the format of the model";
        if let Some(json) = self.default_at(node) {
            let instant = match from_json::<String>(json.as_bytes()) {
                Ok(text) => {
                    let format = at.timestamp(TimestampFormat::DateTime);
                    Timestamp::parse_exact(&text, format)
                }
                // A number is seconds, whatever the format of texts.
                Err(_) => Timestamp::parse_exact(json, TimestampFormat::EpochSeconds),
            };
            return self.scalar(node, expected, |_| instant);
        }
        let location = self.entry(node).map(|entry| entry.member.location);
        let format = at.timestamp(match location {
            Some(Location::Header(_) | Location::PrefixHeaders(_)) => TimestampFormat::HttpDate,
            _ => TimestampFormat::DateTime,
        });
        self.scalar(node, expected, |text| Timestamp::parse_exact(text, format))
    }

    /// The document at a node: a default, or a text.
    pub(super) fn document(&mut self, node: Node) -> Document {
        match self.default_at(node) {
            Some(json) => {
                let document = from_json(json.as_bytes()).ok();
                self.scalar(node, "JSON", |_| document)
            }
            None => Document::from(self.text_at(node)),
        }
    }

    /// The default at a node, as JSON.
    fn default_at(&self, node: Node) -> Option<&'static str> {
        match self.entry(node)?.value {
            Value::Default(json) => Some(json),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
