//! Errors from services: content and common properties.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::metadata::{ErrorMetadata, accessors};
use super::{RawResponse, Retry};
use crate::model::schema::Kind;
use crate::shape::DynShape;
use crate::shape::Shape;
use crate::shape::sealed::Sealed;
use crate::types::Error;

/// An error whatever its content; only [`Failure`] is one.
pub trait AnyFailure: std::error::Error + Sealed {
    /// Metadata.
    fn meta(&self) -> &ErrorMetadata;

    /// The content.
    fn content(&self) -> &dyn DynShape;
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

    /// Sets the request id, if there is none.
    #[cfg(feature = "events")]
    pub(crate) fn set_request_id(&mut self, id: Option<String>) {
        let known = self.meta.request_id.take();
        self.meta.request_id = known.or(id);
    }

    /// An error of its parts.
    pub(crate) const fn from_parts(content: T, meta: Box<ErrorMetadata>) -> Self {
        Self { content, meta }
    }

    /// The same error with another content.
    pub fn map<U>(self, content: impl FnOnce(T) -> U) -> Failure<U> {
        Failure::from_parts(content(self.content), self.meta)
    }

    /// The content.
    pub fn into_content(self) -> T {
        self.content
    }

    /// Metadata.
    pub const fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }

    accessors!(pub);
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

impl<T> Sealed for Failure<T> {}

impl<T: Shape> AnyFailure for Failure<T> {
    fn meta(&self) -> &ErrorMetadata {
        self.meta()
    }

    fn content(&self) -> &dyn DynShape {
        &self.content
    }
}

impl<T> fmt::Display for Failure<T> {
    /// `Code: message (request id …)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.meta, f)
    }
}

impl<T: Shape> fmt::Debug for Failure<T> {
    /// Omits the content of unmodelled errors, as it may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Failure");
        self.meta.debug(&mut out);
        if !matches!(self.content.own_schema().kind, Kind::Document) {
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
