//! A frame: headers and payload, with lengths and checksums around them.
//!
//! ```text
//! length of the frame   4 bytes
//! length of the headers 4 bytes
//! checksum of the above 4 bytes
//! headers
//! payload
//! checksum of the above 4 bytes
//! ```
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html#message-format>

use std::fmt;

use bytes::{Buf as _, Bytes};

use super::error::{FrameError, FrameErrorKind};
use super::header::{self, HeaderValue, Headers};

/// Length of the part before the headers.
pub(super) const PRELUDE: usize = 12;

/// Length of everything but headers and payload.
pub(super) const AROUND: usize = PRELUDE + 4;

/// A frame of an event stream.
///
/// ```
/// use bytes::Bytes;
/// use sansmith::events::{Frame, HeaderValue};
///
/// let frame = Frame::builder()
///     .header(":event-type", HeaderValue::Text("Ping"))
///     .payload("{}")
///     .build()?;
/// let bytes = frame.encode();
/// assert_eq!(bytes.len(), 16 + 19 + 2);
///
/// let read = Frame::parse(Bytes::from(bytes))?;
/// assert_eq!(read.headers().text(":event-type"), Some("Ping"));
/// assert_eq!(read, frame);
/// # Ok::<(), sansmith::events::FrameError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Frame {
    headers: Headers,
    payload: Bytes,
}

impl Frame {
    /// Starts a frame.
    pub fn builder() -> FrameBuilder {
        FrameBuilder {
            headers: Vec::with_capacity(96),
            payload: Bytes::new(),
            error: None,
        }
    }

    /// The headers.
    pub const fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The payload.
    pub const fn payload(&self) -> &Bytes {
        &self.payload
    }

    /// The payload alone.
    pub fn into_payload(self) -> Bytes {
        self.payload
    }

    /// The frame as bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self.headers.as_bytes(), &self.payload)
    }

    /// Parses the only frame in `bytes`.
    ///
    /// # Errors
    ///
    /// The frame is damaged or incomplete, or bytes follow it.
    pub fn parse(bytes: Bytes) -> Result<Self, FrameError> {
        let at_start = |kind| FrameError::new(kind, 0);
        let truncated = at_start(FrameErrorKind::Truncated);
        let prelude = Prelude::read(&bytes).ok_or_else(|| truncated.clone())?;
        let lengths = prelude.map_err(at_start)?;
        if bytes.len() > lengths.frame {
            return Err(FrameError::new(
                FrameErrorKind::Trailing,
                u64::try_from(lengths.frame).unwrap_or(u64::MAX),
            ));
        }
        if bytes.len() < lengths.frame {
            return Err(truncated);
        }
        Self::of(bytes, lengths, 0)
    }

    /// A frame of exactly its bytes; `start` is its offset in the stream.
    pub(super) fn of(mut bytes: Bytes, lengths: Prelude, start: u64) -> Result<Self, FrameError> {
        let at = |kind, offset: usize| {
            let offset = u64::try_from(offset).unwrap_or(u64::MAX);
            FrameError::new(kind, start.saturating_add(offset))
        };
        let split = bytes.split_last_chunk::<4>();
        let (before, sent) = split.ok_or_else(|| at(FrameErrorKind::Truncated, 0))?;
        let (sent, computed) = (u32::from_be_bytes(*sent), crc32fast::hash(before));
        if sent != computed {
            return Err(at(FrameErrorKind::Checksum { sent, computed }, 0));
        }
        bytes.truncate(bytes.len().saturating_sub(4));
        bytes.advance(PRELUDE.min(bytes.len()));
        let headers = bytes.split_to(lengths.headers.min(bytes.len()));
        let headers = Headers::check(headers)
            .map_err(|(offset, kind)| at(kind, offset.saturating_add(PRELUDE)))?;
        Ok(Self {
            headers,
            payload: bytes,
        })
    }

    /// Returns true for the envelope of a signed frame.
    pub(super) fn is_signed(&self) -> bool {
        self.headers.get(":chunk-signature").is_some()
            && self.headers.get(":message-type").is_none()
    }
}

