//! Exact decimal numbers, stored as canonical text.
//!
//! **Invariants**
//! - Equal numbers have equal text: no `+`, no redundant zero, no `-0`, and an exponent only where one is shorter by far.

use std::cmp::Ordering;
use std::fmt;

use super::Number;

/// The maximum number of zeros written in place of an exponent. Models are untrusted, and an exponent could expand
/// without bound.
const MOST_ZEROS: usize = 400;

/// An exact decimal number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Decimal(String);

impl Decimal {
    /// Parses a JSON number token. Returns `None` if it is not a number, or its exponent does not fit 64 bits.
    ///
    /// ```
    /// use sansmith_codegen::ir::Decimal;
    ///
    /// assert_eq!(Decimal::parse("1.50e1").unwrap().as_str(), "15");
    /// assert_eq!(Decimal::parse("9007199254740993").unwrap().as_str(), "9007199254740993");
    /// assert_eq!(Decimal::parse("1.20E+999").unwrap().as_str(), "1.2e999");
    /// assert!(Decimal::parse("a").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Number::parse(text).and_then(|number| Self::of(&number))
    }

    /// The value of a number; `None` if its exponent does not fit 64 bits.
    pub fn of(number: &Number) -> Option<Self> {
        let text = number.as_str();
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, fraction].concat();
        let significant = digits.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Self("0".to_owned()));
        }
        let dropped = i64::try_from(digits.len() - significant.len()).ok()?;
        let point = i64::try_from(whole.len()).ok()?.checked_sub(dropped)?;
        let point = point.checked_add(exponent.parse().ok()?)?;
        let unsigned = place_point(significant.trim_end_matches('0'), point)?;
        Some(Self(format!("{sign}{unsigned}")))
    }

    /// The canonical text, which is a number of JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if there is no fraction.
    pub fn is_integer(&self) -> bool {
        match self.0.split_once('e') {
            Some((_, exponent)) => !exponent.starts_with('-'),
            None => !self.0.contains('.'),
        }
    }

    /// The number as an integer, if it is one and fits.
    pub fn as_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// The digits of an integer written without an exponent; `None` for other numbers.
    pub fn as_digits(&self) -> Option<&str> {
        (!self.0.contains(['.', 'e'])).then_some(&self.0)
    }

    /// The largest integer not above the number, if it fits 128 bits.
    pub fn floor(&self) -> Option<i128> {
        let below = !self.is_integer() && self.0.starts_with('-');
        self.whole()?.checked_sub(i128::from(below))
    }

    /// The smallest integer not below the number, if it fits 128 bits.
    ///
    /// ```
    /// use sansmith_codegen::ir::Decimal;
    ///
    /// let number = Decimal::parse("-0.5").unwrap();
    /// assert_eq!((number.floor(), number.ceil()), (Some(-1), Some(0)));
    /// ```
    pub fn ceil(&self) -> Option<i128> {
        let above = !self.is_integer() && !self.0.starts_with('-');
        self.whole()?.checked_add(i128::from(above))
    }

    /// Whole seconds and the nanoseconds after them, cut off toward the past, if the seconds have 64 bits.
    ///
    /// ```
    /// use sansmith_codegen::ir::Decimal;
    ///
    /// let instant = Decimal::parse("-1.25").unwrap();
    /// assert_eq!(instant.seconds(), Some((-2, 750_000_000)));
    /// ```
    pub fn seconds(&self) -> Option<(i64, u32)> {
        const SECOND: u32 = 1_000_000_000;
        let seconds = i64::try_from(self.floor()?).ok()?;
        // What an exponent is left for is less than a nanosecond.
        let fraction = self.0.split_once('.').filter(|_| !self.0.contains('e'));
        let fraction = fraction.map_or("", |(_, fraction)| fraction);
        let nanos = fraction.chars().chain(std::iter::repeat('0')).take(9);
        let nanos: u32 = nanos.collect::<String>().parse().ok()?;
        if self.is_integer() || !self.0.starts_with('-') {
            return Some((seconds, nanos));
        }
        let rest = u32::from(fraction.len() > 9 || fraction.is_empty());
        match SECOND.checked_sub(nanos + rest)? {
            SECOND => Some((seconds.checked_add(1)?, 0)),
            nanos => Some((seconds, nanos)),
        }
    }

    /// The integer part, if it fits 128 bits.
    fn whole(&self) -> Option<i128> {
        if self.0.contains('e') {
            // An exponent that is left is beyond every integer of 128 bits, or says that there is nothing but fraction.
            return (!self.is_integer()).then_some(0);
        }
        self.0.split('.').next()?.parse().ok()
    }

    /// The nearest float; an infinity where there is none near.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Returns true if a float is spelled with exactly these digits.
    ///
    /// ```
    /// use sansmith_codegen::ir::Decimal;
    ///
    /// assert!(Decimal::parse("0.1").unwrap().is_held_by_f64());
    /// assert!(!Decimal::parse("0.10000000000000000001").unwrap().is_held_by_f64());
    /// ```
    pub fn is_held_by_f64(&self) -> bool {
        let float = self.as_f64();
        float.is_finite() && Self::parse(&float.to_string()).as_ref() == Some(self)
    }
}

