//! Reasons why a request cannot be presigned.

use std::fmt;

use crate::sign::SignError;

/// A reason why a request cannot be presigned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PresignError {
    /// The scheme of the operation has no form that fits into a URL.
    Scheme {
        /// The scheme in words.
        scheme: &'static str,
    },
    /// The input of the operation is a stream of events, and each event has a signature of its own.
    EventInput,
    /// The endpoint is not an absolute `http` or `https` URL.
    Endpoint,
    /// The request cannot be signed.
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
                "the operation is called with {scheme}; only a SigV4 signature fits into a URL"
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
