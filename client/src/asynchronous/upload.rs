//! Streams of the caller, sent as payloads.
//!
//! **Invariants**
//! - A stream with a length sends exactly that many bytes, or the call fails.
//! - A stream that breaks or ends early is an error of the caller, never one of the connection.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::body::Body;
#[cfg(feature = "events")]
use super::events::{EventSource, Signing};
use super::transport::BoxError;
use crate::call::StreamBody;
use crate::transport::{TransportError, TransportErrorKind};

/// A payload to send: bytes, a file, or any body.
///
/// Bytes, files and streams that [`made`](Self::made) makes begin again for a retry; other streams are sent once, so
/// that a failed attempt is the last one.
///
/// ```
/// use sansmith_client::asynchronous::Upload;
///
/// let upload = Upload::of_bytes("report");
/// assert_eq!(upload.length(), Some(6));
/// assert!(upload.is_replayable());
/// ```
pub struct Upload {
    source: Source,
    length: Option<u64>,
    failure: Failure,
    sent: Arc<Sent>,
}

/// The way that the stream which was taken last has come, shared with the body that a transport has.
#[derive(Debug, Default)]
pub(super) struct Sent {
    bytes: AtomicU64,
    /// Nothing more is to be sent, or the caller has no more yet.
    is_idle: AtomicBool,
}

impl Sent {
    /// The bytes that the transport has taken.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Tells if the transport is not what holds the stream up: it has begun, and the caller has bytes for it.
    pub(super) fn is_at_rest(&self) -> bool {
        self.bytes() == 0 || self.is_idle.load(Ordering::Relaxed)
    }
}

/// The reason why a stream broke, shared with the body that a transport has.
pub(super) type Failure = Arc<OnceLock<String>>;

enum Source {
    Bytes(Bytes),
    Made(Arc<dyn Fn() -> io::Result<Body> + Send + Sync>),
    Once(Option<Body>),
    /// Events, and if they are exchanged, which takes HTTP/2.
    #[cfg(feature = "events")]
    Events(Option<Box<dyn EventSource>>, bool),
}

impl Upload {
    /// Bytes in memory.
    pub fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self::new(Source::Bytes(bytes), length)
    }

    /// A stream, which is sent once.
    pub fn once<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let body = Body::new(body);
        let length = body.length();
        Self::new(Source::Once(Some(body)), length)
    }

    /// A stream that a function makes, once per attempt.
    pub fn made(make: impl Fn() -> io::Result<Body> + Send + Sync + 'static) -> Self {
        Self::new(Source::Made(Arc::new(make)), None)
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            source,
            length,
            failure: Failure::default(),
            sent: Arc::default(),
        }
    }

    /// The way that the stream which was taken last has come.
    pub(super) fn sent(&self) -> Arc<Sent> {
        Arc::clone(&self.sent)
    }

    /// Events, which are sent once; `is_exchange` asks for HTTP/2, since events come back meanwhile.
    #[cfg(feature = "events")]
    pub(super) fn events(events: impl EventSource + 'static, is_exchange: bool) -> Self {
        let events: Box<dyn EventSource> = Box::new(events);
        Self::new(Source::Events(Some(events), is_exchange), None)
    }

    /// Returns true if the request is to be sent over HTTP/2.
    #[cfg(feature = "events")]
    pub(super) const fn is_exchange(&self) -> bool {
        matches!(self.source, Source::Events(_, true))
    }

    /// The place of the reason why the stream that was taken last broke.
    #[cfg(feature = "events")]
    pub(super) fn into_failure(self) -> Failure {
        self.failure
    }

    /// Turns events into a stream of bytes, now that the request is signed; returns false for other streams.
    #[cfg(feature = "events")]
    pub(super) fn begin(&mut self, signing: Signing) -> bool {
        if let Source::Events(events, _) = &mut self.source
            && let Some(events) = events.take()
        {
            self.source = Source::Once(Some(events.begin(signing)));
            return true;
        }
        false
    }

    /// A file, from its first byte.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    #[cfg(feature = "hyper")]
    pub fn open(path: impl AsRef<std::path::Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = std::fs::File::open(&path)?.metadata()?.len();
        let upload = Self::made(move || super::file::open(&path, length));
        Ok(upload.with_length(length))
    }

    /// Anything that tokio reads, which is sent once.
    #[cfg(feature = "hyper")]
    pub fn reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::once(super::file::Reading::new(reader, None))
    }

    /// Sets the length in bytes, which many services must know.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// The length in bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns true if the stream can begin again.
    pub fn is_replayable(&self) -> bool {
        match self.source {
            Source::Bytes(_) | Source::Made(_) => true,
            Source::Once(_) => false,
            #[cfg(feature = "events")]
            Source::Events(..) => false,
        }
    }

    /// The facts of the stream.
    pub(super) fn facts(&self) -> StreamBody {
        StreamBody {
            length: self.length,
            is_replayable: self.is_replayable(),
        }
    }

    /// The reason why the stream that was taken last broke, or ended before its length.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }

    /// The stream from its first byte.
    pub(super) fn take(&mut self) -> io::Result<Body> {
        let body = match &mut self.source {
            Source::Bytes(bytes) => Body::of_bytes(bytes.clone()),
            Source::Made(make) => make()?,
            Source::Once(body) => match body.take() {
                Some(body) => body,
                None => return Err(io::Error::other("the stream cannot begin again")),
            },
            #[cfg(feature = "events")]
            Source::Events(..) => return Err(io::Error::other("the events have no signer yet")),
        };
        self.failure = Failure::default();
        self.sent = Arc::default();
        let outgoing = Outgoing {
            body,
            length: self.length,
            sent: 0,
            failure: Arc::clone(&self.failure),
            way: Arc::clone(&self.sent),
        };
        Ok(Body::new(outgoing).with_length(self.length))
    }
}

