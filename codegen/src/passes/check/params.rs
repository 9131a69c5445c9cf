//! Checks the endpoint parameters set by operations: defined by the rules, with the right type.

use super::path::{self, PathType};
use crate::ir::{EndpointParameter, EndpointRules, Ir, Operation, ParameterKind, Pointer};
use crate::problem::{ProblemKind, Problems};

/// Reports invalid endpoint parameters of an operation.
pub(super) fn check_params(ir: &Ir, operation: &Operation, problems: &mut Problems) {
    let service = &ir.service;
    let Some(rules) = service
        .endpoint_rules
        .as_ref()
        .or(service.endpoint_diagram.as_ref())
    else {
        return;
    };
    for (name, value) in &operation.static_context_params {
        let at = operation.at.child("staticContextParams").child(name);
        if let Some(parameter) = find(rules, name, &at, problems)
            && parameter.kind != value.kind()
        {
            wrong(name, parameter.kind, &at, problems);
        }
    }
    let Some(input) = &operation.input else {
        return;
    };
    for (name, path) in &operation.operation_context_params {
        let at = operation.at.child("operationContextParams").child(name);
        let found = path::type_of(
            path,
            &PathType::Shape(input.shape.clone()),
            (ir, &at),
            problems,
        );
        if let Some(parameter) = find(rules, name, &at, problems)
            && found != PathType::Unknown
            && !fits(&found, parameter.kind, ir)
        {
            wrong(name, parameter.kind, &at, problems);
        }
    }
    for member in ir
        .shape(&input.shape)
        .into_iter()
        .flat_map(crate::ir::Shape::members)
    {
        let Some(name) = &member.context_param else {
            continue;
        };
        if let Some(parameter) = find(rules, name, &member.at, problems)
            && !fits(&PathType::Shape(member.target.clone()), parameter.kind, ir)
        {
            wrong(name, parameter.kind, &member.at, problems);
        }
    }
}

/// Looks up a parameter, or warns.
fn find<'r>(
    rules: &'r EndpointRules,
    name: &str,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<&'r EndpointParameter> {
    let parameter = rules.parameters.get(name);
    if parameter.is_none() {
        let what = format!("the endpoint parameter `{name}`");
        let why = "the endpoint rules do not define it";
        problems.push(ProblemKind::Unsupported { what, why }, at.clone());
    }
    parameter
}

fn fits(found: &PathType, kind: ParameterKind, ir: &Ir) -> bool {
    match kind {
        ParameterKind::Text => found.is_text(ir),
        ParameterKind::Boolean => found.is_boolean(ir),
        ParameterKind::Texts => found.is_texts(ir),
    }
}

fn wrong(name: &str, kind: ParameterKind, at: &Pointer, problems: &mut Problems) {
    let wanted = kind.as_type().as_str();
    let why = format!("the parameter `{name}` must be {wanted}");
    problems.push(ProblemKind::InvalidRules { why }, at.clone());
}
