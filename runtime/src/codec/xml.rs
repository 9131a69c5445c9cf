//! XML codec.
//!
//! **Invariants**
//! - Output is well-formed for any value; control characters invalid in XML 1.0 are written as references, which the parser
//!   accepts.
//! - Limitations of XML: an empty flattened list or map is read as absent, and a document is read as text.
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

/// Serializes a value; the root element is named after its shape.
pub fn to_xml<T: Shape>(value: &T) -> String {
    let mut writer = XmlWriter::default();
    crate::shape::serializer::write(value, &mut writer);
    writer.finish()
}

/// Deserializes a value; the root element may have any name.
///
/// # Errors
///
/// The text is malformed, does not match the schema, or lacks a required member.
pub fn from_xml<T: Shape>(text: &str) -> Result<T, Error> {
    from_xml_with(text, Options::new()).map(|(value, _)| value)
}

/// Deserializes a value, with zero values for missing required members; returns their paths.
///
/// # Errors
///
/// The text is malformed or does not match the schema.
pub fn from_xml_lenient<T: Shape>(text: &str) -> Result<(T, Vec<String>), Error> {
    from_xml_with(text, Options::new().lenient())
}

/// Deserializes a value with custom options and limits; returns the paths of required members replaced by zero values.
///
/// # Errors
///
/// The text is malformed, too large or too deep, or does not match the schema.
pub fn from_xml_with<T: Shape>(text: &str, options: Options) -> Result<(T, Vec<String>), Error> {
    let mut tree = XmlTree::parse(text, T::SCHEMA, options)?;
    let root = tree.root();
    let value = crate::shape::deserializer::read(&mut tree, root);
    tree.finish(value)
}

#[cfg(test)]
mod tests;
