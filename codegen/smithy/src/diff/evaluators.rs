//! The evaluators: from differences to events, named and graded as in the reference implementation 1.73.0.
//!
//! `RemovedAuthenticationScheme` of the reference reports nothing, so it is not here.

mod auth;
mod bindings;
mod breaking;
mod defaults;
mod endpoints;
mod enums;
mod errors;
mod limits;
mod metadata;
mod modified;
mod nullability;
mod operations;
mod renames;
mod shapes;
pub(super) mod targets;

use std::collections::BTreeSet;
use std::fmt::Write;

use super::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Node, ShapeId, Value};

/// A function from differences to events.
type Evaluator = fn(&Differences<'_>, &mut Vec<Event>);

/// All evaluators, in the order of their events.
const EVALUATORS: [Evaluator; 23] = [
    bindings::added,
    metadata::changed,
    errors::of_operations,
    shapes::added_required_members,
    errors::of_services,
    shapes::added,
    shapes::added_trait_definitions,
    defaults::changed,
    enums::changed,
    limits::changed,
    shapes::reordered_members,
    targets::changed,
    nullability::changed,
    operations::changed_input_and_output,
    operations::changed_identifiers,
    shapes::changed_types,
    modified::changed,
    bindings::removed,
    shapes::removed,
    renames::changed,
    breaking::changed,
    auth::migrated,
    endpoints::migrated,
];

/// Runs all evaluators.
pub(super) fn evaluate(differences: &Differences<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for evaluator in EVALUATORS {
        evaluator(differences, &mut events);
    }
    events
}

/// An event about a shape or member of the new model.
fn event(
    severity: Severity,
    id: impl Into<std::borrow::Cow<'static, str>>,
    subject: Subject<'_>,
    message: impl Into<String>,
) -> Event {
    Event::new(severity, id, message, subject.at()).of(subject.id().clone())
}

/// A value for a message: in backticks, as JSON, texts without quotes.
fn shown(node: Option<&Node>) -> String {
    match node.map(|node| &node.value) {
        None => "`null`".to_owned(),
        Some(Value::String(text)) => format!("`{text}`"),
        Some(value) => format!("`{}`", json(value)),
    }
}

/// A value as JSON on one line.
fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.as_str().to_owned(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| json(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(object) => {
            let entries = object.iter().map(|entry| {
                let (key, value) = (quoted(&entry.key), json(&entry.node.value));
                format!("{key}: {value}")
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    let mut result = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => result.extend(['\\', c]),
            '\n' => result.push_str("\\n"),
            c if c < ' ' => {
                let _ = write!(result, "\\u{:04x}", u32::from(c));
            }
            c => result.push(c),
        }
    }
    result.push('"');
    result
}

/// Elements of `list` missing from `other`, without duplicates.
fn missing<'a>(list: &'a [ShapeId], other: &[ShapeId]) -> BTreeSet<&'a ShapeId> {
    let other: BTreeSet<&ShapeId> = other.iter().collect();
    list.iter().filter(|id| !other.contains(id)).collect()
}