impl fmt::Debug for Frame {
    /// Omits the payload, which may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("headers", &self.headers)
            .field("payload", &format_args!("{} bytes", self.payload.len()))
            .finish()
    }
}

/// Builds a [`Frame`].
#[derive(Clone)]
pub struct FrameBuilder {
    headers: Vec<u8>,
    payload: Bytes,
    error: Option<FrameErrorKind>,
}

impl FrameBuilder {
    /// Adds a header; the first wrong one fails [`build`](Self::build).
    #[must_use]
    pub fn header(mut self, name: &str, value: HeaderValue<'_>) -> Self {
        self.push(name, value);
        self
    }

    /// Adds a header in place.
    pub(super) fn push(&mut self, name: &str, value: HeaderValue<'_>) {
        if self.error.is_none() {
            self.error = header::push(&mut self.headers, name, value).err();
        }
    }

    /// Sets the payload.
    #[must_use]
    pub fn payload(mut self, payload: impl Into<Bytes>) -> Self {
        self.payload = payload.into();
        self
    }

    /// The finished frame.
    ///
    /// # Errors
    ///
    /// A header name is empty, repeated or longer than 255 bytes, a value is longer than 32,767 bytes, or the frame is
    /// longer than 4 GiB.
    pub fn build(self) -> Result<Frame, FrameError> {
        let length = self.headers.len().saturating_add(self.payload.len());
        let kind = self.error.or_else(|| {
            let fits = u32::try_from(length.saturating_add(AROUND)).is_ok();
            let limit = usize::try_from(u32::MAX).unwrap_or(usize::MAX);
            (!fits).then_some(FrameErrorKind::PayloadTooLong { limit })
        });
        match kind {
            Some(kind) => Err(FrameError::new(kind, 0)),
            None => Ok(Frame {
                headers: Headers::written(self.headers.into()),
                payload: self.payload,
            }),
        }
    }
}

impl fmt::Debug for FrameBuilder {
    /// Shows lengths alone, because values may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameBuilder")
            .field("headers", &self.headers.len())
            .field("payload", &self.payload.len())
            .finish_non_exhaustive()
    }
}

/// Encodes a frame whose lengths were checked.
fn encode(headers: &[u8], payload: &[u8]) -> Vec<u8> {
    let length = AROUND + headers.len() + payload.len();
    let word = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
    let mut out = Vec::with_capacity(length);
    out.extend_from_slice(&word(length));
    out.extend_from_slice(&word(headers.len()));
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out.extend_from_slice(headers);
    out.extend_from_slice(payload);
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out
}

/// The lengths at the start of a frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prelude {
    /// Length of the frame.
    pub(super) frame: usize,
    /// Length of the headers.
    pub(super) headers: usize,
}

impl Prelude {
    /// Reads the lengths, once twelve bytes are there.
    pub(super) fn read(bytes: &[u8]) -> Option<Result<Self, FrameErrorKind>> {
        let (lengths, rest) = bytes.split_first_chunk::<8>()?;
        let sent = u32::from_be_bytes(*rest.first_chunk::<4>()?);
        let computed = crc32fast::hash(lengths);
        Some(Self::checked(*lengths, sent, computed))
    }

    fn checked(lengths: [u8; 8], sent: u32, computed: u32) -> Result<Self, FrameErrorKind> {
        if sent != computed {
            return Err(FrameErrorKind::PreludeChecksum { sent, computed });
        }
        // Both numbers at once: the frame's is the upper half.
        let both = u64::from_be_bytes(lengths);
        let half = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or(u32::MAX);
        let (frame, headers) = (half(both >> 32), half(both));
        let impossible = FrameErrorKind::Length { frame, headers };
        let in_frame = headers.checked_add(16).is_some_and(|least| least <= frame);
        match (usize::try_from(frame), usize::try_from(headers)) {
            (Ok(frame), Ok(headers)) if in_frame => Ok(Self { frame, headers }),
            _ => Err(impossible),
        }
    }
}
