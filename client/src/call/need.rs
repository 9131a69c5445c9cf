//! The questions of a call, and the events that answer them.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use sansmith::Timestamp;
use sansmith::sign::EventSigner;

use super::coding::Encoder;
use crate::credentials;
use crate::transport::TransportError;

/// A thing that a call needs from its driver. Each variant names the events that answer it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Need {
    /// Something that credentials come from: [`Event::Identity`].
    Identity(credentials::Need),
    /// A request to send: [`Event::Head`] or [`Event::Failed`].
    Send(Box<Send>),
    /// The next part of the response's body: [`Event::Chunk`], [`Event::End`] or [`Event::Failed`].
    Chunk {
        /// The instant at which the attempt counts as failed: [`Event::Timer`].
        deadline: Option<Timestamp>,
    },
    /// The caller's stream from its first byte, since it is sent once more: [`Event::Rewound`].
    Rewind,
    /// The next part of the caller's stream, which a signature covers: [`Event::Chunk`], [`Event::End`] at its end, or
    /// [`Event::Failed`], whose message is that of the stream.
    Read,
    /// Some time to pass: [`Event::Timer`] at that instant.
    Pause {
        /// The instant.
        until: Timestamp,
    },
    /// Another call to come further, which gets the identity for both: [`Event::Timer`] after a step of any call with
    /// the same [`Shared`](super::Shared), or at that instant.
    Wait {
        /// The instant.
        until: Timestamp,
    },
}

/// A request to send.
///
/// Redirects are not followed. A driver that has begun to send gives [`Event::Timer`] at the deadline, and drops the
/// connection.
pub struct Send {
    /// The request, its URI absolute.
    pub request: http::Request<Payload>,
    /// The longest time for a connection.
    pub connect_timeout: Option<Duration>,
    /// The instant at which the attempt counts as failed.
    pub deadline: Option<Timestamp>,
    /// The signer of the events that follow, for operations with events in the request that sign.
    pub event_signer: Option<EventSigner>,
    /// The encoder of the caller's stream: its bytes are sent instead.
    pub encoder: Option<Encoder>,
    /// The body is large, so a transport that can waits for the status 100 before it.
    pub expects_continue: bool,
    /// The seconds by which the service's clock is ahead: events are signed with its time.
    pub clock_skew: i64,
}

impl fmt::Debug for Send {
    /// The method and the host: paths, headers and bodies may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, uri) = (self.request.method(), self.request.uri());
        let scheme = uri.scheme_str().unwrap_or_default();
        let host = uri.authority().map_or("", |authority| authority.as_str());
        write!(f, "Send({method} {scheme}://{host})")
    }
}

/// The body of a request.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload {
    /// Bytes at hand.
    Bytes(Bytes),
    /// The caller's stream.
    Stream(StreamBody),
}

impl Payload {
    /// The bytes at hand; none of a stream.
    pub fn into_bytes(self) -> Bytes {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Stream(_) => Bytes::new(),
        }
    }
}

impl fmt::Debug for Payload {
    /// Without the content, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream(stream) => stream.fmt(f),
        }
    }
}

/// A caller's stream in the place of a payload: the call knows its facts, the driver has its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreamBody {
    /// The length in bytes, where it is known.
    pub length: Option<u64>,
    /// The stream can begin again: without that, nothing is sent twice.
    pub is_replayable: bool,
}

/// An event: the first one, an answer to a [`Need`], or the end of the time.
#[non_exhaustive]
pub enum Event {
    /// The first step.
    Start,
    /// The answer to a need of the credentials.
    Identity(credentials::Answer),
    /// Status and headers of the response.
    Head(http::response::Parts),
    /// A part of the body.
    Chunk(Bytes),
    /// The end of the body.
    End,
    /// The stream begins again, or the reason why it cannot.
    Rewound(Result<(), String>),
    /// There is no response, or no more of it.
    Failed(TransportError),
    /// The time has come that the last need has.
    Timer,
}

impl Event {
    /// The head of a response with that status and these headers.
    pub fn head<B>(response: http::Response<B>) -> (Self, B) {
        let (head, body) = response.into_parts();
        (Self::Head(head), body)
    }

    /// The event by its name.
    const fn name(&self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::Identity(_) => "Identity",
            Self::Head(_) => "Head",
            Self::Chunk(_) => "Chunk",
            Self::End => "End",
            Self::Rewound(_) => "Rewound",
            Self::Failed(_) => "Failed",
            Self::Timer => "Timer",
        }
    }
}

impl fmt::Debug for Event {
    /// The name alone: contents may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
