//! Operations: input, output, errors and facts.

mod discovery;
pub(crate) mod error;
mod schema;

pub use self::discovery::{DiscoveredEndpoint, Discovery, DiscoveryFailure, DiscoveryMessages};
pub use self::error::Retry;
pub use self::error::{AnyFailure, ErrorMetadata, Failure, OperationError, RawResponse};
pub(crate) use self::error::{ErrorParts, Reading, short_text};
pub use self::schema::{Checksum, EventStream, Schema};

use crate::http::protocol::Protocol;

/// An operation: an input becomes a request, a response becomes an output or an error.
///
/// This trait has the facts, and generated code implements it; the methods are in
/// [`OperationExt`](crate::OperationExt).
pub trait Operation: Sized + 'static {
    /// Protocol.
    type Protocol: Protocol;
    /// Input. An input with an event stream is an [`EventStream`], which is not a
    /// [`Shape`](crate::shape::Shape), so the operation has no [`request`](crate::OperationExt::request) yet.
    type Input: 'static;
    /// Output. An output with an event stream is an [`EventStream`], so the operation has no
    /// [`response`](crate::OperationExt::response) yet.
    type Output: 'static;
    /// Error enum.
    type Error: OperationError;
    /// Facts from the model.
    const SCHEMA: &'static Schema;
    /// Endpoint parameters set by the operation; empty if its crate was built without the feature `endpoint`.
    #[cfg(feature = "endpoint")]
    const ENDPOINT: &'static [crate::endpoint::Binding] = &[];
}
