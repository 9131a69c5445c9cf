//! `MetadataTrait` and `TypedMetadata`: metadata whose shape a model defines.
//!
//! <https://smithy.io/2.0/spec/model.html#metadata>

use std::collections::BTreeMap;

use super::check::Check;
use super::report::Report;
use super::text::{SHOWN, ticked};
use super::views::Views;
use crate::model::{Node, Shape};
use crate::subject::Subject;

/// The keys that Smithy itself reads.
const RESERVED: [&str; 3] = ["severityOverrides", "suppressions", "validators"];

/// The shapes of metadata by key, with the places of their traits.
fn types<'m>(views: &Views<'m>) -> BTreeMap<&'m str, Vec<(&'m Shape, &'m Node)>> {
    let mut types: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for subject in views.having("smithy.api#metadata") {
        if let Subject::Shape(shape) = *subject
            && let Some(node) = shape.traits.get("smithy.api#metadata")
            && let Some(key) = node.get("key").and_then(Node::as_str)
        {
            types.entry(key).or_default().push((shape, node));
        }
    }
    types
}

/// Checks that each key has one shape, and that no reserved key has one.
pub(super) fn traits(views: &Views<'_>, report: &mut Report) {
    for (key, shapes) in types(views) {
        let is_reserved = RESERVED.contains(&key);
        for (shape, node) in &shapes {
            let others = shapes.iter().map(|(other, _)| other.id.as_str());
            let others = others.filter(|other| *other != shape.id.as_str());
            let others = ticked(others.take(SHOWN));
            if is_reserved {
                let message = format!("the metadata key `{key}` is reserved");
                report.error_at(*shape, node.at, message);
            } else if shapes.len() > 1 {
                let message = format!("the metadata key `{key}` has other shapes too: {others}");
                report.error_at(*shape, node.at, message);
            }
        }
    }
}

/// Checks metadata against the shapes of their keys.
pub(super) fn values(views: &Views<'_>, report: &mut Report) {
    for (key, shapes) in types(views) {
        let (Some(node), [(shape, _)]) = (views.model.metadata().get(key), shapes.as_slice())
        else {
            continue;
        };
        let id = format!("{}.{key}", report.name());
        let path = vec!["metadata".to_owned(), key.to_owned()];
        let mut check = Check::new(views, &id, None, path);
        check.zero_warns = true;
        check.base64 = true;
        check.shape(shape, None, node);
        report.events.append(&mut check.events);
    }
}
