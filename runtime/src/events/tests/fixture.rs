//! A hand-written operation with events in both directions, in the style of generated code.

use std::fmt;
use std::marker::PhantomData;

use crate::events::{InputEvents, OutputEvents};
use crate::http::operation::error::{self, ErrorVisitor};
use crate::http::operation::{AnyFailure, Failure, Operation, OperationError, Schema as Facts};
use crate::http::protocol::Protocol;
use crate::http::service::Service;
use crate::model::schema::{self, Fault, Location, Member, MemberTraits, Schema, Traits};
use crate::shape::deserializer::MemberSource;
use crate::shape::{MemberVisitor, Shape};
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// A structure as a generated crate has it.
macro_rules! structure {
    ($name:ident = $schema:path { $($index:literal $field:ident: $type:ty,)* }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(super) struct $name {
            $(pub(super) $field: $type,)*
        }

        impl Shape for $name {
            const SCHEMA: &'static Schema = &$schema;

            #[allow(unused_variables, reason = "some have no members")]
            fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
                $(visitor.member($index, &self.$field);)*
            }

            #[allow(unused_variables, reason = "some have no members")]
            fn build<S: MemberSource>(source: &mut S) -> Self {
                Self { $($field: source.get($index),)* }
            }
        }
    };
}

const HEADER: &MemberTraits = &MemberTraits::new().event_header();
const PAYLOAD: &MemberTraits = &MemberTraits::new().event_payload();

static PING: Schema = Schema::structure(
    "Ping",
    &[
        Member::new("flag", &schema::BOOLEAN).with(HEADER),
        Member::new("byte", &schema::BYTE).with(HEADER),
        Member::new("short", &schema::SHORT).with(HEADER),
        Member::new("integer", &schema::INTEGER).with(HEADER),
        Member::new("long", &schema::LONG).with(HEADER),
        Member::new("bytes", &schema::BLOB).with(HEADER),
        Member::new("text", &schema::STRING).with(HEADER),
        Member::new("time", &schema::TIMESTAMP).with(HEADER),
    ],
);
structure!(Ping = PING {
    0 flag: Option<bool>,
    1 byte: Option<i8>,
    2 short: Option<i16>,
    3 integer: Option<i32>,
    4 long: Option<i64>,
    5 bytes: Option<Blob>,
    6 text: Option<String>,
    7 time: Option<Timestamp>,
});

static CHUNK: Schema =
    Schema::structure("Chunk", &[Member::new("data", &schema::BLOB).with(PAYLOAD)]);
structure!(Chunk = CHUNK { 0 data: Option<Blob>, });

static NOTE: Schema = Schema::structure(
    "Note",
    &[Member::new("text", &schema::STRING).with(PAYLOAD)],
);
structure!(Note = NOTE { 0 text: Option<String>, });

static LAMP: Schema = Schema::structure(
    "Lamp",
    &[
        Member::required("Name", &schema::STRING),
        Member::new("On", &schema::BOOLEAN),
    ],
);
structure!(Lamp = LAMP { 0 name: String, 1 on: Option<bool>, });

static SEEN: Schema = Schema::structure(
    "Seen",
    &[
        Member::new("count", &schema::INTEGER).with(HEADER),
        Member::new("lamp", &LAMP).with(PAYLOAD),
    ],
);
structure!(Seen = SEEN { 0 count: Option<i32>, 1 lamp: Option<Lamp>, });

static MIXED: Schema = Schema::structure(
    "Mixed",
    &[
        Member::new("kind", &schema::STRING).with(HEADER),
        Member::new("lamp", &LAMP),
        Member::new("Size", &schema::LONG),
    ],
);
structure!(Mixed = MIXED { 0 kind: Option<String>, 1 lamp: Option<Lamp>, 2 size: Option<i64>, });

static END: Schema = Schema::structure("End", &[]);
structure!(End = END {});

