//! Signing errors.

use std::fmt;

/// A signing error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The request has no `host` header, which must be signed.
    MissingHost,
    /// A header value is not UTF-8.
    HeaderNotText {
        /// Header name.
        name: String,
    },
    /// The maximum number of headers is exceeded.
    TooManyHeaders,
    /// The signature makes the URI too long.
    LongUri,
    /// The identity does not match the scheme.
    WrongIdentity {
        /// Expected identity.
        expected: &'static str,
    },
    /// A token or key would be sent without TLS.
    NotOverTls,
    /// No key can be derived from the credentials.
    NoKey,
    /// The time is outside of the years 0 to 9999.
    Clock,
    /// A lifetime that the service would reject.
    Lifetime {
        /// Requested lifetime in seconds.
        found: u64,
        /// Maximum lifetime in seconds; the minimum is one second.
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
                write!(f, "the scheme needs {expected}, found another identity")
            }
            Self::NotOverTls => {
                f.write_str("bearer tokens and API keys need TLS; use an `https` URI")
            }
            Self::NoKey => f.write_str("no P-256 key can be derived from the credentials"),
            Self::Clock => f.write_str("the time is outside of the years 0 to 9999"),
            Self::Lifetime { found, longest } => write!(
                f,
                "a lifetime of {found} seconds, expected 1 to {longest} seconds"
            ),
        }
    }
}

impl std::error::Error for SignError {}
