//! Serde to and from every shape: what the one-line `Serialize` and `Deserialize` of generated types call.
//!
//! Keys are the model's names, and all members are written wherever they travel in HTTP.
//! In formats for people, timestamps are RFC 3339 date-times, blobs base64, and floats that are no number their names;
//! in binary formats blobs are bytes and floats floats.
//! A union is a map of one entry.
//!
//! What is read must describe itself, as JSON, YAML, TOML and CBOR do: absent members are left out, and a
//! timestamp may be a number or text. Formats that do not (bincode, postcard) can only be written.
//!
//! **Invariants**
//! - What is written is read back as the same value.

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
