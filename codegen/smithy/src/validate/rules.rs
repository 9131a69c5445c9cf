//! Endpoint rules, their parameters and their test cases.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

pub(super) mod auth;
pub(super) mod cases;
pub(super) mod diagram;
mod given;
pub(super) mod parameters;
pub(super) mod results;

use super::report::Report;
use super::views::Views;
use crate::rules::{Outcome, Rule};

/// The trait with test cases.
const TESTS: &str = "smithy.rules#endpointTests";

/// Reports rule sets that cannot be read or whose types do not fit; diagrams are checked as they are created.
pub(super) fn faults(views: &Views<'_>, report: &mut Report) {
    for (service, fault) in views.rule_faults() {
        let message = format!("the endpoint rules cannot be used: {}", fault.message);
        report.error_at(*service, fault.at, message);
    }
}

/// Calls a function for each rule, nested ones included.
fn each_rule<'r, 'm>(rules: &'r [Rule<'m>], run: &mut dyn FnMut(&'r Rule<'m>)) {
    for rule in rules {
        run(rule);
        if let Outcome::Tree(rules) = &rule.outcome {
            each_rule(rules, run);
        }
    }
}
