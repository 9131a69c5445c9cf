//! Frames to events.
//!
//! **Invariants**
//! - Any frame gives an event, an exception, an unmodelled error or a reason; unknown events are kept.
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html#amazon-event-semantics>

use super::error::EventError;
use super::frame::Frame;
use super::header::HeaderValue;
use super::plain::PlainReader;
use super::{
    CONTENT_TYPE, ERROR, ERROR_CODE, ERROR_MESSAGE, EVENT, EVENT_TYPE, EXCEPTION, EXCEPTION_TYPE,
    MESSAGE_TYPE,
};
use crate::codec::tape::Options;
use crate::http::operation::{ErrorMetadata, Failure, Retry};
use crate::http::protocol::{Decode, Message};
use crate::http::response::parse_error::{code_of, is_named, message_of};
use crate::model::schema::{self, Member, Schema};
use crate::shape::Shape;
use crate::shape::deserializer::{
    MemberSource, Node, ShapeDeserializer as _, Slots, read_at, zero_value,
};
use crate::shape::sealed::Sealed;
use crate::types::{Blob, Document, Error, ErrorKind, UnknownMember, Value};

/// Reads the event in a frame, a variant of the union with that schema.
pub(crate) fn event<D: Decode, E: Shape>(
    union: &'static Schema,
    frame: &Frame,
    options: Options,
) -> Result<E, EventError<E>> {
    let headers = frame.headers();
    let text = |name: &'static str| {
        let value = headers.get(name);
        let found = value.map(|value| value.as_text().ok_or(value.type_name()));
        match found {
            Some(Ok(text)) => Ok(text),
            Some(Err(found)) => Err(Error::new(ErrorKind::Unexpected {
                expected: "a string",
                found,
            })
            .at(name)),
            None => Err(ErrorKind::Missing { member: name }.into()),
        }
    };
    let members = union.members();
    match text(MESSAGE_TYPE)? {
        EVENT => {
            let name = text(EVENT_TYPE)?;
            let index = members.iter().position(|member| member.name == name);
            let (event, message) = variant::<D, E>(union, frame, options, (index, name));
            drop(message);
            Ok(event?)
        }
        EXCEPTION => {
            let name = text(EXCEPTION_TYPE)?;
            let index = exception(members, name);
            match index.and_then(|index| Some((index, members.get(index)?.target))) {
                Some((index, schema)) => {
                    let known = (Some(index), name);
                    let (event, message) = variant::<D, E>(union, frame, options, known);
                    let meta = metadata(schema, &message);
                    Err(EventError::Exception(Failure::from_parts(
                        event?,
                        Box::new(meta),
                    )))
                }
                None => Err(EventError::Unhandled(unknown::<D>(frame, options, name))),
            }
        }
        ERROR => {
            let code = text(ERROR_CODE)?;
            let failure = Failure::new(code, Document::Null);
            Err(EventError::Unhandled(match text(ERROR_MESSAGE) {
                Ok(message) => failure.with_message(message),
                Err(_) => failure,
            }))
        }
        _ => Err(Error::new(ErrorKind::Format {
            expected: "`event`, `exception` or `error`",
        })
        .at(MESSAGE_TYPE)
        .into()),
    }
}

/// The index of an exception: by member, else by the name of its shape.
fn exception(members: &[Member], name: &str) -> Option<usize> {
    let by_member = members.iter().position(|member| member.name == name);
    by_member.or_else(|| {
        members
            .iter()
            .position(|member| member.target.error.is_some() && is_named(member.target, name))
    })
}

/// Builds the union, and returns the payload as parsed.
fn variant<'f, D: Decode, E: Shape>(
    union: &'static Schema,
    frame: &'f Frame,
    options: Options,
    (index, name): (Option<usize>, &str),
) -> (Result<E, Error>, D::Message<'f>) {
    let members = union.members();
    let target = index.and_then(|index| members.get(index));
    let schema = target.map_or(union, |member| member.target);
    let mut message = D::absent(schema, options);
    let mut fault = None;
    if target.is_some_and(|member| is_document(member.target))
        && !D::is_empty(frame.payload())
        && let Err(error) = D::parse(&mut message, frame.payload())
    {
        message.clear();
        fault = Some(error);
    }
    let mut payload = schema.members().iter();
    if let Some(payload) = payload.find(|member| member.event_payload) {
        // Paths start at the payload's shape.
        message.begin(message.root(), payload.target);
    }
    let event = E::build(&mut VariantSource {
        frame,
        message: &mut message,
        index,
        name,
        union,
        fault: &mut fault,
    });
    let error = fault.or_else(|| message.take_error());
    let name = target.map_or("", |member| member.name);
    (
        error.map_or(Ok(event), |error| Err(error.below(name))),
        message,
    )
}

/// Returns true if the payload of an event is in the protocol's format.
fn is_document(event: &Schema) -> bool {
    event
        .members()
        .iter()
        .any(|member| !(member.event_header || member.event_payload && member.target.kind.is_raw()))
}

/// Metadata of an exception.
fn metadata(schema: &'static Schema, message: &dyn Message) -> ErrorMetadata {
    let code = code_of(schema);
    let status = schema.http_status.unwrap_or_default();
    let found = message_of(message, message.root(), Some(schema));
    ErrorMetadata {
        retry: Retry::of(Some(schema), code, status),
        code: code.to_owned(),
        sensitive: found.as_ref().is_some_and(|found| found.sensitive),
        message: found.map(|found| found.text),
        status,
        ..ErrorMetadata::default()
    }
}

