//! Errors of frames, and of the events in them.

use std::fmt;

use crate::http::{Failure, operation::AnyFailure};
use crate::shape::Shape;
use crate::types::{Document, Error};

/// An error of a frame; the stream ends with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameError {
    kind: FrameErrorKind,
    offset: u64,
}

/// Kind of [`FrameError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameErrorKind {
    /// The checksum of the first eight bytes differs from the one sent.
    PreludeChecksum {
        /// Checksum sent.
        sent: u32,
        /// Checksum of the bytes.
        computed: u32,
    },
    /// The checksum of the frame differs from the one sent.
    Checksum {
        /// Checksum sent.
        sent: u32,
        /// Checksum of the bytes.
        computed: u32,
    },
    /// The length of the frame, or that of its headers, is impossible.
    Length {
        /// Length of the frame in bytes.
        frame: u32,
        /// Length of its headers in bytes.
        headers: u32,
    },
    /// The headers are longer than the limit.
    HeadersTooLong {
        /// Limit in bytes.
        limit: usize,
    },
    /// The payload is longer than the limit.
    PayloadTooLong {
        /// Limit in bytes.
        limit: usize,
    },
    /// A header ends after the headers.
    HeaderCut,
    /// A header name is empty or not UTF-8.
    HeaderName,
    /// A type of header that the format does not have.
    HeaderType(u8),
    /// The text of a header is not UTF-8.
    HeaderText,
    /// Two headers have the same name.
    HeaderTwice,
    /// A header name is longer than the format allows.
    NameTooLong {
        /// Limit in bytes.
        limit: usize,
    },
    /// The value of a header is longer than the format allows.
    ValueTooLong {
        /// Limit in bytes.
        limit: usize,
    },
    /// The stream ends within a frame.
    Truncated,
    /// Bytes follow a frame where it must be alone.
    Trailing,
}

impl FrameError {
    /// An error at a place in the stream.
    pub(super) const fn new(kind: FrameErrorKind, offset: u64) -> Self {
        Self { kind, offset }
    }

    /// Kind.
    pub const fn kind(&self) -> &FrameErrorKind {
        &self.kind
    }

    /// Byte offset in the stream: of the frame, or of the header.
    pub const fn offset(&self) -> u64 {
        self.offset
    }
}

impl fmt::Display for FrameErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PreludeChecksum { sent, computed } => write!(
                f,
                "the checksum of the prelude is {computed:08x}, expected {sent:08x}"
            ),
            Self::Checksum { sent, computed } => write!(
                f,
                "the checksum of the frame is {computed:08x}, expected {sent:08x}"
            ),
            Self::Length { frame, headers } => write!(
                f,
                "a frame of {frame} bytes cannot have {headers} bytes of headers"
            ),
            Self::HeadersTooLong { limit } => {
                write!(f, "the headers are longer than {limit} bytes")
            }
            Self::PayloadTooLong { limit } => {
                write!(f, "the payload is longer than {limit} bytes")
            }
            Self::HeaderCut => f.write_str("a header is longer than the headers"),
            Self::HeaderName => f.write_str("a header name is empty or not UTF-8"),
            Self::HeaderType(number) => {
                write!(f, "found the header type {number}, expected 0 to 9")
            }
            Self::HeaderText => f.write_str("the text of a header is not UTF-8"),
            Self::HeaderTwice => f.write_str("two headers have the same name"),
            Self::NameTooLong { limit } => {
                write!(f, "a header name is longer than {limit} bytes")
            }
            Self::ValueTooLong { limit } => {
                write!(f, "the value of a header is longer than {limit} bytes")
            }
            Self::Truncated => f.write_str("the stream ends within a frame"),
            Self::Trailing => f.write_str("bytes follow the frame"),
        }
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {} of the stream)", self.kind, self.offset)
    }
}

impl std::error::Error for FrameError {}

/// An error instead of an event.
///
/// All but [`Unreadable`](Self::Unreadable) end the stream.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum EventError<E> {
    /// A modelled exception; the content is the variant of the union.
    Exception(Failure<E>),
    /// An error without model: a code and a message, or an exception that the model does not know.
    Unhandled(Failure<Document>),
    /// An event that cannot be read; those after it can.
    Unreadable(Error),
    /// A damaged frame.
    Frame(FrameError),
}

impl<E: Shape> EventError<E> {
    /// The error that the service sent, if it sent one.
    pub fn failure(&self) -> Option<&dyn AnyFailure> {
        match self {
            Self::Exception(failure) => Some(failure),
            Self::Unhandled(failure) => Some(failure),
            Self::Unreadable(_) | Self::Frame(_) => None,
        }
    }

    /// Returns true if no event follows.
    pub const fn ends(&self) -> bool {
        !matches!(self, Self::Unreadable(_))
    }
}

impl<E: Shape> fmt::Debug for EventError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exception(failure) => f.debug_tuple("Exception").field(failure).finish(),
            Self::Unhandled(failure) => f.debug_tuple("Unhandled").field(failure).finish(),
            Self::Unreadable(error) => f.debug_tuple("Unreadable").field(error).finish(),
            Self::Frame(error) => f.debug_tuple("Frame").field(error).finish(),
        }
    }
}

impl<E: Shape> fmt::Display for EventError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exception(failure) => failure.fmt(f),
            Self::Unhandled(failure) => failure.fmt(f),
            Self::Unreadable(error) => write!(f, "an event cannot be read: {error}"),
            Self::Frame(error) => error.fmt(f),
        }
    }
}

impl<E: Shape> std::error::Error for EventError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Exception(_) | Self::Unhandled(_) => None,
            Self::Unreadable(error) => Some(error),
            Self::Frame(error) => Some(error),
        }
    }
}

impl<E> From<Error> for EventError<E> {
    fn from(error: Error) -> Self {
        Self::Unreadable(error)
    }
}

impl<E> From<FrameError> for EventError<E> {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}
