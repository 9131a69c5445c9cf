//! Deserializes JSON.

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
/// The text is not JSON, does not match the schema, or lacks a required member.
pub fn from_json<T: Shape>(text: &[u8]) -> Result<T, Error> {
    let mut tree = Reader::new(T::SCHEMA, Options::new());
    tree.fill_json(text)?;
    // Built in place, and discarded in the rare case of an error.
    let value = Ok(read(&mut tree, Reader::ROOT));
    match tree.check() {
        Ok(()) => value,
        Err(error) => Err(error),
    }
}

/// Deserializes a value, with zero values for missing required members; returns their paths.
///
/// # Errors
///
/// The text is not JSON, or does not match the schema.
pub fn from_json_lenient<T: Shape>(text: &[u8]) -> Result<(T, Vec<String>), Error> {
    from_json_with(text, Options::new().lenient())
}

/// Deserializes a value with custom options and limits; returns the paths of required members replaced by zero values.
///
/// ```
/// use sansmith::json::{Options, from_json_with};
///
/// let options = Options::new().size(8).depth(2);
/// assert_eq!(from_json_with::<Vec<Vec<i32>>>(b"[[1]]", options)?.0, [[1]]);
/// let error = from_json_with::<Vec<Vec<i32>>>(b"[[1,2,3]]", options).unwrap_err();
/// assert_eq!(error.to_string(), "the message is larger than 8 bytes");
/// # Ok::<(), sansmith::Error>(())
/// ```
///
/// # Errors
///
/// The text is not JSON, is too large or too deep, or does not match the schema.
pub fn from_json_with<T: Shape>(text: &[u8], options: Options) -> Result<(T, Vec<String>), Error> {
    let mut tree = Reader::parse(text, T::SCHEMA, options)?;
    let value = read(&mut tree, Reader::ROOT);
    tree.finish(value)
}

impl<'t> Reader<'t> {
    /// Parses JSON; paths in errors are relative to the shape `root`.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or is too large or too deep.
    pub fn parse(text: &'t [u8], root: &'static Schema, options: Options) -> Result<Self, Error> {
        let mut tree = Self::new(root, options);
        tree.fill_json(text)?;
        Ok(tree)
    }

    /// Parses a text into an empty tree.
    #[inline]
    pub(crate) fn fill_json(&mut self, text: &'t [u8]) -> Result<(), Error> {
        self.check_size(text.len())?;
        let is_lax = self.coerces();
        parse(text, &mut self.tape, is_lax)
    }
}
