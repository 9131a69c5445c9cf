//! The order of numbers as JSON writes them, exact to the last digit.

use std::cmp::Ordering;

/// Compares two numbers that are written as JSON writes them, by value.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (Parts::of(left), Parts::of(right));
    let by_sign = left.sign.cmp(&right.sign);
    by_sign.then_with(|| {
        if left.sign < 0 {
            right.compare(&left)
        } else {
            left.compare(&right)
        }
    })
}

/// A number taken apart.
struct Parts<'a> {
    /// Below zero, zero, or above.
    sign: i8,
    whole: &'a str,
    fraction: &'a str,
    /// The power of ten of the first digit that is not zero.
    magnitude: i64,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut parts = Self {
            sign: 0,
            whole,
            fraction,
            magnitude: 0,
        };
        let zeros = parts.all().position(|digit| digit != b'0');
        if let Some(zeros) = zeros {
            let beyond = if exponent.starts_with('-') {
                i64::MIN
            } else {
                i64::MAX
            };
            let length = |length| i64::try_from(length).unwrap_or(i64::MAX);
            let exponent: i64 = exponent.parse().unwrap_or(beyond);
            let point = length(whole.len()) - length(zeros);
            parts.magnitude = exponent.saturating_add(point);
            parts.sign = if unsigned.len() < text.len() { -1 } else { 1 };
        }
        parts
    }

    fn all(&self) -> impl Iterator<Item = u8> {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    /// The order of two numbers of one sign, which is left aside.
    fn compare(&self, other: &Self) -> Ordering {
        let digits = |parts: &Self| {
            let significant = parts.whole.len() + parts.fraction.len();
            let zeros = parts.all().take_while(|digit| *digit == b'0').count();
            (zeros, significant - zeros)
        };
        let ((skip, length), (other_skip, other_length)) = (digits(self), digits(other));
        let padding = |missing: usize| std::iter::repeat_n(b'0', missing);
        let left = self.all().skip(skip);
        let left = left.chain(padding(other_length.saturating_sub(length)));
        let right = other.all().skip(other_skip);
        let right = right.chain(padding(length.saturating_sub(other_length)));
        let magnitude = self.magnitude.cmp(&other.magnitude);
        magnitude.then_with(|| left.cmp(right))
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::cmp::Ordering;

    #[test]
    fn order_is_exact() {
        let rising = [
            "-1e99999999999999999999",
            "-123456789012345678901234567890",
            "-1",
            "-0.1",
            "-1e-400",
            "0",
            "1e-99999999999999999999",
            "1E-400",
            "0.09999999999999999999999999999999",
            "0.1",
            "1.0000000000000000000000000000001",
            "1.0000000000000000000000000000002",
            "9007199254740992",
            "9007199254740993",
            "1e+309",
            "12e308",
        ];
        for (index, left) in rising.iter().enumerate() {
            for (other, right) in rising.iter().enumerate() {
                assert_eq!(compare(left, right), index.cmp(&other), "{left} {right}");
            }
        }
    }

    #[test]
    fn spelling_makes_no_difference() {
        for (left, right) in [
            ("1", "1.000"),
            ("1e3", "1000"),
            ("0.10", "1e-1"),
            ("-0", "0"),
            ("0e5", "0.00"),
            ("-12.5E+1", "-125"),
        ] {
            assert_eq!(compare(left, right), Ordering::Equal, "{left} {right}");
        }
    }
}
