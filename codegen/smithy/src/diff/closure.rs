//! Shapes reachable from a shape.

use std::collections::BTreeSet;

use crate::model::{Details, Model, Resource, Shape, ShapeId};

/// Operations of a service, including those of its resources, recursively.
pub(super) fn operations<'a>(model: &'a Model, service: &'a Shape) -> BTreeSet<&'a ShapeId> {
    let Some(service) = service.service() else {
        return BTreeSet::new();
    };
    let mut operations: BTreeSet<&ShapeId> = service.operations.iter().collect();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&ShapeId> = service.resources.iter().collect();
    while let Some(id) = waiting.pop() {
        let resource = model.shape(id).and_then(Shape::resource);
        if let Some(resource) = resource.filter(|_| seen.insert(id)) {
            operations.extend(operations_of(resource));
            waiting.extend(&resource.resources);
        }
    }
    operations
}

/// The operations that a resource binds itself.
fn operations_of(resource: &Resource) -> impl Iterator<Item = &ShapeId> {
    let lifecycle = [
        &resource.put,
        &resource.create,
        &resource.read,
        &resource.update,
        &resource.delete,
        &resource.list,
    ];
    lifecycle
        .into_iter()
        .flatten()
        .chain(&resource.operations)
        .chain(&resource.collection_operations)
}

/// All shapes reachable through members and relations, including the start.
pub(super) fn shapes<'a>(model: &'a Model, start: &'a ShapeId) -> BTreeSet<&'a ShapeId> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![start];
    while let Some(id) = waiting.pop() {
        if seen.insert(id)
            && let Some(shape) = model.shape(id)
        {
            waiting.extend(neighbors(shape));
        }
    }
    seen
}

fn neighbors(shape: &Shape) -> Vec<&ShapeId> {
    let mut found: Vec<&ShapeId> = shape.members.values().map(|m| &m.target).collect();
    found.extend(&shape.mixins);
    match &shape.details {
        Details::None => {}
        Details::Operation(operation) => {
            found.extend(&operation.input);
            found.extend(&operation.output);
            found.extend(&operation.errors);
        }
        Details::Resource(resource) => {
            found.extend(operations_of(resource));
            found.extend(&resource.resources);
            found.extend(resource.identifiers.values());
            found.extend(resource.properties.values());
        }
        Details::Service(service) => {
            found.extend(&service.operations);
            found.extend(&service.resources);
            found.extend(&service.errors);
        }
    }
    found
}