static BUSY: Schema = Schema::structure("Busy", &[Member::new("message", &schema::STRING)]).with(
    &Traits::new()
        .error("BusyException")
        .http_status(429)
        .fault(Fault::Client)
        .retryable(true),
);
structure!(Busy = BUSY { 0 message: Option<String>, });

/// An exception whose message has another name in the model than on the wire.
static LOCKED: Schema = Schema::structure(
    "Locked",
    &[Member::new("Reason", &schema::STRING)
        .with(&MemberTraits::new().sensitive().json_name("message"))],
)
.with(&Traits::new().error("LockedException"));
structure!(Locked = LOCKED { 0 reason: Option<String>, });

static SIGNALS: Schema = Schema::union(
    "Signals",
    &[
        Member::new("ping", &PING),
        Member::new("chunk", &CHUNK),
        Member::new("note", &NOTE),
        Member::new("seen", &SEEN),
        Member::new("mixed", &MIXED),
        Member::new("end", &END),
        Member::new("busy", &BUSY),
        Member::new("locked", &LOCKED),
    ],
);

/// The events.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Signals {
    Ping(Ping),
    Chunk(Chunk),
    Note(Note),
    Seen(Seen),
    Mixed(Box<Mixed>),
    End(End),
    Busy(Busy),
    Locked(Locked),
    Unknown(UnknownMember),
}

impl Shape for Signals {
    const SCHEMA: &'static Schema = &SIGNALS;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        match self {
            Self::Ping(value) => visitor.member(0, value),
            Self::Chunk(value) => visitor.member(1, value),
            Self::Note(value) => visitor.member(2, value),
            Self::Seen(value) => visitor.member(3, value),
            Self::Mixed(value) => visitor.member(4, value),
            Self::End(value) => visitor.member(5, value),
            Self::Busy(value) => visitor.member(6, value),
            Self::Locked(value) => visitor.member(7, value),
            Self::Unknown(value) => visitor.unknown(value),
        }
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        match source.variant() {
            Some(0) => Self::Ping(source.get(0)),
            Some(1) => Self::Chunk(source.get(1)),
            Some(2) => Self::Note(source.get(2)),
            Some(3) => Self::Seen(source.get(3)),
            Some(4) => Self::Mixed(source.get(4)),
            Some(5) => Self::End(source.get(5)),
            Some(6) => Self::Busy(source.get(6)),
            Some(7) => Self::Locked(source.get(7)),
            _ => Self::Unknown(source.unknown()),
        }
    }
}

static TALK: Schema = Schema::structure(
    "TalkMessage",
    &[Member::required("Room", &schema::STRING)
        .with(&MemberTraits::at(Location::Header("x-room")))],
);
structure!(TalkMessage = TALK { 0 room: String, });

static SERVICE: Service = Service::new("Lamp", "LampService", "2026-01-01");

/// An operation of any protocol with events in both directions.
#[derive(Debug)]
pub(super) struct Talk<P>(PhantomData<P>);

impl<P: Protocol> Operation for Talk<P> {
    type Protocol = P;
    type Input = TalkMessage;
    type Output = TalkMessage;
    type Error = TalkError;
    const SCHEMA: &'static Facts = &Facts::new(&SERVICE, "Talk", "POST", "/talk")
        .event_input()
        .event_output();
}

impl<P: Protocol> InputEvents for Talk<P> {
    type InputEvent = Signals;
}

impl<P: Protocol> OutputEvents for Talk<P> {
    type OutputEvent = Signals;
}

/// The errors of [`Talk`].
pub(super) enum TalkError {
    Busy(Failure<Busy>),
    Unhandled(Failure<Document>),
}

impl OperationError for TalkError {
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor.variant(Self::Busy).unhandled(Self::Unhandled)
    }

    fn failure(&self) -> &dyn AnyFailure {
        match self {
            Self::Busy(failure) => failure,
            Self::Unhandled(failure) => failure,
        }
    }
}

impl fmt::Debug for TalkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        error::debug(self, f)
    }
}

impl fmt::Display for TalkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        error::display(self, f)
    }
}

impl std::error::Error for TalkError {}
