//! A hand-written service in the style of generated code, with one operation for any protocol.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use crate::http::operation::error::{self, ErrorVisitor};
use crate::http::operation::{
    AnyFailure, Failure, Operation, OperationError, Schema as OperationSchema,
};
use crate::http::protocol::Protocol;
use crate::http::service::Service;
use crate::model::customization::Customization;
use crate::model::schema::{
    self, Kind, Location, Member, MemberTraits, Schema, TimestampFormat, Traits,
};
use crate::shape::deserializer::MemberSource;
use crate::shape::{MemberVisitor, Shape};
use crate::types::{Blob, Document, Timestamp};

/// A structure as a generated crate has it.
macro_rules! structure {
    ($name:ident = $schema:path { $($index:literal $field:ident: $type:ty,)* }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
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

/// An operation of any protocol.
macro_rules! operation {
    ($name:ident -> $output:ty, $schema:expr) => {
        #[derive(Debug)]
        pub(crate) struct $name<P>(PhantomData<P>);

        impl<P: Protocol> Operation for $name<P> {
            type Protocol = P;
            type Input = Light;
            type Output = $output;
            type Error = LampError;
            const SCHEMA: &'static OperationSchema = &$schema;
        }
    };
}

static SERVICE: Service = Service::new("Lamp", "LampService", "2026-01-01");
static COMPATIBLE: Service = Service::new("Lamp", "LampService", "2026-01-01").query_compatible();

static SECRET: Schema = Schema::new("Secret", Kind::Integer).sensitive();
static TEXTS: Schema = Schema::list("Texts", &Member::new("member", &schema::STRING));
static NUMBERS: Schema = Schema::list("Numbers", &Member::new("member", &schema::INTEGER));
static DATES: Schema = Schema::list("Dates", &Member::new("member", &schema::TIMESTAMP));
static META: Schema = Schema::map(
    "Meta",
    &Member::new("key", &schema::STRING),
    &Member::new("value", &schema::STRING),
);
static SECRETS: Schema = Schema::map(
    "Secrets",
    &Member::new("key", &HIDDEN),
    &Member::new("value", &schema::INTEGER),
);
static HIDDEN: Schema = Schema::new("Hidden", Kind::String).sensitive();
static ITEMS: Schema = Schema::list(
    "Items",
    &Member::new("member", &schema::STRING).with(&MemberTraits::new().xml_name("Item")),
);

static LIGHT: Schema = Schema::structure(
    "Light",
    &[
        Member::required("Name", &schema::STRING).with(&MemberTraits::new().json_name("name")),
        Member::new("Count", &schema::INTEGER),
        Member::new("Text", &schema::STRING).with(&MemberTraits::at(Location::Header("X-Text"))),
        Member::new("Texts", &TEXTS).with(&MemberTraits::at(Location::Header("X-Texts"))),
        Member::new("Numbers", &NUMBERS).with(&MemberTraits::at(Location::Header("X-Numbers"))),
        Member::new("Dates", &DATES).with(&MemberTraits::at(Location::Header("X-Dates"))),
        Member::new("Date", &schema::TIMESTAMP).with(&MemberTraits::at(Location::Header("X-Date"))),
        Member::new("Epoch", &schema::TIMESTAMP).with(
            &MemberTraits::at(Location::Header("X-Epoch"))
                .timestamp_format(TimestampFormat::EpochSeconds),
        ),
        Member::new("Flag", &schema::BOOLEAN).with(&MemberTraits::at(Location::Header("X-Flag"))),
        Member::new("Ratio", &schema::DOUBLE).with(&MemberTraits::at(Location::Header("X-Ratio"))),
        Member::new("Secret", &SECRET).with(&MemberTraits::at(Location::Header("X-Secret"))),
        Member::new("Media", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("X-Media")).media_type("application/json")),
        Member::new("Meta", &META).with(&MemberTraits::at(Location::PrefixHeaders("X-Meta-"))),
        Member::new("Status", &schema::INTEGER).with(&MemberTraits::at(Location::StatusCode)),
        Member::new("Secrets", &SECRETS),
        Member::new("Items", &ITEMS).with(&MemberTraits::new().xml_flattened()),
    ],
);
structure!(Light = LIGHT {
    0 name: String,
    1 count: Option<i32>,
    2 text: Option<String>,
    3 texts: Option<Vec<String>>,
    4 numbers: Option<Vec<i32>>,
    5 dates: Option<Vec<Timestamp>>,
    6 date: Option<Timestamp>,
    7 epoch: Option<Timestamp>,
    8 flag: Option<bool>,
    9 ratio: Option<f64>,
    10 secret: Option<i32>,
    11 media: Option<String>,
    12 meta: Option<BTreeMap<String, String>>,
    13 status: Option<i32>,
    14 secrets: Option<BTreeMap<String, i32>>,
    15 items: Option<Vec<String>>,
});

static RAW: Schema = Schema::structure(
    "Raw",
    &[
        Member::new("Text", &schema::STRING).with(&MemberTraits::at(Location::Header("X-Text"))),
        Member::new("Body", &schema::BLOB).with(&MemberTraits::at(Location::Payload)),
    ],
);
structure!(Raw = RAW {
    0 text: Option<String>,
    1 body: Option<Blob>,
});

static SPOKEN: Schema = Schema::structure(
    "Spoken",
    &[Member::required("Body", &schema::STRING).with(&MemberTraits::at(Location::Payload))],
);
structure!(Spoken = SPOKEN {
    0 body: String,
});

static BOXED: Schema = Schema::structure(
    "Boxed",
    &[
        Member::new("Text", &schema::STRING).with(&MemberTraits::at(Location::Header("X-Text"))),
        Member::new("Light", &LIGHT).with(&MemberTraits::at(Location::Payload)),
    ],
);
structure!(Boxed = BOXED {
    0 text: Option<String>,
    1 light: Option<Light>,
});

static ANYTHING: Schema = Schema::structure(
    "Anything",
    &[Member::new("Body", &schema::DOCUMENT).with(&MemberTraits::at(Location::Payload))],
);
structure!(Anything = ANYTHING {
    0 body: Option<Document>,
});

static PLACE: Schema = Schema::structure("Place", &[Member::new("Region", &schema::STRING)]);
structure!(Place = PLACE {
    0 region: Option<String>,
});

static NOTHING: Schema = Schema::structure("Nothing", &[]);
structure!(Nothing = NOTHING {});

static GONE: Schema = Schema::structure(
    "Gone",
    &[
        Member::new("Message", &schema::STRING),
        Member::new("Count", &schema::INTEGER),
        Member::new("Text", &schema::STRING).with(&MemberTraits::at(Location::Header("X-Text"))),
        Member::new("Status", &schema::INTEGER).with(&MemberTraits::at(Location::StatusCode)),
    ],
)
.with(&Traits::new().error("Gone").http_status(404));
structure!(Gone = GONE {
    0 message: Option<String>,
    1 count: Option<i32>,
    2 text: Option<String>,
    3 status: Option<i32>,
});

static QUOTA: Schema = Schema::structure("Quota", &[Member::new("message", &schema::STRING)]).with(
    &Traits::new()
        .error("Lamp.Quota")
        .http_status(409)
        .retryable(true),
);
structure!(Quota = QUOTA {
    0 message: Option<String>,
});

static SECRETIVE: Schema = Schema::structure(
    "Secretive",
    &[
        Member::new("message", &HIDDEN),
        Member::new("Count", &schema::INTEGER),
    ],
)
.with(&Traits::new().error("Secretive"));
#[derive(Clone, PartialEq)]
pub(crate) struct Secretive {
    pub(crate) message: Option<String>,
    pub(crate) count: Option<i32>,
}

impl fmt::Debug for Secretive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secretive { .. }")
    }
}

