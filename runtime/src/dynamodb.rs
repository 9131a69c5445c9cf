//! Converts between DynamoDB items and serde types.
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
//! - Numbers are converted as text, so no digits are lost; deserializing to a type that cannot hold all digits fails.
//! - Values nest at most 48 deep. The service allows 32.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>

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

/// Maximum nesting.
const DEPTH: usize = 48;

/// Converts a value to an item; `V` is the generated `AttributeValue` of DynamoDB or DynamoDB Streams.
///
/// # Errors
///
/// The value is not a structure or string-keyed map, a set is empty or mixed, a float is not finite, or nesting is too deep.
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

/// Converts an item to a value.
///
/// # Errors
///
/// The item does not match the type, or a number has too many digits for its type.
pub fn from_item<T: DeserializeOwned, V: Shape>(item: &BTreeMap<String, V>) -> Result<T, Error> {
    let entries: Result<_, Error> = item
        .iter()
        .map(|(name, value)| Ok((name.clone(), Attribute::of_shape(value)?)))
        .collect();
    de::value(Attribute::Map(entries?))
}

/// Converts a value to an attribute, for example a query key.
///
/// # Errors
///
/// A set is empty or mixed, a float is not finite, a map key is not a string, or nesting is too deep.
pub fn to_attribute<T: Serialize + ?Sized, V: Shape>(value: &T) -> Result<V, Error> {
    ser::attribute(value)?.into_shape()
}

/// Converts an attribute to a value.
///
/// # Errors
///
/// The attribute does not match the type, or a number has too many digits for its type.
pub fn from_attribute<T: DeserializeOwned, V: Shape>(attribute: &V) -> Result<T, Error> {
    de::value(Attribute::of_shape(attribute)?)
}

#[cfg(test)]
mod tests;
