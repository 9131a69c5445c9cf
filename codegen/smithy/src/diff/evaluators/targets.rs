//! Members that target another shape.

use std::fmt::Write;

use super::{evaluate, event};
use crate::diff::differences::{Changed, Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Shape, ShapeId, ShapeType};
use crate::suppress::Suppressions;

/// `ChangedMemberTarget`
///
/// A change between two simple shapes, lists or maps is as grave as the differences between them.
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.members()) {
        if old.target == new.target {
            continue;
        }
        let targets = differences.old.target(old).zip(differences.new.target(new));
        let (severity, reason) =
            targets.map_or_else(compatible, |(old, new)| compare(differences, old, new));
        let message = format!(
            "The target of the member `{}` changed from `{}` to `{}`. {reason}",
            new.id, old.target, new.target
        );
        let subject = Subject::Member(new);
        events.push(event(severity, "ChangedMemberTarget", subject, message));
    }
}

fn compatible() -> (Severity, String) {
    (Severity::Warning, "Old callers can cope.".to_owned())
}

fn compare<'a>(
    differences: &Differences<'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> (Severity, String) {
    if let Some(reason) = breaks(old, new) {
        return (Severity::Error, reason);
    }
    let suppressions = Suppressions::of(differences.new);
    let mut found = evaluate(&effective(differences, old, new));
    if found.is_empty() {
        return compatible();
    }
    let mut severity = Severity::Warning;
    let mut reason = String::from("The effective differences are:");
    for event in &mut found {
        suppressions.apply(event);
        severity = severity.max(event.severity);
        let _ = write!(reason, "\n- [{}] {}", event.severity, event.message);
    }
    (severity, reason)
}

/// The reason why a change of the target breaks callers in itself.
fn breaks(old: &Shape, new: &Shape) -> Option<String> {
    if old.kind != new.kind {
        return Some(format!(
            "The type changed from {} to {}.",
            old.kind, new.kind
        ));
    }
    let is_named = !(old.kind.is_simple()
        || matches!(old.kind, ShapeType::List | ShapeType::Set | ShapeType::Map));
    (is_named || old.traits.has("smithy.api#enum"))
        .then(|| format!("Generated code has the name of a {} in it.", old.kind))
}

/// The differences of two targets themselves, and of the members of lists and maps.
///
/// This cannot go on for ever: only a structure or union can close a circle, and those end the comparison.
fn effective<'a>(differences: &Differences<'a>, old: &'a Shape, new: &'a Shape) -> Differences<'a> {
    let mut changed = vec![Changed {
        old: Subject::Shape(old),
        new: Subject::Shape(new),
    }];
    changed.extend(old.members.iter().filter_map(|(name, member)| {
        Some(Changed {
            old: Subject::Member(member),
            new: Subject::Member(new.members.get(name)?),
        })
    }));
    Differences::of(differences.old, differences.new, changed)
}

/// The comparisons of targets that these differences lead to, nested ones included, each with its member.
pub(in crate::diff) fn nested<'a>(
    differences: &Differences<'a>,
) -> Vec<(&'a ShapeId, Differences<'a>)> {
    let mut found = Vec::new();
    for (old, new) in differences.changed.iter().filter_map(|c| c.members()) {
        let targets = differences.old.target(old).zip(differences.new.target(new));
        let targets = targets.filter(|_| old.target != new.target);
        if let Some((old, other)) = targets.filter(|(old, new)| breaks(old, new).is_none()) {
            let part = effective(differences, old, other);
            let inner = nested(&part);
            found.push((&new.id, part));
            found.extend(inner);
        }
    }
    found
}
