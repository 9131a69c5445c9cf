//! What the crates that Sansmith generates stand on: a value's schema, its walks, and every codec that drives them.

#[cfg(feature = "cbor")]
pub mod cbor;
pub mod error;
pub mod query;
pub mod schema;
pub mod shape;
pub mod tree;
#[cfg(feature = "validate")]
pub mod validate;
pub mod writer;
#[cfg(feature = "xml")]
pub mod xml;

mod blob;
mod document;
mod number;
#[cfg(test)]
mod specimen;
mod text;
mod timestamp;
mod unknown;
mod value;

pub use self::blob::Blob;
pub use self::document::Document;
pub use self::error::{Error, ErrorKind};
pub use self::number::Number;
pub use self::timestamp::Timestamp;
pub use self::unknown::UnknownMember;
pub use self::value::Value;
