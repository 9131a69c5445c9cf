//! `BddTrait`: references between the nodes of a decision diagram.

use super::super::report::Report;
use super::super::views::Views;
use crate::rules::{RESULTS, RuleSet};

/// Checks that nodes refer to conditions, nodes and results that exist.
pub(in super::super) fn references(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        let Some(diagram) = &ruled.rules.diagram else {
            continue;
        };
        let mut found: Vec<String> = fault(&ruled.rules, diagram.root)
            .map(|fault| format!("the root {fault}"))
            .into_iter()
            .collect();
        for (index, [condition, high, low]) in diagram.nodes.iter().enumerate().skip(1) {
            let is_known = usize::try_from(*condition)
                .is_ok_and(|condition| condition < diagram.conditions.len());
            if !is_known {
                found.push(format!(
                    "the node {index} tests the condition {condition}, which does not exist"
                ));
            }
            for reference in [high, low] {
                if let Some(fault) = fault(&ruled.rules, *reference) {
                    found.push(format!("the node {index} {fault}"));
                }
            }
        }
        for message in found {
            report.error_at(ruled.service, ruled.node.at, message);
        }
    }
}

/// The fault in a reference.
fn fault(rules: &RuleSet<'_>, reference: i32) -> Option<String> {
    let nodes = rules.diagram.as_ref()?.nodes.len();
    if reference == 0 {
        return Some("has the reference 0, which stands for nothing".to_owned());
    }
    if reference >= RESULTS {
        let result = usize::try_from(reference - RESULTS).ok()?;
        let is_missing = result > rules.rules.len();
        return is_missing.then(|| format!("leads to the result {result}, which does not exist"));
    }
    let index = usize::try_from(reference.unsigned_abs()).ok()?;
    let is_missing = reference > -RESULTS && index > 1 && index > nodes;
    is_missing.then(|| format!("leads to the node {reference}, which does not exist"))
}
