//! The JSON AST: read with the location of every value, and written.
//!
//! <https://smithy.io/2.0/spec/json-ast.html>

mod expect;
mod json;
mod read;
mod shape;
mod text;
mod write;

pub(crate) use self::read::read;
pub(crate) use self::text::compact;
pub use self::write::{WriteOptions, write};
use crate::event::Event;
use crate::files::FileId;
use crate::model::Node;

/// Parses JSON text to a node, with locations in a file.
///
/// # Errors
///
/// The event for a text that is not JSON, or nests too deep.
pub fn parse_json(file: FileId, text: &str) -> Result<Node, Event> {
    json::parse(file, text).map_err(|fault| Event::model_error(fault.message, fault.at))
}
