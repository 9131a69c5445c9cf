//! Seconds since 1970 as a decimal number, exactly.

use super::{SECOND, Timestamp};

/// Reads a decimal number of seconds; digits past the nanosecond are dropped.
pub(super) fn epoch_seconds(text: &str) -> Option<Timestamp> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(a, b)| (a, Some(b)));
    if fraction.unwrap_or(whole).contains(['e', 'E']) {
        // An exponent is rare enough to go through a float.
        let plain = text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
        return if plain {
            text.parse().ok().and_then(from_float)
        } else {
            None
        };
    }
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanos = fraction.map_or(Some(0), nanoseconds)?;
    let seconds = if negative {
        // Parsed with its sign, so that the least integer can be read.
        text.get(..=whole.len())?.parse::<i64>().ok()?
    } else {
        whole.parse::<i64>().ok()?
    };
    match (negative, nanos) {
        (true, 1..) => Some(Timestamp {
            seconds: seconds.checked_sub(1)?,
            nanos: SECOND - nanos,
        }),
        _ => Some(Timestamp { seconds, nanos }),
    }
}

/// Reads the digits after a point as nanoseconds; those past the ninth are dropped.
pub(super) fn nanoseconds(digits: &str) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    let mut nanos = 0;
    let mut unit = SECOND;
    for byte in digits.bytes() {
        let digit = byte
            .is_ascii_digit()
            .then_some(u32::from(byte) - u32::from(b'0'))?;
        unit /= 10;
        nanos += digit * unit;
    }
    Some(nanos)
}

/// The instant that a float counts in seconds, as its shortest decimal says it: 1705636130.804 has no more digits than
/// that, although the nearest float is a little less.
pub(super) fn from_float(seconds: f64) -> Option<Timestamp> {
    // Never with an exponent, so this ends.
    seconds
        .is_finite()
        .then(|| epoch_seconds(&seconds.to_string()))?
}
