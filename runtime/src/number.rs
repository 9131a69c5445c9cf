//! A number of a document, kept as exactly as it can be written.

use std::fmt;

/// A number of a document: an integer of 64 bits with or without a sign, or a float.
///
/// Floats are equal by their bits, so that a document that holds NaN equals itself.
#[derive(Debug, Clone, Copy)]
pub enum Number {
    /// An integer below zero, or any that came as an `i64`.
    Integer(i64),
    /// An integer that an `i64` cannot hold.
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
    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest float is what is asked for"
    )]
    pub const fn as_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Unsigned(value) => value as f64,
            Self::Float(value) => value,
        }
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

/// Makes a [`Number`] of a type that one variant holds.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_equal_by_value_and_floats_by_bits() {
        assert_eq!(Number::Unsigned(3), Number::Integer(3));
        assert_ne!(Number::Unsigned(u64::MAX), Number::Integer(-1));
        assert_ne!(Number::from(1), Number::from(1.0));
        assert_eq!(Number::from(f64::NAN), Number::from(f64::NAN));
        assert_ne!(Number::from(0.0), Number::from(-0.0));
    }
}
