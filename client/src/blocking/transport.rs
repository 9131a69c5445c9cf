//! The interface to an HTTP client.

use std::fmt;
use std::io::{self, Read};
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
    /// Parts that come one by one, such as events: each is to be sent when it is there. A request whose version is HTTP/2
    /// must be sent by that, since the response begins meanwhile.
    Parts(Box<dyn Iterator<Item = io::Result<Bytes>> + Send>),
}

impl Outgoing<'_> {
    /// Reads the body into memory.
    ///
    /// # Errors
    ///
    /// The stream breaks.
    pub fn read_all(self) -> io::Result<Bytes> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Stream(stream) => {
                let mut bytes = Vec::new();
                stream.read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
            Self::Parts(parts) => {
                let mut bytes = Vec::new();
                for part in parts {
                    bytes.extend_from_slice(&part?);
                }
                Ok(bytes.into())
            }
        }
    }
}

impl fmt::Debug for Outgoing<'_> {
    /// Without the content, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream(_) => f.write_str("Stream"),
            Self::Parts(_) => f.write_str("Parts"),
        }
    }
}

/// Parts of a body as a reader.
#[cfg(feature = "blocking")]
pub(super) struct PartsReader {
    parts: Box<dyn Iterator<Item = io::Result<Bytes>> + Send>,
    current: Bytes,
}

#[cfg(feature = "blocking")]
impl PartsReader {
    pub(super) fn new(parts: Box<dyn Iterator<Item = io::Result<Bytes>> + Send>) -> Self {
        Self {
            parts,
            current: Bytes::new(),
        }
    }
}

#[cfg(feature = "blocking")]
impl Read for PartsReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            match self.parts.next() {
                Some(part) => self.current = part?,
                None => return Ok(0),
            }
        }
        let count = self.current.len().min(buffer.len());
        let part = self.current.split_to(count);
        if let Some(buffer) = buffer.get_mut(..count) {
            buffer.copy_from_slice(&part);
        }
        Ok(count)
    }
}
