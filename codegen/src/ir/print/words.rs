//! Attributes printed after a name: words, some with a value in brackets.

use std::fmt;
use std::fmt::Write as _;

use crate::ir::{Deprecated, Docs, UnknownTrait, XmlNamespace};

/// Words, each preceded by a space.
#[derive(Default)]
pub(super) struct Words(String);

impl Words {
    /// A word printed if `there`.
    pub(super) fn flag(&mut self, word: &str, there: bool) {
        if there {
            self.add(format_args!("{word}"));
        }
    }

    /// A word with a text, escaped to stay on one line.
    pub(super) fn text(&mut self, word: &str, text: Option<&str>) {
        self.debug(word, text.as_ref());
    }

    /// A word with the `Debug` form of a value.
    pub(super) fn debug(&mut self, word: &str, value: Option<&impl fmt::Debug>) {
        if let Some(value) = value {
            self.add(format_args!("{word}({value:?})"));
        }
    }

    /// A word with a list of values, if not empty.
    pub(super) fn list(&mut self, word: &str, values: impl IntoIterator<Item = impl fmt::Display>) {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        if !values.is_empty() {
            self.add(format_args!("{word}({})", values.join(", ")));
        }
    }

    /// A word with a minimum and a maximum.
    pub(super) fn bounds(
        &mut self,
        word: &str,
        min: Option<&impl fmt::Display>,
        max: Option<&impl fmt::Display>,
    ) {
        let min = min.map_or_else(String::new, ToString::to_string);
        let max = max.map_or_else(String::new, ToString::to_string);
        self.add(format_args!("{word}({min}..={max})"));
    }

    /// Unknown traits, one word each.
    pub(super) fn traits(&mut self, traits: &[UnknownTrait]) {
        for UnknownTrait { id, value } in traits {
            self.add(format_args!("@{id}({value})"));
        }
    }

    /// The namespace of an XML element.
    pub(super) fn namespace(&mut self, namespace: Option<&XmlNamespace>) {
        if let Some(XmlNamespace { uri, prefix }) = namespace {
            let prefix = prefix.as_deref().unwrap_or_default();
            self.add(format_args!("xmlns:{prefix}({uri:?})"));
        }
    }

    /// Deprecation.
    pub(super) fn deprecated(&mut self, deprecated: Option<&Deprecated>) {
        if let Some(Deprecated { message, since }) = deprecated {
            self.flag("deprecated", true);
            self.text("since", since.as_deref());
            self.text("message", message.as_deref());
        }
    }

    /// The length of the documentation.
    pub(super) fn docs(&mut self, docs: Option<&Docs>) {
        if let Some(docs) = docs {
            self.add(format_args!("docs({})", docs.chars().count()));
        }
    }

    fn add(&mut self, word: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, " {word}");
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
