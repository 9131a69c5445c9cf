//! `DefaultTrait` and `DefaultValueInUpdate`: default values.
//!
//! <https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait>

use std::collections::BTreeSet;

use super::check::{Check, is_base64};
use super::report::Report;
use super::text::{json, ticked};
use super::views::Views;
use crate::model::{Member, Node, Shape, ShapeId, ShapeType, Value};
use crate::subject::Subject;

const DEFAULT: &str = "smithy.api#default";

/// Checks that defaults are values of their shapes, and that members have the defaults of their targets.
pub(super) fn defaults(views: &Views<'_>, report: &mut Report) {
    for subject in views.having(DEFAULT) {
        let Some(node) = subject.traits().get(DEFAULT) else {
            continue;
        };
        match *subject {
            Subject::Member(member) => {
                let target = views.model.target(member).filter(|_| !node.is_null());
                if let Some(target) = target {
                    check(views, (*subject, target), node, report);
                }
            }
            Subject::Shape(shape) if node.is_null() => {
                let message = "only a member can have the default `null`".to_owned();
                report.error_at(shape, node.at, message);
            }
            Subject::Shape(shape) => {
                check(views, (*subject, shape), node, report);
                members_of(views, shape, node, report);
            }
        }
    }
}

fn check<'m>(views: &Views<'m>, of: (Subject<'m>, &'m Shape), node: &Node, report: &mut Report) {
    let (subject, target) = of;
    let path = vec!["trait `default`".to_owned()];
    let mut check = Check::new(views, report.name(), Some(subject.id()), path);
    check.zero_warns = true;
    match subject {
        Subject::Member(member) => check.member(member, node),
        Subject::Shape(shape) => check.shape(shape, None, node),
    }
    report.events.append(&mut check.events);
    let is_empty = match &node.value {
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => true,
    };
    let takes_only_empty = matches!(
        target.kind,
        ShapeType::List | ShapeType::Set | ShapeType::Map | ShapeType::Document
    );
    if takes_only_empty && !is_empty {
        let message = format!("the default of a {} has to be empty", target.kind);
        report.error_at(subject, node.at, message);
    }
    if target.kind == ShapeType::Blob && node.as_str().is_some_and(|text| !is_base64(text)) {
        let message = "the default of a blob should be base64".to_owned();
        report.warning_at(subject, node.at, message);
    }
}

/// Checks that members of structures say the default of the shape they target.
fn members_of(views: &Views<'_>, shape: &Shape, node: &Node, report: &mut Report) {
    for relation in views.to(&shape.id) {
        let Subject::Member(member) = relation.source else {
            continue;
        };
        let container = views.container(member).map(|shape| shape.kind);
        if container != Some(ShapeType::Structure) {
            continue;
        }
        let fault = match member.traits.get(DEFAULT) {
            None => "has none".to_owned(),
            Some(own) if own.is_null() || own == node => continue,
            Some(own) => format!("has `{}`", json(own)),
        };
        let message = format!(
            "the target `{}` has the default `{}`, but this member {fault}; give it the same one, or `null`",
            shape.id,
            json(node)
        );
        report.error(member, message);
    }
}

/// Warns of defaults in the input of operations that update.
pub(super) fn in_updates(views: &Views<'_>, report: &mut Report) {
    let resources = views.of_kind(ShapeType::Resource);
    let updates: BTreeSet<&ShapeId> = resources
        .filter_map(|shape| shape.resource()?.update.as_ref())
        .collect();
    for operation in views.of_kind(ShapeType::Operation) {
        let name = operation.id.name().to_ascii_lowercase();
        let updates = updates.contains(&operation.id)
            || name.starts_with("update")
            || name.starts_with("patch");
        let input = operation.operation().and_then(|found| found.input.as_ref());
        let input = input.and_then(|id| views.model.shape(id));
        let (Some(input), true) = (input, updates) else {
            continue;
        };
        let with_default = input
            .members
            .values()
            .filter(|member| member.traits.has(DEFAULT));
        let mut names: Vec<&str> = with_default.map(Member::name).collect();
        names.sort_unstable();
        if !names.is_empty() {
            let message = format!(
                "this operation updates, so a default in its input cannot be told from a value left out: {}",
                ticked(names)
            );
            report.warning(operation, message);
        }
    }
}
