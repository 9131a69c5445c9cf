//! Scalars as text, for formats without types: queries, XML, headers.
//!
//! **Invariants**
//! - Values round-trip; floats do so bit by bit, except for NaN payloads.
//! - Only spellings of the Smithy protocols are accepted, so `inf` and `TRUE` are errors; the functions for responses accept
//!   more.

use std::borrow::Cow;

use crate::types::number::float_name;

/// The byte order mark.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Formats a boolean.
pub(crate) const fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Parses a boolean.
pub(crate) fn parse_boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Parses a boolean in a response, accepting `True` and `TRUE`.
pub(crate) fn parse_boolean_lax(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Decodes a header value: UTF-8, or else ISO 8859-1, which maps every byte to a character.
///
/// <https://www.rfc-editor.org/rfc/rfc9110#section-5.5>
pub(crate) fn of_header(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// The name of a non-finite float; `None` for others.
const fn special(value: f64) -> Option<&'static str> {
    if value.is_finite() {
        None
    } else {
        Some(float_name(value))
    }
}

/// Formats a 32-bit float in its shortest form.
pub(crate) fn float(value: f32) -> String {
    special(f64::from(value)).map_or_else(|| format!("{value:?}"), str::to_owned)
}

/// Formats a 64-bit float in its shortest form.
pub(crate) fn double(value: f64) -> String {
    special(value).map_or_else(|| format!("{value:?}"), str::to_owned)
}

/// Parses a float of either width; `parse` parses the number.
pub(crate) fn parse_float<F: From<f32>>(
    text: &str,
    parse: impl FnOnce(&str) -> Option<F>,
) -> Option<F> {
    match text {
        "NaN" => Some(F::from(f32::NAN)),
        "Infinity" => Some(F::from(f32::INFINITY)),
        "-Infinity" => Some(F::from(f32::NEG_INFINITY)),
        // Rust also accepts `inf` and `nan`, which start with no digit.
        _ if text.contains(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E')) => None,
        number => parse(number),
    }
}

/// Parses an integer as a client writes it: digits, with a minus if it is negative.
#[cfg(feature = "server")]
pub(crate) fn parse_integer_exact(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// Parses a float of either width; a finite number must fit.
#[cfg(feature = "server")]
pub(crate) fn parse_float_exact<F: From<f32> + std::str::FromStr>(text: &str) -> Option<F> {
    parse_float(text, |text| text.parse().ok())
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
