//! Bodies out of files and of what tokio reads.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, ReadBuf};

use super::body::Body;

/// The largest part of a stream that is read at once.
const PART: usize = 64 * 1024;

/// A file as a body.
pub(super) fn open(path: &Path, length: u64) -> io::Result<Body> {
    let file = std::fs::File::open(path)?;
    let file = tokio::fs::File::from_std(file);
    Ok(Body::new(Reading::new(file, Some(length))))
}

/// A body out of a reader.
pub(super) struct Reading<R> {
    reader: Pin<Box<R>>,
    buffer: Vec<u8>,
    /// The bytes that are left, if that is known.
    left: Option<u64>,
    is_over: bool,
}

impl<R> Reading<R> {
    pub(super) fn new(reader: R, left: Option<u64>) -> Self {
        Self {
            reader: Box::pin(reader),
            buffer: Vec::new(),
            left,
            is_over: false,
        }
    }
}

impl<R: AsyncRead> http_body::Body for Reading<R> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = &mut *self;
        if this.is_over || this.left == Some(0) {
            return Poll::Ready(None);
        }
        let most = this.left.map_or(PART, |left| {
            usize::try_from(left).map_or(PART, |left| left.min(PART))
        });
        this.buffer.resize(most, 0);
        let mut buffer = ReadBuf::new(&mut this.buffer);
        let read = ready!(this.reader.as_mut().poll_read(context, &mut buffer));
        let count = buffer.filled().len();
        if let Err(error) = read {
            this.is_over = true;
            return Poll::Ready(Some(Err(error)));
        }
        if count == 0 {
            this.is_over = true;
            let text = "the stream ended before its length";
            let short = || Err(io::Error::other(text));
            return Poll::Ready(this.left.map(|_| short()));
        }
        let mut bytes = std::mem::take(&mut this.buffer);
        bytes.truncate(count);
        if let Some(left) = &mut this.left {
            *left = left.saturating_sub(u64::try_from(count).unwrap_or_default());
        }
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(bytes)))))
    }

    fn is_end_stream(&self) -> bool {
        self.is_over || self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
