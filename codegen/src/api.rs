//! The public items of generated crates, and the release that a change of them requires.
//!
//! Two plans are compared, made with the same generator and options: names, types and boxing are decided after the IR, so a
//! comparison of models cannot know them.
//!
//! **Invariants**
//! - Every verdict is a row of [`ROWS`], with its reason.

mod rows;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::Bundle;
use crate::config::Config;
use crate::front;
use crate::ir::Ir;
use crate::plan;
use crate::problem::Problems;
use crate::report::Report;

pub use self::rows::{ROWS, Row};
pub use self::wire::{WireChange, wire};
pub use crate::plan::surface::{Item, Kind};
pub use sansmith_smithy::diff::{ChangeKind, Verdict};

/// The public items of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The items by path, such as `types::Endpoint.address`.
    pub items: BTreeMap<String, Item>,
}

impl Api {
    /// The public items of the crate of a model.
    ///
    /// # Errors
    ///
    /// A [`Report`] of all problems in the model.
    pub fn read(bundle: &Bundle, config: &Config) -> Result<Self, Report> {
        let (ir, _) = front(bundle, config)?;
        Self::of(bundle, &ir, config)
    }

    /// The public items of the crate of a model, which [`front`] has read from the bundle.
    ///
    /// # Errors
    ///
    /// A [`Report`] of all problems of the plan.
    pub fn of(bundle: &Bundle, ir: &Ir, config: &Config) -> Result<Self, Report> {
        let mut problems = Problems::new();
        let plan = plan::plan(ir, config, &mut problems);
        if problems.propagate().is_err() {
            return Err(Report::new(bundle, problems.into_vec()));
        }
        let items = plan::surface::items(&plan, ir);
        Ok(Self { items })
    }

    /// The changes from this crate to a newer one, by path.
    pub fn changes(&self, newer: &Self) -> Vec<Change> {
        let paths: BTreeSet<&String> = self.items.keys().chain(newer.items.keys()).collect();
        let both = (&self.items, &newer.items);
        paths
            .into_iter()
            .filter_map(|path| {
                let pair = (self.items.get(path), newer.items.get(path));
                change(path, pair, both)
            })
            .collect()
    }
}

/// A changed item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Its path.
    pub path: String,
    /// Its kind.
    pub kind: Kind,
    /// The shape or member that it stands for.
    pub shape: Option<String>,
    /// The way it changed.
    pub change: ChangeKind,
    /// The release that it requires.
    pub verdict: Verdict,
    /// The reason, in a sentence without subject.
    pub reason: &'static str,
}

/// The gravest release that changes require.
pub fn verdict(changes: &[Change]) -> Verdict {
    let verdicts = changes.iter().map(|change| change.verdict);
    verdicts.max().unwrap_or(Verdict::None)
}

/// The items of the old and of the new crate.
type Both<'a> = (&'a BTreeMap<String, Item>, &'a BTreeMap<String, Item>);

fn change(path: &str, pair: (Option<&Item>, Option<&Item>), both: Both<'_>) -> Option<Change> {
    if pair.0 == pair.1 {
        return None;
    }
    // The parts of a type that comes or goes are no changes of their own.
    if parent(path).is_some_and(|parent| both.0.contains_key(parent) != both.1.contains_key(parent))
    {
        return None;
    }
    let rows = ROWS.iter().filter(|row| (row.applies)(pair.0, pair.1));
    let row = rows.max_by_key(|row| row.verdict)?;
    let item = pair.1.or(pair.0)?;
    Some(Change {
        path: path.to_owned(),
        kind: item.kind,
        shape: item.shape.clone(),
        change: kind_of(pair.0.is_some(), pair.1.is_some()),
        verdict: row.verdict,
        reason: row.reason,
    })
}

/// The way in which a thing changed that one or both sides have.
const fn kind_of(is_old: bool, is_new: bool) -> ChangeKind {
    match (is_old, is_new) {
        (false, _) => ChangeKind::Added,
        (true, false) => ChangeKind::Removed,
        (true, true) => ChangeKind::Changed,
    }
}

/// The path of the type that has a field or variant.
fn parent(path: &str) -> Option<&str> {
    let (parent, _) = { path.rsplit_once('.') }.or_else(|| path.rsplit_once("::"))?;
    Some(parent)
}

#[cfg(test)]
mod tests;
