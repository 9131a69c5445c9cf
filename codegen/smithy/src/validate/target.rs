//! `Target`: relationships lead to shapes that are there and of the right type.
//!
//! <https://smithy.io/2.0/spec/model.html#shapes>

use super::report::Report;
use super::views::{Relation, Views};
use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};

/// Checks every relationship, and the keys of maps.
pub(super) fn targets(views: &Views<'_>, report: &mut Report) {
    for relation in &views.relations {
        match views.model.shape(relation.target) {
            None => {
                let (source, target) = (relation.source, relation.target);
                let label = relation.label;
                let message = format!(
                    "the {label} `{target}` of this {} does not exist",
                    source.kind()
                );
                report.error(source, message);
                report.within("UnresolvedShape");
            }
            Some(target) => check(*relation, target, report),
        }
    }
    for map in views.of_kind(ShapeType::Map) {
        let key = map.members.get("key");
        let target = key.and_then(|key| views.model.target(key));
        if let Some(target) = target
            && !matches!(target.kind, ShapeType::String | ShapeType::Enum)
        {
            let message = format!(
                "the keys of a map have to be strings, but `{}` is a {}",
                target.id, target.kind
            );
            report.error(map, message);
        }
    }
}

fn check(relation: Relation<'_>, target: &Shape, report: &mut Report) {
    let Relation { source, label, .. } = relation;
    if label != "mixin" {
        let marked = ["trait", "mixin"]
            .into_iter()
            .find(|name| target.traits.has(&format!("smithy.api#{name}")));
        if let Some(name) = marked {
            let message = format!(
                "`{}` is marked with `@{name}`, so it cannot be the {label} of this shape",
                target.id
            );
            report.error(source, message);
            return;
        }
    }
    if let Some(deprecated) = target.traits.get("smithy.api#deprecated") {
        warn_of_deprecated(relation, deprecated, report);
    }
    let Some(expected) = fault(label, target) else {
        return;
    };
    let message = format!(
        "the {label} of this {} has to be {expected}, but `{}` is a {}",
        source.kind(),
        target.id,
        target.kind
    );
    report.error(source, message);
}

/// Description of a fitting target, if the target does not fit.
fn fault(label: &str, target: &Shape) -> Option<&'static str> {
    use ShapeType::{Enum, Operation, Resource, Service, String, Structure};
    let is_error = target.traits.has("smithy.api#error");
    let (fits, expected) = match label {
        "target" | "property" => (
            !matches!(target.kind, Service | Resource | Operation),
            "a data shape",
        ),
        "resource" => (target.kind == Resource, "a resource"),
        "identifier" => (matches!(target.kind, String | Enum), "a string"),
        "input" | "output" => (
            target.kind == Structure && !is_error,
            "a structure without the trait `error`",
        ),
        "error" => (
            target.kind == Structure && is_error,
            "a structure with the trait `error`",
        ),
        "mixin" => (
            target.traits.has("smithy.api#mixin"),
            "a shape with the trait `mixin`",
        ),
        _ => (target.kind == Operation, "an operation"),
    };
    (!fits).then_some(expected)
}

/// The relationships that a deprecated shape should not have.
const DEPRECATED: [&str; 9] = [
    "target",
    "resource",
    "operation",
    "identifier",
    "property",
    "input",
    "output",
    "error",
    "mixin",
];

fn warn_of_deprecated(relation: Relation<'_>, deprecated: &Node, report: &mut Report) {
    let Relation {
        source,
        label,
        target,
    } = relation;
    if !DEPRECATED.contains(&label) {
        return;
    }
    let text = |key| deprecated.get(key).and_then(Node::as_str);
    let reason = text("message").map(|reason| format!(": {reason}"));
    let since = text("since").map(|since| format!(" since {since}"));
    let message = format!(
        "the {label} `{target}` is deprecated{}{}",
        since.unwrap_or_default(),
        reason.unwrap_or_default()
    );
    report.add(Severity::Warning, source, message);
    report.named("DeprecatedShape");
    report.within(target.as_str());
}
