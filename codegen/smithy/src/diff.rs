//! Differences between two models, graded as the reference implementation grades them.
//!
//! Stages: two models to differences (`differences`), differences to events (`evaluators`),
//! events to what the new model suppresses (`crate::suppress`), events to a verdict (`verdict`).
//!
//! **Invariants**
//!
//! - Names and severities of events are those of the evaluators of the reference implementation 1.73.0.
//! - Bundled definitions of traits never count as differences.
//!
//! <https://smithy.io/2.0/guides/smithy-cli/index.html>

mod closure;
mod differences;
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "an evaluator is about some types of shapes and passes over all others"
)]
mod evaluators;
mod html;
mod verdict;

use self::differences::Differences;
pub use self::verdict::{Change, ChangeKind, Item, Verdict};
use crate::event::Event;
use crate::model::Model;
use crate::suppress::Suppressions;

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// The events, suppressed ones included. Their places are in the new model, and only there.
    pub events: Vec<Event>,
    /// Every shape, member and metadata key that differs; a shape of which only members differ is left out.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The verdict on the wire format: the gravest one of all changes.
    pub fn wire(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.wire);
        verdicts.max().unwrap_or(Verdict::None)
    }
}

/// Compares an old model with a new one.
pub fn diff(old: &Model, new: &Model) -> Diff {
    let differences = Differences::detect(old, new);
    let mut events = evaluators::evaluate(&differences);
    let suppressions = Suppressions::of(new);
    for event in &mut events {
        suppressions.apply(event);
    }
    let changes = verdict::changes(&differences, &events);
    Diff { events, changes }
}

#[cfg(test)]
mod tests;
