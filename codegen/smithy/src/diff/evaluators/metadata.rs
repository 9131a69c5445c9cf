//! Metadata.

use super::shown;
use crate::diff::differences::Differences;
use crate::event::{Event, Severity};
use crate::files::Location;

/// `AddedMetadata`, `ChangedMetadata` and `RemovedMetadata`
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.metadata {
        let key = change.key;
        let at = change.new.map_or(Location::NONE, |node| node.at);
        let (old, new) = (shown(change.old), shown(change.new));
        events.push(match (change.old, change.new) {
            (None, _) => Event::new(
                Severity::Note,
                "AddedMetadata",
                format!("Metadata key `{key}` was added with the value {new}"),
                at,
            ),
            (_, None) => Event::new(
                Severity::Danger,
                format!("RemovedMetadata.{key}"),
                format!("Metadata key `{key}` was removed; its value was {old}"),
                at,
            ),
            _ => Event::new(
                Severity::Warning,
                "ChangedMetadata",
                format!("Metadata key `{key}` was changed from {old} to {new}"),
                at,
            ),
        });
    }
}
