//! Errors of event streams.

use std::error::Error;
use std::fmt;

use sansmith::Shape;
use sansmith::events::EventError;
use sansmith::operation::AnyFailure;

use crate::transport::TransportError;

/// An error instead of an event.
///
/// All but an unreadable event end the stream. A stream is not begun again by the client: the caller knows which events
/// are missing.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum StreamError<E> {
    /// The service sent an error, or an event cannot be read.
    Event(EventError<E>),
    /// The connection broke.
    Transport(TransportError),
    /// An event of the caller cannot be sent; the message has the reason.
    Sending(String),
}

impl<E: Shape> StreamError<E> {
    /// The error that the service sent, if it sent one: code, message, request id.
    pub fn failure(&self) -> Option<&dyn AnyFailure> {
        match self {
            Self::Event(error) => error.failure(),
            Self::Transport(_) | Self::Sending(_) => None,
        }
    }

    /// The code of the service's error.
    pub fn code(&self) -> Option<&str> {
        self.failure().map(|failure| failure.meta().code())
    }

    /// The request id of the service's error.
    pub fn request_id(&self) -> Option<&str> {
        self.failure()?.meta().request_id()
    }

    /// The modelled exception: the variant of the union.
    pub fn exception(&self) -> Option<&E> {
        match self {
            Self::Event(EventError::Exception(failure)) => Some(&**failure),
            Self::Event(_) | Self::Transport(_) | Self::Sending(_) => None,
        }
    }

    /// Returns true if no event follows.
    pub const fn ends(&self) -> bool {
        match self {
            Self::Event(error) => error.ends(),
            Self::Transport(_) | Self::Sending(_) => true,
        }
    }
}

impl<E: Shape> fmt::Debug for StreamError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(error) => error.fmt(f),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Sending(text) => f.debug_tuple("Sending").field(text).finish(),
        }
    }
}

impl<E: Shape> fmt::Display for StreamError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Sending(text) => write!(f, "an event cannot be sent: {text}"),
        }
    }
}

impl<E: Shape> Error for StreamError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Event(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Sending(_) => None,
        }
    }
}

impl<E> From<EventError<E>> for StreamError<E> {
    fn from(error: EventError<E>) -> Self {
        Self::Event(error)
    }
}

impl<E> From<TransportError> for StreamError<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
