//! Hand-written serde structs, as a baseline for libraries.
//!
//! **Invariants**
//!
//! - They have exactly the members of the messages, and are lossless: enums keep unknown values.

mod chat;
mod contacts;
mod users;

pub(crate) use self::chat::{Input, Output, request};
pub(crate) use self::contacts::SearchContacts;
pub(crate) use self::users::SearchUsers;

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// Seconds since 1970 and nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Timestamp {
    seconds: i64,
    nanoseconds: u32,
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(Seconds)
    }
}

/// Accepts any number as a timestamp.
struct Seconds;

impl Visitor<'_> for Seconds {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("seconds since 1970")
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
        i64::try_from(seconds)
            .map_err(E::custom)
            .and_then(|seconds| self.visit_i64(seconds))
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Ok(Timestamp {
            seconds,
            nanoseconds: 0,
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast that saturates is meant"
    )]
    #[expect(
        clippy::cast_sign_loss,
        reason = "what is left after the floor is not negative"
    )]
    fn visit_f64<E: Error>(self, seconds: f64) -> Result<Timestamp, E> {
        let whole = seconds.floor();
        Ok(Timestamp {
            seconds: whole as i64,
            nanoseconds: ((seconds - whole) * 1e9) as u32,
        })
    }
}

impl Serialize for Timestamp {
    #[expect(clippy::cast_precision_loss, reason = "the seconds of this age fit")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let milliseconds = (f64::from(self.nanoseconds) / 1e6).round();
        serializer.serialize_f64((self.seconds as f64 * 1e3 + milliseconds) / 1e3)
    }
}

/// A string enum that keeps unknown values.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum $name {
            $($variant,)*
            Other(String),
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        Ok(match text {
                            $($value => $name::$variant,)*
                            other => $name::Other(other.to_owned()),
                        })
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self {
                    $(Self::$variant => $value,)*
                    Self::Other(text) => text,
                })
            }
        }
    };
}
use open_enum;

/// A struct of optional members, in `PascalCase` on the wire.
macro_rules! structure {
    ($name:ident { $($member:ident: $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "PascalCase")]
        pub(crate) struct $name {
            $(
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) $member: Option<$type>,
            )*
        }
    };
}
use structure;

open_enum!(Channel {
    Voice = "VOICE",
    Chat = "CHAT",
    Task = "TASK",
    Email = "EMAIL",
});
