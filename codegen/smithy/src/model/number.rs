//! Numbers as decimal text.
//!
//! **Invariants**
//! - The text is a JSON number; nothing is rounded.
//! - Equality is that of the reference implementation: by value, but `1` and `1.0` differ.

use std::cmp::Ordering;
use std::fmt;

/// A number as it was written.
#[derive(Debug, Clone)]
pub struct Number(Box<str>);

/// The parts of a number: sign, digits without leading and trailing zeros, and exponent.
///
/// The value is `0.digits` times ten to the exponent.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl Number {
    /// The number of a text, if that is a JSON number; zeros before the first digit are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (
                mantissa,
                Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
            ),
            None => (unsigned, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let valid = digits(whole) && fraction.is_none_or(digits) && exponent.is_none_or(digits);
        if !valid {
            return None;
        }
        let trimmed = unsigned.trim_start_matches('0');
        let zeros = unsigned.len() - trimmed.len();
        let kept =
            zeros - usize::from(!trimmed.starts_with(|c: char| c.is_ascii_digit()) && zeros > 0);
        Some(Self(if kept == 0 {
            text.into()
        } else {
            let sign = if unsigned.len() < text.len() { "-" } else { "" };
            [sign, unsigned.get(kept..).unwrap_or_default()]
                .concat()
                .into()
        }))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true for a number without fraction and exponent.
    pub fn is_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }

    /// The value, if it is written as an integer and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Returns true for zero in any notation.
    pub fn is_zero(&self) -> bool {
        let mantissa = self.0.split(['e', 'E']).next().unwrap_or_default();
        !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    }

    /// The order by value, to the last digit.
    pub fn compare(&self, other: &Self) -> Ordering {
        let (left, right) = (self.decimal(), other.decimal());
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => {
                if right.negative {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
            (false, true) => {
                if left.negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (false, false) => match (left.negative, right.negative) {
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => left.compare(&right),
                (true, true) => right.compare(&left),
            },
        }
    }

    fn decimal(&self) -> Decimal<'_> {
        let unsigned = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let huge = if exponent.starts_with('-') {
            i64::MIN / 4
        } else {
            i64::MAX / 4
        };
        Decimal {
            negative: self.0.starts_with('-'),
            whole,
            fraction,
            exponent: exponent.parse().unwrap_or(huge),
        }
    }
}

impl Decimal<'_> {
    /// The significant digits, most significant first.
    fn digits(&self) -> impl Iterator<Item = u8> {
        let all = self.whole.bytes().chain(self.fraction.bytes());
        all.skip_while(|digit| *digit == b'0')
    }

    /// The power of ten of the first significant digit.
    fn magnitude(&self) -> i64 {
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
        let zeros = self.whole.bytes().chain(self.fraction.bytes());
        let zeros = zeros.take_while(|digit| *digit == b'0').count();
        let zeros = i64::try_from(zeros).unwrap_or(i64::MAX / 4);
        self.exponent
            .saturating_add(length(self.whole))
            .saturating_sub(zeros)
    }

    /// The order of two values that are not zero, signs aside.
    fn compare(&self, other: &Self) -> Ordering {
        self.magnitude().cmp(&other.magnitude()).then_with(|| {
            let (mut left, mut right) = (self.digits(), other.digits());
            loop {
                match (left.next(), right.next()) {
                    (None, None) => return Ordering::Equal,
                    (left, right) => {
                        let order = left.unwrap_or(b'0').cmp(&right.unwrap_or(b'0'));
                        if order != Ordering::Equal {
                            return order;
                        }
                    }
                }
            }
        })
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
            || (self.is_integer() == other.is_integer() && self.compare(other) == Ordering::Equal)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;
    use std::cmp::Ordering;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn only_json_numbers_parse() {
        for text in ["", "-", "1.", ".1", "1e", "1e+", "0x1", "1_0", "NaN", "+1"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn leading_zeros_are_dropped() {
        let texts = ["0", "-0", "007", "-000.5", "0e1", "10", "00"];
        let numbers = texts.map(|text| number(text).to_string());
        assert_eq!(numbers, ["0", "-0", "7", "-0.5", "0e1", "10", "0"]);
    }

    #[test]
    fn order_is_exact() {
        let rising = [
            "-1e3",
            "-2.5",
            "-0.01",
            "0",
            "1e-400",
            "0.1",
            "9007199254740992",
            "9007199254740993",
            "1e400",
        ];
        for pair in rising.windows(2) {
            let [left, right] = pair else { continue };
            assert_eq!(
                number(left).compare(&number(right)),
                Ordering::Less,
                "{left} {right}"
            );
            assert_eq!(
                number(right).compare(&number(left)),
                Ordering::Greater,
                "{left} {right}"
            );
        }
    }

    #[test]
    fn equality_is_by_value_but_tells_integers_from_decimals() {
        assert_eq!(number("1.0"), number("10e-1"));
        assert_eq!(number("-0"), number("0"));
        assert_ne!(number("1"), number("1.0"));
    }
}
