//! Reads an AST file to a [`Document`].
//!
//! **Invariants**
//! - A fault drops its shape; a fault outside of shapes drops the rest of the file.

use super::json;
use super::shape::Reader;
use crate::event::{Event, Severity};
use crate::files::{FileId, Location};
use crate::load::document::{Document, Literal, Metadata};
use crate::model::{Node, Object, ShapeId, Value, Version};

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

/// The properties of a whole model.
const MODEL: [&str; 3] = ["smithy", "metadata", "shapes"];

/// Reads a file; `None` for JSON that is not a Smithy model.
pub(crate) fn read(file: FileId, text: &str) -> Option<Document> {
    let mut document = Document::new(Version::Two);
    match json::parse(file, text) {
        Err(fault) => {
            let event = Event::model_error(fault.message, fault.at);
            document.events.push(event);
        }
        Ok(node) => {
            let Value::Object(object) = node.value else {
                return None;
            };
            if !object.contains("smithy") {
                return None;
            }
            if let Err(fault) = model(&mut document, object, node.at) {
                let event = Event::model_error(fault.message, fault.at);
                document.events.push(event);
            }
        }
    }
    Some(document)
}

fn model(document: &mut Document, object: Object, at: Location) -> Result<(), Fault> {
    if let Some(node) = object.get("smithy") {
        let text = expect_text(node, "`smithy`")?;
        document.version = Version::parse(text).ok_or_else(|| {
            let message = format!("unsupported Smithy version `{text}`, expected `1.0` or `2.0`");
            Fault::new(message, node.at)
        })?;
    }
    document.events.extend(unknown(&object, &MODEL, at));
    for entry in object {
        match entry.key.as_str() {
            "metadata" => match expect_object(entry.node, "`metadata`") {
                Ok(entries) => metadata(document, entries),
                Err(fault) => {
                    let event = Event::model_error(fault.message, fault.at);
                    document.events.push(event);
                }
            },
            "shapes" => {
                for entry in expect_object(entry.node, "`shapes`")? {
                    shape(document, &entry.key, (entry.key_at, entry.node))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn metadata(document: &mut Document, entries: Object) {
    for entry in entries {
        document.metadata.push(Metadata {
            key: entry.key,
            literal: Literal::plain(entry.node),
        });
    }
}

fn shape(document: &mut Document, key: &str, value: (Location, Node)) -> Result<(), Fault> {
    let (key_at, node) = value;
    let id = expect_id(key, key_at)?;
    let at = node.at;
    let object = expect_object(node, "a shape")?;
    let mut reader = Reader::new(document, id.clone(), at);
    if let Err(fault) = reader.shape(object) {
        let event = Event::model_error(fault.message, fault.at);
        document.events.push(event.of(id));
    }
    Ok(())
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
