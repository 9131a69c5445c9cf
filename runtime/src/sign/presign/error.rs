//! Presigning errors.

use std::fmt;

use crate::sign::SignError;

/// A presigning error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PresignError {
    /// The operation's scheme does not support presigned URLs.
    Scheme {
        /// Scheme.
        scheme: &'static str,
    },
    /// The input is an event stream, whose events are signed individually.
    EventInput,
    /// The endpoint is not an absolute `http` or `https` URL.
    Endpoint,
    /// Signing failed.
    Sign(SignError),
}

impl From<SignError> for PresignError {
    fn from(error: SignError) -> Self {
        Self::Sign(error)
    }
}

impl fmt::Display for PresignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme { scheme } => write!(
                f,
                "the operation uses {scheme}; only SigV4 signatures can be put into a URL"
            ),
            Self::EventInput => {
                f.write_str("the input is a stream of events, which a URL cannot sign")
            }
            Self::Endpoint => f.write_str("the endpoint is not an absolute `http` or `https` URL"),
            Self::Sign(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for PresignError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Sign(error) = self {
            Some(error)
        } else {
            None
        }
    }
}
