//! The serializer to a tree of [`Value`](crate::Value)s, and the way back.

mod read;
mod write;

pub(crate) use self::read::{from_value, from_value_with};
pub use self::write::ValueWriter;
pub(crate) use self::write::{to_value, to_value_redacted};

#[cfg(test)]
mod tests;