/// A stream of the caller on its way: cut at its length, and its errors kept for the driver.
struct Outgoing {
    body: Body,
    length: Option<u64>,
    sent: u64,
    failure: Failure,
    way: Arc<Sent>,
}

impl Outgoing {
    /// The bytes that are left, where the length is known.
    fn left(&self) -> Option<u64> {
        let length = self.length?;
        Some(length.saturating_sub(self.sent))
    }

    fn fail(&self, text: String) -> TransportError {
        let text = self.failure.get_or_init(|| text);
        TransportError::new(TransportErrorKind::Other, text)
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        let left = this.left();
        if left == Some(0) {
            return Poll::Ready(None);
        }
        let polled = Pin::new(&mut this.body).poll_frame(context);
        let is_idle = !matches!(polled, Poll::Ready(Some(Ok(_))));
        this.way.is_idle.store(is_idle, Ordering::Relaxed);
        let frame = match (ready!(polled), left) {
            (Some(Ok(frame)), _) => frame,
            (Some(Err(error)), _) => return Poll::Ready(Some(Err(this.fail(error.message)))),
            (None, None) => return Poll::Ready(None),
            (None, Some(_)) => {
                let length = this.length.unwrap_or_default();
                let text = format!("the stream ended after {} of {length} bytes", this.sent);
                return Poll::Ready(Some(Err(this.fail(text))));
            }
        };
        let mut bytes = match frame.into_data() {
            Ok(bytes) => bytes,
            Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
        };
        let most = left.and_then(|left| usize::try_from(left).ok());
        bytes.truncate(most.unwrap_or(usize::MAX));
        this.sent += u64::try_from(bytes.len()).unwrap_or_default();
        this.way.bytes.store(this.sent, Ordering::Relaxed);
        if this.left() == Some(0) {
            this.way.is_idle.store(true, Ordering::Relaxed);
        }
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left()
            .map_or_else(|| self.body.is_end_stream(), |left| left == 0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left()
            .map_or_else(|| self.body.size_hint(), SizeHint::with_exact)
    }
}

impl fmt::Debug for Upload {
    /// Without the content, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .field("is_replayable", &self.is_replayable())
            .finish_non_exhaustive()
    }
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(bytes: T) -> Self {
        Self::of_bytes(bytes)
    }
}
