//! Fuzzes frames of event streams: any bytes give frames or an error, whatever their chunks are.

use bytes::Bytes;
use sansmith::events::{Frame, FrameDecoder, Limits};

/// A chunk size and a length of headers in the first two bytes, and bytes.
pub fn frames(data: &[u8]) {
    let [size, headers, bytes @ ..] = data else {
        return;
    };
    let whole = decoded(bytes, bytes.len().max(1));
    assert_eq!(
        whole,
        decoded(bytes, usize::from(*size).max(1)),
        "in chunks"
    );

    // Sums that are right let the rest of a frame be anything.
    let headers = usize::from(*headers).min(bytes.len());
    let made = framed(bytes, headers);
    if let Ok(frame) = Frame::parse(Bytes::from(made.clone())) {
        for (name, value) in frame.headers().iter() {
            let _ = format!("{name} {value:?}");
        }
        assert_eq!(frame.encode(), made, "a frame is written as it was read");
    }
}

/// All frames of a stream, and how it ends.
fn decoded(bytes: &[u8], size: usize) -> (Vec<Vec<u8>>, String) {
    let mut decoder = FrameDecoder::new(Limits::CLIENT);
    let mut frames = Vec::new();
    for chunk in bytes.chunks(size) {
        decoder.feed(chunk);
        while let Some(frame) = decoder.next_frame() {
            match frame {
                Ok(frame) => frames.push(frame.encode()),
                Err(error) => return (frames, error.to_string()),
            }
        }
    }
    let end = decoder.finish().map_err(|error| error.to_string());
    (frames, end.err().unwrap_or_default())
}

/// A frame with right lengths and sums: the first bytes are its headers, the others its payload.
fn framed(bytes: &[u8], headers: usize) -> Vec<u8> {
    let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
    let mut frame = [length(bytes.len() + 16), length(headers)].concat();
    frame.extend(crc32fast::hash(&frame).to_be_bytes());
    frame.extend(bytes);
    frame.extend(crc32fast::hash(&frame).to_be_bytes());
    frame
}
