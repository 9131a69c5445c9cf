//! The member of a union that the model does not know.

use std::fmt;

use crate::types::Value;

/// A member of a union that the model does not know: its tag and what it holds.
///
/// It is kept as it came, so that it is written back unchanged.
#[derive(Clone, PartialEq, Default)]
pub struct UnknownMember {
    /// The name of the member on the wire; empty where a union had none at all.
    pub tag: String,
    /// What it holds.
    pub value: Value,
}

impl UnknownMember {
    /// A member of that name with that value.
    pub fn new(tag: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            tag: tag.into(),
            value: value.into(),
        }
    }

    /// Whether the union had no member at all.
    pub fn is_empty(&self) -> bool {
        self.tag.is_empty()
    }
}

impl fmt::Debug for UnknownMember {
    /// Without the value: nobody knows whether it is sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}
