//! JSON text to a value of a shape.

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
/// The text is no JSON, does not fit the schema, or lacks a required member.
pub fn from_json<T: Shape>(text: &[u8]) -> Result<T, Error> {
    let mut tree = Reader::new(T::SCHEMA, Options::new());
    tree.fill_json(text)?;
    // The result is made where it goes, and thrown away in the rare case.
    let value = Ok(read(&mut tree, Reader::ROOT));
    match tree.check() {
        Ok(()) => value,
        Err(error) => Err(error),
    }
}

/// Reads a value whose missing required members are given as zeros; their paths are told.
///
/// # Errors
///
/// The text is no JSON, or does not fit the schema.
pub fn from_json_lenient<T: Shape>(text: &[u8]) -> Result<(T, Vec<String>), Error> {
    from_json_with(text, Options::new().lenient())
}

/// Reads a value with choices of the caller's own, and limits; the paths of the members that were given a zero are told.
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
/// The text is no JSON, is too large or too deep, or does not fit the schema.
pub fn from_json_with<T: Shape>(text: &[u8], options: Options) -> Result<(T, Vec<String>), Error> {
    let mut tree = Reader::parse(text, T::SCHEMA, options)?;
    let value = read(&mut tree, Reader::ROOT);
    tree.finish(value)
}

impl<'t> Reader<'t> {
    /// Parses a text; the paths in errors are told from that shape.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or is too large or too deep.
    pub fn parse(text: &'t [u8], root: &'static Schema, options: Options) -> Result<Self, Error> {
        let mut tree = Self::new(root, options);
        tree.fill_json(text)?;
        Ok(tree)
    }

    /// Parses a text into a tree that is still empty.
    #[inline]
    pub(crate) fn fill_json(&mut self, text: &'t [u8]) -> Result<(), Error> {
        self.check_size(text.len())?;
        let is_lax = self.coerces();
        parse(text, &mut self.tape, is_lax)
    }
}
