//! Reasons why a request cannot be signed.

use std::fmt;

/// A reason why a request cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The request has no `host` header, which every signature covers.
    MissingHost,
    /// The value of a header is not UTF-8 text.
    HeaderNotText {
        /// The name of the header.
        name: String,
    },
    /// The request has so many headers that no further one fits.
    TooManyHeaders,
    /// The signature makes the URI longer than a URI can be.
    LongUri,
    /// The identity is of another kind than the scheme takes.
    WrongIdentity {
        /// What the scheme takes.
        expected: &'static str,
    },
    /// A token or key would travel where others can read it.
    NotOverTls,
    /// The credentials give no key of the curve.
    NoKey,
    /// The clock is outside of the years 0 to 9999, which a date of eight digits can say.
    Clock,
    /// A lifetime that the service would refuse.
    Lifetime {
        /// The lifetime asked for, in seconds.
        found: u64,
        /// The longest lifetime, in seconds; the shortest is one second.
        longest: u64,
    },
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHost => {
                f.write_str("the request has no `host` header; add it before signing")
            }
            Self::HeaderNotText { name } => write!(f, "the header `{name}` is not UTF-8 text"),
            Self::TooManyHeaders => f.write_str("the request has too many headers"),
            Self::LongUri => f.write_str("the signature makes the URI too long"),
            Self::WrongIdentity { expected } => {
                write!(f, "the scheme takes {expected}, found something else")
            }
            Self::NotOverTls => f.write_str(
                "a bearer token or API key must not travel without TLS; use an `https` URI",
            ),
            Self::NoKey => f.write_str("the credentials give no key of the curve P-256"),
            Self::Clock => f.write_str("the clock is outside of the years 0 to 9999"),
            Self::Lifetime { found, longest } => write!(
                f,
                "a lifetime of {found} seconds, expected 1 to {longest} seconds"
            ),
        }
    }
}

impl std::error::Error for SignError {}
