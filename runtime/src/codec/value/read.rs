//! Deserializes shapes from value trees.

use crate::codec::tape::{Options, Reader};
use crate::shape::{Shape, deserializer};
use crate::types::Error;
use crate::types::Value;

/// Deserializes a value from its tree, by wire names.
pub(crate) fn from_value<T: Shape>(value: &Value) -> Result<T, Error> {
    from_value_with(value, Options::new()).map(|(value, _)| value)
}

/// Deserializes a value from its tree with custom options; returns the paths of required members replaced by zero values.
pub(crate) fn from_value_with<T: Shape>(
    value: &Value,
    options: Options,
) -> Result<(T, Vec<String>), Error> {
    let mut reader = Reader::new(T::SCHEMA, options);
    reader.tape.push_value(value)?;
    let read = deserializer::read(&mut reader, Reader::ROOT);
    reader.finish(read)
}
