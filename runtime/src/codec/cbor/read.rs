//! CBOR to a value of a shape, by way of a tape.

use super::parse::parse;
use crate::codec::tape::{Options, Reader};
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::read;
use crate::types::Error;

/// Reads a value.
///
/// # Errors
///
/// The bytes are not well-formed, do not fit the schema, or lack a required member.
pub fn from_cbor<T: Shape>(bytes: &[u8]) -> Result<T, Error> {
    from_cbor_with(bytes, Options::new()).map(|(value, _)| value)
}

/// Reads a value whose missing required members are given as zeros; their paths are told.
///
/// # Errors
///
/// The bytes are not well-formed or do not fit the schema.
pub fn from_cbor_lenient<T: Shape>(bytes: &[u8]) -> Result<(T, Vec<String>), Error> {
    from_cbor_with(bytes, Options::new().lenient())
}

/// Reads a value with choices of the caller's own, and limits; the paths of the members that were given a zero are told.
///
/// # Errors
///
/// The bytes are not well-formed, are too many or nest too deep, or do not fit the schema.
pub fn from_cbor_with<T: Shape>(bytes: &[u8], options: Options) -> Result<(T, Vec<String>), Error> {
    let mut tree = Reader::parse_cbor(bytes, T::SCHEMA, options)?;
    let value = read(&mut tree, Reader::ROOT);
    tree.finish(value)
}

impl<'t> Reader<'t> {
    /// Parses the bytes of CBOR; the paths in errors are told from that shape.
    ///
    /// # Errors
    ///
    /// The bytes are not well-formed, go on after their one item, are too many, or nest too deep.
    pub fn parse_cbor(
        bytes: &'t [u8],
        root: &'static Schema,
        options: Options,
    ) -> Result<Self, Error> {
        let mut tree = Self::new(root, options);
        tree.fill_cbor(bytes)?;
        Ok(tree)
    }

    /// Parses bytes into a tree that is still empty.
    pub(crate) fn fill_cbor(&mut self, bytes: &'t [u8]) -> Result<(), Error> {
        self.check_size(bytes.len())?;
        parse(bytes, &mut self.tape)
    }
}
