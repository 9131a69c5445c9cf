//! Serde support for every shape, called by the one-line impls of generated types.
//!
//! Keys are the model's member names, and all members are included regardless of HTTP bindings.
//! In human-readable formats, timestamps are RFC 3339, blobs are base64, and non-finite floats are names; in binary formats,
//! blobs are bytes and floats are floats.
//! A union is a map with one entry.
//!
//! Deserializing requires a self-describing format such as JSON, YAML, TOML or CBOR, since absent members are omitted and a
//! timestamp may be a number or text. Other formats (bincode, postcard) can only be serialized.
//!
//! **Invariants**
//! - Values round-trip.

mod read;
mod write;

pub use self::read::deserialize;
pub use self::write::serialize;
pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::types::{Blob, Document, Timestamp};

/// Implements serde's traits for a shape.
macro_rules! shape {
    ($($type:ty)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

shape!(Blob Document Timestamp);

#[cfg(test)]
mod tests;
