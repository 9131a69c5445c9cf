//! Narrows the location of a problem, for example from a member to its invalid target.
//!
//! Pointers lead to items known to later stages; the fault is often a single value within.

use serde_json::value::RawValue;

use super::children;
use crate::problem::ProblemKind;

/// The value within an item that a problem is about.
pub(super) fn refine<'v>(kind: &ProblemKind, value: &'v RawValue) -> Option<&'v RawValue> {
    match kind {
        ProblemKind::UnknownTarget { target, .. } => ["shape", "target"]
            .iter()
            .find_map(|key| text_at(value, key, target)),
        ProblemKind::WrongTarget { shape, .. } => ["shape", "target"]
            .iter()
            .find_map(|key| text_at(value, key, shape)),
        ProblemKind::UnknownMember { member, .. } => items_with(value, member).into_iter().next(),
        ProblemKind::UnknownProtocol { name } => {
            let listed = child(value, "protocols").map(|list| items_with(list, name));
            let listed = listed.into_iter().flatten().next();
            text_at(value, "protocol", name).or(listed)
        }
        ProblemKind::NoProtocol { .. } => child(value, "protocol"),
        ProblemKind::InvalidDefault { .. } => {
            let traits = child(value, "traits")?;
            child(traits, "smithy.api#default")
        }
        ProblemKind::UnknownLabel { label, .. } => {
            let place = child(value, "hostPrefix")?;
            text_of(place)?.contains(label.as_str()).then_some(place)
        }
        ProblemKind::MinAboveMax { .. } => child(value, "min").or_else(|| {
            let traits = child(value, "traits")?;
            let mut bounds = ["smithy.api#range", "smithy.api#length"].iter();
            bounds.find_map(|id| child(child(traits, id)?, "min"))
        }),
        ProblemKind::RepeatedValue { value: repeated } => {
            items_with(child(value, "enum")?, repeated)
                .into_iter()
                .nth(1)
        }
        _ => None,
    }
}

fn child<'v>(value: &'v RawValue, key: &str) -> Option<&'v RawValue> {
    let mut children = children(value).into_iter();
    children
        .find(|(found, _)| found == key)
        .map(|(_, inner)| inner)
}

/// The value of a key, if it is the given name, with or without a namespace.
fn text_at<'v>(value: &'v RawValue, key: &str, name: &str) -> Option<&'v RawValue> {
    let place = child(value, key).filter(|_| value.get().starts_with('{'))?;
    let text = text_of(place)?;
    let is_it = text == name || text.rsplit_once('#').is_some_and(|(_, end)| end == name);
    is_it.then_some(place)
}

fn items_with<'v>(value: &'v RawValue, text: &str) -> Vec<&'v RawValue> {
    if !value.get().starts_with('[') {
        return Vec::new();
    }
    let items = children(value).into_iter().map(|(_, item)| item);
    items
        .filter(|item| text_of(item).as_deref() == Some(text))
        .collect()
}

fn text_of(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}
