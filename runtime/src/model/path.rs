//! Where in a message something went wrong.
//!
//! **Invariants**
//! - No key of a map is shown that the model calls sensitive, nor one inside of a value that it does.

use std::fmt::Write;

use crate::model::schema::{Kind, Member, Schema};

/// What stands for a key that is hidden.
const HIDDEN: &str = "[***]";

/// A path, on its way down from a value of a shape.
pub(crate) struct Path {
    /// As in `SegmentAttributes["connect:Subtype"].ValueList[0]`.
    pub(crate) text: String,
    /// Whether it leads to a value that is hidden wherever values are shown.
    pub(crate) sensitive: bool,
    /// The shape it leads to, where the model knows it.
    schema: Option<&'static Schema>,
}

impl Path {
    /// The path of the value itself.
    pub(crate) const fn new(root: &'static Schema) -> Self {
        Self {
            text: String::new(),
            sensitive: root.sensitive,
            schema: Some(root),
        }
    }

    /// The kind of what it leads to, where the model knows it.
    pub(crate) fn kind(&self) -> Option<&'static Kind> {
        self.schema.map(|schema| &schema.kind)
    }

    /// Appends the name of a member.
    pub(crate) fn push_name(&mut self, name: &str) {
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(name);
    }

    /// Takes note of what the model says of the member that was gone to.
    pub(crate) const fn enter(&mut self, member: Option<&Member>) {
        match member {
            Some(member) => {
                self.sensitive = self.sensitive || member.is_sensitive();
                self.schema = Some(member.target);
            }
            None => self.schema = None,
        }
    }

    /// Goes to an element of a list.
    pub(crate) fn push_index(&mut self, index: usize) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "[{index}]");
        match self.kind() {
            Some(Kind::List(element)) => self.enter(Some(element)),
            _ => self.enter(None),
        }
    }

    /// Goes to the value of a key, which is shown unless nobody may see it.
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
