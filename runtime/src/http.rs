//! Operations on the wire: an input becomes an HTTP request, an HTTP response an output or an error.

pub mod operation;
pub mod protocol;
pub mod request;
pub mod response;
pub mod service;

pub use self::operation::{Failure, Operation, OperationError};
pub use self::request::{Body, Request};
pub use self::service::Service;
