//! Codecs: a serializer and a deserializer for each format.

#[cfg(feature = "cbor")]
pub mod cbor;
pub mod json;
pub mod query;
#[cfg(feature = "serde")]
pub mod serde;
pub(crate) mod tape;
pub(crate) mod value;
#[cfg(feature = "xml")]
pub mod xml;

pub use self::value::ValueWriter;
