//! Big numbers in CBOR: bignums and decimal fractions.
//!
//! **Invariants**
//! - Input length is limited, since conversion to digits takes quadratic time.
//!
//! <https://www.rfc-editor.org/rfc/rfc8949#section-3.4.3>

use minicbor::Encoder;
use minicbor::data::Tag;

use super::writer::CborWriter;

/// Tag of a non-negative bignum.
pub(super) const POSITIVE: u64 = 2;
/// Tag of a negative bignum.
pub(super) const NEGATIVE: u64 = 3;
/// Tag of a decimal fraction.
pub(super) const FRACTION: u64 = 4;

/// Maximum length of a bignum in bytes.
const MOST: usize = 1024;

impl CborWriter {
    /// Writes a number given in JSON syntax, in the shortest form.
    pub(super) fn big_number(&mut self, text: &str) {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let exponent = exponent.parse::<i64>().unwrap_or_default();
        let exponent = exponent.saturating_sub(places);
        let digits = format!("{whole}{fraction}");
        if exponent == 0 {
            self.integer_of(&digits);
            return;
        }
        self.put(|out| out.tag(Tag::new(FRACTION)));
        self.put(|out| out.array(2));
        self.put(|out| out.i64(exponent));
        self.integer_of(&digits);
    }

    /// Writes an integer given as digits with sign.
    fn integer_of(&mut self, digits: &str) {
        if let Ok(value) = digits.parse::<i64>() {
            self.put(|out| out.i64(value));
            return;
        }
        if let Ok(value) = digits.parse::<u64>() {
            self.put(|out| out.u64(value));
            return;
        }
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, digits),
        };
        let mut bytes = bytes_of(digits);
        if negative {
            // Negative bignums encode -1 - n.
            decrement(&mut bytes);
        }
        let tag = if negative { NEGATIVE } else { POSITIVE };
        self.put(|out: &mut Encoder<Vec<u8>>| out.tag(Tag::new(tag))?.bytes(&bytes));
    }
}

/// Converts digits to big-endian bytes.
fn bytes_of(digits: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = u32::from(digit.wrapping_sub(b'0'));
        for byte in &mut bytes {
            let value = u32::from(*byte) * 10 + carry;
            *byte = low_byte(value);
            carry = value >> 8;
        }
        if carry > 0 {
            bytes.push(low_byte(carry));
        }
    }
    bytes.reverse();
    bytes
}

/// Subtracts one from a positive number.
fn decrement(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        let (less, borrows) = byte.overflowing_sub(1);
        *byte = less;
        if !borrows {
            return;
        }
    }
}

/// The low byte.
fn low_byte(value: u32) -> u8 {
    let [low, ..] = value.to_le_bytes();
    low
}

/// Converts a bignum to digits; `None` if it is too long.
pub(super) fn digits_of(bytes: &[u8], tag: u64) -> Option<String> {
    if bytes.len() > MOST {
        return None;
    }
    let negative = tag == NEGATIVE;
    // Digits, least significant first.
    let mut digits: Vec<u8> = vec![0];
    for byte in bytes {
        add(&mut digits, 256, u32::from(*byte));
    }
    if negative {
        add(&mut digits, 1, 1);
    }
    while digits.len() > 1 && digits.last() == Some(&0) {
        digits.pop();
    }
    let sign = if negative { "-" } else { "" };
    let digits = digits.iter().rev().map(|digit| char::from(b'0' + digit));
    Some(sign.chars().chain(digits).collect())
}

/// Multiplies a number by a factor and adds a carry.
fn add(digits: &mut Vec<u8>, factor: u32, mut carry: u32) {
    for digit in digits.iter_mut() {
        let value = u32::from(*digit) * factor + carry;
        *digit = low_byte(value % 10);
        carry = value / 10;
    }
    while carry > 0 {
        digits.push(low_byte(carry % 10));
        carry /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::{NEGATIVE, POSITIVE, bytes_of, decrement, digits_of};

    #[test]
    fn digits_and_bytes_are_one_number() {
        for digits in [
            "18446744073709551616",
            "340282366920938463463374607431768211456",
        ] {
            let mut bytes = bytes_of(digits);
            assert_eq!(digits_of(&bytes, POSITIVE).as_deref(), Some(digits));
            decrement(&mut bytes);
            let negative = format!("-{digits}");
            assert_eq!(digits_of(&bytes, NEGATIVE), Some(negative));
        }
        assert_eq!(
            bytes_of("18446744073709551616"),
            [1, 0, 0, 0, 0, 0, 0, 0, 0]
        );
        assert_eq!(digits_of(&[], POSITIVE).as_deref(), Some("0"));
        assert_eq!(digits_of(&[0; 5000], POSITIVE), None);
    }
}
