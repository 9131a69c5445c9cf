//! Bodies of requests and responses.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use sansmith::integrity::Expected;

use super::encoded::Verified;
use super::transport::{BoxError, classify};
use crate::transport::{TransportError, TransportErrorKind};

/// The body of a request or of a response: bytes, or a stream of them.
///
/// It is an `http_body::Body`; [`chunk`](Self::chunk) and [`read_all`](Self::read_all) need no other crate.
pub struct Body {
    inner: Inner,
    length: Option<u64>,
}

/// A stream of any body.
type BoxBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;

enum Inner {
    Bytes(Bytes),
    Stream(BoxBody),
}

impl Body {
    /// A body out of any other one.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let length = body.size_hint().exact();
        Self {
            inner: Inner::Stream(Box::pin(Mapped(Box::pin(body)))),
            length,
        }
    }

    /// A body in memory.
    pub fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            length: u64::try_from(bytes.len()).ok(),
            inner: Inner::Bytes(bytes),
        }
    }

    /// The length in bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Sets the length in bytes.
    pub(super) fn with_length(mut self, length: Option<u64>) -> Self {
        self.length = length.or(self.length);
        self
    }

    /// The body, compared with its sum at its end.
    pub(super) fn verified(self, expected: Option<&Expected>) -> Self {
        match expected {
            Some(expected) => Self::new(Verified::new(self, expected.verifier())),
            None => self,
        }
    }

    /// The next part; none at the end.
    ///
    /// # Errors
    ///
    /// The connection broke.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_frame(context));
            match next.await {
                None => return Ok(None),
                Some(Err(error)) => return Err(error),
                Some(Ok(frame)) => {
                    // Trailers are no part of the payload.
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }

    /// Reads the rest of the body.
    ///
    /// # Errors
    ///
    /// The connection broke, or the body is larger than `limit` bytes.
    pub async fn read_all(mut self, limit: usize) -> Result<Vec<u8>, TransportError> {
        let mut bytes = Vec::new();
        while let Some(part) = self.chunk().await? {
            if bytes.len().saturating_add(part.len()) > limit {
                let text = format!("the body is larger than the limit of {limit} bytes");
                return Err(TransportError::new(TransportErrorKind::Other, text));
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.get_mut().inner {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Inner::Stream(stream) => {
                let frame = ready!(stream.as_mut().poll_frame(context));
                let broken = |error| classify(error, TransportErrorKind::ResetAfter);
                Poll::Ready(frame.map(|frame| frame.map_err(broken)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.inner {
            Inner::Bytes(bytes) => bytes.is_empty(),
            Inner::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.inner {
            Inner::Bytes(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Inner::Stream(stream) => match self.length {
                Some(length) => SizeHint::with_exact(length),
                None => stream.size_hint(),
            },
        }
    }
}

/// A body with any error.
struct Mapped<B>(Pin<Box<B>>);

impl<B> http_body::Body for Mapped<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(self.0.as_mut().poll_frame(context));
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl fmt::Debug for Body {
    /// Without the content, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({:?})", self.length)
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self::of_bytes(bytes)
    }
}
