//! Bodies of responses.

use std::fmt;
use std::io::{self, Read};

use bytes::Bytes;
use sansmith::integrity::Expected;

use super::encoded::Verified;
use crate::transport::{TransportError, TransportErrorKind};

/// The largest part of a body that is read at once.
const PART: usize = 64 * 1024;

/// The body of a response: a stream of bytes.
pub struct Body {
    reader: Box<dyn Read + Send>,
    length: Option<u64>,
}

impl Body {
    /// A body out of a reader, with its length if that is known.
    ///
    /// A transport reports a broken connection with an error of kind [`UnexpectedEof`](io::ErrorKind::UnexpectedEof),
    /// or with a [`TransportError`] inside of an [`io::Error`].
    pub fn new(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self {
            reader: Box::new(reader),
            length,
        }
    }

    /// A body in memory.
    pub fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self::new(io::Cursor::new(bytes), length)
    }

    /// The length in bytes, if the service named it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Reads the rest of the body.
    ///
    /// # Errors
    ///
    /// The connection broke, or the body is larger than `limit` bytes.
    pub fn read_all(self, limit: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        self.reader.take(most).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            let text = format!("the body is larger than the limit of {limit} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(bytes)
    }

    /// The body, compared with its sum at its end.
    pub(super) fn verified(self, expected: Option<&Expected>) -> Self {
        let Some(expected) = expected else {
            return self;
        };
        let length = self.length;
        Self::new(
            Verified::new(self.reader, expected.verifier(), length),
            length,
        )
    }

    /// The next part; none at the end.
    pub(super) fn part(&mut self) -> Result<Option<Bytes>, TransportError> {
        let size = self.length.map_or(PART, |length| {
            // A byte more than announced, so that the end is found with the last part.
            let length = length.clamp(1, PART as u64);
            usize::try_from(length).unwrap_or(PART)
        });
        let mut buffer = vec![0; size];
        match self.reader.read(&mut buffer) {
            Ok(0) => Ok(None),
            Ok(count) => {
                buffer.truncate(count);
                Ok(Some(Bytes::from(buffer)))
            }
            Err(error) => Err(of_io(error, TransportErrorKind::ResetAfter)),
        }
    }
}

/// The error of a transport in an error of a stream.
pub(super) fn of_io(error: io::Error, usual: TransportErrorKind) -> TransportError {
    let is_late = TransportErrorKind::of_io(&error) == Some(TransportErrorKind::Timeout);
    let kind = if is_late {
        TransportErrorKind::Timeout
    } else {
        usual
    };
    let text = error.to_string();
    let inner = error
        .into_inner()
        .map(<dyn std::error::Error + Send + Sync>::downcast::<TransportError>);
    match inner {
        Some(Ok(error)) => *error,
        Some(Err(_)) | None => TransportError::new(kind, text),
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl fmt::Debug for Body {
    /// Without the content, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({:?})", self.length)
    }
}
