//! A shape into an XML document and back.
//!
//! **Invariants**
//! - What is written is well-formed whatever the value says; the controls that XML 1.0 has no place for are written
//!   as references, which this reader takes.
//! - What XML cannot say is not read back: an empty flattened list or map is absent, and a document is all text.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings>

mod escape;
mod free;
mod parse;
mod path;
mod read;
mod tree;
mod writer;

pub use self::tree::XmlTree;
pub use self::writer::XmlWriter;
pub use crate::codec::tape::Options;
use crate::shape::Shape;
use crate::types::Error;

/// The document of a value; its root is named after the value's shape.
pub fn to_xml<T: Shape>(value: &T) -> String {
    let mut writer = XmlWriter::default();
    crate::shape::serializer::write(value, &mut writer);
    writer.finish()
}

/// Reads a value from a document, whatever its root is called.
///
/// # Errors
///
/// The text is not well-formed, does not fit the schema, or lacks a required member.
pub fn from_xml<T: Shape>(text: &str) -> Result<T, Error> {
    from_xml_with(text, Options::new()).map(|(value, _)| value)
}

/// Reads a value from a document whose missing required members are given as zeros; their paths are told.
///
/// # Errors
///
/// The text is not well-formed or does not fit the schema.
pub fn from_xml_lenient<T: Shape>(text: &str) -> Result<(T, Vec<String>), Error> {
    from_xml_with(text, Options::new().lenient())
}

/// Reads a value from a document with choices of the caller's own, and limits; the paths of the members that were given
/// a zero are told.
///
/// # Errors
///
/// The text is not well-formed, is too large or too deep, or does not fit the schema.
pub fn from_xml_with<T: Shape>(text: &str, options: Options) -> Result<(T, Vec<String>), Error> {
    let mut tree = XmlTree::parse(text, T::SCHEMA, options)?;
    let root = tree.root();
    let value = crate::shape::deserializer::read(&mut tree, root);
    tree.finish(value)
}

#[cfg(test)]
mod tests;
