//! A serializer of whole responses: members go to the status, to headers, or into the body.

mod envelope;
mod format;

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

pub(super) use self::envelope::{Envelope, ErrorHead};
use self::format::BodyWriter;
use super::facts::{Content, Direction};
use super::response::{Reply, media_type, put};
use super::{Facts, Rejection, RejectionKind, ResponseOptions};
use crate::http::protocol::OperationSelector;
use crate::http::request::head::{Head, Place};
use crate::model::schema::{Location, Member};
use crate::shape::serializer::ShapeSerializer;
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// A serializer of whole responses; the value that is written is an output or an error.
pub struct ResponseWriter<'o> {
    facts: Facts,
    options: &'o ResponseOptions,
    envelope: Envelope,
    head: Head,
    body: BodyWriter,
    has_body: bool,
    /// Number of open structures, lists and maps.
    depth: usize,
    content: Content,
    way: Way,
    status: u16,
    /// True if the operation has no output.
    is_bare: bool,
    /// True if a member is the media type.
    states_type: bool,
}

/// The destination of the current top-level member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Body,
    Head,
    Status,
}

impl fmt::Debug for ResponseWriter<'_> {
    /// Omits the message, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseWriter")
            .field("operation", &self.facts.operation.name)
            .finish_non_exhaustive()
    }
}

impl<'o> ResponseWriter<'o> {
    /// A serializer of an operation's output.
    pub fn new(facts: Facts, options: &'o ResponseOptions) -> Self {
        Self::with(facts, Envelope::Output, facts.operation.status, options)
    }

    /// A serializer of an output or error.
    pub(super) fn with(
        facts: Facts,
        envelope: Envelope,
        status: u16,
        options: &'o ResponseOptions,
    ) -> Self {
        Self {
            facts,
            options,
            envelope,
            head: Head::new(),
            body: BodyWriter::begin(facts),
            has_body: false,
            depth: 0,
            content: Content::Nothing,
            way: Way::Body,
            status,
            is_bare: false,
            states_type: false,
        }
    }

    /// The response. A value that cannot be sent, such as a header with a line break, becomes an internal failure.
    pub fn finish(mut self) -> http::Response<Bytes> {
        let headers = std::mem::take(&mut self.head.headers).finish();
        let headers = match (self.head.take_error(), headers) {
            (None, Ok(headers)) => headers,
            (Some(error), _) | (None, Err(error)) => {
                let rejection = Rejection::new(RejectionKind::Internal, error.to_string());
                return rejection.write(self.facts, self.options);
            }
        };
        let raw = self.head.raw.take();
        let media_type = match self.content {
            Content::Payload(member) if member.target.kind.is_raw() => self
                .facts
                .media_type(self.content)
                .unwrap_or("application/octet-stream"),
            _ => media_type(self.facts),
        };
        let types_alone = self.has_type_alone();
        let body = raw.or_else(|| self.has_body.then(|| self.body.finish()));
        let mut reply = Reply {
            status: self.status,
            headers,
            body,
            media_type,
        };
        self.envelope.head(self.facts, &mut reply.headers);
        let has_type = reply.headers.contains_key(CONTENT_TYPE);
        if reply.body.is_none() && types_alone && !has_type {
            put(&mut reply.headers, CONTENT_TYPE, media_type);
        }
        reply.finish(self.facts, self.options)
    }

    /// Returns true if a response without a body still has a media type.
    fn has_type_alone(&self) -> bool {
        let is_xml = self.facts.binds() && matches!(self.content, Content::Nothing);
        match self.facts.spec.selector {
            OperationSelector::TargetHeader => true,
            OperationSelector::MethodAndUri => is_xml && !self.is_bare && !self.states_type,
            OperationSelector::ActionParam(_) | OperationSelector::RpcPath => false,
        }
    }

    /// Begins the output or error.
    fn begin_root(&mut self, at: &Member, present: usize) {
        self.content = self.facts.content(at.target, Direction::Response);
        let facts = self.facts;
        let is_type = |member: &Member| matches!(member.location, Location::Header(name) if name.eq_ignore_ascii_case("content-type"));
        self.states_type = at.target.members().iter().any(is_type);
        self.is_bare = at.target.members().is_empty() && !facts.operation.has_output;
        let is_form = matches!(facts.spec.selector, OperationSelector::ActionParam(_));
        let begins = match self.content {
            Content::Members => !self.is_bare || is_form,
            // Without members in the body, a document in JSON is empty.
            Content::Nothing => self.body.is_json() && !self.is_bare,
            Content::Payload(_) => false,
        };
        if begins || self.envelope.has_body() {
            self.has_body = true;
            self.envelope
                .open(self.facts, (at, present), &mut self.body);
        }
    }

