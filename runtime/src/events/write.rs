//! Events to frames: headers, and a payload in the protocol's format.
//!
//! **Invariants**
//! - Header and payload members are [`SIMPLE`](Shape::SIMPLE) or documents, so that nested types are only compiled for the
//!   protocol's serializer.
//!
//! <https://smithy.io/2.0/spec/streaming.html#event-message-serialization>
//! <https://smithy.io/2.0/aws/amazon-eventstream.html#message-events>

use std::marker::PhantomData;

use super::frame::{Frame, FrameBuilder};
use super::header::HeaderValue;
use super::plain::PlainWriter;
use super::{CONTENT_TYPE, EVENT, EVENT_TYPE, EXCEPTION, EXCEPTION_TYPE, MESSAGE_TYPE};
use crate::http::operation::Schema;
use crate::http::protocol::{Encode, Protocol};
use crate::http::request::payload_content_type;
use crate::model::schema::Member;
use crate::shape::sealed::Sealed;
use crate::shape::serializer::{self, ShapeSerializer as _};
use crate::shape::{MemberVisitor, Shape};
use crate::types::{Error, ErrorKind, UnknownMember};

/// Writes an event: the variant of a union.
pub(crate) fn event<P: Protocol, E: Shape>(
    operation: &'static Schema,
    event: &E,
) -> Result<Frame, Error> {
    let mut variant = VariantWriter::<P> {
        operation,
        members: event.own_schema().members(),
        frame: None,
        protocol: PhantomData,
    };
    event.members(&mut variant);
    let nothing = "it is not an event that the model knows";
    variant.frame.unwrap_or_else(|| Err(refusal(nothing)))
}

/// Writes a message that comes before the events, from the body in the protocol's format.
pub(super) fn initial<P: Protocol>(event_type: &str, body: Vec<u8>) -> Result<Frame, Error> {
    let frame = Frame::builder()
        .header(MESSAGE_TYPE, HeaderValue::Text(EVENT))
        .header(EVENT_TYPE, HeaderValue::Text(event_type))
        .header(CONTENT_TYPE, HeaderValue::Text(P::SPEC.event_content_type));
    finish(frame.payload(body))
}

/// The finished frame.
pub(super) fn finish(frame: FrameBuilder) -> Result<Frame, Error> {
    let built = frame.build();
    built.map_err(|error| Error::new(ErrorKind::Other(error.kind().to_string())))
}

/// An error about an event that cannot be sent.
const fn refusal(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidInput { why })
}

/// Visits the variant that is set.
struct VariantWriter<P> {
    operation: &'static Schema,
    members: &'static [Member],
    frame: Option<Result<Frame, Error>>,
    protocol: PhantomData<P>,
}

impl<P> Sealed for VariantWriter<P> {}

impl<P: Protocol> MemberVisitor<'_> for VariantWriter<P> {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        if value.is_absent() {
            return;
        }
        if let Some(member) = self.members.get(index) {
            let written = content::<P, T>(self.operation, member, value);
            self.frame = Some(written.map_err(|error| error.below(member.name)));
        }
    }

    fn unknown(&mut self, _: &UnknownMember) {
        self.frame = None;
    }
}

/// Writes the structure of an event.
fn content<P: Protocol, T: Shape>(
    operation: &'static Schema,
    member: &'static Member,
    value: &T,
) -> Result<Frame, Error> {
    let members = member.target.members();
    let mut frame = Frame::builder();
    if member.target.error.is_some() {
        frame.push(MESSAGE_TYPE, HeaderValue::Text(EXCEPTION));
        frame.push(EXCEPTION_TYPE, HeaderValue::Text(member.name));
    } else {
        frame.push(MESSAGE_TYPE, HeaderValue::Text(EVENT));
        frame.push(EVENT_TYPE, HeaderValue::Text(member.name));
    }
    let payload = members.iter().find(|member| member.event_payload);
    let has_document = payload.is_none() && (members.is_empty() || members.iter().any(is_implicit));
    let content_type = match payload {
        Some(payload) => payload_content_type(payload, P::SPEC.event_content_type),
        None => P::SPEC.event_content_type,
    };
    let mut body = P::Encoder::begin(&P::SPEC, operation);
    let root = Member::new(member.target.name, member.target);
    if has_document {
        let mut count = Count {
            members,
            present: 0,
        };
        if body.counts() {
            value.members(&mut count);
        }
        body.begin_structure(&root, count.present);
    }
    let mut walk = ContentWriter {
        frame,
        body: &mut body,
        members,
        has_document,
        raw: None,
        is_written: has_document,
        error: None,
    };
    value.members(&mut walk);
    let ContentWriter {
        mut frame,
        raw,
        is_written,
        error,
        ..
    } = walk;
    if let Some(error) = error {
        return Err(error);
    }
    if has_document {
        body.end_structure(&root);
    }
    if is_written || raw.is_some() {
        frame.push(CONTENT_TYPE, HeaderValue::Text(content_type));
        frame = frame.payload(raw.unwrap_or_else(|| body.finish()));
    }
    finish(frame)
}

/// Returns true for a member of the implicit document.
fn is_implicit(member: &Member) -> bool {
    !member.event_header && !member.event_payload
}

/// Counts the members of the implicit document.
struct Count {
    members: &'static [Member],
    present: usize,
}

impl Sealed for Count {}

impl MemberVisitor<'_> for Count {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        let counts = self.members.get(index).is_some_and(is_implicit);
        self.present += usize::from(counts && !value.is_absent());
    }

    fn unknown(&mut self, _: &UnknownMember) {}
}

/// Visits the members of an event.
struct ContentWriter<'w, W> {
    frame: FrameBuilder,
    body: &'w mut W,
    members: &'static [Member],
    has_document: bool,
    /// A payload of text or bytes.
    raw: Option<Vec<u8>>,
    /// True if the body has content.
    is_written: bool,
    error: Option<Error>,
}

impl<W> Sealed for ContentWriter<'_, W> {}

impl<W: Encode> MemberVisitor<'_> for ContentWriter<'_, W> {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        let Some(member) = self.members.get(index) else {
            return;
        };
        if value.is_absent() {
            return;
        }
        let is_raw = member.event_payload && member.target.kind.is_raw();
        if member.event_header || is_raw {
            if T::SIMPLE {
                self.plain(member, value);
            } else {
                self.refuse(member);
            }
        } else if member.event_payload {
            self.is_written = true;
            serializer::write_at(value, member, &mut *self.body);
        } else if self.has_document {
            self.body.member(member);
            serializer::write_at(value, member, &mut *self.body);
        } else {
            self.refuse(member);
        }
    }

    /// Events are structures, which have no unknown members.
    fn unknown(&mut self, _: &UnknownMember) {}
}

impl<W> ContentWriter<'_, W> {
    /// Writes a header, or a payload of text or bytes.
    fn plain<T: Shape>(&mut self, member: &'static Member, value: &T) {
        let mut writer = PlainWriter {
            frame: &mut self.frame,
            header: member.event_header.then_some(member.name),
            payload: Vec::new(),
            refused: false,
        };
        serializer::write_at(value, member, &mut writer);
        let PlainWriter {
            payload, refused, ..
        } = writer;
        if refused {
            self.refuse(member);
        } else if member.event_payload {
            self.raw = Some(payload);
        }
    }

    /// Records a member that no frame can hold.
    fn refuse(&mut self, member: &'static Member) {
        let why = "its type has no form in a header or beside a payload";
        self.error
            .get_or_insert_with(|| refusal(why).at(member.name));
    }
}
