//! Bodies that change or are looked at on their way: uploads in chunks, downloads with a sum, streams that stand still.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use sansmith::integrity::Verifier;

use super::body::Body;
use super::timer::{Sleep, Timer};
use crate::call::{Encoder, Stall};
use crate::transport::{TransportError, TransportErrorKind};

/// The next frame of a body.
type Polled = Poll<Option<Result<Frame<Bytes>, TransportError>>>;

/// A stream of the caller, in chunks.
pub(super) struct Encoded {
    body: Body,
    encoder: Option<Encoder>,
}

impl Encoded {
    pub(super) const fn new(body: Body, encoder: Encoder) -> Self {
        Self {
            body,
            encoder: Some(encoder),
        }
    }
}

impl http_body::Body for Encoded {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled {
        let this = self.get_mut();
        while let Some(encoder) = &mut this.encoder {
            let bytes = match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => encoder.push(&bytes),
                    Err(_) => Vec::new(),
                },
                None => this.encoder.take().map(Encoder::finish).unwrap_or_default(),
            };
            if !bytes.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(bytes.into()))));
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.encoder.is_none()
    }
}

/// The body of a response whose sum is compared at its end.
pub(super) struct Verified {
    body: Body,
    verifier: Option<Verifier>,
    /// The bytes that are left, where the length is known.
    left: Option<u64>,
}

impl Verified {
    pub(super) fn new(body: Body, verifier: Verifier) -> Self {
        Self {
            left: body.length(),
            body,
            verifier: Some(verifier),
        }
    }

    /// Compares the sums. The bytes of the last part are not handed over if they differ.
    fn compare(&mut self) -> Result<(), TransportError> {
        let compared = self.verifier.take().map_or(Ok(()), Verifier::finish);
        compared.map_err(|mismatch| {
            TransportError::new(TransportErrorKind::Other, mismatch.to_string())
        })
    }
}

impl http_body::Body for Verified {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled {
        let this = self.get_mut();
        let frame = match ready!(Pin::new(&mut this.body).poll_frame(context)) {
            Some(Ok(frame)) => frame,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(this.compare().err().map(Err)),
        };
        if let (Some(bytes), Some(verifier)) = (frame.data_ref(), &mut this.verifier) {
            verifier.update(bytes);
            let read = u64::try_from(bytes.len()).unwrap_or_default();
            this.left = this.left.map(|left| left.saturating_sub(read));
            if this.left == Some(0) {
                this.compare()?;
            }
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.verifier.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body that fails where it stands still.
pub(super) struct Watched {
    body: Body,
    timer: std::sync::Arc<dyn Timer>,
    stall: Stall,
    sleep: Option<Sleep>,
    /// The bytes since the pause began.
    read: u64,
}

impl Watched {
    pub(super) const fn new(body: Body, timer: std::sync::Arc<dyn Timer>, stall: Stall) -> Self {
        Self {
            body,
            timer,
            stall,
            sleep: None,
            read: 0,
        }
    }
}

/// The bytes that a stream has within the time of grace at least.
pub(super) fn least(stall: Stall) -> u64 {
    stall
        .throughput
        .saturating_mul(stall.grace.as_secs())
        .max(1)
}

/// The error of a stream that stands still.
pub(super) fn stalled(stall: Stall) -> TransportError {
    let text = format!(
        "the stream had less than {} bytes per second for {} seconds",
        stall.throughput,
        stall.grace.as_secs()
    );
    TransportError::new(TransportErrorKind::Timeout, text)
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled {
        let this = self.get_mut();
        loop {
            if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
                let bytes = frame
                    .as_ref()
                    .and_then(|frame| frame.as_ref().ok()?.data_ref());
                let count = u64::try_from(bytes.map_or(0, Bytes::len));
                this.read = this.read.saturating_add(count.unwrap_or_default());
                return Poll::Ready(frame);
            }
            // One timer per time of grace: a timer may be a thread.
            let sleep = this
                .sleep
                .get_or_insert_with(|| this.timer.sleep(this.stall.grace));
            ready!(sleep.as_mut().poll(context));
            this.sleep = None;
            if std::mem::take(&mut this.read) < least(this.stall) {
                break;
            }
        }
        Poll::Ready(Some(Err(stalled(this.stall))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
