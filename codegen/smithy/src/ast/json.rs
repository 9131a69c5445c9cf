//! Parses JSON to nodes with locations.
//!
//! **Invariants**
//! - The last duplicate key applies, except that objects at depth two, which hold the shapes of a model, keep both.

use std::ops::Range;

use indexmap::IndexMap;

use crate::files::{FileId, Location};
use crate::json::{Builder, Entry as Pair, Scalar};
use crate::model::{Entry, Node, Object, ObjectBuilder, Value};

/// Maximum number of open arrays and objects.
const MAX_DEPTH: usize = 512;

/// The depth of the object that holds the shapes of a model.
const SHAPES_DEPTH: usize = 2;

/// A text that is not JSON.
pub(super) struct NotJson {
    pub(super) message: String,
    pub(super) at: Location,
}

/// Parses a text.
pub(super) fn parse(file: FileId, text: &str) -> Result<Node, NotJson> {
    let nodes = Nodes { file };
    crate::json::parse(text, MAX_DEPTH, &nodes).map_err(|fault| NotJson {
        message: format!("not JSON: {}", fault.message),
        at: nodes.location(fault.at),
    })
}

/// The nodes of a file.
struct Nodes {
    file: FileId,
}

impl Nodes {
    fn location(&self, at: Range<usize>) -> Location {
        let offset = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Location {
            file: self.file,
            start: offset(at.start),
            end: offset(at.end),
        }
    }
}

impl<'a> Builder<'a> for Nodes {
    type Node = Node;

    fn scalar(&self, value: Scalar<'a>, at: Range<usize>) -> Node {
        let value = match value {
            Scalar::Null => Value::Null,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Number(number) => Value::Number(number),
            Scalar::Text(text) => Value::String(text.into_owned()),
        };
        Node::new(value, self.location(at))
    }

    fn array(&self, items: Vec<Node>, at: Range<usize>) -> Node {
        Node::new(Value::Array(items), self.location(at))
    }

    fn object(&self, entries: Vec<Pair<'a, Node>>, at: Range<usize>, depth: usize) -> Node {
        let mut object = ObjectBuilder::new();
        let mut doubled = Vec::new();
        for (key, key_at, node) in entries {
            let (key, key_at) = (key.into_owned(), self.location(key_at));
            doubled.extend(object.add(Entry { key, key_at, node }).err());
        }
        let object = with_doubled(object.finish(), doubled, depth == SHAPES_DEPTH);
        Node::new(Value::Object(object), self.location(at))
    }
}

/// Resolves duplicate keys: appends them, or replaces the first ones.
fn with_doubled(mut object: Object, doubled: Vec<Entry>, keep: bool) -> Object {
    if doubled.is_empty() {
        return object;
    }
    if keep {
        for entry in doubled {
            object.push(entry);
        }
        return object;
    }
    let mut last: IndexMap<String, Entry> = IndexMap::new();
    for entry in object.into_iter().chain(doubled) {
        last.insert(entry.key.clone(), entry);
    }
    let mut object = Object::new();
    for (_, entry) in last {
        object.push(entry);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::files::FileId;
    use crate::model::{Node, Value};

    fn read(text: &str) -> Result<Node, String> {
        parse(FileId(0), text).map_err(|fault| format!("{}: {}", fault.at.start, fault.message))
    }

    #[test]
    fn values_keep_their_text_and_place() {
        let node = read(" {\"a\": [1.50, -0, true, null, \"\\u00e9\\ud83d\\ude00\"]}\n").unwrap();
        let items = node.get("a").and_then(Node::as_array).unwrap();
        let starts: Vec<u32> = items.iter().map(|item| item.at.start).collect();
        assert_eq!(starts, [8, 14, 18, 24, 30]);
        let number = items.first().and_then(Node::as_number).unwrap();
        assert_eq!(number.as_str(), "1.50");
        assert_eq!(items.last().and_then(Node::as_str), Some("é😀"));
    }

    #[test]
    fn the_last_of_a_doubled_key_counts_in_its_first_place() {
        let node = read(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
        let Value::Object(object) = node.value else {
            return assert_eq!(node.type_name(), "object");
        };
        let keys: Vec<&str> = object.keys().collect();
        assert_eq!(keys, ["a", "b"]);
        let number = object.get("a").and_then(Node::as_number).unwrap();
        assert_eq!(number.as_str(), "3");
    }

    #[test]
    fn faults_have_a_place() {
        let faults = [
            (
                "",
                "0: not JSON: expected a value, found the end of the file",
            ),
            ("[1 2]", "3: not JSON: expected `,` or `]`, found `2`"),
            ("{a: 1}", "1: not JSON: expected a key, found `a`"),
            ("[01]", "1: not JSON: expected a number, found `0`"),
            (
                "[\"a\nb\"]",
                "3: not JSON: expected the rest of a string, found `\\n`",
            ),
            (
                "1 2",
                "2: not JSON: expected the end of the file, found `2`",
            ),
        ];
        for (text, fault) in faults {
            assert_eq!(read(text).unwrap_err(), fault);
        }
    }

    #[test]
    fn depth_is_limited() {
        assert!(read(&"[".repeat(100_000)).is_err());
        let deep = "[".repeat(512) + &"]".repeat(512);
        assert!(read(&deep).is_ok());
    }
}
