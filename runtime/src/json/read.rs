//! JSON text to a value of a shape.

use super::parse::parse;
use crate::error::Error;
use crate::schema::Schema;
use crate::shape::Shape;
use crate::tape::{Options, Reader};
use crate::tree::read;

/// Reads a value.
///
/// # Errors
///
/// The text is no JSON, does not fit the schema, or lacks a required member.
pub fn from_json<T: Shape>(text: &[u8]) -> Result<T, Error> {
    let mut tree = Reader::new(T::SCHEMA, Options::new());
    parse(text, &mut tree.tape)?;
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
    let mut tree = Reader::parse(text, T::SCHEMA, Options::new().lenient())?;
    let value = read(&mut tree, Reader::ROOT);
    tree.finish(value)
}

impl<'t> Reader<'t> {
    /// Parses a text; the paths in errors are told from that shape.
    ///
    /// # Errors
    ///
    /// The text is no JSON.
    pub fn parse(text: &'t [u8], root: &'static Schema, options: Options) -> Result<Self, Error> {
        let mut tree = Self::new(root, options);
        tree.fill_json(text)?;
        Ok(tree)
    }

    /// Parses a text into a tree that is still empty.
    #[inline]
    pub(crate) fn fill_json(&mut self, text: &'t [u8]) -> Result<(), Error> {
        parse(text, &mut self.tape)
    }
}
