//! `ResourceIdentifierBinding`, `ServiceBoundResourceOperation` and `MemberShouldReferenceResource`: members that are
//! identifiers of resources.
//!
//! <https://smithy.io/2.0/spec/service-types.html#binding-identifiers-to-operations>

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::model::{Member, Node, Resource, Shape, ShapeId, ShapeType};
use crate::relation::relations;
use crate::subject::Subject;

const IDENTIFIER: &str = "smithy.api#resourceIdentifier";

/// The number of resources that a message names; without it, reports of large models would grow with its square.
const NAMED: usize = 10;

/// All resources with their relations.
pub(super) fn resources<'m>(
    views: &Views<'m>,
) -> impl Iterator<Item = (&'m Shape, &'m Resource)> + use<'m> {
    let shapes = views.of_kind(ShapeType::Resource);
    shapes.filter_map(|shape| Some((shape, shape.resource()?)))
}

/// The members of a structure, if there is one.
pub(super) fn members(shape: Option<&Shape>) -> impl Iterator<Item = &Member> {
    shape.into_iter().flat_map(|shape| shape.members.values())
}

/// The members that are identifiers of a resource, by identifier: marked ones, and required ones of the same name and
/// target.
pub(super) fn bindings<'m>(
    resource: &Resource,
    members: impl Iterator<Item = &'m Member>,
) -> BTreeMap<&'m str, &'m str> {
    let mut bindings = BTreeMap::new();
    for member in members {
        let marked = member.traits.get(IDENTIFIER).and_then(Node::as_str);
        if let Some(name) = marked {
            bindings.insert(name, member.name());
        } else if is_implicit(member, resource) {
            bindings.entry(member.name()).or_insert(member.name());
        }
    }
    bindings
}

fn is_implicit(member: &Member, resource: &Resource) -> bool {
    let target = resource.identifiers.get(member.name());
    target == Some(&member.target) && member.traits.has("smithy.api#required")
}

/// Checks that operations bind the identifiers of their resource as their place asks for it.
pub(super) fn operations(views: &Views<'_>, report: &mut Report) {
    marked(views, report);
    for (shape, resource) in resources(views) {
        for child in &resource.resources {
            let child = views.model.shape(child);
            if let Some((child, own)) = child.and_then(|child| Some((child, child.resource()?))) {
                of_parent(views, (shape, resource), (child, own), report);
            }
        }
        for id in all_operations(shape) {
            let (Some(operation), input) = input(views, id) else {
                continue;
            };
            let mut of_collection = { resource.collection_operations.iter() }
                .chain(&resource.create)
                .chain(&resource.list);
            let is_collection = of_collection.any(|known| known == id);
            let bound = bindings(resource, members(input));
            let binds_all = resource.identifiers.iter().all(|(name, target)| {
                let member = bound
                    .get(name.as_str())
                    .and_then(|name| input?.members.get(*name));
                member.is_some_and(|member| member.target == *target)
            });
            if is_collection == binds_all {
                let rule = if is_collection {
                    "on the collection, so it cannot take all of its identifiers"
                } else {
                    "on an instance, so it has to take all of its identifiers"
                };
                let names = ticked(resource.identifiers.keys());
                let message = format!("this operation of `{}` is {rule}: {names}", shape.id);
                report.error(operation, message);
            }
        }
    }
}

/// The operations of a resource, in whatever way they are bound.
fn all_operations(resource: &Shape) -> impl Iterator<Item = &ShapeId> {
    let relations = relations(resource).into_iter();
    relations
        .filter(|(relation, _)| relation.is_of_operation())
        .map(|(_, operation)| operation)
}

/// An operation and its input.
fn input<'m>(views: &Views<'m>, id: &ShapeId) -> (Option<&'m Shape>, Option<&'m Shape>) {
    let operation = views.model.shape(id);
    let operation = operation.filter(|shape| shape.kind == ShapeType::Operation);
    let input = operation.and_then(|shape| shape.operation()?.input.as_ref());
    (operation, input.and_then(|id| views.model.shape(id)))
}

/// Checks that operations of a child take the identifiers of its parent.
fn of_parent(
    views: &Views<'_>,
    parent: (&Shape, &Resource),
    child: (&Shape, &Resource),
    report: &mut Report,
) {
    for id in all_operations(child.0) {
        let (Some(operation), input) = input(views, id) else {
            continue;
        };
        let bound = bindings(child.1, members(input));
        let names = parent.1.identifiers.keys();
        let missing: Vec<_> = names
            .filter(|name| !bound.contains_key(name.as_str()))
            .collect();
        if !missing.is_empty() {
            let message = format!(
                "this operation of `{}` has to take the identifiers of the parent `{}` too: {}",
                child.0.id,
                parent.0.id,
                ticked(missing)
            );
            report.error(operation, message);
        }
    }
}

