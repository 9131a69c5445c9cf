//! Scalars as text, where a format has nothing but text: queries, XML, headers.
//!
//! **Invariants**
//! - What is written is read back as the same value: floats to the bit but for the payload of a NaN.
//! - Reading takes exactly the spellings that Smithy's protocols know, so `inf` or `TRUE` is an error; only the
//!   functions for responses take more.

use std::borrow::Cow;

use crate::types::number::float_name;

/// The mark that some writers put before a text.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A boolean.
pub(crate) const fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Reads a boolean.
pub(crate) fn parse_boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Reads a boolean of a response, where other languages spell it `True` or `TRUE`.
pub(crate) fn parse_boolean_lax(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// The value of a header as text: UTF-8, or else ISO 8859-1, in which every byte is a character.
///
/// <https://www.rfc-editor.org/rfc/rfc9110#section-5.5>
pub(crate) fn of_header(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// How a float is written that is no number; none for a number.
const fn special(value: f64) -> Option<&'static str> {
    if value.is_finite() {
        None
    } else {
        Some(float_name(value))
    }
}

/// A float of 32 bits, in its shortest form.
pub(crate) fn float(value: f32) -> String {
    special(f64::from(value)).map_or_else(|| format!("{value:?}"), str::to_owned)
}

/// A float of 64 bits, in its shortest form.
pub(crate) fn double(value: f64) -> String {
    special(value).map_or_else(|| format!("{value:?}"), str::to_owned)
}

/// Reads a float of either width by what `parse` makes of a number.
pub(crate) fn parse_float<F: From<f32>>(
    text: &str,
    parse: impl FnOnce(&str) -> Option<F>,
) -> Option<F> {
    match text {
        "NaN" => Some(F::from(f32::NAN)),
        "Infinity" => Some(F::from(f32::INFINITY)),
        "-Infinity" => Some(F::from(f32::NEG_INFINITY)),
        // Rust's parser takes `inf` and `nan` too, which no number begins with.
        _ if text.contains(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E')) => None,
        number => parse(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_come_back() {
        for value in [
            0.0,
            -0.0,
            1.0,
            0.1,
            1e300,
            5e-324,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            let read = parse_float(&double(value), |text| text.parse::<f64>().ok());
            assert_eq!(read.map(f64::to_bits), Some(value.to_bits()), "{value}");
        }
        assert_eq!(float(0.1), "0.1");
        assert_eq!(double(f64::NAN), "NaN");
    }

    #[test]
    fn responses_have_more_spellings() {
        for (text, value) in [
            ("true", Some(true)),
            ("True", Some(true)),
            ("FALSE", Some(false)),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(parse_boolean_lax(text), value, "{text}");
        }
        assert_eq!(of_header("é".as_bytes()), "é");
        assert_eq!(of_header(b"caf\xe9 \x85"), "café \u{85}");
    }

    #[test]
    fn spellings_of_other_languages_are_refused() {
        for text in ["inf", "nan", "infinity", "+Infinity", "", "0x10", "1_000"] {
            assert_eq!(
                parse_float(text, |text| text.parse::<f64>().ok()),
                None,
                "{text}"
            );
        }
        for text in ["TRUE", "1", "yes", ""] {
            assert_eq!(parse_boolean(text), None, "{text}");
        }
    }
}
