//! Frames of event streams, as the tests see them.
//!
//! **Invariants**
//!
//! - Independent of the runtime, which is under test.
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

/// A frame: headers as the tests write them, and payload.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Frame {
    pub(super) headers: BTreeMap<String, Value>,
    pub(super) payload: Vec<u8>,
}

impl Frame {
    /// Parses a frame.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let mut rest = bytes;
        let word = |rest: &mut &[u8]| number(rest, 4).ok_or("the frame is cut");
        let (length, headers) = (word(&mut rest)?, word(&mut rest)?);
        let first = word(&mut rest)?;
        let (before, last) = bytes.split_last_chunk::<4>().ok_or("the frame is cut")?;
        if length != bytes.len() as u64 {
            return Err(format!(
                "the frame has {} bytes, expected {length}",
                bytes.len()
            ));
        }
        let prelude = bytes.get(..8).unwrap_or_default();
        if first != u64::from(crc(prelude)) || u32::from_be_bytes(*last) != crc(before) {
            return Err("a checksum of the frame is wrong".to_owned());
        }
        let headers = usize::try_from(headers).unwrap_or(usize::MAX);
        let (mut headers, rest) = rest
            .split_at_checked(headers)
            .ok_or("the headers are cut")?;
        let payload = rest
            .strip_suffix(last)
            .ok_or("the payload is cut")?
            .to_vec();
        let mut found = BTreeMap::new();
        while !headers.is_empty() {
            let (name, value) = header(&mut headers).ok_or("a header is malformed")?;
            if found.insert(name.clone(), value).is_some() {
                return Err(format!("the header `{name}` is repeated"));
            }
        }
        Ok(Self {
            headers: found,
            payload,
        })
    }

    /// The frame as bytes.
    pub(super) fn encode(&self) -> Result<Vec<u8>, String> {
        let mut headers = Vec::new();
        for (name, value) in &self.headers {
            let wrong = || format!("the header `{name}` is {value}, which is none");
            headers.extend(size::<u8>(name.len()).map_err(|()| wrong())?);
            headers.extend(name.as_bytes());
            headers.extend(encoded(value).ok_or_else(wrong)?);
        }
        let long = |()| "the frame is too long".to_owned();
        let mut bytes = size::<u32>(16 + headers.len() + self.payload.len()).map_err(long)?;
        bytes.extend(size::<u32>(headers.len()).map_err(long)?);
        bytes.extend(crc(&bytes).to_be_bytes());
        bytes.extend(headers);
        bytes.extend(&self.payload);
        bytes.extend(crc(&bytes).to_be_bytes());
        Ok(bytes)
    }
}

/// A length as a number of that size.
fn size<N: TryFrom<usize> + Into<u64>>(length: usize) -> Result<Vec<u8>, ()> {
    let number: u64 = N::try_from(length).map_err(|_| ())?.into();
    let bytes = number.to_be_bytes();
    Ok(bytes[8 - size_of::<N>()..].to_vec())
}

/// Takes a number.
fn number(rest: &mut &[u8], length: usize) -> Option<u64> {
    let bytes = take(rest, length)?;
    Some(
        bytes
            .iter()
            .fold(0, |number, byte| (number << 8) | u64::from(*byte)),
    )
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (start, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(start)
}

/// Takes a signed number.
fn signed(rest: &mut &[u8], length: usize) -> Option<i64> {
    let number = number(rest, length)? << (64 - 8 * length);
    Some(number.cast_signed() >> (64 - 8 * length))
}

fn header(rest: &mut &[u8]) -> Option<(String, Value)> {
    let length = usize::try_from(number(rest, 1)?).ok()?;
    let name = std::str::from_utf8(take(rest, length)?).ok()?.to_owned();
    let sized = |rest: &mut &[u8]| {
        let length = usize::try_from(number(rest, 2)?).ok()?;
        Some(take(rest, length)?.to_vec())
    };
    let value = match number(rest, 1)? {
        0 => json!({"boolean": true}),
        1 => json!({"boolean": false}),
        2 => json!({"byte": signed(rest, 1)?}),
        3 => json!({"short": signed(rest, 2)?}),
        4 => json!({"integer": signed(rest, 4)?}),
        5 => json!({"long": signed(rest, 8)?}),
        6 => json!({"blob": BASE64.encode(sized(rest)?)}),
        7 => json!({"string": String::from_utf8(sized(rest)?).ok()?}),
        8 => json!({"timestamp": signed(rest, 8)?}),
        9 => json!({"uuid": BASE64.encode(take(rest, 16)?)}),
        _ => return None,
    };
    Some((name, value))
}

/// A header value as the program must write it: timestamps are milliseconds.
pub(super) fn canonical(value: &Value) -> Option<Value> {
    let (kind, inner) = value.as_object()?.iter().next()?;
    let inner = match (kind.as_str(), inner) {
        ("timestamp", Value::String(text)) => {
            let instant: jiff::Timestamp = text.parse().ok()?;
            instant.as_millisecond().into()
        }
        ("timestamp", Value::Number(seconds)) => {
            let seconds: f64 = seconds.as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "it is rounded")]
            let millis = (seconds * 1000.0).round() as i64;
            millis.into()
        }
        ("byte", Value::String(text)) => {
            let bytes = BASE64.decode(text).ok()?;
            i64::from(bytes.first()?.cast_signed()).into()
        }
        _ => inner.clone(),
    };
    Some(json!({ kind: inner }))
}

/// The type and value of a header.
fn encoded(value: &Value) -> Option<Vec<u8>> {
    let value = canonical(value)?;
    let (kind, inner) = value.as_object()?.iter().next()?;
    let number = |kind: u8, length: usize| {
        let bytes = inner.as_i64()?.to_be_bytes();
        Some([&[kind][..], bytes.get(8 - length..)?].concat())
    };
    let sized = |kind: u8, bytes: &[u8]| {
        Some([&[kind][..], &size::<u16>(bytes.len()).ok()?, bytes].concat())
    };
    match kind.as_str() {
        "boolean" => Some(vec![u8::from(!inner.as_bool()?)]),
        "byte" => number(2, 1),
        "short" => number(3, 2),
        "integer" => number(4, 4),
        "long" => number(5, 8),
        "blob" => sized(6, &BASE64.decode(inner.as_str()?).ok()?),
        "string" => sized(7, inner.as_str()?.as_bytes()),
        "timestamp" => number(8, 8),
        _ => None,
    }
}

/// CRC-32 as in gzip, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let all = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    });
    !all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_of_the_specification_is_read_and_written() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        let text = "AAAAUAAAAEAr7VEyDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcAB2hlYWRlcnMKbG9uZ0hlYWRlcgUAAAAA/////udnd/I=";
        let bytes = BASE64.decode(text).unwrap();
        let frame = Frame::parse(&bytes).unwrap();
        assert_eq!(
            frame.headers["longHeader"],
            json!({"long": 4_294_967_294_i64})
        );
        assert_eq!(Frame::parse(&frame.encode().unwrap()), Ok(frame));
        assert!(Frame::parse(&bytes[1..]).is_err());
    }

    #[test]
    fn headers_have_one_spelling() {
        let millis = json!({"timestamp": 1_730_384_114_000_i64});
        for text in [
            json!({"timestamp": "2024-10-31T14:15:14Z"}),
            json!({"timestamp": 1_730_384_114}),
        ] {
            assert_eq!(canonical(&text), Some(millis.clone()));
        }
        assert_eq!(
            canonical(&json!({"byte": "/w=="})),
            Some(json!({"byte": -1}))
        );
    }
}