/// Inserts a decimal point before digit `point` of digits that neither begin nor end with a zero.
fn place_point(digits: &str, point: i64) -> Option<String> {
    let length = i64::try_from(digits.len()).ok()?;
    let zeros = |count: i64| match usize::try_from(count) {
        Ok(count) => (count <= MOST_ZEROS).then(|| "0".repeat(count)),
        Err(_) => Some(String::new()),
    };
    if 0 < point && point < length {
        let (whole, fraction) = digits.split_at(usize::try_from(point).ok()?);
        return Some(format!("{whole}.{fraction}"));
    }
    let written = if point <= 0 {
        zeros(point.checked_neg()?).map(|zeros| format!("0.{zeros}{digits}"))
    } else {
        zeros(point - length).map(|zeros| format!("{digits}{zeros}"))
    };
    if written.is_some() {
        return written;
    }
    let (first, rest) = digits.split_at(1);
    let dot = if rest.is_empty() { "" } else { "." };
    Some(format!("{first}{dot}{rest}e{}", point.checked_sub(1)?))
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (Number::parse(&self.0), Number::parse(&other.0)) {
            (Some(left), Some(right)) => left.compare(&right),
            (left, right) => left.is_some().cmp(&right.is_some()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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
        let thousand = "7".repeat(1000);
        for (text, expected) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("0e99999999999999999999", "0"),
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
            (&thousand, &thousand),
            ("-12.50E+5000", "-1.25e5001"),
            ("100e-5000", "1e-4998"),
            ("0.001e-9000", "1e-9003"),
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
            "--1",
            "1_0",
        ] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }

    #[test]
    fn order_is_exact_and_rounding_goes_to_integers() {
        let rising = [
            "-1e5000",
            "-0.5",
            "-1e-5000",
            "0",
            "1e-5000",
            "1.0000000000000000000000000000001",
            "1.0000000000000000000000000000002",
            "123456789012345678901234567890",
            "123456789012345678901234567891",
            "1e5000",
        ];
        let numbers = rising.map(|text| Decimal::parse(text).unwrap());
        assert!(numbers.is_sorted_by(|left, right| left < right));
        let floors = numbers.each_ref().map(Decimal::floor);
        assert_eq!(
            floors.get(1..5).unwrap(),
            [Some(-1), Some(-1), Some(0), Some(0)]
        );
        assert_eq!(numbers[4].ceil(), Some(1));
        assert_eq!(
            numbers[7].ceil(),
            Some(123_456_789_012_345_678_901_234_567_890)
        );
        assert_eq!([numbers[9].ceil(), numbers[9].floor()], [None, None]);
        let beyond = Decimal::parse("-170141183460469231731687303715884105728.5").unwrap();
        assert_eq!((beyond.floor(), beyond.ceil()), (None, Some(i128::MIN)));
    }
}
