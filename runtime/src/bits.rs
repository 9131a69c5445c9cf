//! Equality of values that hold floats, by their bits: a NaN equals itself, and `0.0` is not `-0.0`.
//!
//! So `==` of generated types is an equivalence, and what comes back from a codec equals what went in.

use std::collections::BTreeMap;

/// A value that floats are looked for in.
pub trait Bits {
    /// Whether both are the same, floats by their bits.
    fn same(&self, other: &Self) -> bool;
}

/// Whether both are the same, floats by their bits.
///
/// ```
/// use sansmith::bits::same;
///
/// assert!(same(&vec![f64::NAN], &vec![f64::NAN]));
/// assert!(!same(&Some(0.0_f32), &Some(-0.0)));
/// ```
pub fn same<T: Bits>(one: &T, other: &T) -> bool {
    one.same(other)
}

impl Bits for f32 {
    fn same(&self, other: &Self) -> bool {
        self.to_bits() == other.to_bits()
    }
}

impl Bits for f64 {
    fn same(&self, other: &Self) -> bool {
        self.to_bits() == other.to_bits()
    }
}

impl<T: Bits> Bits for Option<T> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.same(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl<T: Bits> Bits for Box<T> {
    fn same(&self, other: &Self) -> bool {
        (**self).same(other)
    }
}

impl<T: Bits> Bits for Vec<T> {
    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.same(other))
    }
}

impl<K: Eq, T: Bits> Bits for BTreeMap<K, T> {
    fn same(&self, other: &Self) -> bool {
        let pairs = self.iter().zip(other);
        self.len() == other.len()
            && pairs
                .into_iter()
                .all(|(one, other)| one.0 == other.0 && one.1.same(other.1))
    }
}
