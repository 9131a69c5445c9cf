//! Operations on the wire: inputs to HTTP requests, HTTP responses to outputs or errors.

mod ext;
pub mod integrity;
#[cfg(feature = "dynamic")]
pub mod interpreted;
pub mod operation;
pub mod protocol;
pub mod request;
pub mod response;
pub mod service;

pub use self::ext::OperationExt;
pub use self::operation::{Failure, Operation, OperationError};
pub use self::request::{Body, Request};
pub use self::service::Service;
