//! `ResourceCycle` and `ShapeRecursion`: shapes that have no finite value or hold themselves.
//!
//! <https://smithy.io/2.0/spec/model.html#recursive-shape-definitions>

use std::collections::{BTreeMap, BTreeSet};

use super::cycles::cyclic;
use super::report::Report;
use super::views::Views;
use crate::model::{Member, Shape, ShapeId, ShapeType};

/// The resources that all walks together may visit.
const VISITS: usize = 50_000;

/// Reports resources that another one leads to more than once: in a circle, or on two paths.
///
/// A walk starts at each resource and ends at the first one it meets again, as in the reference implementation.
/// After many visits only circles are looked for, which takes linear time.
pub(super) fn resources(views: &Views<'_>, report: &mut Report) {
    let shapes: Vec<_> = views.of_kind(ShapeType::Resource).collect();
    let mut visits = VISITS;
    let mut found: BTreeMap<&ShapeId, &Shape> = BTreeMap::new();
    for start in &shapes {
        if let Some(shape) = met_again(views, start, &mut visits) {
            found.insert(&shape.id, shape);
        }
    }
    if visits == 0 {
        let children = |shape: &Shape| {
            let resource = shape.resource();
            resource.map_or_else(Vec::new, |resource| resource.resources.clone())
        };
        let cyclic = in_cycles(&shapes, children);
        found.extend(cyclic.map(|shape| (&shape.id, shape)));
    }
    for shape in found.into_values() {
        let message =
            "this resource is a child more than once: of itself, or on two paths below another"
                .to_owned();
        report.error(shape, message);
    }
}

/// The first resource that a walk through the children meets again.
fn met_again<'m>(views: &Views<'m>, start: &'m Shape, visits: &mut usize) -> Option<&'m Shape> {
    let mut seen = BTreeSet::new();
    let mut left = vec![start];
    while let Some(shape) = left.pop() {
        *visits = visits.checked_sub(1)?;
        if !seen.insert(&shape.id) {
            return Some(shape);
        }
        let children = shape
            .resource()
            .into_iter()
            .flat_map(|found| &found.resources);
        let children = children.filter_map(|id| views.model.shape(id));
        let first = left.len();
        left.extend(children.filter(|child| child.kind == ShapeType::Resource));
        left.get_mut(first..).unwrap_or_default().reverse();
    }
    None
}

/// Reports collections that hold themselves, and structures and unions without a finite value.
pub(super) fn shapes(views: &Views<'_>, report: &mut Report) {
    let is_collection = |shape: &&Shape| {
        matches!(
            shape.kind,
            ShapeType::List | ShapeType::Set | ShapeType::Map
        )
    };
    let collections: Vec<_> = views.model.shapes().filter(is_collection).collect();
    for shape in in_cycles(&collections, |shape| targets(shape, |_| true)) {
        let message = format!(
            "this {} holds itself with no structure or union between",
            shape.kind
        );
        report.error(shape, message);
    }
    let structures: Vec<_> = views.of_kind(ShapeType::Structure).collect();
    for shape in in_cycles(&structures, |shape| targets(shape, is_required)) {
        report.error(
            shape,
            "this structure requires itself, so it has no finite value".to_owned(),
        );
    }
    for union in endless_unions(views) {
        report.error(
            union,
            "this union has no finite value: each of its members leads back to it".to_owned(),
        );
    }
}

fn is_required(member: &Member) -> bool {
    member.traits.has("smithy.api#required")
}

fn targets(shape: &Shape, takes: fn(&Member) -> bool) -> Vec<ShapeId> {
    let members = shape.members.values().filter(|member| takes(member));
    members.map(|member| member.target.clone()).collect()
}

/// Those of some shapes that lead back to themselves through the others.
fn in_cycles<'m>(
    shapes: &[&'m Shape],
    next: impl Fn(&Shape) -> Vec<ShapeId>,
) -> impl Iterator<Item = &'m Shape> {
    let indices: BTreeMap<&str, usize> = (0..)
        .zip(shapes)
        .map(|(index, shape)| (shape.id.as_str(), index))
        .collect();
    let edges: Vec<Vec<usize>> = shapes
        .iter()
        .map(|shape| {
            let next = next(shape);
            let known = next.iter().filter_map(|id| indices.get(id.as_str()));
            known.copied().collect()
        })
        .collect();
    let found: Vec<_> = shapes.iter().copied().zip(cyclic(&edges)).collect();
    found
        .into_iter()
        .filter(|(_, cyclic)| *cyclic)
        .map(|(shape, _)| shape)
}

/// The unions without a finite value.
///
/// A union has one if a member's target has; a structure if a member may be left out, or a member's target has one.
fn endless_unions<'m>(views: &Views<'m>) -> Vec<&'m Shape> {
    let mut open: BTreeMap<&str, &Shape> = views
        .model
        .shapes()
        .filter(|shape| is_open(shape))
        .map(|shape| (shape.id.as_str(), shape))
        .collect();
    let mut left: Vec<&Shape> = open
        .values()
        .filter(|shape| {
            let mut members = shape.members.values();
            members.any(|member| !open.contains_key(member.target.as_str()))
        })
        .copied()
        .collect();
    for shape in &left {
        open.remove(shape.id.as_str());
    }
    while let Some(finite) = left.pop() {
        for relation in views
            .to(&finite.id)
            .filter(|relation| relation.label == "target")
        {
            if let Some(shape) = open.remove(relation.source.id().root_str()) {
                left.push(shape);
            }
        }
    }
    let unions = open.into_values();
    unions
        .filter(|shape| shape.kind == ShapeType::Union)
        .collect()
}

/// Returns true for unions, and for structures whose members are all required.
fn is_open(shape: &Shape) -> bool {
    let is_open = match shape.kind {
        ShapeType::Union => true,
        ShapeType::Structure => shape.members.values().all(is_required),
        _ => false,
    };
    is_open && !shape.members.is_empty()
}
