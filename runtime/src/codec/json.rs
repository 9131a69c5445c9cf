//! JSON codec.
//!
//! **Invariants**
//! - Output is compact, in the model's order, and round-trips.
//! - Parsing is strict about syntax and types; errors have a path and a byte offset.
//!
//! <https://www.rfc-editor.org/rfc/rfc8259>, <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>

mod escape;
mod parse;
mod read;
mod scan;
mod write;

#[cfg(any(feature = "registry", feature = "sign"))]
pub(crate) use self::escape::push_text;
pub(crate) use self::escape::unescape;
pub use self::read::{from_json, from_json_lenient, from_json_with};
pub use self::write::{JsonWriter, to_json};
pub use crate::codec::tape::{Names, Options, Reader as JsonTree};

#[cfg(test)]
mod tests;
