//! Parses JSON text into a tree that borrows from it.
//!
//! **Invariants**
//! - The parser limits depth, so walks over the tree may recurse.
//! - Keys keep their order and duplicates, so that readers can report them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::foreign;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};

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
    /// Parses a text; a syntax error is reported at `at`.
    pub(crate) fn parse(text: &'a str, at: &Pointer, problems: &mut Problems) -> Option<Self> {
        match serde_json::from_str(text) {
            Ok(node) => Some(node),
            Err(error) => {
                if let Some(format) = foreign::format(text) {
                    problems.push(ProblemKind::OtherFormat { format }, at.clone());
                    return None;
                }
                let (line, column) = (error.line(), error.column());
                let place = format!(" at line {line} column {column}");
                let message = error.to_string().replace(&place, "");
                problems.push(
                    ProblemKind::Syntax {
                        message,
                        line,
                        column,
                    },
                    at.clone(),
                );
                None
            }
        }
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
            Self::List(items) => items.into_iter().map(Self::into_value).collect(),
            Self::Object(entries) => entries
                .into_iter()
                .map(|(key, value)| (key.into_owned(), value.into_value()))
                .collect(),
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut object = Vec::new();
        while let Some((Key(key), value)) = entries.next_entry()? {
            object.push((key, value));
        }
        Ok(Node::Object(object))
    }
}

/// A key, borrowed if the text has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }

        deserializer.deserialize_str(KeyVisitor)
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
            serde_json::json!({"a": {"b": 1, "c": [3], "e": "\n"}, "d": {"f": true}})
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
                message: "expected `,` or `]`".to_owned(),
                line: 2,
                column: 11
            }
        );
    }

    #[test]
    fn depth_is_bounded() {
        let text = "[".repeat(100_000);
        assert_eq!(parse(&text), None);
    }
}
