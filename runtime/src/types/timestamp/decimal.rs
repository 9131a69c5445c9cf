//! Exact decimal seconds since 1970.

use super::{SECOND, Timestamp};

/// Parses decimal seconds; digits beyond nanoseconds are dropped.
pub(super) fn epoch_seconds(text: &str) -> Option<Timestamp> {
    plain(text.as_bytes()).or_else(|| any(text))
}

/// Fast path for typical values: a few digits, with an optional short fraction.
fn plain(text: &[u8]) -> Option<Timestamp> {
    let whole = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (whole, rest) = text
        .split_at_checked(whole)
        .filter(|(whole, _)| matches!(whole.len(), 1..=18))?;
    let number = |digits: &[u8]| {
        digits
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
    };
    let nanos = match rest.split_first() {
        None => 0,
        Some((b'.', fraction))
            if !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit) =>
        {
            let unit = POWERS.get(fraction.len())?;
            u32::try_from(number(fraction) * unit).ok()?
        }
        Some(_) => return None,
    };
    Some(Timestamp {
        seconds: number(whole),
        nanos,
    })
}

/// Nanoseconds per unit of the last digit, by number of digits after the point.
const POWERS: [i64; 10] = [
    0,
    100_000_000,
    10_000_000,
    1_000_000,
    100_000,
    10_000,
    1_000,
    100,
    10,
    1,
];

/// Parses any decimal number of seconds.
fn any(text: &str) -> Option<Timestamp> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(a, b)| (a, Some(b)));
    if fraction.unwrap_or(whole).contains(['e', 'E']) {
        // Exponents are rare, so a float is good enough.
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
        // Parsed with its sign, so that the minimum integer is accepted.
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

/// Parses a fraction as nanoseconds; digits beyond the ninth are dropped.
pub(super) fn nanoseconds(digits: &str) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    let mut nanos = 0;
    let mut unit = SECOND;
    for byte in digits.bytes() {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        unit /= 10;
        nanos += digit * unit;
    }
    Some(nanos)
}

/// Converts float seconds by their shortest decimal form: 1705636130.804 has no more digits, although the nearest float is
/// slightly less.
pub(super) fn from_float(seconds: f64) -> Option<Timestamp> {
    // `Display` uses no exponent, so this terminates.
    seconds
        .is_finite()
        .then(|| epoch_seconds(&seconds.to_string()))?
}
