//! Compares two models, with severities like the reference implementation.
//!
//! Stages: models to differences (`differences`), differences to events (`evaluators`), suppression (`crate::suppress`),
//! events to a verdict (`verdict`).
//!
//! **Invariants**
//!
//! - Names and severities of events are those of the evaluators of the reference implementation 1.73.0.
//! - Bundled definitions of traits never count as differences.
//!
//! <https://smithy.io/2.0/guides/smithy-cli/index.html>

mod closure;
mod differences;
mod evaluators;
mod html;
mod verdict;

use self::differences::Differences;
pub use self::html::{Page, PageRow, Section};
pub use self::verdict::{Change, ChangeKind, Item, Verdict};
use crate::event::Event;
use crate::model::{Model, ShapeId};
use crate::suppress::Suppressions;

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// Events, including suppressed ones; locations are in the new model.
    pub events: Vec<Event>,
    /// Every shape, member and metadata key that differs; shapes that differ only in members are omitted.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The verdict on the wire format: the most severe of all changes.
    pub fn wire(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.wire);
        verdicts.max().unwrap_or(Verdict::None)
    }
}

/// The comparison of the old and the new target of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// The member of the new model.
    pub member: ShapeId,
    /// The events between the targets, as if the new one had the name of the old one.
    pub events: Vec<Event>,
}

/// The differences between the targets of each member that targets another shape.
///
/// An event `ChangedMemberTarget` is as grave as these; in its message they are text.
/// A nested member, such as that of a list, has a comparison of its own.
/// Targets whose names matter, such as structures, are not compared.
pub fn effective(old: &Model, new: &Model) -> Vec<Effective> {
    let nested = evaluators::targets::nested(&Differences::detect(old, new));
    let compared = nested.into_iter().map(|(member, part)| Effective {
        member: member.clone(),
        events: events(&part),
    });
    compared.collect()
}

fn events(differences: &Differences<'_>) -> Vec<Event> {
    let suppressions = Suppressions::of(differences.new);
    let mut events = evaluators::evaluate(differences);
    for event in &mut events {
        suppressions.apply(event);
    }
    events
}

/// Compares an old model with a new one.
pub fn diff(old: &Model, new: &Model) -> Diff {
    let differences = Differences::detect(old, new);
    let events = events(&differences);
    let changes = verdict::changes(&differences, &events);
    Diff { events, changes }
}

#[cfg(test)]
mod tests;
