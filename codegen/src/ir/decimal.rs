//! Exact decimal numbers, stored as canonical text.
//!
//! **Invariants**
//! - Equal numbers have equal text: no exponent, no `+`, no redundant zero, no `-0`.

use std::fmt;

/// The maximum number of digits. Models are untrusted, and an exponent could expand without bound.
const MAX_DIGITS: usize = 400;

/// An exact decimal number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Decimal(String);

impl Decimal {
    /// Parses a JSON number token. Returns `None` if it is not a number or needs more than 400 digits.
    ///
    /// ```
    /// use sansmith_codegen::ir::Decimal;
    ///
    /// assert_eq!(Decimal::parse("1.50e1").unwrap().as_str(), "15");
    /// assert_eq!(Decimal::parse("9007199254740993").unwrap().as_str(), "9007199254740993");
    /// assert!(Decimal::parse("1e999").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: String = [whole, fraction].concat();
        if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
        let unsigned = place_point(&digits, point)?;
        let sign = if negative && unsigned != "0" { "-" } else { "" };
        Some(Self(format!("{sign}{unsigned}")))
    }

    /// The canonical text: a valid literal in JSON and in Rust.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if there is no fraction.
    pub fn is_integer(&self) -> bool {
        !self.0.contains('.')
    }

    /// The number as an integer, if it is one and fits.
    pub fn as_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// The largest integer not above the number, if it fits 64 bits.
    pub fn floor(&self) -> Option<i64> {
        let whole = self.whole()?;
        let below = !self.is_integer() && self.0.starts_with('-');
        i64::try_from(whole - i128::from(below)).ok()
    }

    /// The smallest integer not below the number, if it fits 64 bits.
    ///
    /// ```
    /// use sansmith_codegen::ir::Decimal;
    ///
    /// let number = Decimal::parse("-0.5").unwrap();
    /// assert_eq!((number.floor(), number.ceil()), (Some(-1), Some(0)));
    /// ```
    pub fn ceil(&self) -> Option<i64> {
        let whole = self.whole()?;
        let above = !self.is_integer() && !self.0.starts_with('-');
        i64::try_from(whole + i128::from(above)).ok()
    }

    /// The integer part, if it fits.
    fn whole(&self) -> Option<i128> {
        self.0
            .split('.')
            .next()?
            .parse::<i64>()
            .map(i128::from)
            .ok()
    }

    /// The nearest float.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

/// Inserts a decimal point before digit `point` and trims redundant zeros.
fn place_point(digits: &str, point: i64) -> Option<String> {
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some("0".to_owned());
    }
    let dropped = i64::try_from(digits.len() - significant.len()).ok()?;
    let significant = significant.trim_end_matches('0');
    let point = point.checked_sub(dropped)?;
    let length = i64::try_from(significant.len()).ok()?;
    let limit = i64::try_from(MAX_DIGITS).ok()?;
    if length > limit || point.checked_abs()? > limit {
        return None;
    }
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    Some(if point <= 0 {
        format!("0.{}{significant}", zeros(-point))
    } else if point >= length {
        format!("{significant}{}", zeros(point - length))
    } else {
        let (whole, fraction) = significant.split_at(usize::try_from(point).ok()?);
        format!("{whole}.{fraction}")
    })
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn canonical(text: &str) -> Option<String> {
        Decimal::parse(text).map(|number| number.0)
    }

    #[test]
    fn equal_numbers_have_equal_text() {
        for (text, expected) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("1.0", "1"),
            ("100", "100"),
            ("1e2", "100"),
            ("1E+2", "100"),
            ("0.050", "0.05"),
            ("5e-2", "0.05"),
            ("12.5e1", "125"),
            ("123.456", "123.456"),
            ("-9223372036854775808", "-9223372036854775808"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ] {
            assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_number_is_none() {
        for text in [
            "",
            "-",
            ".5",
            "NaN",
            "1e",
            "1e99999999999999999999",
            "1e5000",
            "--1",
            "1_0",
        ] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
