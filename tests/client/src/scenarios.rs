//! Scenarios of create, read, list with pages, wait, delete and errors: each one description for both clients.

mod data;
mod objects;
mod resources;

use serde_json::Value;

use crate::caller::Caller;

/// A scenario: its name, and what it does.
pub type Scenario = (&'static str, fn(&Caller));

/// All scenarios.
pub fn all() -> Vec<Scenario> {
    [data::SCENARIOS, objects::SCENARIOS, resources::SCENARIOS].concat()
}

/// The text at a path of an output: `Table.TableStatus`, `Items.0.id`.
fn text(value: &Value, path: &str) -> String {
    let found = at(value, path);
    found
        .as_str()
        .unwrap_or_else(|| panic!("{path} in {value}"))
        .to_owned()
}

/// The value at a path of an output.
fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    let pointer = format!("/{}", path.replace('.', "/"));
    value.pointer(&pointer).unwrap_or(&Value::Null)
}

/// A name of a resource that the other client does not have.
fn named(caller: &Caller, name: &str) -> String {
    format!("{name}-{}", caller.name())
}