/// An exception that the model does not know.
fn unknown<D: Decode>(frame: &Frame, options: Options, code: &str) -> Failure<Document> {
    let at = Member::new("", &schema::DOCUMENT);
    let mut message = D::absent(&schema::DOCUMENT, options);
    let is_read = !D::is_empty(frame.payload()) && D::parse(&mut message, frame.payload()).is_ok();
    if !is_read {
        message.clear();
        return Failure::new(code, Document::Null);
    }
    let root = message.root();
    let found = message_of(&message, root, None);
    let failure = Failure::new(code, message.document(root, &at));
    match found {
        Some(found) => failure.with_message(found.text),
        None => failure,
    }
}

/// The content of an unknown event: text where it is JSON, XML or plain text, else bytes.
fn kept(frame: &Frame) -> Value {
    let payload = frame.payload();
    let content_type = frame.headers().text(CONTENT_TYPE).unwrap_or_default();
    let is_text = ["json", "xml", "text/"]
        .iter()
        .any(|part| content_type.contains(part));
    match std::str::from_utf8(payload) {
        _ if payload.is_empty() => Value::Null,
        Ok(text) if is_text => Value::String(text.to_owned()),
        _ => Value::Blob(Blob::from(&**payload)),
    }
}

/// The event of a frame, as the member of a union.
struct VariantSource<'a, M: ?Sized> {
    frame: &'a Frame,
    message: &'a mut M,
    index: Option<usize>,
    name: &'a str,
    union: &'static Schema,
    fault: &'a mut Option<Error>,
}

impl<M: ?Sized> Sealed for VariantSource<'_, M> {}

impl<M: Message + ?Sized> MemberSource for VariantSource<'_, M> {
    fn get<T: Shape>(&mut self, index: usize) -> T {
        let Some(member) = self.union.members().get(index) else {
            return zero_value();
        };
        let members = member.target.members();
        let at = Member::new(member.target.name, member.target);
        let node = self.message.root();
        let mut nodes = vec![Node::NONE; members.len()];
        let has_payload = members.iter().any(|member| member.event_payload);
        if node.is_some() && !has_payload && !self.message.is_null(node) {
            self.message.structure(node, &at, &mut nodes);
        }
        T::build(&mut ContentSource {
            frame: self.frame,
            slots: Slots {
                tree: &mut *self.message,
                node,
                at: &at,
                members,
                nodes: &nodes,
            },
            fault: &mut *self.fault,
        })
    }

    fn variant(&mut self) -> Option<usize> {
        self.index
    }

    fn unknown(&mut self) -> UnknownMember {
        UnknownMember::new(self.name, kept(self.frame))
    }

    fn schema(&self) -> Option<&'static Schema> {
        Some(self.union)
    }
}

/// The members of an event.
struct ContentSource<'a, M: ?Sized> {
    frame: &'a Frame,
    slots: Slots<'a, M>,
    fault: &'a mut Option<Error>,
}

impl<M: ?Sized> Sealed for ContentSource<'_, M> {}

impl<M: Message + ?Sized> ContentSource<'_, M> {
    /// Reads a header, or a payload of text or bytes.
    fn plain<T: Shape>(&mut self, member: &'static Member, value: HeaderValue<'_>) -> T {
        let mut reader = PlainReader::new(member, value);
        let read = read_at(&mut reader, PlainReader::ROOT, member);
        if let Some(error) = reader.into_error() {
            self.fault.get_or_insert(error);
            return zero_value();
        }
        read
    }

    /// Reads a payload.
    fn payload<T: Shape>(&mut self, member: &'static Member) -> T {
        if member.target.kind.is_raw() {
            if !T::SIMPLE {
                return zero_value();
            }
            let frame = self.frame;
            let payload = frame.payload();
            let has_type = frame.headers().get(CONTENT_TYPE).is_some();
            if T::OPTIONAL && payload.is_empty() && !has_type {
                return zero_value();
            }
            if matches!(member.target.kind, schema::Kind::Blob) {
                return self.plain(member, HeaderValue::Bytes(payload));
            }
            if let Ok(text) = std::str::from_utf8(payload) {
                return self.plain(member, HeaderValue::Text(text));
            }
            let error = Error::new(ErrorKind::InvalidUtf8).at(member.name);
            self.fault.get_or_insert(error);
            return zero_value();
        }
        if self.slots.node.is_some() {
            return read_at(&mut *self.slots.tree, self.slots.node, member);
        }
        self.absent(member)
    }

    /// The value of an absent member.
    fn absent<T: Shape>(&mut self, member: &'static Member) -> T {
        if !T::OPTIONAL {
            let (node, at) = (self.slots.node, self.slots.at);
            self.slots.tree.missing(node, at, member);
        }
        zero_value()
    }
}

impl<M: Message + ?Sized> MemberSource for ContentSource<'_, M> {
    fn get<T: Shape>(&mut self, index: usize) -> T {
        let Some(member) = self.slots.members.get(index) else {
            return zero_value();
        };
        if member.event_payload {
            return self.payload(member);
        }
        if !member.event_header {
            return self.slots.get(index);
        }
        let frame = self.frame;
        match frame.headers().get(member.name) {
            Some(value) if T::SIMPLE => self.plain(member, value),
            Some(_) => zero_value(),
            None => self.absent(member),
        }
    }

    fn variant(&mut self) -> Option<usize> {
        self.slots.variant()
    }

    fn unknown(&mut self) -> UnknownMember {
        self.slots.unknown()
    }

    fn schema(&self) -> Option<&'static Schema> {
        Some(self.slots.at.target)
    }
}
