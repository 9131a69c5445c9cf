//! Bytes into a value of any shape, for fuzzers and property tests.
//!
//! **Invariants**
//! - The same bytes give the same value, no bytes give the least one, and fewer bytes give a smaller one; so a value
//!   shrinks with its bytes.
//! - A value of [`Range::Valid`] keeps lengths, ranges and enums, and patterns where a text can be made of them: not
//!   where they look around, or leave no text of a length that is allowed. Elements that must differ do, unless they
//!   are structures, unions, lists or maps; a list of those has as few as it may.
//! - A value has nothing that its [`Codec`] cannot hold, so it comes back as it was.

mod bounds;
mod pattern;
mod place;
mod scalars;
mod strings;
mod tree;

use ::arbitrary::{Arbitrary, Unstructured};

pub use self::tree::RandomTree;
use crate::shape::Shape;

/// Which values to make.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ValueOptions {
    /// How far to go.
    pub range: Range,
    /// Through which codec it is to come back.
    pub codec: Codec,
}

/// How far to go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Range {
    /// Whatever the types can hold: values past every constraint, enums and unions the model does not know.
    #[default]
    Any,
    /// What the model allows.
    Valid,
}

/// What a codec can hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Codec {
    /// JSON, the value tree and serde: all but the payload of a NaN.
    #[default]
    Json,
    /// XML: no NUL, no empty flattened list or map, documents of text alone.
    Xml,
    /// CBOR: instants of whole milliseconds.
    Cbor,
}

/// Makes a value of bytes.
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

/// A value of any shape that [`Arbitrary`] makes; a shape of a generated crate cannot implement it itself.
#[derive(Debug, Clone, PartialEq)]
pub struct ArbitraryShape<T>(pub T);

impl<'a, T: Shape> Arbitrary<'a> for ArbitraryShape<T> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> ::arbitrary::Result<Self> {
        Ok(Self(value(bytes, ValueOptions::default())))
    }
}

/// Values for `proptest`; they shrink with the bytes they are made of.
#[cfg(feature = "proptest")]
pub fn strategy<T: Shape>(options: ValueOptions) -> impl proptest::strategy::Strategy<Value = T> {
    use proptest::strategy::Strategy;

    proptest::collection::vec(proptest::num::u8::ANY, 0..2048)
        .prop_map(move |bytes| value(&mut Unstructured::new(&bytes), options))
}

#[cfg(all(test, feature = "proptest"))]
mod tests;
