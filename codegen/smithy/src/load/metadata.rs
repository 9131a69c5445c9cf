//! The metadata of all files, merged.
//!
//! <https://smithy.io/2.0/spec/model.html#merging-metadata>

use indexmap::IndexMap;

use super::document::Document;
use super::names::{Names, Within};
use crate::event::Event;
use crate::model::{Node, Value};

/// Merges the metadata: arrays of one key are joined, other values have to be equal.
pub(super) fn merge(
    documents: &mut [Document],
    names: &mut Names<'_>,
    events: &mut Vec<Event>,
) -> IndexMap<String, Node> {
    let mut merged: IndexMap<String, Node> = IndexMap::new();
    for (index, document) in documents.iter_mut().enumerate() {
        for entry in std::mem::take(&mut document.metadata) {
            let node = names.literal(entry.literal, Within::Metadata(index));
            match merged.get_mut(&entry.key) {
                None => {
                    merged.insert(entry.key, node);
                }
                Some(known) => {
                    if let Some(event) = join(known, node, &entry.key) {
                        events.push(event);
                    }
                }
            }
        }
    }
    merged
}

fn join(known: &mut Node, node: Node, key: &str) -> Option<Event> {
    let at = node.at;
    match (&mut known.value, node.value) {
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more);
            None
        }
        (known, value) => (*known != value).then(|| {
            let message = format!("the metadata `{key}` has another value in another place");
            Event::model_error(message, at)
        }),
    }
}
