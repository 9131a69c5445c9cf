//! The sparks of a lamp, as events in requests and in responses.

use sansmith::events::{InputEvents, OutputEvents};
use sansmith::schema::{BLOB, Member, MemberTraits, STRING, Traits};
use sansmith::{Blob, MemberSource, MemberVisitor, Schema, Shape, UnknownMember};

use sansmith::Operation;
use sansmith::operation::{self, Schema as Facts};
use sansmith::protocol::{AwsJson1_0, RestJson1};

use super::{Copied, Glow, LAMPS, LampError, TalkGlow};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Light {
    pub(crate) bytes: Option<Blob>,
}

static LIGHT: Schema = Schema::structure(
    "Light",
    &[Member::new("Bytes", &BLOB).with(&MemberTraits::new().event_payload())],
);

/// An exception.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dark {
    pub(crate) message: Option<String>,
}

static DARK: Schema = Schema::structure("Dark", &[Member::new("message", &STRING)])
    .with(&Traits::new().error("Dark").http_status(400));

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sparks {
    Light(Light),
    Dark(Dark),
    Unknown(UnknownMember),
}

static SPARKS: Schema = Schema::union(
    "Sparks",
    &[Member::new("light", &LIGHT), Member::new("dark", &DARK)],
);

impl Sparks {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let bytes = Some(Blob::from(bytes));
        Self::Light(Light { bytes })
    }

    pub(crate) fn dark(message: &str) -> Self {
        let message = Some(message.to_owned());
        Self::Dark(Dark { message })
    }
}

impl Shape for Light {
    const SCHEMA: &'static Schema = &LIGHT;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.bytes);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            bytes: source.get(0),
        }
    }
}

impl Shape for Dark {
    const SCHEMA: &'static Schema = &DARK;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.message);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            message: source.get(0),
        }
    }
}

impl Shape for Sparks {
    const SCHEMA: &'static Schema = &SPARKS;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        match self {
            Self::Light(light) => visitor.member(0, light),
            Self::Dark(dark) => visitor.member(1, dark),
            Self::Unknown(unknown) => visitor.unknown(unknown),
        }
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        match source.variant() {
            Some(0) => Self::Light(source.get(0)),
            Some(1) => Self::Dark(source.get(1)),
            _ => Self::Unknown(source.unknown()),
        }
    }
}

operations! {
    WatchGlow: RestJson1, Glow = Facts::new(&LAMPS, "WatchGlow", "GET", "/watch").event_output();
    TellGlow: AwsJson1_0, Copied = Facts::new(&LAMPS, "TellGlow", "POST", "/").event_output();
    PourSparks: RestJson1, Glow = Facts::new(&LAMPS, "PourSparks", "POST", "/sparks").event_input();
}

impl InputEvents for TalkGlow {
    type InputEvent = Sparks;
}

impl OutputEvents for TalkGlow {
    type OutputEvent = Sparks;
}

impl OutputEvents for WatchGlow {
    type OutputEvent = Sparks;
}

impl OutputEvents for TellGlow {
    type OutputEvent = Sparks;
}

impl InputEvents for PourSparks {
    type InputEvent = Sparks;
}
