//! What an operation answers where it fails: an enum an operation, whose variants hold a [`Failure`].
//!
//! **Invariants**
//! - Neither `Display` nor `Debug` shows what the model calls sensitive, the message included, nor the content of an
//!   error that the model does not know.

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

/// What `Display` shows of an operation's error.
///
/// # Errors
///
/// The formatter's.
pub fn display<E: OperationError>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Display::fmt(error.failure(), f)
}

/// What `Debug` shows of an operation's error.
///
/// # Errors
///
/// The formatter's.
pub fn debug<E: OperationError>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(error.failure(), f)
}

/// Why the response could not be read, where that is what went wrong.
pub fn source<E: OperationError>(error: &E) -> Option<&(dyn std::error::Error + 'static)> {
    error.failure().source()
}

/// Tells that an operation's error is the modelled one of that name, or one of that code that the operation does not have.
pub fn is<E: OperationError>(error: &E, name: &str) -> bool {
    let failure = error.failure();
    let schema = failure.content().schema();
    if let Kind::Structure(_) = schema.kind {
        schema.name == name
    } else {
        failure.code() == name
    }
}

/// The enum of an operation's errors.
pub trait OperationError: std::error::Error + Sized + 'static {
    /// Tells of the errors that the model knows, in its order, and of the variants that hold them: a walk, as that over
    /// the members of a shape.
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out;

    /// What all errors have.
    fn failure(&self) -> &dyn AnyFailure;

    /// The schemas of the errors that the model knows, in its order.
    #[must_use]
    fn schemas() -> Vec<&'static Schema> {
        Self::variants(Schemas::default())
    }

    /// The code: what the service calls the error, or the status where it says nothing.
    fn code(&self) -> &str {
        self.failure().code()
    }

    /// What the service says about it.
    fn message(&self) -> Option<&str> {
        self.failure().message()
    }

    /// The id by which the service knows the request.
    fn request_id(&self) -> Option<&str> {
        self.failure().request_id()
    }

    /// The second id that Amazon S3 gives a request.
    fn extended_request_id(&self) -> Option<&str> {
        self.failure().extended_request_id()
    }

    /// The status of the response.
    fn status(&self) -> u16 {
        self.failure().status()
    }

    /// Whether the same request may well succeed later.
    fn retryable(&self) -> bool {
        self.failure().retryable()
    }

    /// Whether the service asks to call less often.
    fn is_throttle(&self) -> bool {
        self.failure().is_throttle()
    }

    /// The response as it came, where it could not be read or does not say which error it is.
    fn raw_response(&self) -> Option<&RawResponse> {
        self.failure().raw_response()
    }

    /// Why the response could not be read, where that is what went wrong.
    fn cause(&self) -> Option<&Error> {
        AnyFailure::cause(self.failure())
    }
}
