//! Deserializes CBOR.

use super::parse::parse;
use crate::codec::tape::{Options, Reader};
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::read;
use crate::types::Error;

/// Deserializes a value.
///
/// # Errors
///
/// The bytes are malformed, do not match the schema, or lack a required member.
pub fn from_cbor<T: Shape>(bytes: &[u8]) -> Result<T, Error> {
    from_cbor_with(bytes, Options::new()).map(|(value, _)| value)
}

/// Deserializes a value, with zero values for missing required members; returns their paths.
///
/// # Errors
///
/// The bytes are malformed or do not match the schema.
pub fn from_cbor_lenient<T: Shape>(bytes: &[u8]) -> Result<(T, Vec<String>), Error> {
    from_cbor_with(bytes, Options::new().lenient())
}

/// Deserializes a value with custom options and limits; returns the paths of required members replaced by zero values.
///
/// # Errors
///
/// The bytes are malformed, too large or too deep, or do not match the schema.
pub fn from_cbor_with<T: Shape>(bytes: &[u8], options: Options) -> Result<(T, Vec<String>), Error> {
    let mut tree = Reader::parse_cbor(bytes, T::SCHEMA, options)?;
    let value = read(&mut tree, Reader::ROOT);
    tree.finish(value)
}

impl<'t> Reader<'t> {
    /// Parses CBOR; paths in errors are relative to the shape `root`.
    ///
    /// # Errors
    ///
    /// The bytes are malformed, have trailing data, are too large, or nest too deep.
    pub fn parse_cbor(
        bytes: &'t [u8],
        root: &'static Schema,
        options: Options,
    ) -> Result<Self, Error> {
        let mut tree = Self::new(root, options);
        tree.fill_cbor(bytes)?;
        Ok(tree)
    }

    /// Parses bytes into an empty tree.
    pub(crate) fn fill_cbor(&mut self, bytes: &'t [u8]) -> Result<(), Error> {
        self.check_size(bytes.len())?;
        parse(bytes, &mut self.tape)
    }
}
