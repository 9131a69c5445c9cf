//! The relations of services, resources and operations.

use indexmap::IndexMap;

use super::build::Builder;
use super::document::{Definition, RelationKind};
use super::names::Within;
use crate::model::{Details, Operation, Resource, Service, Shape, ShapeId, ShapeType};

/// Builds the relations that a shape was written with.
pub(super) fn build(builder: &mut Builder<'_>, definition: &Definition, within: Within) -> Details {
    let mut details = match definition.kind {
        ShapeType::Operation => Details::Operation(Operation::default()),
        ShapeType::Resource => Details::Resource(Box::default()),
        ShapeType::Service => {
            let rename: IndexMap<_, _> = definition.renames.iter().cloned().collect();
            Details::Service(Box::new(Service {
                version: definition.version.clone(),
                rename,
                ..Service::default()
            }))
        }
        _ => return Details::None,
    };
    for relation in &definition.relations {
        let found = builder
            .names
            .expect(&relation.name, within, &mut builder.events);
        let Some(found) = found else { continue };
        set(&mut details, &relation.kind, found.id);
    }
    unique(&mut details);
    details
}

fn set(details: &mut Details, kind: &RelationKind, id: ShapeId) {
    match details {
        Details::Operation(operation) => match kind {
            RelationKind::Input => operation.input = not_unit(id),
            RelationKind::Output => operation.output = not_unit(id),
            _ => operation.errors.push(id),
        },
        Details::Service(service) => match kind {
            RelationKind::Operation => service.operations.push(id),
            RelationKind::Resource => service.resources.push(id),
            _ => service.errors.push(id),
        },
        Details::Resource(resource) => set_resource(resource, kind, id),
        Details::None => {}
    }
}

fn set_resource(resource: &mut Resource, kind: &RelationKind, id: ShapeId) {
    match kind {
        RelationKind::Put => resource.put = Some(id),
        RelationKind::Create => resource.create = Some(id),
        RelationKind::Read => resource.read = Some(id),
        RelationKind::Update => resource.update = Some(id),
        RelationKind::Delete => resource.delete = Some(id),
        RelationKind::List => resource.list = Some(id),
        RelationKind::Operation => resource.operations.push(id),
        RelationKind::CollectionOperation => resource.collection_operations.push(id),
        RelationKind::Identifier(name) => {
            resource.identifiers.insert(name.clone(), id);
        }
        RelationKind::Property(name) => {
            resource.properties.insert(name.clone(), id);
        }
        _ => resource.resources.push(id),
    }
}

fn not_unit(id: ShapeId) -> Option<ShapeId> {
    (id != "smithy.api#Unit").then_some(id)
}

/// The lists of shapes.
fn lists(details: &mut Details) -> Vec<&mut Vec<ShapeId>> {
    match details {
        Details::None => Vec::new(),
        Details::Operation(operation) => vec![&mut operation.errors],
        Details::Resource(resource) => vec![
            &mut resource.operations,
            &mut resource.collection_operations,
            &mut resource.resources,
        ],
        Details::Service(service) => vec![
            &mut service.operations,
            &mut service.resources,
            &mut service.errors,
        ],
    }
}

/// Removes duplicates from lists.
fn unique(details: &mut Details) {
    for list in lists(details) {
        let mut known = std::collections::BTreeSet::new();
        list.retain(|id| known.insert(id.clone()));
    }
}

/// The relations of mixins, in their order, with the shape's own ones after them.
pub(super) fn with_mixins(own: &Details, mixins: Vec<&Details>) -> Details {
    let mut all = own.clone();
    for list in lists(&mut all) {
        list.clear();
    }
    if let Details::Service(service) = &mut all {
        service.version.clear();
        service.rename.clear();
    }
    for source in mixins.into_iter().chain([own]) {
        let mut source = source.clone();
        for (list, more) in lists(&mut all).into_iter().zip(lists(&mut source)) {
            list.append(more);
        }
        if let (Details::Service(service), Details::Service(source)) = (&mut all, source) {
            if !source.version.is_empty() {
                service.version = source.version;
            }
            service.rename.extend(source.rename);
        }
    }
    unique(&mut all);
    all
}

/// Returns true if the shape has relations forbidden in a mixin.
pub(super) fn are_forbidden_in_mixin(shape: &Shape) -> bool {
    match &shape.details {
        Details::None | Details::Service(_) => false,
        Details::Operation(operation) => operation.input.is_some() || operation.output.is_some(),
        Details::Resource(resource) => {
            let collection = Resource {
                collection_operations: resource.collection_operations.clone(),
                ..Resource::default()
            };
            **resource != collection
        }
    }
}
