//! `OperationInputOutputMisuse`, `OperationInputOutputName`, `OperationNameAmbiguity` and `IdempotencyTokenIgnored`:
//! inputs and outputs of operations.
//!
//! <https://smithy.io/2.0/spec/service-types.html#operation>

use std::collections::BTreeSet;

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::model::{ShapeId, ShapeType};
use crate::subject::Subject;

/// Checks that structures with `@input` and `@output` are those of one operation and of its name.
pub(super) fn sides(views: &Views<'_>, report: &mut Report) {
    for (side, other) in [("input", "output"), ("output", "input")] {
        for subject in views.having(&format!("smithy.api#{side}")) {
            let id = subject.id();
            let mut users = BTreeSet::new();
            for relation in views.to(id) {
                let source = relation.source;
                if relation.label == side {
                    users.insert(source.id().as_str());
                    if !id.name().starts_with(source.id().name()) {
                        let message = format!(
                            "the name of the {side} `{id}` should begin with that of the operation"
                        );
                        report.warning(source, message);
                        report.named("OperationInputOutputName");
                        report.within(side);
                    }
                } else if relation.label == other || relation.label == "target" {
                    let message = format!(
                        "the {} `{id}` is marked with `@{side}`, so it is for that only",
                        relation.label
                    );
                    report.error(source, message);
                }
            }
            if users.len() > 1 {
                let message = format!(
                    "this structure is marked with `@{side}`, but is that of several operations: {}",
                    ticked(users)
                );
                report.error(*subject, message);
            }
        }
    }
}

/// Warns of shapes that are named as the input or output of an operation that has another one.
pub(super) fn names(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Operation) {
        let Some(operation) = shape.operation() else {
            continue;
        };
        let sides = [
            ("input", &operation.input, ["Input", "Request"]),
            ("output", &operation.output, ["Output", "Response"]),
        ];
        for (side, target, endings) in sides {
            for ending in endings {
                let id = ShapeId::parse(&format!("{}{ending}", shape.id));
                let Some(id) = id.filter(|id| target.as_ref() != Some(id)) else {
                    continue;
                };
                if let Some(other) = views.model.shape(&id) {
                    let message = format!(
                        "this shape is named as the {side} of `{}`, which has another one",
                        shape.id
                    );
                    report.warning(other, message);
                }
            }
        }
    }
}

/// Warns of idempotency tokens outside of inputs.
pub(super) fn tokens(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#idempotencyToken") {
        let Subject::Member(member) = *subject else {
            continue;
        };
        let Some(shape) = views.container(member) else {
            continue;
        };
        if shape.kind != ShapeType::Structure || shape.traits.has("smithy.api#mixin") {
            continue;
        }
        let others = views
            .to(&shape.id)
            .filter(|relation| relation.label != "input");
        let others: BTreeSet<_> = others
            .map(|relation| relation.source.id().as_str())
            .collect();
        let node = member.traits.get("smithy.api#idempotencyToken");
        if let (Some(node), false) = (node, others.is_empty()) {
            let message = format!(
                "an idempotency token has an effect in an input only, not here: {}",
                ticked(others)
            );
            report.warning_at(member, node.at, message);
        }
    }
}
