//! `CfnMutabilityTrait` and `CfnResourceProperty`: resources of AWS `CloudFormation`.
//!
//! <https://smithy.io/2.0/aws/aws-cloudformation.html>

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Member, Node, Shape, ShapeType};
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::{Views, is_text};

const RESOURCE: &str = "aws.cloudformation#cfnResource";
const IDENTIFIER: &str = "aws.cloudformation#cfnAdditionalIdentifier";
const EXCLUDED: &str = "aws.cloudformation#cfnExcludeProperty";
const MUTABILITY: &str = "aws.cloudformation#cfnMutability";

/// Checks that additional identifiers can be read.
pub(in crate::validate) fn mutability(views: &Views<'_>, report: &mut Report) {
    for subject in views.having(MUTABILITY) {
        let node = subject.traits().get(MUTABILITY);
        let Some((node, value)) = node.and_then(|node| Some((node, node.as_str()?))) else {
            continue;
        };
        if subject.traits().has(IDENTIFIER) && matches!(value, "write" | "create") {
            let message = format!("an additional identifier cannot have the mutability `{value}`");
            report.error_at(*subject, node.at, message);
        }
    }
}

/// Checks that each property of a resource has one type.
pub(in crate::validate) fn properties(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(RESOURCE) {
        primary(views, shape, node, report);
        for (name, targets) in targets(views, shape, node) {
            if targets.len() > 1 {
                let message = format!(
                    "the property `{name}` has several types: {}; change one, or exclude it",
                    ticked(targets)
                );
                report.error(shape, message);
            }
        }
    }
}

fn primary(views: &Views<'_>, shape: &Shape, node: &Node, report: &mut Report) {
    let name = node.get("primaryIdentifier").and_then(Node::as_str);
    let Some((name, resource)) = name.zip(shape.resource()) else {
        return;
    };
    let message = match resource.properties.get(name) {
        None => format!("the primary identifier `{name}` has to be a property of the resource"),
        Some(target) if !is_text(views.model.shape(target)) => {
            format!("the primary identifier `{name}` has to be a string, not `{target}`")
        }
        Some(_) => return,
    };
    report.error_at(shape, node.at, message);
}

/// The targets of the properties of a resource: its identifiers, and members of its structures.
fn targets<'m>(
    views: &Views<'m>,
    shape: &'m Shape,
    node: &'m Node,
) -> BTreeMap<&'m str, BTreeSet<&'m str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let Some(resource) = shape.resource() else {
        return found;
    };
    for (name, target) in &resource.identifiers {
        found.entry(name).or_default().insert(target.as_str());
    }
    let operation = |id: &Option<_>| views.model.shape(id.as_ref()?);
    let input = |id| operation(id).and_then(|shape| views.input(shape));
    let read = operation(&resource.read).and_then(|shape| views.output(shape));
    let sides = [
        read,
        input(&resource.put),
        input(&resource.create),
        input(&resource.update),
    ];
    let more = node.get("additionalSchemas").and_then(Node::as_array);
    let more = more.unwrap_or_default().iter();
    let more = more.filter_map(|node| views.model.shape(node.as_str()?));
    for structure in sides.into_iter().flatten().chain(more) {
        if structure.kind != ShapeType::Structure {
            continue;
        }
        for member in structure.members.values() {
            if is_property(&resource.identifiers, member) {
                let targets = found.entry(member.name()).or_default();
                targets.insert(member.target.as_str());
            }
        }
    }
    found
}

/// Returns true for members that are neither excluded nor bound to an identifier.
fn is_property<T>(identifiers: &indexmap::IndexMap<String, T>, member: &Member) -> bool {
    !identifiers.contains_key(member.name())
        && ![EXCLUDED, "smithy.api#resourceIdentifier"]
            .iter()
            .any(|id| member.traits.has(*id))
}
