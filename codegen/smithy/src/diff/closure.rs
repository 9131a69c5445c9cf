//! Shapes reachable from a shape.

use std::collections::BTreeSet;

use crate::model::{Model, Shape, ShapeId};
use crate::relation::{Relation, relations};

/// Operations of a service, including those of its resources, recursively.
pub(super) fn operations<'a>(model: &'a Model, service: &'a Shape) -> BTreeSet<&'a ShapeId> {
    let (mut operations, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut waiting = vec![service];
    while let Some(shape) = waiting.pop() {
        for (relation, target) in relations(shape) {
            if relation.is_of_operation() {
                operations.insert(target);
            } else if relation == Relation::Resource && seen.insert(target) {
                waiting.extend(model.shape(target));
            }
        }
    }
    operations
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

fn neighbors(shape: &Shape) -> impl Iterator<Item = &ShapeId> {
    let targets = shape.members.values().map(|member| &member.target);
    targets.chain(relations(shape).into_iter().map(|(_, target)| target))
}
