//! New names that a service gives to shapes.

use super::event;
use crate::diff::closure;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};

/// `ServiceRename`: names that were dropped, changed, or given to a shape that the service had before.
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((before, after)) = old.service().zip(new.service()) else {
            continue;
        };
        if before.rename == after.rename {
            continue;
        }
        let mut report = |message: String| {
            let subject = Subject::Shape(new);
            events.push(event(Severity::Error, "ServiceRename", subject, message));
        };
        for (id, name) in &before.rename {
            match after.rename.get(id) {
                None => report(format!(
                    "The name `{name}` of `{id}` was removed from the service"
                )),
                Some(other) if other != name => report(format!(
                    "The name of `{id}` in the service was changed from `{name}` to `{other}`"
                )),
                Some(_) => {}
            }
        }
        let had = closure::shapes(differences.old, &old.id);
        for (id, name) in &after.rename {
            if !before.rename.contains_key(id) && had.contains(id) {
                report(format!(
                    "The name `{name}` was given to `{id}`, which the service had before"
                ));
            }
        }
    }
}
