//! Checks of the types of values in an AST.

use crate::event::{Event, Severity};
use crate::files::Location;
use crate::model::{Node, Object, ShapeId, Value};

/// A value that is invalid in its place.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: Location,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, at: Location) -> Self {
        let message = message.into();
        Self { message, at }
    }
}

/// The warning for unknown properties.
pub(super) fn unknown(object: &Object, known: &[&str], at: Location) -> Option<Event> {
    let unknown: Vec<_> = object.keys().filter(|key| !known.contains(key)).collect();
    if unknown.is_empty() {
        return None;
    }
    let message = format!(
        "unknown properties `{}`, expected `{}`",
        unknown.join("`, `"),
        known.join("`, `")
    );
    Some(Event::new(Severity::Warning, "Model", message, at))
}

pub(super) fn expect_id(text: &str, at: Location) -> Result<ShapeId, Fault> {
    ShapeId::parse(text).ok_or_else(|| {
        let message = format!("`{text}` is not an absolute shape ID");
        Fault::new(message, at)
    })
}

pub(super) fn expect_text<'a>(node: &'a Node, what: &str) -> Result<&'a str, Fault> {
    node.as_str().ok_or_else(|| {
        let found = node.type_name();
        Fault::new(format!("{what} needs a string, found {found}"), node.at)
    })
}

pub(super) fn expect_object(node: Node, what: &str) -> Result<Object, Fault> {
    let (found, at) = (node.type_name(), node.at);
    match node.value {
        Value::Object(object) => Ok(object),
        _ => Err(Fault::new(
            format!("{what} needs an object, found {found}"),
            at,
        )),
    }
}

pub(super) fn expect_array(node: Node, what: &str) -> Result<Vec<Node>, Fault> {
    let (found, at) = (node.type_name(), node.at);
    match node.value {
        Value::Array(items) => Ok(items),
        _ => Err(Fault::new(
            format!("{what} needs an array, found {found}"),
            at,
        )),
    }
}
