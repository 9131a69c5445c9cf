//! Requests that are refused before a handler sees them.

use std::fmt;

use bytes::Bytes;

use super::message::Format;
use super::validation::{Invalid, ValidationException};
use super::{ErrorReply, Facts, ResponseOptions};
use crate::types::Error;
use crate::types::error::ErrorKind;

/// The reason for a rejection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionKind {
    /// The request does not have the form that the protocol demands.
    Malformed,
    /// The input breaks constraints of the model.
    Invalid,
    /// No operation has such requests.
    UnknownOperation,
    /// The media type of the body is not that of the operation.
    UnsupportedMediaType,
    /// The client does not accept the media type of the response.
    NotAcceptable,
    /// A checksum is not that of the body.
    BadDigest,
    /// The body is larger than the limit.
    TooLarge,
    /// The operation has no handler.
    NotImplemented,
    /// The server failed.
    Internal,
}

impl RejectionKind {
    /// The error code on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "SerializationException",
            Self::Invalid => "ValidationException",
            Self::UnknownOperation => "UnknownOperationException",
            Self::UnsupportedMediaType => "UnsupportedMediaTypeException",
            Self::NotAcceptable => "NotAcceptableException",
            Self::BadDigest => "BadDigest",
            Self::TooLarge => "RequestEntityTooLarge",
            Self::NotImplemented => "NotImplemented",
            Self::Internal => "InternalFailure",
        }
    }

    /// The status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::Invalid | Self::BadDigest => 400,
            Self::UnknownOperation => 404,
            Self::UnsupportedMediaType => 415,
            Self::NotAcceptable => 406,
            Self::TooLarge => 413,
            Self::NotImplemented => 501,
            Self::Internal => 500,
        }
    }
}

/// A request that is refused before a handler sees it. Its text has no sensitive values.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejection {
    kind: RejectionKind,
    message: String,
    cause: Option<Box<Error>>,
    invalid: Vec<Invalid>,
}

impl Rejection {
    /// A rejection with a message for the client.
    pub fn new(kind: RejectionKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            cause: None,
            invalid: Vec::new(),
        }
    }

    /// A request that has not the form of its protocol.
    pub(super) fn malformed(error: Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::TooLarge { .. } => RejectionKind::TooLarge,
            _ => RejectionKind::Malformed,
        };
        Self {
            message: error.to_string(),
            cause: Some(Box::new(error)),
            ..Self::new(kind, "")
        }
    }

    /// An input that breaks constraints.
    pub(super) fn invalid(invalid: Vec<Invalid>) -> Self {
        Self {
            message: Invalid::summary(&invalid),
            invalid,
            ..Self::new(RejectionKind::Invalid, "")
        }
    }

    /// The reason.
    pub const fn kind(&self) -> RejectionKind {
        self.kind
    }

    /// The error code on the wire.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The status.
    pub const fn status(&self) -> u16 {
        self.kind.status()
    }

    /// The message for the client.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The error of reading, if the request is malformed.
    pub fn cause(&self) -> Option<&Error> {
        self.cause.as_deref()
    }

    /// The violated constraints, in the model's order.
    pub fn violations(&self) -> &[Invalid] {
        &self.invalid
    }

    /// Writes the response, in the error form of the protocol.
    pub fn write(&self, facts: Facts, options: &ResponseOptions) -> http::Response<Bytes> {
        let reply = ErrorReply::new(self.code()).status(self.status());
        // Errors in XML have a message alone.
        if self.kind == RejectionKind::Invalid && Format::of(facts) != Format::Xml {
            let content = ValidationException::new(self.message.clone(), self.invalid.clone());
            return reply.write(facts, Some(&content), options);
        }
        let reply = reply.message(&self.message);
        let reply = if self.status() >= 500 {
            reply.by_server()
        } else {
            reply
        };
        reply.write(facts, None, options)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message)
    }
}

impl std::error::Error for Rejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
