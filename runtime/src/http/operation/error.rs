//! Operation errors: an enum per operation, whose variants hold a [`Failure`].
//!
//! **Invariants**
//! - `Display` and `Debug` redact sensitive data, including messages, and all contents of errors unknown to the model.

mod failure;
mod parts;
mod raw;
mod retry;
mod visitor;

pub(crate) use self::failure::ErrorMetadata;
pub use self::failure::{AnyFailure, Failure};
pub(crate) use self::parts::ErrorParts;
pub use self::raw::RawResponse;
pub(crate) use self::raw::short_text;
pub use self::retry::Retry;
pub use self::visitor::ErrorVisitor;
pub(crate) use self::visitor::{Reading, Schemas};

use std::fmt;

use crate::model::schema::{Kind, Schema};
use crate::types::Error;

/// `Display` of an operation's error.
///
/// # Errors
///
/// The formatter's.
pub fn display<E: OperationError>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Display::fmt(error.failure(), f)
}

/// `Debug` of an operation's error.
///
/// # Errors
///
/// The formatter's.
pub fn debug<E: OperationError>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(error.failure(), f)
}

/// The reason why a response is unreadable, if it is.
pub fn source<E: OperationError>(error: &E) -> Option<&(dyn std::error::Error + 'static)> {
    error.failure().source()
}

/// Returns true for a modelled error with the given name, or for an unmodelled error with that code.
pub fn is<E: OperationError>(error: &E, name: &str) -> bool {
    let failure = error.failure();
    let schema = failure.content().schema();
    if let Kind::Structure(_) = schema.kind {
        schema.name == name
    } else {
        failure.code() == name
    }
}

/// The error enum of an operation.
pub trait OperationError: std::error::Error + Sized + 'static {
    /// Visits the modelled errors in order, with the variants that hold them.
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out;

    /// Properties common to all errors.
    fn failure(&self) -> &dyn AnyFailure;

    /// Schemas of the modelled errors, in order.
    #[must_use]
    fn schemas() -> Vec<&'static Schema> {
        Self::variants(Schemas::default())
    }

    /// The error code from the service, or the status if there is none.
    fn code(&self) -> &str {
        self.failure().code()
    }

    /// The message from the service.
    fn message(&self) -> Option<&str> {
        self.failure().message()
    }

    /// The request id assigned by the service.
    fn request_id(&self) -> Option<&str> {
        self.failure().request_id()
    }

    /// The second request id of Amazon S3.
    fn extended_request_id(&self) -> Option<&str> {
        self.failure().extended_request_id()
    }

    /// Status code of the response.
    fn status(&self) -> u16 {
        self.failure().status()
    }

    /// Returns true if the request may succeed when repeated.
    fn retryable(&self) -> bool {
        self.failure().retryable()
    }

    /// Returns true for throttling.
    fn is_throttle(&self) -> bool {
        self.failure().is_throttle()
    }

    /// The raw response, if it is unreadable or does not identify the error.
    fn raw_response(&self) -> Option<&RawResponse> {
        self.failure().raw_response()
    }

    /// The reason why the response is unreadable, if it is.
    fn cause(&self) -> Option<&Error> {
        AnyFailure::cause(self.failure())
    }
}
