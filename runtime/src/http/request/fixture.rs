//! Hand-written inputs and operations in the style of generated code, for any protocol.
#![cfg(all(feature = "cbor", feature = "xml"))]

use std::collections::BTreeMap;
use std::fmt;

use crate::http::operation::error::ErrorVisitor;
use crate::http::operation::{AnyFailure, Failure, OperationError, Schema as OperationSchema};
use crate::http::service::Service;
use crate::model::schema::{self, Kind, Location, Member, MemberTraits, Schema, TimestampFormat};
use crate::types::{Blob, Document, Timestamp};

/// Declares a structure in the style of generated code.
macro_rules! structure {
    ($name:ident = $schema:path { $($index:literal $field:ident: $type:ty,)* }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        impl crate::shape::Shape for $name {
            const SCHEMA: &'static crate::model::schema::Schema = &$schema;

            #[allow(unused_variables, reason = "some have no members")]
            fn members<'s, V: crate::shape::MemberVisitor<'s>>(&'s self, visitor: &mut V) {
                $(visitor.member($index, &self.$field);)*
            }

            #[allow(unused_variables, reason = "some have no members")]
            fn build<S: crate::shape::deserializer::MemberSource>(source: &mut S) -> Self {
                Self { $($field: source.get($index),)* }
            }
        }
    };
}

/// Declares an operation for any protocol.
macro_rules! operation {
    ($name:ident($input:ty) = $schema:expr) => {
        #[derive(Debug)]
        pub(crate) struct $name<P>(std::marker::PhantomData<P>);

        impl<P: crate::http::protocol::Protocol> crate::http::operation::Operation for $name<P> {
            type Protocol = P;
            type Input = $input;
            type Output = crate::http::request::fixture::Nothing;
            type Error = crate::http::request::fixture::Refused;
            const SCHEMA: &'static crate::http::operation::Schema = &$schema;
        }
    };
}

pub(crate) use {operation, structure};

/// An error type unused by tests.
#[derive(Debug)]
pub(crate) struct Refused(Failure<Document>);

impl OperationError for Refused {
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor.unhandled(Self)
    }

    fn failure(&self) -> &dyn AnyFailure {
        &self.0
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Refused {}

pub(crate) static SERVICE: Service =
    Service::new("Lamp", "LampService", "2026-01-01").target_prefix("Lamp_20260101");
pub(crate) static COMPATIBLE: Service = Service::new("Lamp", "LampService", "2026-01-01")
    .query_compatible()
    .endpoint_prefix("lamp")
    .signing_name("lamps")
    .auth(&["aws.auth#sigv4"]);

static TEXTS: Schema = Schema::list("Texts", &Member::new("member", &schema::STRING));
static DATES: Schema = Schema::list("Dates", &Member::new("member", &schema::TIMESTAMP));
static FLAGS: Schema = Schema::list("Flags", &Member::new("member", &schema::BOOLEAN));
static META: Schema = Schema::map(
    "Meta",
    &Member::new("key", &schema::STRING),
    &Member::new("value", &schema::STRING),
);
static SECRETS: Schema = Schema::map(
    "Secrets",
    &Member::new("key", &HIDDEN),
    &Member::new("value", &schema::STRING),
);
static HIDDEN: Schema = Schema::new("Hidden", Kind::String).sensitive();
static PARAMS: Schema = Schema::map(
    "Params",
    &Member::new("key", &schema::STRING),
    &Member::new("value", &TEXTS),
);

static NOTHING: Schema = Schema::structure("Nothing", &[]);
structure!(Nothing = NOTHING {});

static LIGHT: Schema = Schema::structure(
    "Light",
    &[
        Member::required("Lamp", &schema::STRING).with(&MemberTraits::at(Location::Label)),
        Member::new("Count", &schema::INTEGER),
        Member::new("Date", &schema::TIMESTAMP).with(&MemberTraits::at(Location::Header("X-Date"))),
        Member::new("Epoch", &schema::TIMESTAMP).with(
            &MemberTraits::at(Location::Header("X-Epoch"))
                .timestamp_format(TimestampFormat::EpochSeconds),
        ),
        Member::new("Dates", &DATES).with(&MemberTraits::at(Location::Header("X-Dates"))),
        Member::new("Texts", &TEXTS).with(&MemberTraits::at(Location::Header("X-Texts"))),
        Member::new("Flags", &FLAGS).with(&MemberTraits::at(Location::Query("flag"))),
        Member::new("Params", &PARAMS).with(&MemberTraits::at(Location::QueryParams)),
        Member::new("Ratio", &schema::DOUBLE).with(&MemberTraits::at(Location::Query("ratio"))),
        Member::new("When", &schema::TIMESTAMP).with(&MemberTraits::at(Location::Query("when"))),
        Member::new("Media", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("X-Media")).media_type("application/json")),
        Member::new("Meta", &META).with(&MemberTraits::at(Location::PrefixHeaders("X-Meta-"))),
        Member::new("Secrets", &SECRETS)
            .with(&MemberTraits::at(Location::PrefixHeaders("X-Secret-"))),
        Member::new("Type", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("Content-Type"))),
        Member::new("Length", &schema::LONG)
            .with(&MemberTraits::at(Location::Header("Content-Length"))),
        Member::new("Name", &schema::STRING).with(&MemberTraits::new().json_name("name")),
    ],
);
structure!(Light = LIGHT {
    0 lamp: String,
    1 count: Option<i32>,
    2 date: Option<Timestamp>,
    3 epoch: Option<Timestamp>,
    4 dates: Option<Vec<Timestamp>>,
    5 texts: Option<Vec<String>>,
    6 flags: Option<Vec<bool>>,
    7 params: Option<BTreeMap<String, Vec<String>>>,
    8 ratio: Option<f64>,
    9 when: Option<Timestamp>,
    10 media: Option<String>,
    11 meta: Option<BTreeMap<String, String>>,
    12 secrets: Option<BTreeMap<String, String>>,
    13 content_type: Option<String>,
    14 length: Option<i64>,
    15 name: Option<String>,
});
operation!(Glow(Light) = OperationSchema::new(&SERVICE, "Glow", "PUT", "/lamps/{Lamp}?now"));

