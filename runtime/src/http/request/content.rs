//! Request bodies, usable as `http_body::Body` or as bytes.
//!
//! <https://docs.rs/http-body/1/http_body/trait.Body.html>

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// The body of a request.
///
/// ```
/// use sansmith::Body;
///
/// let body: Body = Body::from("{}".as_bytes().to_vec());
/// assert_eq!(body.as_bytes(), Some(&b"{}"[..]));
/// assert_eq!(body.into_bytes(), "{}");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Body<S = NoStream> {
    /// No body.
    #[default]
    Empty,
    /// Bytes in memory.
    Bytes(Vec<u8>),
    /// A stream of the caller.
    Stream(S),
}

/// The stream type of bodies without stream; it has no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStream {}

impl<S> fmt::Debug for Body<S> {
    /// Omits the content, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}

impl<S> Body<S> {
    /// The bytes, unless this is a stream.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Empty => Some(&[]),
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }
}

impl Body {
    /// The bytes, without copying.
    pub fn into_bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::Bytes(bytes) => Bytes::from(bytes),
            Self::Stream(never) => match never {},
        }
    }
}

impl From<Body> for Bytes {
    fn from(body: Body) -> Self {
        body.into_bytes()
    }
}

impl From<Body> for Vec<u8> {
    fn from(body: Body) -> Self {
        match body {
            Body::Empty => Self::new(),
            Body::Bytes(bytes) => bytes,
            Body::Stream(never) => match never {},
        }
    }
}

impl<S> From<Vec<u8>> for Body<S> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<S> From<Bytes> for Body<S> {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl http_body::Body for NoStream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match *self {}
    }
}

impl<S: http_body::Body<Data = Bytes> + Unpin> http_body::Body for Body<S> {
    type Data = Bytes;
    type Error = S::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, S::Error>>> {
        let body = self.get_mut();
        match body {
            Self::Empty => Poll::Ready(None),
            Self::Stream(stream) => Pin::new(stream).poll_frame(context),
            Self::Bytes(bytes) => {
                let bytes = Bytes::from(std::mem::take(bytes));
                *body = Self::Empty;
                let frame = (!bytes.is_empty()).then(|| Ok(Frame::data(bytes)));
                Poll::Ready(frame)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Empty => SizeHint::with_exact(0),
            Self::Bytes(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Self::Stream(stream) => stream.size_hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body::Body as _;

    use super::*;

    #[test]
    fn bytes_come_as_one_frame() {
        let mut body: Body = Body::from(Bytes::from_static(b"abc"));
        assert_eq!(body.size_hint().exact(), Some(3));
        assert!(!body.is_end_stream());
        let mut context = Context::from_waker(std::task::Waker::noop());
        let Poll::Ready(Some(Ok(frame))) = Pin::new(&mut body).poll_frame(&mut context) else {
            panic!("no frame");
        };
        assert_eq!(frame.into_data().unwrap(), "abc");
        assert!(body.is_end_stream());
        assert!(matches!(
            Pin::new(&mut body).poll_frame(&mut context),
            Poll::Ready(None)
        ));
    }

    #[test]
    fn a_stream_is_passed_on() {
        let inner: Body = Body::from(b"abc".to_vec());
        let mut body = Body::Stream(inner);
        assert_eq!(body.size_hint().exact(), Some(3));
        let mut context = Context::from_waker(std::task::Waker::noop());
        let polled = Pin::new(&mut body).poll_frame(&mut context);
        assert!(matches!(polled, Poll::Ready(Some(Ok(_)))));
        assert!(body.is_end_stream());
    }
}
