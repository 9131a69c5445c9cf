//! Numbers in documents, with full precision.

#[cfg(feature = "validate")]
pub(crate) mod order;

use std::borrow::Cow;
use std::fmt;

/// A number in a document: a signed or unsigned 64-bit integer, or a float.
///
/// Floats are compared by bits, so that a document with NaN equals itself.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Number {
    /// A negative integer, or one converted from `i64`.
    Integer(i64),
    /// An integer too large for `i64`.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
}

impl Number {
    /// The number as an `i64`, if it is one.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(value),
            Self::Unsigned(value) => i64::try_from(value).ok(),
            Self::Float(_) => None,
        }
    }

    /// The number as a `u64`, if it is one.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Self::Integer(value) => u64::try_from(value).ok(),
            Self::Unsigned(value) => Some(value),
            Self::Float(_) => None,
        }
    }

    /// The nearest `f64`.
    #[expect(clippy::cast_precision_loss, reason = "the nearest float is intended")]
    pub const fn as_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Unsigned(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

impl Number {
    /// Parses a JSON number; one [out of range](is_beyond) becomes infinite.
    pub(crate) fn parse(text: &str) -> Self {
        match (text.parse::<i64>(), text.parse::<u64>()) {
            (Ok(value), _) => Self::Integer(value),
            (_, Ok(value)) => Self::Unsigned(value),
            _ => Self::Float(text.parse().unwrap_or_default()),
        }
    }
}

/// Returns true if a JSON number is out of range of floats.
pub(crate) fn is_beyond(text: &str) -> bool {
    // The largest float has 309 digits; a shorter number can only be out of range by its exponent.
    (text.len() > 300 || text.contains(['e', 'E']))
        && text.parse().is_ok_and(|value: f64| value.is_infinite())
}

/// The name of a non-finite float.
pub(crate) const fn float_name(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Result of parsing a 64-bit integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Integral {
    /// An integer.
    Value(i64),
    /// A number with a fraction.
    Fraction,
    /// Out of range.
    TooLarge,
}

impl Integral {
    /// Converts a float to an integer.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bounds are checked before the cast"
    )]
    pub(crate) fn from_float(value: f64) -> Self {
        /// The first float above all `i64`.
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;
        if value.is_finite() && value.fract() != 0.0 {
            Self::Fraction
        } else if (-BEYOND..BEYOND).contains(&value) {
            Self::Value(value as i64)
        } else {
            Self::TooLarge
        }
    }
}

/// Parses a JSON number as an exact integer; `1.0` and `1e3` are integers too.
#[inline]
pub(crate) fn integral(text: &str) -> Integral {
    match text.parse() {
        Ok(value) => Integral::Value(value),
        Err(_) => written_otherwise(text),
    }
}

/// Parses an integer with a point or an exponent.
#[cold]
fn written_otherwise(text: &str) -> Integral {
    match Scaled::parse(text) {
        Scaled::Zero => Integral::Value(0),
        Scaled::Fraction => Integral::Fraction,
        Scaled::Whole(significant, zeros) if zeros < 20 => {
            let digits = format!("{significant}{}", "0".repeat(zeros));
            digits.parse().map_or(Integral::TooLarge, Integral::Value)
        }
        Scaled::Whole(..) | Scaled::Beyond => Integral::TooLarge,
    }
}

/// Expands an integer with a point or an exponent to digits: `1E3` is `1000`. Other texts are returned unchanged, including
/// integers with more than 308 trailing zeros, the maximum of floats: short text must not become long.
pub(crate) fn whole(text: Cow<'_, str>) -> Cow<'_, str> {
    /// Maximum number of trailing zeros.
    const MOST_ZEROS: usize = 308;
    if !text.contains(['.', 'e', 'E']) || !is_number(&text) {
        return text;
    }
    match Scaled::parse(&text) {
        Scaled::Zero => Cow::Borrowed("0"),
        Scaled::Whole(significant, zeros) if zeros <= MOST_ZEROS => {
            Cow::Owned(format!("{significant}{}", "0".repeat(zeros)))
        }
        Scaled::Whole(..) | Scaled::Fraction | Scaled::Beyond => text,
    }
}

/// A JSON number as digits and a power of ten.
enum Scaled {
    /// Zero.
    Zero,
    /// It has a fraction.
    Fraction,
    /// An integer: digits with sign, and number of trailing zeros.
    Whole(String, usize),
    /// An integer with too many zeros to count.
    Beyond,
}

impl Scaled {
    fn parse(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let mut digits = format!("{whole}{fraction}");
        let significant = digits.trim_end_matches('0').len();
        let zeros = digits.len() - significant;
        digits.truncate(significant);
        if digits.is_empty() || digits == "-" {
            return Self::Zero;
        }
        let Ok(exponent) = exponent.parse::<i64>() else {
            let is_small = exponent.starts_with('-');
            return if is_small {
                Self::Fraction
            } else {
                Self::Beyond
            };
        };
        let point = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let zeros = i64::try_from(zeros)
            .unwrap_or(i64::MAX)
            .saturating_sub(point)
            .saturating_add(exponent);
        usize::try_from(zeros).map_or(Self::Fraction, |zeros| Self::Whole(digits, zeros))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Float(_), _) | (_, Self::Float(_)) => false,
            (a, b) => a.as_i64() == b.as_i64() && a.as_u64() == b.as_u64(),
        }
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Unsigned(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
        }
    }
}

