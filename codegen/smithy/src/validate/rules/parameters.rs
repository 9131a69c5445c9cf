//! `RuleSetParameter`, `RuleSetParamMissingDocs`, `RuleSetBuiltIn` and `RuleSetAwsBuiltIn`: parameters of endpoint rules.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/parameters.html>

use std::collections::{BTreeMap, BTreeSet};

use super::super::report::Report;
use super::super::views::{Ruled, Views};
use super::TESTS;
use super::cases::{cases, members};
use super::given::{CLIENT, FIXED, PATHS, entries, error, given, kind_of, named};
use crate::event::Severity;
use crate::model::{Node, Shape};
use crate::rules::{Kind, Parameter};
use crate::subject::Subject;

/// The built-in parameters.
const BUILT_INS: [&str; 14] = [
    "AWS::Auth::AccountId",
    "AWS::Auth::AccountIdEndpointMode",
    "AWS::Auth::CredentialScope",
    "AWS::Region",
    "AWS::S3::Accelerate",
    "AWS::S3::DisableMultiRegionAccessPoints",
    "AWS::S3::ForcePathStyle",
    "AWS::S3::UseArnRegion",
    "AWS::S3::UseGlobalEndpoint",
    "AWS::S3Control::UseArnRegion",
    "AWS::STS::UseGlobalEndpoint",
    "AWS::UseDualStack",
    "AWS::UseFIPS",
    "SDK::Endpoint",
];

/// The built-in parameters that rules should use with care.
const WITH_CARE: [&str; 3] = [
    "AWS::Auth::AccountId",
    "AWS::Auth::AccountIdEndpointMode",
    "AWS::Auth::CredentialScope",
];

/// Checks that parameters are documented.
pub(in super::super) fn documented(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        for parameter in ruled
            .rules
            .parameters
            .iter()
            .filter(|parameter| !parameter.is_documented)
        {
            let message = format!("the parameter `{}` has no documentation", parameter.name);
            report.warning_at(ruled.service, parameter.at, message);
        }
    }
}

/// Checks that built-in parameters exist.
pub(in super::super) fn built_ins(views: &Views<'_>, report: &mut Report) {
    let mut check = |name: &str, service: &Shape, at, parts: &[&str]| {
        if !BUILT_INS.contains(&name) {
            let message = format!("the built-in parameter `{name}` does not exist");
            report.error_at(service, at, message);
            report.within(&parts.join("."));
        }
    };
    for ruled in views.ruled() {
        for parameter in &ruled.rules.parameters {
            if let Some(name) = parameter.built_in {
                check(name, ruled.service, parameter.at, &["RuleSet"]);
            }
        }
    }
    for service in views.shapes_having(TESTS) {
        for (case_index, case) in cases(service).iter().enumerate() {
            let inputs = case.get("operationInputs").and_then(Node::as_array);
            for (index, input) in inputs.unwrap_or_default().iter().enumerate() {
                let positions = [case_index.to_string(), index.to_string()];
                let [of_case, of_input] = &positions;
                for entry in members(input, "builtInParams") {
                    let parts = ["TestCase", of_case, "Inputs", of_input];
                    check(&entry.key, service, input.at, &parts);
                }
            }
        }
    }
}

/// Points at built-in parameters that rules should use with care.
pub(in super::super) fn with_care(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        for parameter in &ruled.rules.parameters {
            if let Some(name) = parameter.built_in.filter(|name| WITH_CARE.contains(name)) {
                let message =
                    format!("rules that use the built-in parameter `{name}` need special care");
                let subject = Subject::Shape(ruled.service);
                report.add_at(Severity::Danger, subject, parameter.at, message);
                report.within(name);
            }
        }
    }
}

/// Checks the parameters of rules against those of the service, its operations and its test cases.
pub(in super::super) fn parameters(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        let operations = views.operations(ruled.service);
        let given = given(views, ruled.service, &operations, report);
        against_model(ruled, &given, report);
        required(views, ruled, &operations, report);
        if ruled.service.traits.has(TESTS) {
            against_cases(ruled, report);
        }
    }
}

