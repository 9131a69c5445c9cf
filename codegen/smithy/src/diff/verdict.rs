//! Changes with their verdicts.

use std::collections::BTreeMap;

use super::differences::{ChangedMetadata, Differences, Subject};
use crate::event::{Event, Severity};

/// The release required by a change, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing changed.
    None,
    /// Documentation and other changes invisible on the wire.
    Patch,
    /// Old callers keep working.
    Minor,
    /// Old callers may break.
    Major,
}

impl Verdict {
    /// The name in reports: `none`, `patch`, `minor` or `major`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The kind of a thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A shape or member: its type, such as `structure` or `member`, and its ID.
    Shape(&'static str, String),
    /// A key of the metadata.
    Metadata(String),
}

/// The way in which a thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Only the new model has it.
    Added,
    /// Only the old model has it.
    Removed,
    /// Both models have it.
    Changed,
}

impl ChangeKind {
    /// The name in reports: `added`, `removed` or `changed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A thing that differs between two models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The thing.
    pub item: Item,
    /// The way it changed.
    pub kind: ChangeKind,
    /// The verdict on the wire format.
    pub wire: Verdict,
    /// The message of its most severe event; empty if there is none.
    pub reason: String,
}

/// Traits without effect on the wire format.
const PROSE: [&str; 13] = [
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
    "smithy.api#internal",
    "smithy.api#recommended",
    "smithy.api#references",
    "smithy.api#sensitive",
    "smithy.api#since",
    "smithy.api#suppress",
    "smithy.api#tags",
    "smithy.api#title",
    "smithy.api#unstable",
];

/// Lists the differences with their verdicts.
pub(super) fn changes(differences: &Differences<'_>, events: &[Event]) -> Vec<Change> {
    let mut gravest: BTreeMap<&str, (Verdict, &Event)> = BTreeMap::new();
    for event in events {
        let Some(id) = &event.shape else {
            continue;
        };
        let verdict = grade(event);
        let known = gravest.entry(id.as_str()).or_insert((verdict, event));
        if verdict > known.0 {
            *known = (verdict, event);
        }
    }
    let of_subject = |subject: &Subject<'_>, kind| {
        let id = subject.id().as_str();
        let found = gravest.get(id);
        Change {
            item: Item::Shape(subject.kind().name(), id.to_owned()),
            kind,
            wire: found.map_or(Verdict::Patch, |(verdict, _)| *verdict),
            reason: found.map_or(String::new(), |(_, event)| event.message.clone()),
        }
    };
    let added = differences.added.iter();
    let removed = differences.removed.iter();
    // A shape with changes only in members is listed if it has an event of its own.
    let changed = differences
        .changed
        .iter()
        .filter(|change| change.is_own() || gravest.contains_key(change.new.id().as_str()))
        .map(|change| &change.new);
    added
        .map(|subject| of_subject(subject, ChangeKind::Added))
        .chain(removed.map(|subject| of_subject(subject, ChangeKind::Removed)))
        .chain(changed.map(|subject| of_subject(subject, ChangeKind::Changed)))
        .chain(differences.metadata.iter().map(of_metadata))
        .collect()
}

fn of_metadata(change: &ChangedMetadata<'_>) -> Change {
    Change {
        item: Item::Metadata(change.key.to_owned()),
        kind: match (change.old, change.new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        },
        wire: Verdict::Patch,
        reason: String::new(),
    }
}

fn grade(event: &Event) -> Verdict {
    let modified = event.id.strip_prefix("ModifiedTrait.");
    let modified = modified.and_then(|rest| rest.split_once('.'));
    match event.severity {
        Severity::Error | Severity::Danger => Verdict::Major,
        Severity::Warning | Severity::Note | Severity::Suppressed => {
            if modified.is_some_and(|(_, id)| PROSE.contains(&id)) {
                Verdict::Patch
            } else {
                Verdict::Minor
            }
        }
    }
}
