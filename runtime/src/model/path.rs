//! Paths of errors within a message.
//!
//! **Invariants**
//! - Sensitive map keys, and keys within sensitive values, are not shown.

use std::fmt::Write;

use crate::model::schema::{Kind, Member, Schema};

/// Replacement for a redacted key.
const HIDDEN: &str = "[***]";

/// A path, built from the root downward.
pub(crate) struct Path {
    /// Example: `SegmentAttributes["connect:Subtype"].ValueList[0]`.
    pub(crate) text: String,
    /// True if it leads to a sensitive value.
    pub(crate) sensitive: bool,
    /// Shape at the path, if known.
    schema: Option<&'static Schema>,
}

impl Path {
    /// The empty path.
    pub(crate) const fn new(root: &'static Schema) -> Self {
        Self {
            text: String::new(),
            sensitive: root.sensitive,
            schema: Some(root),
        }
    }

    /// Kind of the shape at the path, if known.
    pub(crate) fn kind(&self) -> Option<&'static Kind> {
        self.schema.map(|schema| &schema.kind)
    }

    /// Appends a member name.
    pub(crate) fn push_name(&mut self, name: &str) {
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(name);
    }

    /// Updates the shape after a member was appended.
    pub(crate) const fn enter(&mut self, member: Option<&Member>) {
        match member {
            Some(member) => {
                self.sensitive = self.sensitive || member.is_sensitive();
                self.schema = Some(member.target);
            }
            None => self.schema = None,
        }
    }

    /// Appends a list index.
    pub(crate) fn push_index(&mut self, index: usize) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "[{index}]");
        match self.kind() {
            Some(Kind::List(element)) => self.enter(Some(element)),
            _ => self.enter(None),
        }
    }

    /// Appends a map key, redacted if it is sensitive.
    pub(crate) fn push_entry(&mut self, key: &str) {
        let (is_hidden, value) = match self.kind() {
            Some(Kind::Map(name, value)) => (name.is_sensitive(), Some(*value)),
            _ => (false, None),
        };
        if is_hidden || self.sensitive {
            self.text.push_str(HIDDEN);
        } else {
            let _ = write!(self.text, "[{key:?}]");
        }
        self.enter(value);
    }
}
