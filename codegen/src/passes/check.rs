//! Checks common to both formats: dangling references and misplaced traits.

mod bindings;
pub(crate) mod endpoint;
mod operation;
mod pages;
mod params;
pub(crate) mod path;

use indexmap::IndexSet;

use crate::config::Config;
use crate::ir::{
    Ir, Length, Literal, Member, Pointer, Protocol, Range, Shape, ShapeKind, ShapeName,
};
use crate::problem::{ProblemKind, Problems};

/// Reports invalid shapes and operations.
pub(super) fn check(ir: &mut Ir, config: &Config, problems: &mut Problems) {
    if config.protocol.is_none() && Protocol::choose(&ir.service.protocols).is_none() {
        keep_types_alone(ir, problems);
    }
    let rules = ir.service.endpoint_rules.iter();
    for rules in rules.chain(&ir.service.endpoint_diagram) {
        endpoint::check_rules(rules, problems);
    }
    for operation in ir.service.operations.values() {
        operation::check_operation(ir, operation, problems);
        params::check_params(ir, operation, problems);
        pages::check_pages(ir, operation, problems);
    }
    for waiter in ir.service.waiters.values() {
        pages::check_waiter(ir, waiter, problems);
    }
    for shape in ir.shapes.values() {
        check_bounds(
            shape.traits.length,
            shape.traits.range.as_ref(),
            &shape.at,
            problems,
        );
        check_kind(ir, shape, problems);
        for member in shape.members() {
            check_member(ir, member, problems);
        }
    }
    for shape in ir.shapes.values_mut() {
        drop_repeated_values(shape, problems);
    }
}

/// Removes the operations of a service without a supported protocol; its shapes stay.
fn keep_types_alone(ir: &mut Ir, problems: &mut Problems) {
    let unknown = problems.iter().filter_map(|problem| {
        if let ProblemKind::UnknownProtocol { name } = &problem.kind {
            Some(name.clone())
        } else {
            None
        }
    });
    let mut found: Vec<String> = unknown.collect();
    if found.is_empty() {
        // An unknown trait whose definition is not in the model may be a protocol.
        let traits = ir.service.unknown_traits.iter();
        found.extend(traits.map(|unknown| unknown.id.clone()));
    }
    let at = ir.service.at.clone();
    problems.push(ProblemKind::NoProtocol { found }, at);
    ir.service.operations.clear();
    ir.service.waiters.clear();
}

fn check_member(ir: &Ir, member: &Member, problems: &mut Problems) {
    check_bounds(member.length, member.range.as_ref(), &member.at, problems);
    let Some(target) = ir.target(member) else {
        let names = ir.shapes.keys().map(ShapeName::as_str);
        let similar = problems.similar(&member.target, names);
        let target = member.target.to_string();
        let kind = ProblemKind::UnknownTarget { target, similar };
        problems.push(kind, member.at.clone());
        return;
    };
    bindings::check_binding(ir, member, target, problems);
    check_default(member, target, problems);
}

/// Reports a default that does not fit its target.
fn check_default(member: &Member, target: &Shape, problems: &mut Problems) {
    if let Some(default) = &member.default
        && Literal::of(default, target).is_none()
    {
        let kind = ProblemKind::InvalidDefault {
            value: default.to_string(),
            shape: target.name.to_string(),
            kind: target.kind.as_str(),
        };
        problems.push(kind, member.at.clone());
    }
}

fn check_kind(ir: &Ir, shape: &Shape, problems: &mut Problems) {
    if let ShapeKind::Map(key, _) = &shape.kind {
        let target = ir.target(key);
        let textual = |kind: &ShapeKind| matches!(kind, ShapeKind::String | ShapeKind::Enum(_));
        if let Some(target) = target.filter(|target| !textual(&target.kind)) {
            wrong_target(("the key of a map", "a string"), target, &key.at, problems);
        }
    }
    if let ShapeKind::Structure(members) | ShapeKind::Union(members) = &shape.kind {
        bindings::check_payloads(members, problems);
    }
}

/// Reports a shape whose kind is not allowed there.
fn wrong_target(
    (what, expected): (&'static str, &'static str),
    target: &Shape,
    at: &Pointer,
    problems: &mut Problems,
) {
    let shape = target.name.to_string();
    let found = target.kind.as_str();
    let kind = ProblemKind::WrongTarget {
        what,
        expected,
        shape,
        found,
    };
    problems.push(kind, at.clone());
}

fn check_bounds(
    length: Option<Length>,
    range: Option<&Range>,
    at: &Pointer,
    problems: &mut Problems,
) {
    if let Some(Length {
        min: Some(min),
        max: Some(max),
    }) = length
        && min > max
    {
        let (min, max) = (min.to_string(), max.to_string());
        problems.push(ProblemKind::MinAboveMax { min, max }, at.clone());
    }
    if let Some(Range {
        min: Some(min),
        max: Some(max),
    }) = range
        && min > max
    {
        let (min, max) = (min.to_string(), max.to_string());
        problems.push(ProblemKind::MinAboveMax { min, max }, at.clone());
    }
}

/// Drops repeated enum values, keeping the first: each value is one variant.
fn drop_repeated_values(shape: &mut Shape, problems: &mut Problems) {
    let mut repeated = |value: String| {
        problems.push(ProblemKind::RepeatedValue { value }, shape.at.clone());
        false
    };
    if let ShapeKind::Enum(values) = &mut shape.kind {
        let mut seen = IndexSet::new();
        values.retain(|value| seen.insert(value.value.clone()) || repeated(value.value.clone()));
    } else if let ShapeKind::IntEnum(values) = &mut shape.kind {
        let mut seen = IndexSet::new();
        values.retain(|value| seen.insert(value.value) || repeated(value.value.to_string()));
    }
}

#[cfg(test)]
mod tests;
