//! `RuleSetTestCase` and `EndpointTestsTrait`: test cases of endpoint rules.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html#smithy-rules-endpointtests-trait>

use std::collections::BTreeMap;

use super::super::check::Check;
use super::super::report::Report;
use super::super::views::{Ruled, Views};
use super::TESTS;
use crate::event::Severity;
use crate::model::{Node, Object, Shape};
use crate::rules::{Budget, Parameter, RULE_SET, test};

/// The test cases of a service.
pub(super) fn cases(service: &Shape) -> &[Node] {
    let cases = service
        .traits
        .get(TESTS)
        .and_then(|node| node.get("testCases"));
    cases.and_then(Node::as_array).unwrap_or_default()
}

/// The members of an object of a test case.
pub(super) fn members<'m>(
    case: &'m Node,
    key: &str,
) -> impl Iterator<Item = &'m crate::model::Entry> {
    let object = case.get(key).and_then(Node::as_object);
    object.into_iter().flat_map(Object::iter)
}

/// Runs all test cases; those of a service with both traits run on the rule set.
pub(in super::super) fn runs(views: &Views<'_>, report: &mut Report) {
    let mut budget = Budget::new();
    for ruled in views.ruled() {
        if ruled.rules.diagram.is_some() && ruled.service.traits.has(RULE_SET) {
            continue;
        }
        for case in cases(ruled.service) {
            let Err(fault) = test(&ruled.rules, case, &mut budget) else {
                continue;
            };
            if budget.is_spent() {
                let message = "the test cases take too many steps; the others were not run";
                return report.warning_at(ruled.service, case.at, message.to_owned());
            }
            report.error_at(ruled.service, case.at, fault.message);
        }
    }
}

/// Checks the operations and built-in values of test cases.
pub(in super::super) fn inputs(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        let operations = views.operations(ruled.service);
        let by_name: BTreeMap<_, _> = operations
            .iter()
            .map(|operation| (operation.id.name(), *operation))
            .collect();
        for case in cases(ruled.service) {
            let inputs = case.get("operationInputs").and_then(Node::as_array);
            for input in inputs.unwrap_or_default() {
                let name = input
                    .get("operationName")
                    .and_then(Node::as_str)
                    .unwrap_or_default();
                let Some(operation) = by_name.get(name) else {
                    let message = format!("the service has no operation `{name}`");
                    report.error_at(ruled.service, input.at, message);
                    continue;
                };
                let found = Input {
                    ruled,
                    case,
                    node: input,
                };
                found.built_ins(report);
                if let Some(structure) = views.input(operation) {
                    found.values(views, structure, report);
                }
            }
        }
    }
}

/// The input of an operation in a test case.
struct Input<'c, 'm> {
    ruled: &'c Ruled<'m>,
    case: &'m Node,
    node: &'m Node,
}

impl<'m> Input<'_, 'm> {
    /// Checks that built-in values and parameters agree.
    fn built_ins(&self, report: &mut Report) {
        let service = self.ruled.service;
        let with_built_in = |parameter: &Parameter<'_>| {
            let value = self
                .case
                .get("params")
                .and_then(|params| params.get(parameter.name))?;
            let built_in = parameter.built_in?;
            let found = self
                .node
                .get("builtInParams")
                .and_then(|given| given.get(built_in));
            Some((value, built_in.to_owned(), found))
        };
        for parameter in &self.ruled.rules.parameters {
            let Some((value, built_in, found)) = with_built_in(parameter) else {
                continue;
            };
            let name = parameter.name;
            match found {
                None if parameter.default != Some(value) => {
                    let message = format!(
                        "`builtInParams` lacks `{built_in}`, although the parameter `{name}` is not its default"
                    );
                    report.error_at(service, self.node.at, message);
                }
                Some(found) if found != value => {
                    let message =
                        format!("the parameter `{name}` differs from the built-in `{built_in}`");
                    report.error(service, message);
                }
                _ => {}
            }
        }
    }

    /// Checks the parameters of the operation; a case that expects an error may have others.
    fn values(&self, views: &Views<'m>, structure: &'m Shape, report: &mut Report) {
        let empty = Node::empty_object(self.node.at);
        let params = self.node.get("operationParams").unwrap_or(&empty);
        let service = &self.ruled.service.id;
        let path = vec!["the input of the operation in a test case".to_owned()];
        let mut check = Check::new(views, report.name(), Some(service), path);
        check.shape(structure, None, params);
        let expects_error = self
            .case
            .get("expect")
            .is_some_and(|node| node.get("error").is_some());
        for event in &mut check.events {
            if expects_error || matches!(event.severity, Severity::Warning | Severity::Note) {
                event.severity = Severity::Danger;
            }
        }
        report.events.append(&mut check.events);
    }
}
