//! The interface to an HTTP client.

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;

use super::body::Body;
use crate::transport::{Limits, TransportError};

/// An HTTP client: a request in, the head of a response and its body out.
///
/// A transport follows no redirects, adds no header that the service may see as its own, and takes statuses of errors
/// as responses.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// There is no response. The kind of the error decides about a retry.
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        T::send(self, request, limits)
    }
}

/// The body of a request.
#[non_exhaustive]
pub enum Outgoing<'b> {
    /// Bytes at hand.
    Bytes(Bytes),
    /// A stream. Its length is in the header `content-length`, if it is known.
    Stream(&'b mut (dyn Read + Send)),
}

impl fmt::Debug for Outgoing<'_> {
    /// Without the content, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}
