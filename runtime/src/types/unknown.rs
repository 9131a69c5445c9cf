//! Unknown union members.

use std::fmt;

use crate::types::Value;

/// A union member unknown to the model: tag and value.
///
/// It is preserved, so that it can be written back unchanged.
#[derive(Clone, PartialEq, Default)]
pub struct UnknownMember {
    /// Wire name; empty if a union had no member at all.
    pub tag: String,
    /// Value.
    pub value: Value,
}

impl UnknownMember {
    /// A member with the given tag and value.
    pub fn new(tag: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            tag: tag.into(),
            value: value.into(),
        }
    }

    /// Returns true if the union had no member at all.
    pub fn is_empty(&self) -> bool {
        self.tag.is_empty()
    }
}

impl fmt::Debug for UnknownMember {
    /// Omits the value, which may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}
