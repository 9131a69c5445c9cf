//! `ShapeIdConflict`, `SingleOperationBinding`, `SingleResourceBinding` and `Service`: names that are there once.
//!
//! <https://smithy.io/2.0/spec/service-types.html#service-closure>

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use super::text::{SHOWN, ticked};
use super::views::Views;
use crate::event::Severity;
use crate::model::{Member, Model, Origin, Shape, ShapeId, ShapeType, Traits, is_identifier};
use crate::subject::Subject;

/// Checks that IDs differ in more than the case of their letters.
pub(super) fn ids(views: &Views<'_>, report: &mut Report) {
    let mut known: BTreeMap<String, Vec<Subject<'_>>> = BTreeMap::new();
    for shape in views.model.shapes() {
        let members = shape.members.values().map(Subject::Member);
        for subject in std::iter::once(Subject::Shape(shape)).chain(members) {
            let id = subject.id().as_str().to_ascii_lowercase();
            known.entry(id).or_default().push(subject);
        }
    }
    for same in known.into_values().filter(|same| same.len() > 1) {
        for subject in &same {
            let others = same.iter().map(|other| other.id().as_str());
            let others = others.filter(|other| *other != subject.id().as_str());
            let message = format!(
                "`{}` differs only in the case of its letters from {}",
                subject.id(),
                ticked(others.take(SHOWN))
            );
            report.error(*subject, message);
        }
    }
}

/// Checks that a service binds each operation at one place.
pub(super) fn operations(views: &Views<'_>, report: &mut Report) {
    bound_once(views, ShapeType::Operation, report);
}

/// Checks that a service binds each resource at one place.
pub(super) fn resources(views: &Views<'_>, report: &mut Report) {
    bound_once(views, ShapeType::Resource, report);
}

fn bound_once(views: &Views<'_>, kind: ShapeType, report: &mut Report) {
    for service in views.of_kind(ShapeType::Service) {
        for (id, by) in views.bound_below(service) {
            let shape = views.model.shape(id).filter(|shape| shape.kind == kind);
            if let Some(shape) = shape.filter(|_| by.len() > 1) {
                let by = ticked(by.into_iter().map(ShapeId::as_str));
                let message = format!(
                    "the service `{}` binds this {kind} more than once: {by}",
                    service.id
                );
                report.error(shape, message);
            }
        }
    }
}

/// Checks that the names of a service's shapes differ, and its renames.
pub(super) fn closures(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Service) {
        let closure = closure(views, shape);
        let Some(service) = shape.service() else {
            continue;
        };
        let name = |id: &ShapeId| {
            let renamed = service.rename.get(id.as_str());
            renamed
                .map_or(id.name(), String::as_str)
                .to_ascii_lowercase()
        };
        let mut by_name: BTreeMap<String, Vec<&Shape>> = BTreeMap::new();
        for id in &closure {
            if let Some(shape) = views.model.shape(id) {
                by_name.entry(name(id)).or_default().push(shape);
            }
        }
        for same in by_name.into_values().filter(|same| same.len() > 1) {
            same_name(views.model, shape, &same, report);
        }
        for (from, to) in &service.rename {
            rename(
                views.model,
                shape,
                closure.contains(from),
                (from, to),
                report,
            );
        }
    }
}

fn same_name(model: &Model, service: &Shape, shapes: &[&Shape], report: &mut Report) {
    // More pairs tell nothing new, and their number grows with the square.
    for subject in shapes.iter().take(20) {
        for other in shapes
            .iter()
            .take(20)
            .filter(|other| other.id != subject.id)
        {
            let severity = conflict(model, subject, other, 0);
            let message = format!(
                "the name of `{}` is that of `{}` in the service `{}`; use `rename` in the service",
                subject.id, other.id, service.id
            );
            report.add(severity, Subject::Shape(subject), message);
        }
    }
}

/// The gravity of two shapes of one name: simple shapes and lists that are alike do little harm.
fn conflict(model: &Model, left: &Shape, right: &Shape, depth: u32) -> Severity {
    let is_list = |shape: &Shape| matches!(shape.kind, ShapeType::List | ShapeType::Set);
    let may_conflict =
        |shape: &Shape| shape.kind.is_simple() || is_list(shape) || super::views::is_enum(shape);
    if left.kind != right.kind
        || !may_conflict(left)
        || !same_traits(&left.traits, &right.traits)
        || depth > 20
    {
        return Severity::Error;
    }
    if !is_list(left) {
        return Severity::Note;
    }
    let member = |shape: &'_ Shape| -> Option<Member> { shape.members.get("member").cloned() };
    let (Some(a), Some(b)) = (member(left), member(right)) else {
        return Severity::Warning;
    };
    if !same_traits(&a.traits, &b.traits) {
        return Severity::Error;
    }
    match model.target(&a).zip(model.target(&b)) {
        Some((a, b)) if a.id != b.id => conflict(model, a, b, depth + 1).max(Severity::Warning),
        _ => Severity::Warning,
    }
}

fn same_traits(left: &Traits, right: &Traits) -> bool {
    let known = |traits: &Traits| {
        traits
            .iter()
            .filter(|found| found.origin != Origin::Synthetic)
            .count()
    };
    let mut own = left
        .iter()
        .filter(|found| found.origin != Origin::Synthetic);
    known(left) == known(right) && own.all(|found| right.get(&found.id) == Some(&found.node))
}

fn rename(
    model: &Model,
    service: &Shape,
    is_in: bool,
    (from, to): (&ShapeId, &str),
    report: &mut Report,
) {
    let kind = model.shape(from).map(|shape| shape.kind);
    let fault = if !is_identifier(to) {
        format!("`{to}` is no identifier")
    } else if to == from.name() {
        "that is its name already".to_owned()
    } else {
        String::new()
    };
    if !fault.is_empty() {
        report.error(
            service,
            format!("the service renames `{from}` to `{to}`: {fault}"),
        );
    }
    if !is_in {
        report.error(
            service,
            format!("the service renames `{from}`, which it does not use"),
        );
    } else if let Some(kind @ (ShapeType::Resource | ShapeType::Operation)) = kind {
        report.error(
            service,
            format!("the service renames `{from}`, but a {kind} cannot be renamed"),
        );
    }
}

/// The shapes that a service uses, itself included.
fn closure(views: &Views<'_>, service: &Shape) -> BTreeSet<ShapeId> {
    let mut found = BTreeSet::from([service.id.clone()]);
    let mut left = vec![service.id.clone()];
    while let Some(id) = left.pop() {
        for next in views.next(&id) {
            if views.model.contains(next) && found.insert(next.clone()) {
                left.push(next.clone());
            }
        }
    }
    found
}