/// Declares conversions to [`Number`].
macro_rules! from {
    ($variant:ident($to:ty): $($type:ty)*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                Self::$variant(<$to>::from(value))
            }
        }
    )*};
}

from!(Integer(i64): i8 i16 i32 i64 u8 u16 u32);
from!(Float(f64): f32 f64);

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::Unsigned(value), Self::Integer)
    }
}

/// Parses a text that is exactly an integer, in any notation.
pub(crate) fn parse_integer(text: &str) -> Option<i64> {
    match text.parse() {
        Ok(value) => Some(value),
        Err(_) if is_number(text) => match written_otherwise(text) {
            Integral::Value(value) => Some(value),
            Integral::Fraction | Integral::TooLarge => None,
        },
        Err(_) => None,
    }
}

/// Returns true for a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let leads = whole.len() > 1 && whole.starts_with('0');
    !leads && [whole, fraction, exponent].into_iter().all(is_digits)
}

/// Returns true for one or more digits.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_however_they_are_written() {
        let cases = [
            ("0", 0),
            ("-0", 0),
            ("1.0", 1),
            ("1e3", 1000),
            ("-12.50e1", -125),
            ("0.0e-9", 0),
            ("10e-1", 1),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808.000", i64::MIN),
            ("0e99999999999999999999", 0),
            ("922337203685477580.7E1", i64::MAX),
            ("1200e-2", 12),
        ];
        for (text, value) in cases {
            assert_eq!(integral(text), Integral::Value(value), "{text}");
        }
        for text in ["1.5", "1e-1", "1e-99999999999999999999", "10.01e1", "15e-1"] {
            assert_eq!(integral(text), Integral::Fraction, "{text}");
        }
        for text in [
            "9223372036854775808",
            "1e19",
            "-1e400",
            "1e99999999999999999999",
            "9223372036854775808.0",
        ] {
            assert_eq!(integral(text), Integral::TooLarge, "{text}");
        }
        assert_eq!(
            Integral::from_float(-2.0_f64.powi(63)),
            Integral::Value(i64::MIN)
        );
        assert_eq!(Integral::from_float(2.0_f64.powi(63)), Integral::TooLarge);
        assert_eq!(Integral::from_float(f64::NAN), Integral::TooLarge);
        assert_eq!(Integral::from_float(0.5), Integral::Fraction);
    }

    #[test]
    fn a_text_without_a_digit_is_no_integer() {
        for (text, value) in [
            ("5", Some(5)),
            ("5.0", Some(5)),
            ("-1e3", Some(-1000)),
            ("007", Some(7)),
            ("9223372036854775808", None),
            ("1.5", None),
        ] {
            assert_eq!(parse_integer(text), value, "{text}");
        }
        for text in [
            "", "-", "+", ".", "e", "-.", ".e", "1e", "1.", ".5", "e5", "1 2", "0x1",
        ] {
            assert_eq!(parse_integer(text), None, "{text}");
        }
    }

    #[test]
    fn an_integer_of_any_size_has_digits_alone() {
        let nines = "9".repeat(400);
        let largest = format!("1{}", "0".repeat(308));
        for (text, digits) in [
            ("5.0", "5"),
            ("1E3", "1000"),
            ("-1.50e+1", "-15"),
            ("-0.0", "0"),
            ("0e999999999999", "0"),
            ("1200e-2", "12"),
            ("0.5e1", "05"),
            ("1e308", &largest),
            (
                "123456789012345678901234567890.0",
                "123456789012345678901234567890",
            ),
            (&format!("{nines}.000"), &nines),
        ] {
            assert_eq!(whole(text.into()), digits, "{text}");
        }
        for text in [
            "7",
            "-7",
            "007",
            "5.5",
            "1e-1",
            "1e309",
            "1e99999999999999999999",
            "NaN",
            "",
            ".",
            "5.",
            "e",
            "1E3 ",
            "Infinity",
            "one.two",
        ] {
            assert_eq!(whole(text.into()), text);
        }
    }

    #[test]
    fn integers_are_equal_by_value_and_floats_by_bits() {
        assert_eq!(Number::Unsigned(3), Number::Integer(3));
        assert_ne!(Number::Unsigned(u64::MAX), Number::Integer(-1));
        assert_ne!(Number::from(1), Number::from(1.0));
        assert_eq!(Number::from(f64::NAN), Number::from(f64::NAN));
        assert_ne!(Number::from(0.0), Number::from(-0.0));
    }
}