fn against_model(ruled: &Ruled<'_>, given: &BTreeMap<&str, Kind>, report: &mut Report) {
    let subject = Subject::Shape(ruled.service);
    let mut known = BTreeSet::new();
    for parameter in &ruled.rules.parameters {
        let name = parameter.name;
        known.insert(name);
        if parameter.built_in.is_some() {
            continue;
        }
        match given.get(name) {
            None => {
                known.remove(name);
                let message = format!(
                    "the rules have the parameter `{name}`, but the service does not give it"
                );
                error(
                    report,
                    subject,
                    parameter.at,
                    ["RuleSet", "UnmatchedName"],
                    message,
                );
            }
            Some(kind) if *kind != parameter.kind => {
                let message = format!(
                    "the parameter `{name}` is a {} in the rules, but a {} in the service",
                    parameter.kind.name(),
                    kind.name()
                );
                error(
                    report,
                    subject,
                    parameter.at,
                    ["RuleSet", "TypeMismatch"],
                    message,
                );
            }
            Some(_) => {}
        }
    }
    for name in given.keys().filter(|name| !known.contains(*name)) {
        let message =
            format!("the service gives the parameter `{name}`, but the rules do not have it");
        error(
            report,
            subject,
            ruled.node.at,
            ["RuleSet", "UnmatchedName"],
            message,
        );
    }
}

/// Checks that each operation gives what the rules require.
fn required(views: &Views<'_>, ruled: &Ruled<'_>, operations: &[&Shape], report: &mut Report) {
    let is_needed = |parameter: &&Parameter<'_>| {
        parameter.is_required && parameter.default.is_none() && parameter.built_in.is_none()
    };
    let needed: Vec<_> = ruled.rules.parameters.iter().filter(is_needed).collect();
    for operation in operations.iter().filter(|_| !needed.is_empty()) {
        let traits = [
            (ruled.service, CLIENT),
            (*operation, FIXED),
            (*operation, PATHS),
        ];
        let mut bound: BTreeSet<&str> = traits
            .into_iter()
            .flat_map(|(shape, id)| entries(shape, id))
            .map(|entry| entry.key.as_str())
            .collect();
        let members = views
            .input(operation)
            .into_iter()
            .flat_map(|input| input.members.values());
        bound.extend(members.filter_map(|member| Some(named(&member.traits)?.1)));
        for parameter in needed
            .iter()
            .filter(|parameter| !bound.contains(parameter.name))
        {
            let message = format!(
                "the rules require the parameter `{}`, but the operation does not give it",
                parameter.name
            );
            let subject = Subject::Shape(operation);
            error(
                report,
                subject,
                operation.at,
                ["Operation", "RequiredMissing"],
                message,
            );
        }
    }
}

/// Checks the parameters of test cases.
fn against_cases(ruled: &Ruled<'_>, report: &mut Report) {
    let subject = Subject::Shape(ruled.service);
    let cases = cases(ruled.service);
    let mut used: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for entry in cases.iter().flat_map(|case| members(case, "params")) {
        used.entry(&entry.key).or_default().push(&entry.node);
    }
    for parameter in &ruled.rules.parameters {
        let name = parameter.name;
        let values = used.remove(name);
        if values.is_none() {
            let message = format!("no test case has the parameter `{name}`");
            report.add_at(Severity::Danger, subject, parameter.at, message);
            report.within("TestCase.Unused");
        }
        let values = values.unwrap_or_default();
        for value in values
            .iter()
            .filter(|value| kind_of(value) != Some(parameter.kind))
        {
            let message = format!(
                "the parameter `{name}` of a test case has to be a {}",
                parameter.kind.name()
            );
            error(
                report,
                subject,
                value.at,
                ["TestCase", "TypeMismatch"],
                message,
            );
        }
        let is_needed = parameter.is_required && parameter.default.is_none();
        if is_needed && (values.is_empty() || values.len() < cases.len()) {
            let message = format!("the parameter `{name}` is required, but missing in a test case");
            error(
                report,
                subject,
                parameter.at,
                ["TestCase", "RequiredMissing"],
                message,
            );
        }
    }
    for (name, values) in used {
        let at = values.first().map_or(ruled.node.at, |value| value.at);
        let message = format!("the rules do not have the parameter `{name}` of a test case");
        error(report, subject, at, ["TestCase", "Undefined"], message);
    }
}