/// Checks members with `@resourceIdentifier` of each structure.
fn marked(views: &Views<'_>, report: &mut Report) {
    let members = views
        .having(IDENTIFIER)
        .iter()
        .map(|subject| subject.id().root());
    let structures: BTreeSet<ShapeId> = members.collect();
    for shape in structures.iter().filter_map(|id| views.model.shape(id)) {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for member in shape.members.values() {
            if let Some(name) = member.traits.get(IDENTIFIER).and_then(Node::as_str) {
                by_name.entry(name).or_default().push(member.name());
            }
        }
        for (name, marked) in by_name {
            let is_other = |member: &Member| !member.traits.has(IDENTIFIER);
            if shape.members.get(name).is_some_and(is_other) {
                let message = format!(
                    "the member `{name}` is overridden as identifier by {}",
                    ticked(&marked)
                );
                report.warning(shape, message);
            }
            if marked.len() > 1 {
                let message = format!(
                    "several members are the identifier `{name}`: {}",
                    ticked(&marked)
                );
                report.error(shape, message);
            }
        }
    }
}

/// Warns of operations of a service whose members are identifiers of one of its resources.
pub(super) fn of_services(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Service) {
        let bound = views.bound_below(shape);
        let resources = bound.keys().filter_map(|id| {
            let shape = views.model.shape(*id)?;
            Some((shape, shape.resource()?))
        });
        let resources: Vec<_> = resources.collect();
        let service = shape.service();
        for id in service.into_iter().flat_map(|service| &service.operations) {
            let (Some(operation), input) = input(views, id) else {
                continue;
            };
            let output = operation
                .operation()
                .and_then(|found| found.output.as_ref());
            let output = output.and_then(|id| views.model.shape(id));
            let better = resources.iter().filter(|(_, resource)| {
                let mut members = members(input).chain(members(output));
                members.any(|member| is_implicit(member, resource))
            });
            let better: Vec<_> = better.map(|(shape, _)| shape.id.as_str()).collect();
            if !better.is_empty() {
                let message = format!(
                    "this operation of `{}` may belong to a resource, whose identifiers it has: {}",
                    shape.id,
                    ticked(better)
                );
                report.warning_at(operation, shape.at, message);
                report.within(shape.id.as_str());
                report.within(operation.id.name());
            }
        }
    }
}

/// Warns of members that are named and typed as an identifier, without a reference to the resource.
pub(super) fn references(views: &Views<'_>, report: &mut Report) {
    let mut known: BTreeMap<(&str, &ShapeId), BTreeSet<&ShapeId>> = BTreeMap::new();
    for (shape, resource) in resources(views) {
        for (name, target) in &resource.identifiers {
            let resources = known.entry((name, target)).or_default();
            resources.insert(&shape.id);
        }
    }
    if known.is_empty() {
        return;
    }
    for shape in views.model.shapes() {
        for member in shape.members.values() {
            let Some(candidates) = known.get(&(member.name(), &member.target)) else {
                continue;
            };
            if !super::views::is_text(views.model.target(member)) {
                continue;
            }
            let mut ignored = referenced(Subject::Member(member));
            ignored.extend(referenced(Subject::Shape(shape)));
            ignored.extend(binding_resources(views, shape));
            let missing = candidates.iter().filter(|id| !ignored.contains(**id));
            let named: Vec<_> = missing.take(NAMED).map(|id| id.as_str()).collect();
            if !named.is_empty() {
                let known = ignored.iter().filter(|id| candidates.contains(*id)).count();
                let more = match candidates.len() - known - named.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let message = format!(
                    "this member seems to identify a resource; say so with `@references`: {}{more}",
                    ticked(named)
                );
                report.warning(member, message);
            }
        }
    }
}

fn referenced(subject: Subject<'_>) -> BTreeSet<ShapeId> {
    let node = subject.traits().get("smithy.api#references");
    let references = node.and_then(Node::as_array).unwrap_or_default().iter();
    references
        .filter_map(|reference| ShapeId::parse(reference.get("resource")?.as_str()?))
        .collect()
}

/// The resources that lead to a shape, and their children.
fn binding_resources(views: &Views<'_>, shape: &Shape) -> BTreeSet<ShapeId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::from([shape.id.clone()]);
    let mut left = vec![shape.id.clone()];
    while let Some(id) = left.pop() {
        for relation in views.to(&id) {
            let source = relation.source.id().root();
            if !seen.insert(source.clone()) {
                continue;
            }
            let resource = views.model.shape(&source).and_then(Shape::resource);
            if let Some(resource) = resource {
                found.insert(source.clone());
                found.extend(resource.resources.iter().cloned());
            }
            left.push(source);
        }
    }
    found
}
