//! A shape into CBOR and back.
//!
//! **Invariants**
//! - Lengths are written definite and integers in their shortest form; every other well-formed form is read.
//! - An instant is tag 1 over a number of seconds: an integer where it is whole, else a double, which holds
//!   microseconds.
//!
//! <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-cbor.html>

mod free;
mod parse;
mod read;
mod tree;
mod writer;

pub use self::tree::CborTree;
pub use self::writer::CborWriter;
use crate::error::Error;
use crate::shape::Shape;
pub use crate::tape::Names;

/// How deep values may nest unless a caller says otherwise.
pub const DEPTH: usize = 128;

/// The CBOR of a value.
pub fn to_cbor<T: Shape>(value: &T) -> Vec<u8> {
    let mut writer = CborWriter::new(Names::Wire);
    crate::writer::write(value, &mut writer);
    writer.finish()
}

/// Reads a value.
///
/// # Errors
///
/// The bytes are not well-formed, do not fit the schema, or lack a required member.
pub fn from_cbor<T: Shape>(bytes: &[u8]) -> Result<T, Error> {
    read(CborTree::parse(bytes, Names::Wire, DEPTH)?).map(|(value, _)| value)
}

/// Reads a value whose missing required members are given as zeros; their paths are told.
///
/// # Errors
///
/// The bytes are not well-formed or do not fit the schema.
pub fn from_cbor_lenient<T: Shape>(bytes: &[u8]) -> Result<(T, Vec<String>), Error> {
    read(CborTree::parse(bytes, Names::Wire, DEPTH)?.lenient())
}

/// Reads a value from the root.
fn read<T: Shape>(mut tree: CborTree<'_>) -> Result<(T, Vec<String>), Error> {
    let root = tree.root();
    let value = crate::tree::read(&mut tree, root);
    tree.finish(value)
}

#[cfg(test)]
mod tests;
