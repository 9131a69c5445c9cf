//! Limits and errors of transports.

use std::fmt;
use std::time::Duration;

/// The longest times of one request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For a connection.
    pub connect: Option<Duration>,
    /// To the end of the response, or to the head of a streamed one.
    pub attempt: Option<Duration>,
    /// The body of the response is the caller's, who reads it without a limit.
    pub is_streamed: bool,
    /// The body of the request is large: a transport that can asks for the status 100, and waits for it.
    pub expects_continue: bool,
}

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

/// Kinds of `std::io` that tell why there is no connection, or no answer in time.
#[cfg(any(feature = "client", feature = "blocking-client"))]
const OF_IO: [(std::io::ErrorKind, TransportErrorKind); 9] = {
    use std::io::ErrorKind as Io;
    [
        (Io::TimedOut, TransportErrorKind::Timeout),
        (Io::WouldBlock, TransportErrorKind::Timeout),
        (Io::ConnectionRefused, TransportErrorKind::Connect),
        (Io::AddrNotAvailable, TransportErrorKind::Connect),
        (Io::HostUnreachable, TransportErrorKind::Connect),
        (Io::NetworkUnreachable, TransportErrorKind::Connect),
        (Io::NetworkDown, TransportErrorKind::Connect),
        (Io::NotConnected, TransportErrorKind::Connect),
        (Io::InvalidData, TransportErrorKind::Tls),
    ]
};

#[cfg(any(feature = "client", feature = "blocking-client"))]
impl TransportErrorKind {
    /// The kind of an error before the response, where `std::io` tells it.
    pub(crate) fn of_io(error: &std::io::Error) -> Option<Self> {
        // The standard library has no kind for it.
        if error.to_string().contains("failed to lookup address") {
            return Some(Self::Dns);
        }
        let mut kinds = OF_IO.iter();
        let found = kinds.find(|(known, _)| *known == error.kind());
        found.map(|(_, kind)| *kind)
    }
}
