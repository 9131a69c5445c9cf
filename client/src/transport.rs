//! Errors of transports.

use std::fmt;

/// A request that failed without a response, or within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    /// Kind.
    pub kind: TransportErrorKind,
    /// Message.
    pub message: String,
}

impl TransportError {
    /// Makes an error.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.as_str(), self.message)
    }
}

impl std::error::Error for TransportError {}

/// The kind of a [`TransportError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host has no address.
    Dns,
    /// There was no connection.
    Connect,
    /// The server is not trusted, or does not speak TLS.
    Tls,
    /// The time was up.
    Timeout,
    /// The connection broke before the first byte of the response.
    ResetBefore,
    /// The connection broke within the response.
    ResetAfter,
    /// Any other reason.
    Other,
}

impl TransportErrorKind {
    /// Description of the kind.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "cannot resolve the host",
            Self::Connect => "cannot connect",
            Self::Tls => "the TLS handshake failed",
            Self::Timeout => "timed out",
            Self::ResetBefore => "the connection closed before the response",
            Self::ResetAfter => "the connection closed during the response",
            Self::Other => "no response",
        }
    }
}
