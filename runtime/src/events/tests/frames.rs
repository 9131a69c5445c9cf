//! Tests of frames: damage, limits, and what cannot be written.

use bytes::Bytes;

use crate::events::{Frame, FrameDecoder, FrameErrorKind, HeaderValue, Limits};

fn frame() -> Frame {
    Frame::builder()
        .header("a", HeaderValue::Boolean(true))
        .header("b", HeaderValue::Text("text"))
        .header("c", HeaderValue::Uuid([7; 16]))
        .payload("payload")
        .build()
        .unwrap()
}

/// The first result of a decoder that has all bytes.
fn decode(bytes: &[u8], limits: Limits) -> Option<Result<Frame, FrameErrorKind>> {
    let mut decoder = FrameDecoder::new(limits);
    decoder.feed(bytes);
    let first = decoder.next_frame()?;
    Some(first.map_err(|error| {
        assert!(decoder.next_frame().is_none());
        assert_eq!(decoder.finish(), Err(error.clone()));
        error.kind().clone()
    }))
}

/// A frame of parts that nobody checked, with right checksums.
fn raw(headers: &[u8], payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(16 + headers.len() + payload.len()).unwrap();
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.extend(u32::try_from(headers.len()).unwrap().to_be_bytes());
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes.extend(headers);
    bytes.extend(payload);
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

#[test]
fn any_changed_bit_is_found() {
    let bytes = frame().encode();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            let found = decode(&damaged, Limits::CLIENT);
            let is_found = matches!(found, Some(Err(_)));
            assert!(is_found, "byte {at}, bit {bit}: {found:?}");
        }
    }
}

#[test]
fn a_cut_frame_is_awaited_and_then_an_error() {
    let bytes = frame().encode();
    for length in 1..bytes.len() {
        let mut decoder = FrameDecoder::default();
        decoder.feed(&bytes[..length]);
        assert_eq!(decoder.next_frame(), None);
        let error = decoder.finish().unwrap_err();
        assert_eq!(
            (error.kind(), error.offset()),
            (&FrameErrorKind::Truncated, 0)
        );
        let error = Frame::parse(Bytes::copy_from_slice(&bytes[..length])).unwrap_err();
        assert_eq!(error.kind(), &FrameErrorKind::Truncated);
    }
    let longer = [&bytes[..], b"x"].concat();
    let error = Frame::parse(Bytes::from(longer)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "bytes follow the frame (at byte 54 of the stream)"
    );
}

#[test]
fn the_place_of_an_error_is_in_the_stream() {
    let good = frame().encode();
    let bad = raw(&[1, b'a', 0, 1, b'b', 10], b"");
    let mut decoder = FrameDecoder::default();
    decoder.feed(&[good.clone(), bad].concat());
    assert!(decoder.next_frame().unwrap().is_ok());
    let error = decoder.next_frame().unwrap().unwrap_err();
    assert_eq!(error.kind(), &FrameErrorKind::HeaderType(10));
    assert_eq!(error.offset(), good.len() as u64 + 12 + 3);
}

#[test]
fn malformed_headers_are_refused() {
    let kind = |headers: &[u8]| {
        decode(&raw(headers, b"p"), Limits::CLIENT)
            .unwrap()
            .unwrap_err()
    };
    assert_eq!(kind(&[0, 0]), FrameErrorKind::HeaderName);
    assert_eq!(kind(&[1, 0xff, 0]), FrameErrorKind::HeaderName);
    assert_eq!(kind(&[2, b'a']), FrameErrorKind::HeaderCut);
    assert_eq!(kind(&[1, b'a']), FrameErrorKind::HeaderCut);
    assert_eq!(kind(&[1, b'a', 5, 0]), FrameErrorKind::HeaderCut);
    assert_eq!(kind(&[1, b'a', 7, 0, 2, b'x']), FrameErrorKind::HeaderCut);
    assert_eq!(kind(&[1, b'a', 7, 0, 1, 0xff]), FrameErrorKind::HeaderText);
}

#[test]
fn impossible_lengths_and_limits_are_found_before_the_frame_is_there() {
    let prelude = |frame: u32, headers: u32| {
        let mut bytes = [frame.to_be_bytes(), headers.to_be_bytes()].concat();
        bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
        bytes
    };
    for (frame, headers) in [(0, 0), (15, 0), (16, 1), (u32::MAX, u32::MAX)] {
        let found = decode(&prelude(frame, headers), Limits::CLIENT);
        assert_eq!(found, Some(Err(FrameErrorKind::Length { frame, headers })));
    }
    let Limits { headers, payload } = Limits::SERVICE;
    let (most, more) = (
        u32::try_from(headers).unwrap(),
        u32::try_from(payload).unwrap(),
    );
    let found = |frame, headers| decode(&prelude(frame, headers), Limits::SERVICE);
    assert_eq!(found(16 + most + more, most), None);
    assert_eq!(
        found(16 + most + more + 1, most),
        Some(Err(FrameErrorKind::PayloadTooLong { limit: payload }))
    );
    assert_eq!(
        found(16 + most + 1, most + 1),
        Some(Err(FrameErrorKind::HeadersTooLong { limit: headers }))
    );
}

#[test]
fn what_the_format_cannot_hold_is_refused() {
    let kind = |name: &str, value| {
        let built = Frame::builder().header(name, value).build();
        built.unwrap_err().kind().clone()
    };
    let long = "x".repeat(32_768);
    assert_eq!(kind("", HeaderValue::Byte(1)), FrameErrorKind::HeaderName);
    assert_eq!(
        kind(&long[..256], HeaderValue::Byte(1)),
        FrameErrorKind::NameTooLong { limit: 255 }
    );
    assert_eq!(
        kind("a", HeaderValue::Text(&long)),
        FrameErrorKind::ValueTooLong { limit: 32_767 }
    );
    let twice = Frame::builder()
        .header("a", HeaderValue::Byte(1))
        .header("a", HeaderValue::Byte(2));
    assert_eq!(
        twice.build().unwrap_err().kind(),
        &FrameErrorKind::HeaderTwice
    );
    // Longer values are read all the same.
    let mut headers = vec![1, b'a', 7, 0x80, 0];
    headers.extend(long.as_bytes());
    let read = decode(&raw(&headers, b""), Limits::CLIENT)
        .unwrap()
        .unwrap();
    assert_eq!(read.headers().text("a"), Some(&*long));
}

#[test]
fn values_are_not_shown() {
    let shown = format!("{:?}", frame());
    assert_eq!(
        shown,
        r#"Frame { headers: {"a": boolean, "b": string, "c": uuid}, payload: 7 bytes }"#
    );
}
