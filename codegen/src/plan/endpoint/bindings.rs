//! Endpoint parameters set by operations, with members by index.

use super::rules_of;
use crate::ir::{
    Ir, Operation, ParameterKind, ParameterValue, PathExpression as Expression, PathFunction,
    ShapeKind, ShapeName,
};
use crate::problem::{ProblemKind, Problems};

/// A parameter set by an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Parameter name.
    pub name: String,
    /// Parameter slot.
    pub slot: u8,
    /// The origin of its value.
    pub source: Source,
}

/// The origin of a parameter's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A constant.
    Value(ParameterValue),
    /// An input member: index and name.
    Member(usize, String),
    /// A path into the input.
    Path(Vec<Segment>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// A member: index and name.
    Member(usize, String),
    /// Each list item or map value.
    Each,
    /// The keys of a map.
    Keys,
    /// An item of a list.
    Index(i32),
    /// The values at several paths.
    Select(Vec<Vec<Self>>),
}

/// Parameters set by an operation; later bindings override earlier ones.
pub(crate) fn bindings(operation: &Operation, ir: &Ir, problems: &mut Problems) -> Vec<Binding> {
    let Some(rules) = rules_of(ir) else {
        return Vec::new();
    };
    let find = |name: &str| {
        let (slot, _, parameter) = rules.parameters.get_full(name)?;
        Some((u8::try_from(slot).ok()?, parameter.kind))
    };
    let mut bindings = Vec::new();
    let mut add = |name: &str, slot, source| {
        let name = name.to_owned();
        bindings.push(Binding { name, slot, source });
    };
    if let Some(input) = &operation.input {
        let members = ir
            .shape(&input.shape)
            .into_iter()
            .flat_map(crate::ir::Shape::members);
        for (index, member) in members.enumerate() {
            if let Some(name) = &member.context_param
                && let Some((slot, _)) = find(name)
            {
                add(name, slot, Source::Member(index, member.name.to_string()));
            }
        }
        for (name, path) in &operation.operation_context_params {
            let Some((slot, kind)) = find(name) else {
                continue;
            };
            let mut segments = Vec::new();
            let mut plan = Plan {
                ir,
                segments: &mut segments,
            };
            let place = plan.expression(&path.expression, &Place::Shape(input.shape.clone()));
            // The engine expects a path to start with a member.
            let begins = matches!(segments.first(), Some(Segment::Member(..)));
            if place.is_some() && begins && (kind == ParameterKind::Texts || is_single(&segments)) {
                add(name, slot, Source::Path(segments));
            } else {
                let what = format!("the endpoint parameter `{name}`");
                let why = "its path uses unsupported constructs";
                let at = operation.at.child("operationContextParams");
                problems.push(ProblemKind::Unsupported { what, why }, at);
            }
        }
    }
    for (name, value) in &operation.static_context_params {
        if let Some((slot, _)) = find(name) {
            add(name, slot, Source::Value(value.clone()));
        }
    }
    bindings
}

/// Returns true if a path yields a single value.
fn is_single(segments: &[Segment]) -> bool {
    let single = |segment: &Segment| matches!(segment, Segment::Member(..) | Segment::Index(_));
    segments.iter().all(single)
}

/// The value reached by a path.
#[derive(Debug, Clone)]
enum Place {
    /// A value of a shape.
    Shape(ShapeName),
    /// The items of a list produced by the path.
    Items(Box<Self>),
    /// A string.
    Text,
}

struct Plan<'p> {
    ir: &'p Ir,
    segments: &'p mut Vec<Segment>,
}

impl Plan<'_> {
    /// Appends the segments of an expression; `None` if it cannot be expressed.
    fn expression(&mut self, expression: &Expression, from: &Place) -> Option<Place> {
        match expression {
            Expression::Current => Some(from.clone()),
            Expression::Field(name) => self.member(name, from),
            Expression::Chain(left, right) => {
                let left = self.expression(left, from)?;
                self.expression(right, &left)
            }
            Expression::Index(index) => {
                let item = self.item(from)?;
                self.segments
                    .push(Segment::Index(i32::try_from(*index).ok()?));
                Some(item)
            }
            Expression::Each(list, right) => {
                let list = self.expression(list, from)?;
                let item = self.item(&list)?;
                self.segments.push(Segment::Each);
                let right = self.expression(right, &item)?;
                Some(Place::Items(Box::new(right)))
            }
            Expression::Values(map, right) => {
                let map = self.expression(map, from)?;
                let value = self.value(&map)?;
                self.segments.push(Segment::Each);
                let right = self.expression(right, &value)?;
                Some(Place::Items(Box::new(right)))
            }
            Expression::Flatten(list, right) => {
                let list = self.expression(list, from)?;
                // Nested lists produced by the path are already flattened.
                let mut item = match list {
                    Place::Items(item) => *item,
                    list => {
                        let item = self.item(&list)?;
                        self.segments.push(Segment::Each);
                        item
                    }
                };
                if let Place::Items(inner) = item {
                    item = *inner;
                } else if let Some(inner) = self.item(&item) {
                    self.segments.push(Segment::Each);
                    item = inner;
                }
                let right = self.expression(right, &item)?;
                Some(Place::Items(Box::new(right)))
            }
            Expression::List(items) => self.select(items, from),
            Expression::Call(PathFunction::Keys, arguments) => {
                let [map] = &**arguments else { return None };
                let map = self.expression(map, from)?;
                self.value(&map)?;
                self.segments.push(Segment::Keys);
                Some(Place::Items(Box::new(Place::Text)))
            }
            _ => None,
        }
    }

    /// A multi-select of string paths; further segments would have to be applied to each of them.
    fn select(&mut self, items: &[Expression], from: &Place) -> Option<Place> {
        let mut paths = Vec::with_capacity(items.len());
        for item in items {
            let mut segments = Vec::new();
            let mut plan = Plan {
                ir: self.ir,
                segments: &mut segments,
            };
            let place = plan.expression(item, from)?;
            if matches!(place, Place::Items(_)) || plan.item(&place).is_some() {
                return None;
            }
            paths.push(segments);
        }
        self.segments.push(Segment::Select(paths));
        Some(Place::Items(Box::new(Place::Text)))
    }

    fn member(&mut self, name: &str, from: &Place) -> Option<Place> {
        let Place::Shape(shape) = from else {
            return None;
        };
        let shape = self.ir.shape(shape)?;
        let (ShapeKind::Structure(members) | ShapeKind::Union(members)) = &shape.kind else {
            return None;
        };
        let index = members.iter().position(|member| member.name == *name)?;
        let member = members.get(index)?;
        self.segments.push(Segment::Member(index, name.to_owned()));
        Some(Place::Shape(member.target.clone()))
    }

    fn item(&self, of: &Place) -> Option<Place> {
        let Place::Shape(shape) = of else {
            return None;
        };
        match &self.ir.shape(shape)?.kind {
            ShapeKind::List(member) => Some(Place::Shape(member.target.clone())),
            _ => None,
        }
    }

    fn value(&self, of: &Place) -> Option<Place> {
        let Place::Shape(shape) = of else {
            return None;
        };
        match &self.ir.shape(shape)?.kind {
            ShapeKind::Map(_, value) => Some(Place::Shape(value.target.clone())),
            _ => None,
        }
    }
}