    /// Ends the output or error.
    fn end_root(&mut self, at: &Member) {
        let is_payload = matches!(self.content, Content::Payload(_));
        if self.has_body && (!is_payload || self.envelope.has_body()) {
            let id = self.options.id();
            self.envelope.close(self.facts, at, id, &mut self.body);
        }
    }

    /// Moves to a top-level member.
    fn enter(&mut self, member: &'static Member) {
        let place = match member.location {
            _ if !self.facts.binds() => None,
            Location::StatusCode => {
                self.way = Way::Status;
                return;
            }
            Location::Header(name) => Some(Place::Header(name)),
            Location::PrefixHeaders(prefix) => Some(Place::PrefixHeaders(prefix)),
            Location::Payload if member.target.kind.is_raw() => Some(Place::Raw),
            Location::Payload => {
                self.way = Way::Body;
                self.has_body = true;
                return;
            }
            _ if matches!(self.content, Content::Payload(_)) => Some(Place::Capture),
            Location::Body | Location::Label | Location::Query(_) | Location::QueryParams => None,
        };
        if let Some(place) = place {
            self.way = Way::Head;
            self.head.go(place, member);
        } else {
            self.way = Way::Body;
            self.body.as_dyn().member(member);
        }
    }

    /// The destination of the current value.
    fn to(&mut self) -> &mut dyn ShapeSerializer {
        match self.way {
            Way::Body => self.body.as_dyn(),
            Way::Head | Way::Status => &mut self.head,
        }
    }
}

impl ShapeSerializer for ResponseWriter<'_> {
    fn counts(&self) -> bool {
        self.body.counts()
    }

    fn begin_structure(&mut self, at: &Member, present: usize) {
        if self.depth == 0 {
            self.begin_root(at, present);
        } else {
            self.to().begin_structure(at, present);
        }
        self.depth += 1;
    }

    fn member(&mut self, member: &'static Member) {
        if self.depth == 1 {
            self.enter(member);
        } else {
            self.to().member(member);
        }
    }

    fn unknown(&mut self, at: &Member, member: &UnknownMember) {
        self.to().unknown(at, member);
    }

    fn end_structure(&mut self, at: &Member) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.end_root(at);
        } else {
            self.to().end_structure(at);
        }
    }

    fn begin_list(&mut self, at: &Member, length: usize) {
        self.depth += 1;
        self.to().begin_list(at, length);
    }

    fn element(&mut self, element: &'static Member, index: usize) {
        self.to().element(element, index);
    }

    fn end_list(&mut self, at: &Member) {
        self.depth = self.depth.saturating_sub(1);
        self.to().end_list(at);
    }

    fn begin_map(&mut self, at: &Member, length: usize) {
        self.depth += 1;
        self.to().begin_map(at, length);
    }

    fn key(&mut self, at: &Member, key: &str, index: usize) {
        self.to().key(at, key, index);
    }

    fn end_map(&mut self, at: &Member) {
        self.depth = self.depth.saturating_sub(1);
        self.to().end_map(at);
    }

    fn null(&mut self, at: &Member) {
        self.to().null(at);
    }

    fn boolean(&mut self, at: &Member, value: bool) {
        self.to().boolean(at, value);
    }

    fn integer(&mut self, at: &Member, value: i64) {
        if self.depth == 1 && self.way == Way::Status {
            self.status = u16::try_from(value).unwrap_or(self.status);
        } else {
            self.to().integer(at, value);
        }
    }

    fn float(&mut self, at: &Member, value: f32) {
        self.to().float(at, value);
    }

    fn double(&mut self, at: &Member, value: f64) {
        self.to().double(at, value);
    }

    fn number(&mut self, at: &Member, value: &str) {
        self.to().number(at, value);
    }

    fn string(&mut self, at: &Member, value: &str) {
        self.to().string(at, value);
    }

    fn enumeration(&mut self, at: &Member, value: &str) {
        self.to().enumeration(at, value);
    }

    fn blob(&mut self, at: &Member, value: &Blob) {
        self.to().blob(at, value);
    }

    fn timestamp(&mut self, at: &Member, value: &Timestamp) {
        self.to().timestamp(at, value);
    }

    fn document(&mut self, at: &Member, value: &Document) {
        self.to().document(at, value);
    }
}
