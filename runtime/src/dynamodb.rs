//! Items of DynamoDB from and to any type of serde.
//!
//! | serde | attribute |
//! |---|---|
//! | text, a char, a variant without content | `S` |
//! | a number of any size | `N`, with all its digits |
//! | bytes, [`Binary`] | `B` |
//! | [`Set`] of text, numbers or bytes | `SS`, `NS`, `BS` |
//! | a structure, a map, a variant with content | `M` |
//! | a sequence, a tuple | `L` |
//! | `None`, a unit | `NULL` |
//! | `bool` | `BOOL` |
//!
//! **Invariants**
//! - A number is text on its way, so no digit is lost; a reader that cannot hold all of them fails.
//! - Values nest 48 deep at most. The service takes 32.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what takes one kind of attribute treats all others alike"
)]

mod attribute;
mod de;
mod error;
mod kinds;
mod ser;

use std::collections::BTreeMap;

use serde_core::de::DeserializeOwned;
use serde_core::ser::Serialize;

pub use self::kinds::{Binary, Set};

use self::attribute::Attribute;
use crate::shape::Shape;
use crate::types::error::{Error, ErrorKind};

/// How deep values may nest.
const DEPTH: usize = 48;

/// The item of a value; `V` is the `AttributeValue` of a generated crate, of DynamoDB or of its streams.
///
/// # Errors
///
/// The value is no structure or map of text, a set is empty or mixed, a float is not finite, or it nests too deep.
pub fn to_item<T: Serialize + ?Sized, V: Shape>(value: &T) -> Result<BTreeMap<String, V>, Error> {
    let Attribute::Map(entries) = ser::attribute(value)? else {
        return Err(Error::new(ErrorKind::Unexpected {
            expected: "a structure or a map",
            found: "a value of another kind",
        }));
    };
    let entries = entries.into_iter();
    entries
        .map(|(name, attribute)| Ok((name, attribute.into_shape()?)))
        .collect()
}

/// The value of an item.
///
/// # Errors
///
/// The item does not fit the type, or a number has more digits than its type holds.
pub fn from_item<T: DeserializeOwned, V: Shape>(item: &BTreeMap<String, V>) -> Result<T, Error> {
    let entries: Result<_, Error> = item
        .iter()
        .map(|(name, value)| Ok((name.clone(), Attribute::of_shape(value)?)))
        .collect();
    de::value(Attribute::Map(entries?))
}

/// The attribute of a value: a key of a query, say.
///
/// # Errors
///
/// A set is empty or mixed, a float is not finite, a key of a map is no text, or it nests too deep.
pub fn to_attribute<T: Serialize + ?Sized, V: Shape>(value: &T) -> Result<V, Error> {
    ser::attribute(value)?.into_shape()
}

/// The value of an attribute.
///
/// # Errors
///
/// The attribute does not fit the type, or a number has more digits than its type holds.
pub fn from_attribute<T: DeserializeOwned, V: Shape>(attribute: &V) -> Result<T, Error> {
    de::value(Attribute::of_shape(attribute)?)
}

#[cfg(test)]
mod tests;