/// A structure with all members outside of the body.
static BOUND: Schema = Schema::structure(
    "Bound",
    &[
        Member::new("Token", &schema::STRING)
            .with(&MemberTraits::at(Location::Query("token")).idempotency_token()),
        Member::new("Text", &schema::STRING).with(&MemberTraits::at(Location::Header("x-text"))),
    ],
);
structure!(Bound = BOUND {
    0 token: Option<String>,
    1 text: Option<String>,
});
operation!(Bind(Bound) = OperationSchema::new(&SERVICE, "Bind", "DELETE", "/"));

/// A structure with an idempotency token in the body.
static TAGGED: Schema = Schema::structure(
    "Tagged",
    &[
        Member::new("Name", &schema::STRING),
        Member::new("Token", &schema::STRING).with(&MemberTraits::new().idempotency_token()),
    ],
);
structure!(Tagged = TAGGED {
    0 name: Option<String>,
    1 token: Option<String>,
});
operation!(Tag(Tagged) = OperationSchema::new(&COMPATIBLE, "Tag", "POST", "/tag"));
operation!(Idle(Nothing) = OperationSchema::new(&SERVICE, "Idle", "GET", "/idle").no_input());
operation!(Blank(Nothing) = OperationSchema::new(&SERVICE, "Blank", "GET", "/blank"));

/// A structure with a sensitive path.
static WHISPERED: Schema = Schema::structure(
    "Whispered",
    &[Member::required("Secret", &HIDDEN).with(&MemberTraits::at(Location::Label))],
);
structure!(Whispered = WHISPERED {
    0 secret: String,
});
operation!(Whisper(Whispered) = OperationSchema::new(&SERVICE, "Whisper", "GET", "/{Secret}"));

/// Declares structures with a payload of each kind and a header.
macro_rules! payload {
    ($($input:ident $operation:ident $schema:ident: $type:ty = $target:expr $(, $trait:ident($value:literal))?;)*) => {$(
        static $schema: Schema = Schema::structure(
            stringify!($input),
            &[
                Member::new("Body", &$target).with(&MemberTraits::at(Location::Payload)$(.$trait($value))?),
                Member::new("Text", &schema::STRING).with(&MemberTraits::at(Location::Header("x-text"))),
            ],
        );
        structure!($input = $schema {
            0 body: Option<$type>,
            1 text: Option<String>,
        });
        operation!($operation($input) = OperationSchema::new(&SERVICE, stringify!($operation), "POST", "/"));
    )*};
}

payload! {
    OfBlob SendBlob OF_BLOB: Blob = schema::BLOB;
    OfMedia SendMedia OF_MEDIA: Blob = schema::BLOB, media_type("image/png");
    OfText SendText OF_TEXT: String = schema::STRING;
    OfStructure SendStructure OF_STRUCTURE: Tagged = TAGGED, xml_name("Root");
    OfDocument SendDocument OF_DOCUMENT: Document = schema::DOCUMENT;
    OfList SendList OF_LIST: Vec<String> = TEXTS;
    OfUnion SendUnion OF_UNION: crate::fixture::Choice = crate::fixture::CHOICE;
}
