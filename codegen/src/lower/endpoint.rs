//! Lowers endpoint rules, for both front ends: their syntax is the same.
//!
//! **Invariants**
//! - Rules that use an unknown function are dropped entirely, with a warning: a part of them would give wrong results.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

mod diagram;
mod expression;
mod template;

use indexmap::IndexMap;

use self::expression::{lower_argument, lower_call};
use crate::ir::{
    Docs, EndpointCondition, EndpointLogic, EndpointOutcome, EndpointParameter, EndpointRule,
    EndpointRules, ParameterKind, ParameterValue, Pointer, Value,
};
use crate::problem::{ProblemKind, Problems};
use crate::read::endpoint as mirror;
use crate::read::mirror::{Entries, Text};

/// Lowers a rule set.
pub(crate) fn lower_rule_set(
    rules: mirror::RuleSet<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<EndpointRules> {
    let parameters = lower_parameters(rules.parameters, at, problems);
    let rules = lower_rules(rules.rules, &at.child("rules"), problems);
    Some(EndpointRules {
        parameters,
        logic: EndpointLogic::Tree(rules?),
        at: at.clone(),
    })
}

/// Lowers a decision diagram.
pub(crate) fn lower_diagram(
    diagram: mirror::Diagram<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<EndpointRules> {
    let parameters = lower_parameters(diagram.parameters, at, problems);
    let place = at.child("conditions");
    let conditions = lower_conditions(diagram.conditions, &place, problems);
    let results = lower_rules(diagram.results, &at.child("results"), problems);
    let nodes = diagram::lower_nodes(&diagram.nodes, &at.child("nodes"), problems);
    let root = diagram::lower_root(&diagram.root, &at.child("root"), problems);
    let logic = diagram::assemble((conditions?, results?), nodes?, root?);
    Some(EndpointRules {
        parameters,
        logic: EndpointLogic::Diagram(logic),
        at: at.clone(),
    })
}

/// Reports invalid rules.
fn invalid<T>(why: impl Into<String>, at: &Pointer, problems: &mut Problems) -> Option<T> {
    let why = why.into();
    problems.push(ProblemKind::InvalidRules { why }, at.clone());
    None
}

fn lower_parameters(
    parameters: Entries<'_, mirror::Parameter<'_>>,
    at: &Pointer,
    problems: &mut Problems,
) -> IndexMap<String, EndpointParameter> {
    let at = at.child("parameters");
    let mut lowered = IndexMap::with_capacity(parameters.len());
    for (name, parameter) in parameters {
        let at = at.child(&name);
        let Some(kind) = ParameterKind::parse(&parameter.kind) else {
            let unknown = ProblemKind::UnknownValue {
                what: "type",
                value: parameter.kind.into_owned(),
                expected: "`string`, `boolean` or `stringArray`",
            };
            problems.push(unknown, at.child("type"));
            continue;
        };
        let place = at.child("default");
        let default = parameter.default;
        let default = default.and_then(|default| lower_value(default, &place, problems));
        let lower = EndpointParameter {
            kind,
            built_in: parameter.built_in.map(Text::into_owned),
            required: parameter.required.unwrap_or(false),
            default,
            docs: parameter
                .documentation
                .map(|text| Docs::from(text.into_owned())),
        };
        lowered.insert(name.into_owned(), lower);
    }
    lowered
}

/// The value of a parameter.
pub(crate) fn lower_value(
    value: Value,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<ParameterValue> {
    const EXPECTED: &str = "a string, a boolean or an array of strings";
    let found = match value {
        Value::String(text) => return Some(ParameterValue::Text(text)),
        Value::Bool(value) => return Some(ParameterValue::Boolean(value)),
        Value::Array(items) => {
            let count = items.len();
            let texts = items.into_iter().filter_map(|item| match item {
                Value::String(text) => Some(text),
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Array(_)
                | Value::Object(_) => None,
            });
            let texts: Vec<_> = texts.collect();
            if texts.len() == count {
                return Some(ParameterValue::Texts(texts));
            }
            "an array of other values"
        }
        Value::Null => "null",
        Value::Number(_) => "a number",
        Value::Object(_) => "an object",
    };
    let expected = EXPECTED;
    problems.push(ProblemKind::WrongType { expected, found }, at.clone());
    None
}

/// Collects all items, or `None` if one failed; problems are found in each.
fn all<T>(lowered: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let lowered: Vec<_> = lowered.collect();
    lowered.into_iter().collect()
}

fn lower_rules(
    rules: Vec<mirror::Rule<'_>>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Vec<EndpointRule>> {
    all(rules.into_iter().enumerate().map(|(index, rule)| {
        let at = at.child(&index.to_string());
        lower_rule(rule, at, problems)
    }))
}

fn lower_rule(
    rule: mirror::Rule<'_>,
    at: Pointer,
    problems: &mut Problems,
) -> Option<EndpointRule> {
    let conditions = rule.conditions.unwrap_or_default();
    let conditions = lower_conditions(conditions, &at.child("conditions"), problems);
    let outcome = match (&*rule.kind, rule.endpoint, rule.error, rule.rules) {
        ("endpoint", Some(endpoint), None, None) => {
            let place = at.child("endpoint");
            template::lower_endpoint(endpoint, &place, problems).map(EndpointOutcome::Endpoint)
        }
        ("error", None, Some(error), None) => {
            lower_argument(error, &at.child("error"), problems).map(EndpointOutcome::Error)
        }
        ("tree", None, None, Some(rules)) => {
            lower_rules(rules, &at.child("rules"), problems).map(EndpointOutcome::Tree)
        }
        _ => invalid(
            "a rule has the type `endpoint`, `error` or `tree`, and `endpoint`, `error` or `rules` to match",
            &at,
            problems,
        ),
    };
    Some(EndpointRule {
        conditions: conditions?,
        outcome: outcome?,
        at,
    })
}

fn lower_conditions(
    conditions: Vec<mirror::Condition<'_>>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Vec<EndpointCondition>> {
    all(conditions
        .into_iter()
        .enumerate()
        .map(|(index, condition)| {
            let assign = condition.assign.as_deref().map(str::to_owned);
            let value = lower_call(condition, &at.child(&index.to_string()), problems)?;
            Some(EndpointCondition { value, assign })
        }))
}

#[cfg(test)]
mod tests;
