//! A value tree to any shape.

use super::Value;
use crate::error::Error;
use crate::shape::Shape;
use crate::tape::{Options, Reader};
use crate::tree;

/// Reads a value of a shape from its tree, by the names of the wire.
pub(crate) fn from_value<T: Shape>(value: &Value) -> Result<T, Error> {
    let mut reader = Reader::new(T::SCHEMA, Options::new());
    reader.tape.push_value(value)?;
    let read = tree::read(&mut reader, Reader::ROOT);
    reader.check()?;
    Ok(read)
}
