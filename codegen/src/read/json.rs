//! Parses JSON text into a tree that borrows from it.
//!
//! **Invariants**
//! - The parser limits depth, so walks over the tree may recurse.
//! - Numbers keep their text: no digit of a model is lost.
//! - Keys keep their order and duplicates, so that readers can report them.

use std::borrow::Cow;
use std::ops::Range;

use sansmith_smithy::json::{Builder, Entry, Fault, Scalar, parse};

use super::foreign;
use crate::ir::{Number, Pointer, Value};
use crate::problem::{ProblemKind, Problems};

/// The number of arrays and objects that may be open.
const MAX_DEPTH: usize = 128;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Node<'a> {
    /// Parses a text.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or nests too deep.
    pub(crate) fn of(text: &'a str) -> Result<Self, Fault> {
        parse(text, MAX_DEPTH, &Nodes)
    }

    /// Parses a text; a syntax error is reported at `at`.
    pub(crate) fn parse(text: &'a str, at: &Pointer, problems: &mut Problems) -> Option<Self> {
        let fault = match Self::of(text) {
            Ok(node) => return Some(node),
            Err(fault) => fault,
        };
        let kind = match foreign::format(text) {
            Some(format) => ProblemKind::OtherFormat { format },
            None => ProblemKind::Syntax {
                message: fault.message,
                offset: fault.at.start,
            },
        };
        problems.push(kind, at.clone());
        None
    }

    /// The name of the JSON type in messages.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Merges `over` into this tree: objects key by key, anything else is replaced.
    pub(crate) fn merge(&mut self, over: Self) {
        match (self, over) {
            (Self::Object(entries), Self::Object(over)) => {
                for (key, value) in over {
                    match entries.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, node)) => node.merge(value),
                        None => entries.push((key, value)),
                    }
                }
            }
            (under, over) => *under = over,
        }
    }

    /// Converts to an owned value; the last duplicate key applies.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(value) => Value::Number(value),
            Self::Text(value) => Value::String(value.into_owned()),
            Self::List(items) => Value::Array(items.into_iter().map(Self::into_value).collect()),
            Self::Object(entries) => {
                let entries = entries.into_iter();
                let entries = entries.map(|(key, value)| (key.into_owned(), value.into_value()));
                Value::Object(entries.collect())
            }
        }
    }
}

/// The nodes of this tree, which has no use for places.
struct Nodes;

impl<'a> Builder<'a> for Nodes {
    type Node = Node<'a>;

    fn scalar(&self, value: Scalar<'a>, _: Range<usize>) -> Node<'a> {
        match value {
            Scalar::Null => Node::Null,
            Scalar::Bool(value) => Node::Bool(value),
            Scalar::Number(number) => Node::Number(number),
            Scalar::Text(text) => Node::Text(text),
        }
    }

    fn array(&self, items: Vec<Node<'a>>, _: Range<usize>) -> Node<'a> {
        Node::List(items)
    }

    fn object(&self, entries: Vec<Entry<'a, Node<'a>>>, _: Range<usize>, _: usize) -> Node<'a> {
        let entries = entries.into_iter();
        Node::Object(entries.map(|(key, _, value)| (key, value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Node;
    use crate::ir::Pointer;
    use crate::problem::{ProblemKind, Problems};

    fn parse(text: &str) -> Option<Node<'_>> {
        Node::parse(text, &Pointer::root(), &mut Problems::new())
    }

    #[test]
    fn an_overlay_replaces_leaves_and_joins_objects() {
        let mut node = parse(r#"{"a": {"b": 1, "c": [1, 2]}, "d": null}"#).unwrap();
        node.merge(parse(r#"{"a": {"c": [3], "e": "\n"}, "d": {"f": true}}"#).unwrap());
        assert_eq!(
            node.into_value(),
            serde_json::json!({"a": {"b": 1, "c": [3], "e": "\n"}, "d": {"f": true}}).into()
        );
    }

    #[test]
    fn syntax_errors_report_the_offset() {
        let mut problems = Problems::new();
        let text = "{\n  \"a\": [1 2]\n}";
        assert_eq!(Node::parse(text, &Pointer::root(), &mut problems), None);
        let [problem] = problems.into_vec().try_into().unwrap();
        assert_eq!(
            problem.kind,
            ProblemKind::Syntax {
                message: "expected `,` or `]`, found `2`".to_owned(),
                offset: 12,
            }
        );
    }

    #[test]
    fn depth_is_bounded() {
        let text = "[".repeat(100_000);
        assert_eq!(parse(&text), None);
    }
}
