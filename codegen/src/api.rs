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
use crate::plan;
use crate::problem::Problems;
use crate::report::Report;

pub use self::rows::{ROWS, Row};
pub use self::wire::{WireChange, wire};
pub use crate::plan::surface::{Item, Kind};

/// The release that a change requires, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing changed.
    None,
    /// No program notices.
    Patch,
    /// Programs keep compiling.
    Minor,
    /// A program may no longer compile, or may send something else.
    Major,
}

impl Verdict {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

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
    pub fn of(bundle: &Bundle, config: &Config) -> Result<Self, Report> {
        let (ir, _) = front(bundle, config)?;
        let mut problems = Problems::new();
        let plan = plan::plan(&ir, config, &mut problems);
        if problems.propagate().is_err() {
            return Err(Report::new(bundle, problems.into_vec()));
        }
        let items = plan::surface::items(&plan, &ir);
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
    /// True if only the new crate has it, false if only the old one, `None` if both have it.
    pub added: Option<bool>,
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
    let parent = parent(path).filter(|parent| !path.starts_with("feature") && !parent.is_empty());
    let is_whole = parent.is_none_or(|parent| {
        let is_item = both.0.contains_key(parent) || both.1.contains_key(parent);
        !is_item || (both.0.contains_key(parent) && both.1.contains_key(parent))
    });
    if !is_whole {
        return None;
    }
    let rows = ROWS.iter().filter(|row| (row.applies)(pair.0, pair.1));
    let row = rows.max_by_key(|row| row.verdict)?;
    let item = pair.1.or(pair.0)?;
    Some(Change {
        path: path.to_owned(),
        kind: item.kind,
        shape: item.shape.clone(),
        added: match pair {
            (None, _) => Some(true),
            (_, None) => Some(false),
            _ => None,
        },
        verdict: row.verdict,
        reason: row.reason,
    })
}

/// The path of the type that has a field or variant.
fn parent(path: &str) -> Option<&str> {
    let (parent, _) = path.rsplit_once("::").or_else(|| path.rsplit_once('.'))?;
    let (type_of_field, field) = path.rsplit_once('.').unwrap_or_default();
    Some(if field.is_empty() {
        parent
    } else {
        type_of_field
    })
}

#[cfg(test)]
mod tests;
