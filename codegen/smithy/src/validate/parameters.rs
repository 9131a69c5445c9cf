//! `StaticContextParamsTrait` and `OperationContextParamsTrait`: parameters of endpoint rules that operations give.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/parameters.html>

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::jmespath::{Expression, Literals, Sample, check, parse};
use crate::model::{Node, Shape, Value};

/// Checks that fixed values are texts, flags or lists of texts.
pub(super) fn fixed(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.rules#staticContextParams") {
        for entry in node.as_object().into_iter().flatten() {
            let value = entry.node.get("value");
            let fits = value.is_none_or(|node| match &node.value {
                Value::String(_) | Value::Bool(_) => true,
                Value::Array(items) => items.iter().all(|item| item.as_str().is_some()),
                _ => false,
            });
            if !fits {
                let message = format!(
                    "the parameter `{}` has to be a text, a boolean or a list of texts, not {}",
                    entry.key,
                    value.map_or("nothing", Node::type_name)
                );
                report.error(shape, message);
            }
        }
    }
}

/// Checks the expressions that lead to values in the input.
pub(super) fn paths(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.rules#operationContextParams") {
        for entry in node.as_object().into_iter().flatten() {
            let Some(path) = entry.node.get("path").and_then(Node::as_str) else {
                continue;
            };
            let input = views.input(shape).map_or(Sample::Any, Sample::Shape);
            for fault in faults(views, path, input) {
                let message = format!("the path of the parameter `{}`, {path}: {fault}", entry.key);
                report.error(shape, message);
            }
        }
    }
}

/// The type of what a path leads to in the input of an operation.
pub(super) fn returns(views: &Views<'_>, operation: &Shape, path: &str) -> Option<&'static str> {
    let expression = parse(path, Literals::Json).ok()?;
    let input = views.input(operation).map_or(Sample::Any, Sample::Shape);
    Some(check(views.model, &expression, input).0.type_name())
}

fn faults<'m>(views: &Views<'m>, path: &str, input: Sample<'m>) -> Vec<String> {
    let expression = match parse(path, Literals::Json) {
        Ok(expression) => expression,
        Err(fault) => return vec![fault.to_string()],
    };
    let (_, problems) = check(views.model, &expression, input);
    let mut faults: Vec<_> = problems.into_iter().map(|found| found.message).collect();
    let mut unsupported = Vec::new();
    add_unsupported(&expression, &mut unsupported);
    if !unsupported.is_empty() {
        faults.push(format!(
            "endpoint rules do not support {}",
            ticked(unsupported)
        ));
    }
    faults
}

/// Adds the parts of an expression that endpoint rules do not support.
fn add_unsupported<'e>(expression: &'e Expression, found: &mut Vec<&'e str>) {
    let name = match expression {
        Expression::Comparison(..) => "comparator",
        Expression::Index(_) => "index",
        Expression::Literal(_) => "literal",
        Expression::Hash(_) => "multiselect hash",
        Expression::And(_) => "and",
        Expression::Or(_) => "or",
        Expression::Not(_) => "not",
        Expression::Filter(_) => "filter projection",
        Expression::Slice(..) => "slice",
        Expression::Call(name, _) if name != "keys" => name,
        _ => {
            for part in expression.parts() {
                add_unsupported(part, found);
            }
            return;
        }
    };
    found.push(name);
}
