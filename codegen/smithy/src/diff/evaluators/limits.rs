//! The traits `length` and `range`.

use std::cmp::Ordering;

use super::event;
use crate::diff::differences::{Changed, Differences};
use crate::event::{Event, Severity};
use crate::model::{Node, Number};

/// `ChangedLengthTrait` and `ChangedRangeTrait`: limits that became narrower.
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        for (name, id) in [
            ("ChangedLengthTrait", "smithy.api#length"),
            ("ChangedRangeTrait", "smithy.api#range"),
        ] {
            compare(change, name, id, events);
        }
    }
}

fn compare(change: &Changed<'_>, name: &'static str, id: &str, events: &mut Vec<Event>) {
    let values = change.old.traits().get(id).zip(change.new.traits().get(id));
    let Some((old, new)) = values else {
        return;
    };
    let text = |limit: Option<&Number>| limit.map_or("none", Number::as_str).to_owned();
    let (old_min, new_min) = (limit(old, "min"), limit(new, "min"));
    // No minimum counts as zero.
    let is_raised = match (old_min, new_min) {
        (Some(old), Some(new)) => new.compare(old) == Ordering::Greater,
        (None, Some(new)) => is_positive(new),
        (Some(old), None) => !old.is_zero() && !is_positive(old),
        (None, None) => false,
    };
    if is_raised {
        let message = format!(
            "The minimum of the trait `{id}` was raised from {} to {}",
            text(old_min),
            text(new_min)
        );
        events.push(event(Severity::Error, name, change.new, message));
    }
    let (old_max, new_max) = (limit(old, "max"), limit(new, "max"));
    let is_lowered =
        new_max.is_some_and(|new| old_max.is_none_or(|old| old.compare(new) == Ordering::Greater));
    if is_lowered {
        let message = format!(
            "The maximum of the trait `{id}` was lowered from {} to {}",
            text(old_max),
            text(new_max)
        );
        events.push(event(Severity::Error, name, change.new, message));
    }
}

fn limit<'a>(node: &'a Node, key: &str) -> Option<&'a Number> {
    node.get(key).and_then(Node::as_number)
}

fn is_positive(number: &Number) -> bool {
    !number.is_zero() && !number.as_str().starts_with('-')
}
