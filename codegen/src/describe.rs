//! Builds documentation lines from a model.
//!
//! The model's prose comes first if wanted, followed by facts. Without prose the first line is built from facts, because
//! rustdoc shows it next to the name.
//!
//! **Invariants**
//! - Information in attributes or signatures (`#[deprecated]`, types) is not repeated.
//! - Text from the model is always escaped.

mod example;
mod kind;
mod library;
mod markdown;
mod member;
mod operation;
mod shape;
mod syntax;
mod waiter;
mod words;

use crate::ir::{Docs, EnumValue, IntEnumValue};

pub(crate) use self::library::library;
pub(crate) use self::member::{member, setter};
pub(crate) use self::operation::{failure, operation};
pub(crate) use self::shape::shape;
pub(crate) use self::waiter::waiter;

/// Documentation of an enum value.
pub(crate) fn value(value: &EnumValue) -> Vec<String> {
    let wire = if value.value.trim().is_empty() {
        "An empty value on the wire.".to_owned()
    } else {
        format!("{} on the wire.", markdown::code(&value.value))
    };
    on_the_wire(wire, value.docs.as_ref())
}

/// Documentation of an integer enum value.
pub(crate) fn number(value: &IntEnumValue) -> Vec<String> {
    let wire = format!("{} on the wire.", markdown::code(&value.value.to_string()));
    on_the_wire(wire, value.docs.as_ref())
}

/// Documentation of a client context parameter of the endpoint rules.
pub(crate) fn client_param(name: &str, docs: Option<&Docs>) -> Vec<String> {
    let fact = format!("{} of the endpoint rules.", markdown::code(name));
    on_the_wire(fact, docs)
}

/// Documentation of a value, with its wire form.
fn on_the_wire(wire: String, docs: Option<&Docs>) -> Vec<String> {
    let mut page = Page::begin(docs, || wire.clone());
    if docs.is_some() {
        page.paragraph([wire]);
    }
    page.lines
}

/// Documentation under construction: paragraphs separated by empty lines.
struct Page {
    lines: Vec<String>,
}

impl Page {
    /// Starts with the model's prose, or with a summary.
    fn begin(docs: Option<&Docs>, summary: impl FnOnce() -> String) -> Self {
        let mut lines = docs
            .map(|docs| markdown::from_html(docs))
            .unwrap_or_default();
        if lines.is_empty() {
            lines.push(summary());
        }
        Self { lines }
    }

    /// Adds a paragraph of sentences, if there are any.
    fn paragraph(&mut self, sentences: impl IntoIterator<Item = String>) {
        let mut sentences = sentences
            .into_iter()
            .filter(|sentence| !sentence.is_empty());
        if let Some(first) = sentences.next() {
            self.lines.extend([String::new(), first]);
            self.lines.extend(sentences);
        }
    }

    /// Adds a section.
    fn section(&mut self, title: &str, lines: impl IntoIterator<Item = String>) {
        self.lines
            .extend([String::new(), format!("# {title}"), String::new()]);
        self.lines.extend(lines);
    }
}

#[cfg(test)]
mod tests;
