//! Inputs and outputs of operations, and identifiers of resources.

use super::event;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::ShapeId;

/// `ChangedOperationInput` and `ChangedOperationOutput`
pub(super) fn changed_input_and_output(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((before, after)) = old.operation().zip(new.operation()) else {
            continue;
        };
        let pairs = [
            ("Input", &before.input, &after.input),
            ("Output", &before.output, &after.output),
        ];
        for (property, before, after) in pairs {
            let (before, after) = (or_unit(before.as_ref()), or_unit(after.as_ref()));
            if before == after {
                continue;
            }
            let name = format!("ChangedOperation{property}.From.{before}.To.{after}");
            let message = format!(
                "The {} of the operation `{}` changed from `{before}` to `{after}`",
                property.to_lowercase(),
                new.id
            );
            events.push(event(Severity::Error, name, Subject::Shape(new), message));
        }
    }
}

fn or_unit(id: Option<&ShapeId>) -> &str {
    id.map_or("smithy.api#Unit", ShapeId::as_str)
}

/// `ChangedResourceIdentifiers`
pub(super) fn changed_identifiers(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((before, after)) = old.resource().zip(new.resource()) else {
            continue;
        };
        if before.identifiers != after.identifiers {
            let message = format!(
                "The identifiers of the resource `{}` changed from {:?} to {:?}.",
                new.id, before.identifiers, after.identifiers
            );
            let subject = Subject::Shape(new);
            events.push(event(
                Severity::Error,
                "ChangedResourceIdentifiers",
                subject,
                message,
            ));
        }
    }
}
