//! Collects the body of a request, up to a limit.

use std::future::poll_fn;
use std::pin::pin;

use bytes::{Buf, Bytes, BytesMut};
use http_body::Body;

/// The reason why a body was not collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is larger than the limit.
    TooLarge,
    /// The client went away, or sent a malformed message.
    Incomplete,
}

/// The bytes of a body.
pub(crate) async fn collect<B: Body>(body: B, limit: usize) -> Result<Bytes, Broken> {
    let mut body = pin!(body);
    let mut bytes = BytesMut::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(|_| Broken::Incomplete)?;
        let Ok(mut data) = frame.into_data() else {
            continue;
        };
        if data.remaining() > limit.saturating_sub(bytes.len()) {
            return Err(Broken::TooLarge);
        }
        while data.has_remaining() {
            let chunk = data.chunk();
            bytes.extend_from_slice(chunk);
            let length = chunk.len();
            data.advance(length);
        }
    }
    Ok(bytes.freeze())
}
