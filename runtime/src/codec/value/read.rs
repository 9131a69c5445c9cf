//! A value tree to any shape.

use crate::codec::tape::{Options, Reader};
use crate::shape::{Shape, deserializer};
use crate::types::Error;
use crate::types::Value;

/// Reads a value of a shape from its tree, by the names of the wire.
pub(crate) fn from_value<T: Shape>(value: &Value) -> Result<T, Error> {
    from_value_with(value, Options::new()).map(|(value, _)| value)
}

/// Reads a value of a shape from its tree with choices of the caller's own; the paths of the members that were given a
/// zero are told.
pub(crate) fn from_value_with<T: Shape>(
    value: &Value,
    options: Options,
) -> Result<(T, Vec<String>), Error> {
    let mut reader = Reader::new(T::SCHEMA, options);
    reader.tape.push_value(value)?;
    let read = deserializer::read(&mut reader, Reader::ROOT);
    reader.finish(read)
}
