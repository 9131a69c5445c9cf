//! Errors from services: content and common properties.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{RawResponse, Retry};
use crate::model::schema::Kind;
use crate::shape::DynShape;
use crate::shape::Shape;
use crate::types::Error;

/// Common properties of errors, independent of their content.
pub trait AnyFailure: std::error::Error {
    /// The code: what the service calls the error, or the status where it says nothing.
    fn code(&self) -> &str;
    /// The message from the service.
    fn message(&self) -> Option<&str>;
    /// The id by which the service knows the request.
    fn request_id(&self) -> Option<&str>;
    /// The second id that Amazon S3 gives a request.
    fn extended_request_id(&self) -> Option<&str>;
    /// The status of the response.
    fn status(&self) -> u16;
    /// True if the request may succeed when repeated.
    fn retryable(&self) -> bool;
    /// Returns true for throttling.
    fn is_throttle(&self) -> bool;
    /// The response as it came, where it could not be read or does not say which error it is.
    fn raw_response(&self) -> Option<&RawResponse>;
    /// Why the response could not be read, where that is what went wrong.
    fn cause(&self) -> Option<&Error>;
    /// The content.
    fn content(&self) -> &dyn DynShape;
}

/// Common properties of an error.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ErrorMetadata {
    pub(crate) code: String,
    pub(crate) message: Option<String>,
    /// True if the message is sensitive.
    pub(crate) sensitive: bool,
    pub(crate) request_id: Option<String>,
    pub(crate) extended_request_id: Option<String>,
    pub(crate) status: u16,
    pub(crate) retry: Retry,
    pub(crate) cause: Option<Error>,
    pub(crate) raw: Option<RawResponse>,
}

/// An error with its content, to which it dereferences.
///
/// ```
/// use sansmith::{Document, Failure};
///
/// let failure = Failure::new("ThrottlingException", Document::Null).with_message("Rate exceeded");
/// assert_eq!(failure.to_string(), "ThrottlingException: Rate exceeded");
/// assert!(failure.is_throttle() && failure.retryable());
/// ```
#[derive(Clone, PartialEq)]
pub struct Failure<T> {
    content: T,
    meta: Box<ErrorMetadata>,
}

impl<T> Failure<T> {
    /// An error for tests and mocks; real ones result from responses.
    pub fn new(code: impl Into<String>, content: T) -> Self {
        let code = code.into();
        let meta = ErrorMetadata {
            retry: Retry::of(None, &code, 0),
            code,
            ..ErrorMetadata::default()
        };
        Self::from_parts(content, Box::new(meta))
    }

    /// Sets the message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.meta.message = Some(message.into());
        self
    }

    /// Sets the status code.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.meta.retry = self.meta.retry.or(Retry::of(None, &self.meta.code, status));
        self.meta.status = status;
        self
    }

    /// An error of its parts.
    pub(crate) const fn from_parts(content: T, meta: Box<ErrorMetadata>) -> Self {
        Self { content, meta }
    }

    /// The content.
    pub fn into_content(self) -> T {
        self.content
    }

    /// The code: what the service calls the error, or the status where it says nothing.
    pub fn code(&self) -> &str {
        &self.meta.code
    }

    /// The message from the service.
    pub fn message(&self) -> Option<&str> {
        self.meta.message.as_deref()
    }

    /// The id by which the service knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.meta.request_id.as_deref()
    }

    /// The second id that Amazon S3 gives a request.
    pub fn extended_request_id(&self) -> Option<&str> {
        self.meta.extended_request_id.as_deref()
    }

    /// The status of the response.
    pub fn status(&self) -> u16 {
        self.meta.status
    }

    /// Returns true if the request may succeed when repeated, according to the model, the code or the status.
    pub fn retryable(&self) -> bool {
        self.meta.retry != Retry::No
    }

    /// Returns true for throttling.
    pub fn is_throttle(&self) -> bool {
        self.meta.retry == Retry::Throttle
    }

    /// The response as it came, where it could not be read or does not say which error it is.
    pub fn raw_response(&self) -> Option<&RawResponse> {
        self.meta.raw.as_ref()
    }

    /// The reason why the response is unreadable, if it is.
    pub fn cause(&self) -> Option<&Error> {
        self.meta.cause.as_ref()
    }
}

impl<T> Deref for Failure<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T> DerefMut for Failure<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.content
    }
}

impl<T: Shape> AnyFailure for Failure<T> {
    fn code(&self) -> &str {
        self.code()
    }

    fn message(&self) -> Option<&str> {
        self.message()
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id()
    }

    fn extended_request_id(&self) -> Option<&str> {
        self.extended_request_id()
    }

    fn status(&self) -> u16 {
        self.status()
    }

    fn retryable(&self) -> bool {
        self.retryable()
    }

    fn is_throttle(&self) -> bool {
        self.is_throttle()
    }

    fn raw_response(&self) -> Option<&RawResponse> {
        self.raw_response()
    }

    fn cause(&self) -> Option<&Error> {
        self.cause()
    }

    fn content(&self) -> &dyn DynShape {
        &self.content
    }
}

impl<T> fmt::Display for Failure<T> {
    /// `Code: message (request id …)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.meta.code)?;
        match (&self.meta.message, &self.meta.cause) {
            (Some(_), _) if self.meta.sensitive => f.write_str(": ***")?,
            (Some(message), _) => write!(f, ": {message}")?,
            (None, Some(_)) => f.write_str(": the response cannot be read")?,
            (None, None) => {}
        }
        match &self.meta.request_id {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}

impl<T: Shape> fmt::Debug for Failure<T> {
    /// Omits the content of unmodelled errors, as it may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Failure");
        out.field("code", &self.meta.code);
        if !self.meta.sensitive {
            out.field("message", &self.meta.message);
        }
        out.field("request_id", &self.meta.request_id);
        out.field("status", &self.meta.status);
        if let Some(cause) = &self.meta.cause {
            out.field("cause", cause);
        }
        if !matches!(T::SCHEMA.kind, Kind::Document) {
            out.field("content", &self.content);
        }
        out.finish_non_exhaustive()
    }
}

impl<T: Shape> std::error::Error for Failure<T> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
