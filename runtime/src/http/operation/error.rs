//! Operation errors: an enum per operation, whose variants hold a [`Failure`].
//!
//! **Invariants**
//! - `Display` and `Debug` redact sensitive data, including messages, and all contents of errors unknown to the model.

mod failure;
mod metadata;
mod parts;
mod raw;
mod retry;
mod visitor;

pub use self::failure::{AnyFailure, Failure};
pub use self::metadata::ErrorMetadata;
use self::metadata::accessors;
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
        failure.meta().code() == name
    }
}

/// The error enum of an operation.
pub trait OperationError: std::error::Error + Sized + 'static {
    /// Visits the modelled errors in order, with the variants that hold them.
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out;

    /// The error, whatever its content.
    fn failure(&self) -> &dyn AnyFailure;

    /// Schemas of the modelled errors, in order.
    #[must_use]
    fn schemas() -> Vec<&'static Schema> {
        Self::variants(Schemas::default())
    }

    /// Metadata of an error, in addition to its content.
    fn meta(&self) -> &ErrorMetadata {
        self.failure().meta()
    }

    accessors!();
}
