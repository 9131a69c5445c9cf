//! Streams of the caller, sent as payloads.

use std::fmt;
use std::io;
use std::sync::Arc;

use bytes::Bytes;

use super::body::Body;
use super::transport::BoxError;
use crate::call::StreamBody;

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
}

enum Source {
    Bytes(Bytes),
    Made(Arc<dyn Fn() -> io::Result<Body> + Send + Sync>),
    Once(Option<Body>),
}

impl Upload {
    /// Bytes in memory.
    pub fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            length: u64::try_from(bytes.len()).ok(),
            source: Source::Bytes(bytes),
        }
    }

    /// A stream, which is sent once.
    pub fn once<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let body = Body::new(body);
        Self {
            length: body.length(),
            source: Source::Once(Some(body)),
        }
    }

    /// A stream that a function makes, once per attempt.
    pub fn made(make: impl Fn() -> io::Result<Body> + Send + Sync + 'static) -> Self {
        Self {
            source: Source::Made(Arc::new(make)),
            length: None,
        }
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
        !matches!(self.source, Source::Once(_))
    }

    /// The facts of the stream.
    pub(super) fn facts(&self) -> StreamBody {
        StreamBody {
            length: self.length,
            is_replayable: self.is_replayable(),
        }
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
        };
        Ok(body.with_length(self.length))
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
