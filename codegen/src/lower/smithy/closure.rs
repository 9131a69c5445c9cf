//! Finds the service to generate, its operations, and the shapes they reach.
//!
//! <https://smithy.io/2.0/spec/service-types.html>

use indexmap::IndexSet;

use super::model::{Link, Model, Shape, Type};
use super::prelude::UNIT;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;

/// The parts of a service, by id.
#[derive(Debug)]
pub(super) struct Closure<'a> {
    pub(super) service: Text<'a>,
    pub(super) operations: IndexSet<Text<'a>>,
    /// Data shapes.
    pub(super) shapes: IndexSet<Text<'a>>,
}

impl<'a> Closure<'a> {
    /// The closure of the selected service, or of the only one.
    pub(super) fn find(
        model: &Model<'a>,
        wanted: Option<&str>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let service = choose(model, wanted, problems)?;
        let mut closure = Self {
            operations: IndexSet::new(),
            shapes: IndexSet::new(),
            service,
        };
        closure.find_operations(model, problems);
        closure.find_shapes(model, problems);
        Some(closure)
    }

    /// Finds the operations of the service and of its resources, at any depth.
    fn find_operations(&mut self, model: &Model<'a>, problems: &mut Problems) {
        let mut resources = IndexSet::new();
        let mut open: Vec<&Shape<'a>> = model.shapes.get(&self.service).into_iter().collect();
        while let Some(holder) = open.pop() {
            for link in &holder.links.operations {
                let wanted = ("an operation", "an operation");
                if find(model, link, (wanted, is_operation), problems).is_some() {
                    self.operations.insert(link.target.clone());
                }
            }
            for link in &holder.links.resources {
                let wanted = ("a resource", "a resource");
                let Some(resource) = find(model, link, (wanted, is_resource), problems) else {
                    continue;
                };
                if resources.insert(link.target.clone()) {
                    open.push(resource);
                }
            }
        }
    }

    /// Finds the shapes reachable from inputs, outputs and errors.
    fn find_shapes(&mut self, model: &Model<'a>, problems: &mut Problems) {
        let wanted = (("a member", "a data shape"), is_data as Check);
        let mut open: Vec<Text<'a>> = Vec::new();
        for link in self.roots(model) {
            if find(model, link, wanted, problems).is_some() {
                open.push(link.target.clone());
            }
        }
        while let Some(id) = open.pop() {
            let Some(shape) = model.shapes.get(&id) else {
                continue;
            };
            if !self.shapes.insert(id) || matches!(shape.kind, Type::Enum | Type::IntEnum) {
                // Enum members are values rather than references.
                continue;
            }
            for member in shape.members.values() {
                let (target, at) = (member.target.clone(), member.at.clone());
                let link = Link { target, at };
                if find(model, &link, wanted, problems).is_some() {
                    open.push(link.target);
                }
            }
        }
    }

    /// Inputs, outputs and errors of all operations.
    fn roots<'m>(&self, model: &'m Model<'a>) -> Vec<&'m Link<'a>> {
        let service = model.shapes.get(&self.service);
        let operations = self.operations.iter().filter_map(|id| model.shapes.get(id));
        let holders = service.into_iter().chain(operations);
        holders
            .flat_map(|holder| {
                let sides = holder.links.input.iter().chain(&holder.links.output);
                let sides = sides.filter(|link| link.target != UNIT);
                sides.chain(&holder.links.errors)
            })
            .collect()
    }
}

/// Predicate: a shape is allowed as a target.
type Check = fn(&Shape<'_>) -> bool;

fn is_operation(shape: &Shape<'_>) -> bool {
    shape.kind == Type::Operation && !is_mixin(shape)
}

fn is_resource(shape: &Shape<'_>) -> bool {
    shape.kind == Type::Resource && !is_mixin(shape)
}

fn is_data(shape: &Shape<'_>) -> bool {
    shape.kind.is_data() && !is_mixin(shape)
}

/// Returns true for mixins.
fn is_mixin(shape: &Shape<'_>) -> bool {
    shape.traits.has("smithy.api#mixin")
}

/// Resolves a link, or reports a missing or disallowed target.
fn find<'m, 'a>(
    model: &'m Model<'a>,
    link: &Link<'a>,
    ((what, expected), fits): ((&'static str, &'static str), Check),
    problems: &mut Problems,
) -> Option<&'m Shape<'a>> {
    let Some(shape) = model.shapes.get(&link.target) else {
        let similar = problems.similar(&link.target, model.shapes.keys().map(|known| &**known));
        let target = link.target.clone().into_owned();
        problems.push(
            ProblemKind::UnknownTarget { target, similar },
            link.at.clone(),
        );
        return None;
    };
    if fits(shape) {
        return Some(shape);
    }
    let found = if is_mixin(shape) {
        "mixin"
    } else {
        shape.kind.as_str()
    };
    let kind = ProblemKind::WrongTarget {
        what,
        expected,
        shape: link.target.clone().into_owned(),
        found,
    };
    problems.push(kind, link.at.clone());
    None
}

/// The selected service, or the only one.
fn choose<'a>(
    model: &Model<'a>,
    wanted: Option<&str>,
    problems: &mut Problems,
) -> Option<Text<'a>> {
    let services: Vec<&Text<'a>> = model
        .shapes
        .iter()
        .filter(|(_, shape)| shape.kind == Type::Service && !is_mixin(shape))
        .map(|(id, _)| id)
        .collect();
    if let Some(wanted) = wanted {
        if let Some(found) = services.iter().find(|id| ***id == wanted) {
            return Some((*found).clone());
        }
    } else if let [only] = &*services {
        return Some((*only).clone());
    }
    let candidates = services.iter().map(|id| (**id).to_string()).collect();
    let wanted = wanted.map(str::to_owned);
    let kind = ProblemKind::WhichService { wanted, candidates };
    problems.push(kind, Pointer::root().child("shapes"));
    None
}
