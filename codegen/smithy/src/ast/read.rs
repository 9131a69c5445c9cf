//! Reads an AST file to a [`Document`].
//!
//! **Invariants**
//! - A fault drops its shape; a fault outside of shapes drops the rest of the file.

use super::expect::{Fault, expect_id, expect_object, expect_text, unknown};
use super::json;
use super::shape::Reader;
use crate::event::Event;
use crate::files::{FileId, Location};
use crate::load::document::{Document, Literal, Metadata};
use crate::model::{Node, Object, Value, Version};

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