impl Shape for Secretive {
    const SCHEMA: &'static Schema = &SECRETIVE;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.message);
        visitor.member(1, &self.count);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            message: source.get(0),
            count: source.get(1),
        }
    }
}

pub(crate) enum LampError {
    Gone(Failure<Gone>),
    Quota(Failure<Quota>),
    Secretive(Failure<Secretive>),
    Unhandled(Failure<Document>),
}

impl OperationError for LampError {
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor
            .variant(Self::Gone)
            .variant(Self::Quota)
            .variant(Self::Secretive)
            .unhandled(Self::Unhandled)
    }

    fn failure(&self) -> &dyn AnyFailure {
        match self {
            Self::Gone(failure) => failure,
            Self::Quota(failure) => failure,
            Self::Secretive(failure) => failure,
            Self::Unhandled(failure) => failure,
        }
    }
}

impl fmt::Debug for LampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        error::debug(self, f)
    }
}

impl fmt::Display for LampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        error::display(self, f)
    }
}

impl std::error::Error for LampError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        error::source(self)
    }
}

operation!(Glow -> Light, OperationSchema::new(&SERVICE, "Glow", "GET", "/glow").status(202));
operation!(Old -> Light, OperationSchema::new(&COMPATIBLE, "Old", "POST", "/"));
operation!(Fetch -> Raw, OperationSchema::new(&SERVICE, "Fetch", "GET", "/fetch").streaming_output());
operation!(Say -> Spoken, OperationSchema::new(&SERVICE, "Say", "GET", "/say"));
operation!(Unbox -> Boxed, OperationSchema::new(&SERVICE, "Unbox", "GET", "/box"));
operation!(Guess -> Anything, OperationSchema::new(&SERVICE, "Guess", "GET", "/any"));
operation!(List -> Light, OperationSchema::new(&SERVICE, "List", "GET", "/list")
    .customized(&[Customization::ErrorInSuccess]));
operation!(Erase -> Nothing, OperationSchema::new(&SERVICE, "Erase", "DELETE", "/erase")
    .customized(&[Customization::ErrorInSuccess]));
operation!(Find -> Nothing, OperationSchema::new(&SERVICE, "Find", "HEAD", "/find")
    .customized(&[Customization::NotFoundOfHead("Gone")]));
operation!(Peek -> Nothing, OperationSchema::new(&SERVICE, "Peek", "HEAD", "/peek"));
operation!(Locate -> Place, OperationSchema::new(&SERVICE, "Locate", "GET", "/place")
    .customized(&[Customization::UnwrappedOutput]));
operation!(Copy -> Boxed, OperationSchema::new(&SERVICE, "Copy", "PUT", "/copy")
    .customized(&[Customization::ErrorInSuccess, Customization::BodyInSuccess, Customization::LenientTimestamp("Date")]));
operation!(Dated -> Light, OperationSchema::new(&SERVICE, "Dated", "GET", "/dated")
    .customized(&[Customization::LenientTimestamp("Date")]));
#[cfg(feature = "proptest")]
operation!(Echo -> crate::fixture::Everything, OperationSchema::new(&SERVICE, "Echo", "POST", "/"));
