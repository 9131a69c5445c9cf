//! Compares JSON values as the corpus specifies.
//!
//! **Invariants**
//! - Order of object entries only matters for members of shapes; numbers are compared as decimals.

use std::cmp::Ordering;

use sansmith_smithy::FileId;
use sansmith_smithy::ast::parse_json;
use sansmith_smithy::model::{Node, Object, Value};

/// Parses JSON text.
pub(crate) fn parse(text: &str) -> Result<Node, String> {
    parse_json(FileId(0), text).map_err(|event| event.message)
}

/// The first difference between two values, with its path.
pub(crate) fn difference(expected: &Node, got: &Node) -> Option<(String, String)> {
    differ(expected, got, &mut String::new())
}

fn differ(expected: &Node, got: &Node, path: &mut String) -> Option<(String, String)> {
    match (&expected.value, &got.value) {
        (Value::Number(left), Value::Number(right)) if left.compare(right) == Ordering::Equal => {
            None
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (left, right))| below(path, &index.to_string(), (left, right)))
        }
        (Value::Object(left), Value::Object(right)) => {
            let keys = |node: &Node| {
                let object = node.as_object();
                let keys = object.into_iter().flat_map(Object::keys);
                let mut keys: Vec<String> = keys.map(str::to_owned).collect();
                if !path.ends_with("/members") {
                    keys.sort();
                }
                keys
            };
            let (left_keys, right_keys) = (keys(expected), keys(got));
            if left_keys != right_keys {
                return Some((
                    format!("{path}: keys {}", left_keys.join(", ")),
                    format!("keys {}", right_keys.join(", ")),
                ));
            }
            left.iter().find_map(|entry| {
                let other = right.get(&entry.key)?;
                below(path, &entry.key, (&entry.node, other))
            })
        }
        (left, right) if left == right => None,
        _ => Some((format!("{path}: {}", show(expected)), show(got))),
    }
}

fn below(path: &mut String, key: &str, values: (&Node, &Node)) -> Option<(String, String)> {
    let length = path.len();
    path.push('/');
    path.push_str(key);
    let found = differ(values.0, values.1, path);
    path.truncate(length);
    found
}

fn show(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::Object(object) => format!("an object of {}", object.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::{difference, parse};

    fn compare(left: &str, right: &str) -> Option<(String, String)> {
        difference(&parse(left).unwrap(), &parse(right).unwrap())
    }

    #[test]
    fn order_counts_for_members_only() {
        assert_eq!(
            compare(r#"{"a": 1, "b": 2}"#, r#"{"b": 2.0, "a": 10e-1}"#),
            None
        );
        let members = |text: &str| format!(r#"{{"s": {{"members": {text}}}}}"#);
        assert!(
            compare(
                &members(r#"{"a": 1, "b": 2}"#),
                &members(r#"{"b": 2, "a": 1}"#)
            )
            .is_some()
        );
    }

    #[test]
    fn a_difference_has_a_path() {
        let found = compare(r#"{"a": [1, {"b": "x"}]}"#, r#"{"a": [1, {"b": null}]}"#);
        assert_eq!(found, Some(("/a/1/b: \"x\"".to_owned(), "null".to_owned())));
    }
}
