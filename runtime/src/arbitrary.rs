//! Generates values of any shape from bytes, for fuzzers and property tests.
//!
//! **Invariants**
//! - Generation is deterministic. No bytes give the minimal value, and fewer bytes give a smaller one, so values shrink with
//!   their bytes.
//! - A value of [`Range::Valid`] satisfies lengths, ranges and enums, and patterns if a text can be generated for them:
//!   not with lookaround, or if no match has an allowed length. Unique elements differ, unless they are structures, unions,
//!   lists or maps; such lists are as short as allowed.
//! - Values contain nothing that their [`Codec`] cannot represent, so that round trips are exact.

mod bounds;
mod pattern;
mod place;
mod scalars;
mod strings;
mod tree;

use ::arbitrary::{Arbitrary, Unstructured};

pub use self::tree::RandomTree;
use crate::shape::Shape;

/// Options for generating values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ValueOptions {
    /// Constraints to respect.
    pub range: Range,
    /// Codec for round trips.
    pub codec: Codec,
}

/// Constraints to respect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Range {
    /// Any value of the types: violates constraints, and has unknown enum values and union members.
    #[default]
    Any,
    /// Only values that the model allows.
    Valid,
}

/// Codec whose limitations apply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Codec {
    /// JSON, value tree and serde: everything except NaN payloads.
    #[default]
    Json,
    /// XML: no NUL, no empty flattened lists and maps, documents contain only text.
    Xml,
    /// CBOR: timestamps in whole milliseconds.
    Cbor,
}

/// Generates a value from bytes.
///
/// ```
/// use sansmith::arbitrary::{ValueOptions, value};
///
/// let least: Vec<u8> = Vec::new();
/// assert_eq!(value::<String>(&mut arbitrary::Unstructured::new(&least), ValueOptions::default()), "");
/// ```
pub fn value<T: Shape>(bytes: &mut Unstructured<'_>, options: ValueOptions) -> T {
    let mut tree = RandomTree::new(bytes, options);
    let root = tree.root();
    crate::shape::deserializer::read(&mut tree, root)
}

/// A wrapper that implements [`Arbitrary`] for any shape; generated types cannot implement it themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct ArbitraryShape<T>(pub T);

impl<'a, T: Shape> Arbitrary<'a> for ArbitraryShape<T> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> ::arbitrary::Result<Self> {
        Ok(Self(value(bytes, ValueOptions::default())))
    }
}

/// A `proptest` strategy; values shrink with the bytes they are generated from.
#[cfg(feature = "proptest")]
pub fn strategy<T: Shape>(options: ValueOptions) -> impl proptest::strategy::Strategy<Value = T> {
    use proptest::strategy::Strategy;

    proptest::collection::vec(proptest::num::u8::ANY, 0..2048)
        .prop_map(move |bytes| value(&mut Unstructured::new(&bytes), options))
}

#[cfg(all(test, feature = "proptest"))]
mod tests;
