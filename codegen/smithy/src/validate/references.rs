//! `ReferencesTrait`: references to resources.
//!
//! <https://smithy.io/2.0/spec/resource-traits.html#references-trait>

use std::collections::BTreeMap;

use super::report::Report;
use super::text::ticked;
use super::views::{Views, is_text};
use crate::model::{Node, Resource, Shape, ShapeType};
use crate::subject::Subject;

/// Checks that references name resources, and members for all of their identifiers.
pub(super) fn references(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#references") {
        let node = subject.traits().get("smithy.api#references");
        let Some((shape, node)) = shape(*subject).zip(node) else {
            continue;
        };
        for reference in node.as_array().unwrap_or_default() {
            for fault in faults(views, shape, reference) {
                report.error_at(shape, node.at, fault);
            }
        }
    }
}

fn shape(subject: Subject<'_>) -> Option<&Shape> {
    match subject {
        Subject::Shape(shape) => Some(shape),
        Subject::Member(_) => None,
    }
}

/// The members by identifier that a reference names.
fn ids(reference: &Node) -> BTreeMap<&str, &str> {
    let ids = reference.get("ids").and_then(Node::as_object);
    let ids = ids.into_iter().flatten();
    ids.filter_map(|entry| Some((entry.key.as_str(), entry.node.as_str()?)))
        .collect()
}

fn faults<'m>(views: &Views<'m>, shape: &Shape, reference: &'m Node) -> Vec<String> {
    let mut faults = Vec::new();
    let ids = ids(reference);
    let is_string = is_text(Some(shape));
    if is_string && !ids.is_empty() {
        faults.push("a reference on a string cannot have `ids`".to_owned());
    }
    let target = reference.get("resource").and_then(Node::as_str);
    let Some(target) = target.and_then(|id| views.model.shape(id)) else {
        return faults;
    };
    let Some(resource) = target.resource() else {
        faults.push(format!("`{}` is no resource", target.id));
        return faults;
    };
    if is_string && resource.identifiers.len() != 1 {
        faults.push(format!(
            "a reference on a string is for resources of one identifier, but `{}` has {}",
            target.id,
            resource.identifiers.len()
        ));
    }
    if shape.kind == ShapeType::Structure {
        of_structure(views, shape, (target, resource), ids, &mut faults);
    }
    faults
}

fn of_structure<'m>(
    views: &Views<'_>,
    shape: &Shape,
    of: (&Shape, &'m Resource),
    mut ids: BTreeMap<&'m str, &'m str>,
    faults: &mut Vec<String>,
) {
    let (target, resource) = of;
    if ids.is_empty() {
        let names = resource.identifiers.keys().map(String::as_str);
        ids = names.map(|name| (name, name)).collect();
    } else {
        if ids.len() != resource.identifiers.len() {
            let names = ticked(resource.identifiers.keys());
            faults.push(format!(
                "`ids` has to have each identifier of `{}`: {names}",
                target.id
            ));
        }
        let is_other = |name: &&&str| !resource.identifiers.contains_key(**name);
        let others: Vec<_> = ids.keys().filter(is_other).collect();
        if !others.is_empty() {
            faults.push(format!(
                "`{}` has no identifiers {}",
                target.id,
                ticked(others)
            ));
        }
    }
    let is_bad = |name: &&&str| {
        let member = shape.members.get(**name);
        !is_text(member.and_then(|member| views.model.target(member)))
    };
    let bad: Vec<_> = ids.values().filter(is_bad).collect();
    if !bad.is_empty() {
        faults.push(format!(
            "the reference to `{}` needs string members of this structure: {}",
            target.id,
            ticked(bad)
        ));
    }
}
