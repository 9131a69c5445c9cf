//! Names and values as messages print them.

use std::fmt::Write;

use crate::model::{Node, ShapeId, Value};

/// The name of a trait: without the namespace of the prelude.
pub(super) fn trait_name(id: &ShapeId) -> &str {
    let name = id.as_str();
    name.strip_prefix("smithy.api#").unwrap_or(name)
}

/// The names that a message lists at most, where each of many events could list all others.
pub(super) const SHOWN: usize = 10;

/// Names in backticks, joined with commas.
pub(super) fn ticked<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names
        .into_iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    names.join(", ")
}

/// A value as JSON on one line, the keys of objects in order, so that equal values have equal texts.
pub(super) fn json(node: &Node) -> String {
    let mut out = String::new();
    write_json(node, &mut out);
    out
}

fn write_json(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "[" } else { "," });
                write_json(item, out);
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(object) => {
            let mut entries: Vec<_> = object.iter().collect();
            entries.sort_by(|left, right| left.key.cmp(&right.key));
            for (index, entry) in entries.iter().enumerate() {
                out.push_str(if index == 0 { "{" } else { "," });
                let _ = write!(out, "{:?}:", entry.key);
                write_json(&entry.node, out);
            }
            out.push_str(if entries.is_empty() { "{}" } else { "}" });
        }
    }
}
