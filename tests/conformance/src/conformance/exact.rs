//! Keeps all digits of numbers in JSON that `serde_json` reads: one that a float would round stands as a marked string.
//!
//! A marked string is written as the number that it is by [`release`], and compared as one.

use std::borrow::Cow;

use sansmith_codegen::ir::Decimal;
use serde_json::Value;

/// The character before the digits of a number that stands as a string: one for private use, which no test has.
const MARK: char = '\u{f8ff}';

/// The number of significant digits that every float keeps.
const DIGITS: usize = 15;

/// The most significant digits of the shortest text of a float.
const FLOAT_DIGITS: usize = 17;

/// The text with its long numbers as marked strings.
pub(super) fn keep_numbers(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    for (start, number) in numbers(text) {
        if is_held(number) {
            continue;
        }
        kept.push_str(text.get(copied..start).unwrap_or_default());
        kept.extend(['"', MARK]);
        kept.push_str(number);
        kept.push('"');
        copied = start + number.len();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// The text of a value, in which marked strings are numbers again.
pub(super) fn release(value: &Value) -> String {
    let (text, start) = (value.to_string(), format!("\"{MARK}"));
    let mut parts = text.split(&start);
    let mut released = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        released.push_str(&part.replacen('"', "", 1));
    }
    released
}

/// A number with all digits of its text.
pub(super) fn marked(number: &str) -> Value {
    format!("{MARK}{number}").into()
}

/// The text of a number, marked or not.
pub(super) fn number(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Number(number) => Some(number.to_string().into()),
        Value::String(text) => text.strip_prefix(MARK).map(Cow::Borrowed),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Compares two numbers to the last digit, or as floats if neither has more digits than a float shows.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    if left == right || Decimal::parse(left).is_some_and(|a| Some(a) == Decimal::parse(right)) {
        return true;
    }
    // Integers are compared as such: two large ones may be one float.
    let is_float = |text: &str| text.contains(['.', 'e', 'E']);
    let is_short = |text: &str| digits(text) <= FLOAT_DIGITS;
    if !(is_float(left) || is_float(right)) || !is_short(left) || !is_short(right) {
        return false;
    }
    // Overflow and underflow lose the number.
    let float = |text: &str| text.parse().ok().filter(|float: &f64| float.is_normal());
    float(left).is_some_and(|left| Some(left) == float(right))
}

/// Returns true if a parser to 64 bits keeps the number.
fn is_held(number: &str) -> bool {
    if number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok() {
        return true;
    }
    let held = number.parse().map_or(0.0, f64::abs);
    let is_zero = digits(number) == 0;
    digits(number) <= DIGITS && (is_zero || (f64::MIN_POSITIVE..=f64::MAX).contains(&held))
}

/// The number of significant digits.
fn digits(number: &str) -> usize {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.bytes().filter(u8::is_ascii_digit);
    digits.skip_while(|digit| *digit == b'0').count()
}

/// Numbers in a JSON text, with their offsets.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_number = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *bytes.get(at)?;
            let rest = bytes.get(at..)?;
            let start = at;
            if byte == b'"' {
                at += string(rest);
            } else if byte == b'-' || byte.is_ascii_digit() {
                at += rest.iter().take_while(|byte| is_number(**byte)).count();
                return Some((start, text.get(start..at)?));
            } else {
                at += 1;
            }
        }
    })
}

/// Length of the string literal at the start of a text.
fn string(text: &[u8]) -> usize {
    let mut escaped = false;
    let ends = |byte: &u8| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    };
    let inner = text.iter().skip(1).position(ends);
    inner.map_or(text.len(), |length| length + 2)
}

#[cfg(test)]
mod tests {
    use super::{is_same, keep_numbers, release};
    use serde_json::Value;

    #[test]
    fn only_numbers_that_would_be_rounded_are_marked() {
        let same = r#"{"a": [1, -2.5e3, 18446744073709551615, 0.000000000000000000001], "\"1\\": "1234567890123456.7"}"#;
        assert_eq!(keep_numbers(same), same);
        for long in [
            "0.100000000000000000000001",
            "-9223372036854775809",
            "1E+309",
            "-1.5e-400",
        ] {
            let text = format!(r#"{{"a":[{long},1,"{long}"]}}"#);
            let kept: Value = serde_json::from_str(&keep_numbers(&text)).unwrap();
            assert!(kept["a"][0].is_string());
            assert_eq!(release(&kept), text);
        }
    }

    #[test]
    fn a_number_is_the_same_to_the_last_digit_that_its_type_can_hold() {
        for (left, right) in [
            ("1", "1.0"),
            ("1E+309", "10e308"),
            ("1.10", "1.1"),
            ("0.30000000000000004", "0.3000000000000000444e0"),
            ("0.1", "0.10000000000000001"),
        ] {
            let expected = left != "0.30000000000000004";
            assert_eq!(is_same(left, right), expected, "{left} {right}");
        }
        for (left, right) in [
            ("9007199254740993", "9007199254740992"),
            ("1.000000000000000000000000000001", "1"),
            ("1E+309", "1E+310"),
        ] {
            assert!(!is_same(left, right), "{left} {right}");
        }
    }
}
