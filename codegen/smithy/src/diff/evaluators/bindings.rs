//! Operations and resources bound to services and resources.

use std::collections::BTreeSet;

use super::{event, missing};
use crate::diff::closure;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Shape, ShapeId, ShapeType};

/// The operations and resources that a service or resource binds.
fn bound(shape: &Shape) -> Option<(&[ShapeId], &[ShapeId])> {
    let of_service = || {
        let service = shape.service()?;
        Some((&*service.operations, &*service.resources))
    };
    shape
        .resource()
        .map(|resource| (&*resource.operations, &*resource.resources))
        .or_else(of_service)
}

fn parent(shape: &Shape) -> &'static str {
    if shape.kind == ShapeType::Resource {
        "Resource"
    } else {
        "Service"
    }
}

/// `AddedOperationBinding` and `AddedResourceBinding`
pub(super) fn added(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((old_bound, new_bound)) = bound(old).zip(bound(new)) else {
            continue;
        };
        let pairs = [
            ("Operation", new_bound.0, old_bound.0),
            ("Resource", new_bound.1, old_bound.1),
        ];
        for (child, new_list, old_list) in pairs {
            for id in missing(new_list, old_list) {
                let name = format!("Added{child}Binding.To{}.{}", parent(new), id.name());
                let message = format!("{child} `{id}` was bound to the {} `{}`", new.kind, new.id);
                events.push(event(Severity::Note, name, Subject::Shape(new), message));
            }
        }
    }
}

/// `RemovedOperationBinding` and `RemovedResourceBinding`
///
/// An operation that a service still has through a resource is a note.
pub(super) fn removed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(|c| c.shapes()) {
        let Some((old_bound, new_bound)) = bound(old).zip(bound(new)) else {
            continue;
        };
        let gone = missing(old_bound.0, new_bound.0);
        let kept = if gone.is_empty() || new.kind != ShapeType::Service {
            BTreeSet::new()
        } else {
            closure::operations(differences.new, new)
        };
        for id in gone {
            let (severity, rest) = if kept.contains(id) {
                (
                    Severity::Note,
                    "; the service still has it through a resource",
                )
            } else {
                (Severity::Error, "")
            };
            let name = format!("RemovedOperationBinding.From{}.{}", parent(new), id.name());
            let message = format!(
                "Operation `{id}` is no longer bound to the {} `{}`{rest}",
                new.kind, new.id
            );
            events.push(event(severity, name, Subject::Shape(new), message));
        }
        for id in missing(old_bound.1, new_bound.1) {
            let name = format!("RemovedResourceBinding.From{}.{}", parent(new), id.name());
            let message = format!(
                "Resource `{id}` is no longer bound to the {} `{}`",
                new.kind, new.id
            );
            events.push(event(Severity::Error, name, Subject::Shape(new), message));
        }
    }
}
