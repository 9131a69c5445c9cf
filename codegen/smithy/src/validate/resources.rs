//! `ResourceLifecycle`, `ResourceIdentifier` and `ResourceOperationInputOutput`: resources and their operations.
//!
//! <https://smithy.io/2.0/spec/service-types.html#resource>

use std::collections::{BTreeMap, BTreeSet};

use super::identifiers::{bindings, members, resources};
use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::model::{Member, Model, Resource, Shape, ShapeId};
use crate::relation::{Relation, lifecycle};

/// Checks that lifecycle operations are read-only and idempotent where their places ask for it.
pub(super) fn lifecycles(views: &Views<'_>, report: &mut Report) {
    for (shape, resource) in resources(views) {
        for (relation, id) in lifecycle(resource) {
            let Some(operation) = views.model.shape(id) else {
                continue;
            };
            let label = relation.name();
            let is_read = matches!(label, "read" | "list");
            let id = &operation.id;
            if operation.traits.has("smithy.api#readonly") != is_read {
                let rule = if is_read { "has to" } else { "cannot" };
                let message =
                    format!("the {label} operation `{id}` {rule} be marked with `@readonly`");
                report.error(shape, message);
            }
            let is_idempotent = operation.traits.has("smithy.api#idempotent");
            if matches!(label, "put" | "delete") && !is_idempotent {
                let message =
                    format!("the {label} operation `{id}` has to be marked with `@idempotent`");
                report.error(shape, message);
            }
        }
    }
}

/// Checks that identifiers are no properties, and that children have the identifiers of their parents.
pub(super) fn identifiers(views: &Views<'_>, report: &mut Report) {
    for (shape, resource) in resources(views) {
        let properties = resource
            .properties
            .keys()
            .map(|name| name.to_ascii_lowercase());
        let properties: BTreeSet<String> = properties.collect();
        for name in resource.identifiers.keys() {
            if properties.contains(&name.to_ascii_lowercase()) {
                report.error(
                    shape,
                    format!("the identifier `{name}` cannot be a property too"),
                );
            }
        }
        for child in &resource.resources {
            let child = views.model.shape(child);
            if let Some((child, own)) = child.and_then(|child| Some((child, child.resource()?))) {
                inherited((shape, resource), (child, own), report);
            }
        }
    }
}

fn inherited(parent: (&Shape, &Resource), child: (&Shape, &Resource), report: &mut Report) {
    let ((parent, of_parent), (child, of_child)) = (parent, child);
    let (mut missing, mut other) = (Vec::new(), Vec::new());
    for (name, target) in &of_parent.identifiers {
        match of_child.identifiers.get(name) {
            None => missing.push(name),
            Some(own) if own != target => other.push(name),
            Some(_) => {}
        }
    }
    for (names, fault) in [(missing, "lacks"), (other, "has other targets of")] {
        if !names.is_empty() {
            let message = format!(
                "this resource {fault} identifiers of its parent `{}`: {}",
                parent.id,
                ticked(names)
            );
            report.error(child, message);
        }
    }
}

/// Checks that operations take and give the properties of their resource, and that each property is used.
pub(super) fn properties(views: &Views<'_>, report: &mut Report) {
    for (shape, resource) in resources(views) {
        if resource.properties.is_empty() {
            continue;
        }
        let mut used = BTreeSet::new();
        let lifecycle = lifecycle(resource).filter(|(relation, _)| *relation != Relation::List);
        let lifecycle = lifecycle.map(|(_, target)| target);
        for id in lifecycle.chain(&resource.operations) {
            let operation = views.model.shape(id).and_then(Shape::operation);
            let Some(operation) = operation else { continue };
            for side in [&operation.input, &operation.output] {
                let side = side.as_ref().and_then(|id| views.model.shape(id));
                if let Some(side) = side {
                    side_of(views, (shape, resource), side, &mut used, report);
                }
            }
        }
        for name in resource
            .properties
            .keys()
            .filter(|name| !used.contains(*name))
        {
            report.error(
                shape,
                format!("no operation on an instance uses the property `{name}`"),
            );
        }
    }
}

/// The structure with the properties of an input or output: itself, or that of a member with `@nestedProperties`.
fn nested<'m>(model: &'m Model, side: &'m Shape) -> &'m Shape {
    let mut members = side.members.values();
    let member = members.find(|member| member.traits.has("smithy.api#nestedProperties"));
    member
        .and_then(|member| model.target(member))
        .unwrap_or(side)
}

fn side_of(
    views: &Views<'_>,
    of: (&Shape, &Resource),
    side: &Shape,
    used: &mut BTreeSet<String>,
    report: &mut Report,
) {
    let (shape, resource) = of;
    let bound = bindings(resource, members(Some(side)));
    let structure = nested(views.model, side);
    let mut by_name: BTreeMap<String, Vec<&Member>> = BTreeMap::new();
    for member in structure.members.values() {
        let is_bound = bound.values().any(|name| *name == member.name());
        let is_property = resource.properties.contains_key(member.name())
            || !(is_bound || is_no_property(views, member));
        if !is_property {
            continue;
        }
        let given = member.traits.get("smithy.api#property");
        let given = given.and_then(|node| node.get("name")?.as_str());
        let name = given.unwrap_or(member.name());
        used.insert(name.to_owned());
        by_name.entry(name.to_owned()).or_default().push(member);
        let expected: Option<&ShapeId> = resource.properties.get(name);
        match expected {
            Some(target) if *target != member.target => {
                let message = format!(
                    "this member is the property `{name}` of `{}`, so it has to target `{target}`",
                    shape.id
                );
                report.error(member, message);
            }
            None if !is_bound => {
                let message = format!(
                    "this member is neither a property nor an identifier of `{}`; mark it with `@notProperty` if that is meant",
                    shape.id
                );
                report.error(member, message);
            }
            _ => {}
        }
    }
    for (name, members) in by_name.into_iter().filter(|(_, members)| members.len() > 1) {
        let members = ticked(members.into_iter().map(Member::name));
        report.error(
            structure,
            format!("several members are the property `{name}`: {members}"),
        );
    }
}

/// Returns true for members with `@notProperty`, or a trait that implies it.
fn is_no_property(views: &Views<'_>, member: &Member) -> bool {
    member.traits.iter().any(|found| {
        let definition = views.model.trait_definition(&found.id);
        found.id == "smithy.api#notProperty"
            || definition.is_some_and(|shape| shape.traits.has("smithy.api#notProperty"))
    })
}
