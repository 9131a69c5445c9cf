//! Serializes to and deserializes from trees of [`Value`](crate::Value)s.

mod read;
mod write;

pub(crate) use self::read::{from_value, from_value_with};
pub use self::write::ValueWriter;
pub(crate) use self::write::{to_value, to_value_redacted};

#[cfg(test)]
mod tests;
