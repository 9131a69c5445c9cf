//! Finds frames in a stream of bytes.
//!
//! **Invariants**
//! - The memory used is that of the bytes fed and not taken; a length in a frame reserves nothing.
//! - After an error there are no more frames, as the specification demands.

use bytes::{Bytes, BytesMut};

use super::error::{FrameError, FrameErrorKind};
use super::frame::{AROUND, Frame, Prelude};

/// Limits on frames, in bytes.
///
/// Services must refuse frames above [`SERVICE`](Self::SERVICE), clients must not; [`CLIENT`](Self::CLIENT) only protects
/// the memory.
///
/// <https://smithy.io/2.0/aws/amazon-eventstream.html#message-format>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest encoded headers.
    pub headers: usize,
    /// Longest payload.
    pub payload: usize,
}

impl Limits {
    /// 16 MiB of headers, 256 MiB of payload.
    pub const CLIENT: Self = Self {
        headers: 16 << 20,
        payload: 256 << 20,
    };
    /// 128 KiB of headers, 24 MiB of payload.
    pub const SERVICE: Self = Self {
        headers: 128 << 10,
        payload: 24 << 20,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::CLIENT
    }
}

/// Finds frames in chunks of bytes, however they are cut.
///
/// ```
/// use sansmith::events::{Frame, FrameDecoder, Limits};
///
/// let bytes = Frame::builder().payload("hello").build()?.encode();
/// let mut decoder = FrameDecoder::new(Limits::CLIENT);
/// for byte in &bytes {
///     assert!(decoder.next_frame().is_none());
///     decoder.feed(&[*byte]);
/// }
/// assert_eq!(&decoder.next_frame().unwrap()?.payload()[..], b"hello");
/// assert_eq!(decoder.finish(), Ok(()));
/// # Ok::<(), sansmith::events::FrameError>(())
/// ```
#[derive(Debug, Default)]
pub struct FrameDecoder {
    buffer: BytesMut,
    limits: Limits,
    /// Lengths of the frame at the start of the buffer, once read.
    lengths: Option<Prelude>,
    /// Offset of the buffer in the stream.
    offset: u64,
    error: Option<FrameError>,
}

impl FrameDecoder {
    /// A decoder with limits.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Adds bytes of the stream.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.error.is_none() {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The next frame; `None` if more bytes are needed, or after an error.
    #[inline]
    pub fn next_frame(&mut self) -> Option<Result<Frame, FrameError>> {
        if self.error.is_some() {
            return None;
        }
        let result = match self.lengths() {
            Ok(Some(lengths)) if self.buffer.len() >= lengths.frame => self.take(lengths),
            Ok(_) => return None,
            Err(kind) => Err(FrameError::new(kind, self.offset)),
        };
        if let Err(error) = &result {
            self.fail(error.clone());
        }
        Some(result)
    }

    /// Lengths of the frame at the start of the buffer, if they are there.
    fn lengths(&mut self) -> Result<Option<Prelude>, FrameErrorKind> {
        if self.lengths.is_none()
            && let Some(read) = Prelude::read(&self.buffer)
        {
            let read = read?;
            let Limits { headers, payload } = self.limits;
            if read.headers > headers {
                return Err(FrameErrorKind::HeadersTooLong { limit: headers });
            }
            if read.frame.saturating_sub(AROUND + read.headers) > payload {
                return Err(FrameErrorKind::PayloadTooLong { limit: payload });
            }
            self.lengths = Some(read);
        }
        Ok(self.lengths)
    }

    /// Takes the frame at the start of the buffer, which has all of it.
    fn take(&mut self, lengths: Prelude) -> Result<Frame, FrameError> {
        self.lengths = None;
        let bytes: Bytes = self.buffer.split_to(lengths.frame).freeze();
        let start = self.offset;
        let length = u64::try_from(lengths.frame).unwrap_or(u64::MAX);
        self.offset = start.saturating_add(length);
        Frame::of(bytes, lengths, start)
    }

    /// Ends with an error.
    fn fail(&mut self, error: FrameError) {
        self.error = Some(error);
        self.buffer = BytesMut::new();
    }

    /// Checks that the stream ended with a frame.
    ///
    /// # Errors
    ///
    /// The stream ends within a frame, or was damaged.
    pub fn finish(&self) -> Result<(), FrameError> {
        match &self.error {
            Some(error) => Err(error.clone()),
            None if self.buffer.is_empty() => Ok(()),
            None => Err(FrameError::new(FrameErrorKind::Truncated, self.offset)),
        }
    }

    /// Number of bytes fed and not taken.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }
}
