//! Services and operations that move between Signature Version 4 and 4A.

use super::event;
use crate::diff::closure;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Model, Node, Shape, ShapeId, ShapeType};

const SIGV4: &str = "aws.auth#sigv4";
const SIGV4A: &str = "aws.auth#sigv4a";

/// `SigV4Migration`
pub(super) fn migrated(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let mut compare = |subject: &Shape, old: &[&str], new: &[&str]| {
        let position = |list: &[&str], id: &str| list.iter().position(|known| *known == id);
        let places = |list: &[&str]| Places {
            sigv4: position(list, SIGV4),
            sigv4a: position(list, SIGV4A),
        };
        if let Some(problem) = migration(places(old), places(new)) {
            let message = format!("{problem} in the effective schemes of `{}`", subject.id);
            let subject = Subject::Shape(subject);
            events.push(event(Severity::Danger, "SigV4Migration", subject, message));
        }
    };
    for change in &differences.changed {
        if let Some((old, new)) = change.shapes_of(ShapeType::Service) {
            let old_schemes = effective(differences.old, old, old);
            let new_schemes = effective(differences.new, new, new);
            compare(new, &old_schemes, &new_schemes);
        }
    }
    for service in differences
        .new
        .shapes()
        .filter(|s| s.kind == ShapeType::Service)
    {
        let old_service = differences.old.shape(&service.id);
        let Some(old_service) = old_service.filter(|s| s.kind == ShapeType::Service) else {
            continue;
        };
        let operations = closure::operations(differences.new, service);
        for change in &differences.changed {
            if let Some((old, new)) = change.shapes_of(ShapeType::Operation)
                && operations.contains(&new.id)
            {
                let old_schemes = effective(differences.old, old_service, old);
                let new_schemes = effective(differences.new, service, new);
                compare(new, &old_schemes, &new_schemes);
            }
        }
    }
}

/// Auth schemes of a service or one of its operations, most preferred first.
pub(super) fn effective<'a>(model: &Model, service: &'a Shape, subject: &'a Shape) -> Vec<&'a str> {
    let listed = |shape: &'a Shape| shape.traits.get("smithy.api#auth").and_then(Node::as_array);
    if let Some(ids) = listed(subject).or_else(|| listed(service)) {
        let ids = ids.iter().filter_map(Node::as_str);
        return ids.filter(|id| service.traits.has(*id)).collect();
    }
    let mut ids: Vec<&ShapeId> = service
        .traits
        .iter()
        .map(|found| &found.id)
        .filter(|id| {
            let definition = model.shape(*id);
            definition.is_some_and(|shape| shape.traits.has("smithy.api#authDefinition"))
        })
        .collect();
    ids.sort();
    ids.into_iter().map(ShapeId::as_str).collect()
}

/// Positions of both signatures in a list of schemes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) sigv4: Option<usize>,
    pub(super) sigv4a: Option<usize>,
}

/// The danger in a move from one list of schemes to another, if there is one.
pub(super) fn migration(old: Places, new: Places) -> Option<String> {
    let (v4, v4a) = (SIGV4, SIGV4A);
    match ((old.sigv4, old.sigv4a), (new.sigv4, new.sigv4a)) {
        ((Some(_), None), (None, Some(_))) => Some(format!(
            "`{v4}` was replaced by `{v4a}`, which not all credentials can use,"
        )),
        ((None, Some(_)), (Some(_), None)) => Some(format!(
            "`{v4a}` was replaced by `{v4}`, which can narrow the scope of signatures,"
        )),
        ((Some(old_v4), Some(old_v4a)), (Some(new_v4), Some(new_v4a))) => {
            match (old_v4 < old_v4a, new_v4 < new_v4a) {
                (true, false) => Some(format!(
                    "`{v4a}` was moved before `{v4}`, but not all credentials can use it,"
                )),
                (false, true) => Some(format!(
                    "`{v4}` was moved before `{v4a}`, which can narrow the scope of signatures,"
                )),
                _ => None,
            }
        }
        ((None, Some(_)), (Some(new_v4), Some(new_v4a))) => (new_v4 < new_v4a).then(|| {
            format!("`{v4}` was added before `{v4a}`, which can narrow the scope of signatures,")
        }),
        ((Some(_), None), (Some(new_v4), Some(new_v4a))) => (new_v4a < new_v4).then(|| {
            format!("`{v4a}` was added before `{v4}`, but not all credentials can use it,")
        }),
        _ => None,
    }
}
