//! Numbers of arbitrary size and precision, stored as text.
//!
//! **Invariants**
//! - The text is a valid JSON number, so every format can represent it. Integers consist of digits only, without leading
//!   zeros.
//!
//! <https://smithy.io/2.0/spec/simple-types.html#biginteger>

use std::fmt;
use std::str::FromStr;

use crate::types::error::{Error, ErrorKind};
use crate::types::number::{is_digits, is_number};

/// Declares a number type stored as text.
macro_rules! big {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $read:ident, $($from:ty)*) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The number in JSON syntax.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The number as an `i64`, if it is one.
            pub fn as_i64(&self) -> Option<i64> {
                self.0.parse().ok()
            }

            /// The nearest `f64`, possibly infinite.
            pub fn as_f64(&self) -> f64 {
                self.0.parse().unwrap_or(f64::NAN)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                let read = $read(text).map(|text| Self(text.into()));
                read.ok_or_else(|| Error::new(ErrorKind::Format { expected: $expected }))
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self("0".into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        $(impl From<$from> for $name {
            fn from(number: $from) -> Self {
                Self(number.to_string().into())
            }
        })*
    };
}

big! {
    /// An integer of arbitrary size.
    ///
    /// ```
    /// use sansmith::BigInteger;
    ///
    /// let number: BigInteger = "-0012345678901234567890".parse()?;
    /// assert_eq!(number.as_str(), "-12345678901234567890");
    /// assert_eq!(BigInteger::from(7).as_i64(), Some(7));
    /// assert!("1.5".parse::<BigInteger>().is_err());
    /// # Ok::<(), sansmith::Error>(())
    /// ```
    BigInteger, "an integer", integer, i8 i16 i32 i64 i128 u8 u16 u32 u64 u128
}

big! {
    /// A decimal number of arbitrary size and precision.
    ///
    /// The spelling is preserved and compared: `1.0` and `1.00` differ.
    ///
    /// ```
    /// use sansmith::BigDecimal;
    ///
    /// let number: BigDecimal = "0.10000000000000000001".parse()?;
    /// assert_eq!(number.to_string(), "0.10000000000000000001");
    /// assert_eq!(number.as_f64(), 0.1);
    /// # Ok::<(), sansmith::Error>(())
    /// ```
    BigDecimal, "a number", decimal, i8 i16 i32 i64 i128 u8 u16 u32 u64 u128
}

impl From<BigInteger> for BigDecimal {
    fn from(number: BigInteger) -> Self {
        Self(number.0)
    }
}

/// The canonical form of an integer.
fn integer(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    if !is_digits(digits) {
        return None;
    }
    match digits.trim_start_matches('0') {
        "" => Some("0".to_owned()),
        digits => Some(format!("{sign}{digits}")),
    }
}

/// Checks for a JSON number.
fn decimal(text: &str) -> Option<&str> {
    is_number(text).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{BigDecimal, BigInteger};

    #[test]
    fn a_text_that_json_could_not_hold_is_no_number() {
        for text in ["0", "-1", "1.50", "-0.0", "1e9", "12E-400", "1.0e+2"] {
            let number: BigDecimal = text.parse().unwrap();
            assert_eq!(number.as_str(), text);
        }
        for text in [
            "", "-", ".5", "1.", "01", "1e", "+1", "NaN", "0x1", "1 ", "--1",
        ] {
            assert!(text.parse::<BigDecimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_integer_has_one_text() {
        for (text, expected) in [("-0", "0"), ("007", "7"), ("-010", "-10")] {
            let number: BigInteger = text.parse().unwrap();
            assert_eq!(number.as_str(), expected);
        }
        for text in ["", "-", "1.0", "1e3", " 1", "１"] {
            assert!(text.parse::<BigInteger>().is_err(), "{text}");
        }
        assert_eq!(BigInteger::from(u128::MAX).as_i64(), None);
    }
}
