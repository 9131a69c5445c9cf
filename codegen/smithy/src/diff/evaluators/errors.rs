//! Errors of operations and services.

use super::{event, missing};
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};

/// `AddedOperationError` and `RemovedOperationError`
pub(super) fn of_operations(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((before, after)) = old.operation().zip(new.operation()) else {
            continue;
        };
        for id in missing(&after.errors, &before.errors) {
            let name = format!("AddedOperationError.{}", id.name());
            let message = format!(
                "The error `{id}` was added to the operation `{}`. Old callers can cope if only new behavior causes it.",
                new.id
            );
            events.push(event(Severity::Warning, name, Subject::Shape(new), message));
        }
        for id in missing(&before.errors, &after.errors) {
            let name = format!("RemovedOperationError.{}", id.name());
            let message = format!(
                "The error `{id}` was removed from the operation `{}`.",
                new.id
            );
            events.push(event(Severity::Warning, name, Subject::Shape(new), message));
        }
    }
}

/// `AddedServiceError` and `RemovedServiceError`
pub(super) fn of_services(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((before, after)) = old.service().zip(new.service()) else {
            continue;
        };
        for id in missing(&after.errors, &before.errors) {
            let message = format!(
                "The error `{id}` was added to the service `{}`, so every operation has it. Old callers can cope if only new behavior causes it.",
                new.id
            );
            let subject = Subject::Shape(new);
            events.push(event(
                Severity::Warning,
                "AddedServiceError",
                subject,
                message,
            ));
        }
        for id in missing(&before.errors, &after.errors) {
            let message = format!(
                "The error `{id}` was removed from the service `{}`, so it is no longer one of every operation.",
                new.id
            );
            let subject = Subject::Shape(new);
            events.push(event(
                Severity::Warning,
                "RemovedServiceError",
                subject,
                message,
            ));
        }
    }
}
