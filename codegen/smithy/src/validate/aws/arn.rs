//! `ArnTrait` and `ArnTemplate`: ARNs of resources.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#aws-api-arn-trait>

use std::collections::BTreeSet;

use super::{ARN, SERVICE};
use crate::model::{Node, Shape, is_identifier};
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

/// Checks that only absolute ARNs have a delimiter.
pub(in crate::validate) fn delimiters(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(ARN) {
        let is_absolute = node.get("absolute").and_then(Node::as_bool) == Some(true);
        if !is_absolute && node.get("resourceDelimiter").is_some() {
            let message = "only an `absolute` ARN can have a `resourceDelimiter`".to_owned();
            report.error_at(shape, node.at, message);
        }
    }
}

/// Checks that ARNs have each identifier of their resource, and no other label.
pub(in crate::validate) fn templates(views: &Views<'_>, report: &mut Report) {
    for service in views.shapes_having(SERVICE) {
        for shape in views.resources(service) {
            if let Some(node) = shape.traits.get(ARN) {
                template(shape, node, report);
            }
        }
    }
}

fn template(shape: &Shape, node: &Node, report: &mut Report) {
    let template = node.get("template").and_then(Node::as_str);
    let (Some(template), Some(resource)) = (template, shape.resource()) else {
        return;
    };
    let labels: BTreeSet<&str> = labels(template).into_iter().collect();
    let is_name = |label: &&&str| {
        let name = label.trim_start_matches(['!', '|', '+']);
        label.len() <= name.len() + 1 && is_identifier(name)
    };
    let bad: Vec<_> = labels.iter().filter(|label| !is_name(label)).collect();
    if !bad.is_empty() {
        let message = format!(
            "the ARN `{template}` has labels that are no names: {}",
            ticked(bad)
        );
        report.error_at(shape, node.at, message);
        return;
    }
    let names: BTreeSet<&str> = resource.identifiers.keys().map(String::as_str).collect();
    let missing: Vec<_> = names.difference(&labels).collect();
    if !missing.is_empty() {
        let message = format!(
            "the ARN `{template}` lacks the identifiers {}",
            ticked(missing)
        );
        report.error_at(shape, node.at, message);
    }
    let other: Vec<_> = labels.difference(&names).collect();
    if !other.is_empty() {
        let message = format!(
            "the ARN `{template}` has labels that are no identifiers of the resource: {}",
            ticked(other)
        );
        report.error_at(shape, node.at, message);
    }
}

/// The labels of a template, in braces.
fn labels(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
