//! Two operations, written by hand: one with an idempotency token, one without.

use std::fmt;

use sansmith::operation::{self, AnyFailure};
use sansmith::protocol::RestJson1;
use sansmith::schema::{Location, Member, MemberTraits, STRING};
use sansmith::{
    Document, Failure, MemberSource, MemberVisitor, Operation, OperationError, Schema, Service,
    Shape,
};

/// The service; its URL comes from settings.
static LAMPS: Service = Service::new("Lamps", "Lamps", "2026-01-01")
    .signing_name("lamps")
    .auth(&["aws.auth#sigv4"]);

/// The light of a lamp.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glow {
    /// Name of the lamp.
    pub name: Option<String>,
    /// Idempotency token.
    pub token: Option<String>,
}

static GLOW: Schema = Schema::structure(
    "Glow",
    &[
        Member::new("Name", &STRING),
        Member::new("Token", &STRING)
            .with(&MemberTraits::at(Location::Header("x-token")).idempotency_token()),
    ],
);

impl Shape for Glow {
    const SCHEMA: &'static Schema = &GLOW;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.name);
        visitor.member(1, &self.token);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            name: source.get(0),
            token: source.get(1),
        }
    }
}

/// A count of a lamp's switches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Name of the lamp.
    pub name: Option<String>,
}

static COUNT: Schema = Schema::structure("Count", &[Member::new("Name", &STRING)]);

impl Shape for Count {
    const SCHEMA: &'static Schema = &COUNT;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.name);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            name: source.get(0),
        }
    }
}

/// An error of the service.
#[derive(Debug)]
pub struct LampError(Failure<Document>);

impl fmt::Display for LampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        sansmith::generated::display_error(self, f)
    }
}

impl std::error::Error for LampError {}

impl OperationError for LampError {
    fn variants<V: sansmith::generated::ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor.unhandled(Self)
    }

    fn failure(&self) -> &dyn AnyFailure {
        &self.0
    }
}

/// Declares an operation.
macro_rules! operation {
    ($(#[$doc:meta])* $name:ident, $shape:ty, $method:literal, $uri:literal) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl Operation for $name {
            type Protocol = RestJson1;
            type Input = $shape;
            type Output = $shape;
            type Error = LampError;
            const SCHEMA: &'static operation::Schema =
                &operation::Schema::new(&LAMPS, stringify!($name), $method, $uri);
        }
    };
}

operation!(
    /// Switches a lamp once per token.
    SwitchLamp, Glow, "POST", "/switch"
);
operation!(
    /// Switches a lamp with each request.
    BumpLamp, Count, "POST", "/bump"
);
