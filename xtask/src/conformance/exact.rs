//! Preserves the precision of JSON numbers: those that a float would round become strings.
//!
//! Readers know from the model that such a string is a number.

use std::borrow::Cow;

/// Significant decimal digits that every float preserves.
const DIGITS: usize = 15;

/// The text, with long numbers in quotes.
pub(super) fn keep_numbers(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    for (start, number) in numbers(text) {
        if is_held(number) {
            continue;
        }
        kept.push_str(text.get(copied..start).unwrap_or_default());
        kept.push('"');
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

/// Returns true if a 64-bit parser preserves a number.
fn is_held(number: &str) -> bool {
    if number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok() {
        return true;
    }
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.bytes().filter(u8::is_ascii_digit);
    digits.skip_while(|digit| *digit == b'0').count() <= DIGITS
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
    use super::keep_numbers;

    #[test]
    fn only_numbers_that_would_be_rounded_are_quoted() {
        let same = r#"{"a": [1, -2.5e3, 18446744073709551615, 0.000000000000000000001], "\"1\\": "1234567890123456.7"}"#;
        assert_eq!(keep_numbers(same), same);
        assert_eq!(
            keep_numbers(r"[0.100000000000000000000001, -9223372036854775809,1]"),
            r#"["0.100000000000000000000001", "-9223372036854775809",1]"#
        );
    }
}
