//! Operations: input, output, errors and facts.

mod discovery;
pub(crate) mod error;
mod nested;
mod schema;

pub use self::discovery::{DiscoveredEndpoint, Discovery};
pub use self::error::Retry;
pub use self::error::{AnyFailure, ErrorMetadata, Failure, OperationError, RawResponse};
pub(crate) use self::error::{ErrorParts, Reading, short_text};
pub use self::nested::{Nested, NestedFailure, NestedMessages};
pub use self::schema::{Checksum, Schema, Validation};

use crate::http::protocol::Protocol;

/// An operation: an input becomes a request, a response becomes an output or an error.
///
/// This trait has the facts, and generated code implements it; the methods are in
/// [`OperationExt`](crate::OperationExt).
pub trait Operation: Sized + 'static {
    /// Protocol.
    type Protocol: Protocol;
    /// Input; without its events, if it has any.
    type Input: 'static;
    /// Output; without its events, if it has any.
    type Output: 'static;
    /// Error enum.
    type Error: OperationError;
    /// Facts from the model.
    const SCHEMA: &'static Schema;
    /// Endpoint parameters set by the operation; empty if its crate was built without the feature `endpoint`.
    #[cfg(feature = "endpoint")]
    const ENDPOINT: &'static [crate::endpoint::Binding] = &[];
}
