//! Streams of the caller, sent as payloads.
//!
//! **Invariants**
//! - A stream with a length sends exactly that many bytes, or the call fails.
//! - A stream that cannot begin again is sent once.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use bytes::Bytes;

#[cfg(feature = "events")]
use super::events::{EventSource, Failure, Parts, Signing};
use crate::call::StreamBody;

/// A payload to send: bytes, a file, or any reader.
///
/// Bytes, files and readers that seek begin again for a retry; other readers are sent once, so that a failed attempt
/// is the last one.
///
/// ```
/// use sansmith_client::blocking::Upload;
///
/// let upload = Upload::of_bytes("report");
/// assert_eq!(upload.length(), Some(6));
/// assert!(upload.is_replayable());
/// ```
pub struct Upload {
    source: Source,
    length: Option<u64>,
    /// The bytes that were read since the start.
    read: u64,
    /// The reason why the stream ended early.
    failure: Option<String>,
    /// The reason why events broke.
    #[cfg(feature = "events")]
    event_failure: Failure,
}

enum Source {
    Seek(Box<dyn ReadSeek>, u64),
    Once(Box<dyn Read + Send>),
    /// Events, and if they are exchanged, which takes HTTP/2.
    #[cfg(feature = "events")]
    Events(Option<Box<dyn EventSource>>, bool),
}

/// A reader that seeks.
trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

impl Upload {
    /// A file, from its first byte.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::seekable(File::open(path)?)
    }

    /// Bytes in memory.
    pub fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self::new(Source::Seek(Box::new(io::Cursor::new(bytes)), 0), length)
    }

    /// A reader that seeks, from where it is to its end.
    ///
    /// # Errors
    ///
    /// The reader cannot seek.
    pub fn seekable(mut reader: impl Read + Seek + Send + 'static) -> io::Result<Self> {
        let start = reader.stream_position()?;
        let end = reader.seek(SeekFrom::End(0))?;
        reader.seek(SeekFrom::Start(start))?;
        let length = end.checked_sub(start);
        Ok(Self::new(Source::Seek(Box::new(reader), start), length))
    }

    /// Any reader, which is read once.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::new(Source::Once(Box::new(reader)), None)
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            source,
            length,
            read: 0,
            failure: None,
            #[cfg(feature = "events")]
            event_failure: Failure::default(),
        }
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

    /// The events as parts of a body, now that the request is signed; nothing for other streams.
    #[cfg(feature = "events")]
    pub(super) fn begin(&mut self, signing: Signing) -> Option<Parts> {
        let Source::Events(events, _) = &mut self.source else {
            return None;
        };
        let failure = Failure::clone(&self.event_failure);
        Some(events.take()?.begin(signing, failure))
    }

    /// The place of the reason why the events broke.
    #[cfg(feature = "events")]
    pub(super) fn into_event_failure(self) -> Failure {
        self.event_failure
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
        matches!(self.source, Source::Seek(..))
    }

    /// The facts of the stream.
    pub(super) fn facts(&self) -> StreamBody {
        StreamBody {
            length: self.length,
            is_replayable: self.is_replayable(),
        }
    }

    /// Begins again.
    pub(super) fn rewind(&mut self) -> Result<(), String> {
        let Source::Seek(reader, start) = &mut self.source else {
            return Err("the reader cannot begin again".to_owned());
        };
        let moved = reader.seek(SeekFrom::Start(*start));
        moved.map_err(|error| error.to_string())?;
        self.read = 0;
        self.failure = None;
        Ok(())
    }

    /// The reason why the stream ended before its length.
    pub(super) fn failure(&self) -> Option<&str> {
        #[cfg(feature = "events")]
        if let Some(text) = self.event_failure.get() {
            return Some(text);
        }
        self.failure.as_deref()
    }

    fn fail(&mut self, text: String) -> io::Error {
        self.failure = Some(text.clone());
        io::Error::other(text)
    }
}

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.length.map(|length| length.saturating_sub(self.read));
        if left == Some(0) {
            return Ok(0);
        }
        let most = left.map_or(buffer.len(), |left| {
            usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()))
        });
        let buffer = buffer.get_mut(..most).unwrap_or_default();
        let read = match &mut self.source {
            Source::Seek(reader, _) => reader.read(buffer),
            Source::Once(reader) => reader.read(buffer),
            // They are sent as parts.
            #[cfg(feature = "events")]
            Source::Events(..) => Ok(0),
        };
        match read {
            Ok(0) if !buffer.is_empty() && left.is_some() => {
                let text = format!(
                    "the stream ended after {} of {} bytes",
                    self.read,
                    self.length.unwrap_or_default()
                );
                Err(self.fail(text))
            }
            Ok(count) => {
                self.read += u64::try_from(count).unwrap_or_default();
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => Err(self.fail(error.to_string())),
        }
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
