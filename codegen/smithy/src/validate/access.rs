//! `Union`, `UnitType`, `PrivateAccess`, `PrivateMixinMember` and `Set`: permitted targets and references.
//!
//! <https://smithy.io/2.0/spec/model.html#private-trait>

use super::report::Report;
use super::text::json;
use super::views::{Views, is_enum};
use crate::event::Severity;
use crate::model::{ShapeId, ShapeType};
use crate::subject::Subject;

/// Checks that unions have members, and notes members whose targets have a default.
pub(super) fn unions(views: &Views<'_>, report: &mut Report) {
    for union in views.of_kind(ShapeType::Union) {
        if union.members.is_empty() {
            report.error(union, "a union needs at least one member".to_owned());
        }
        for member in union.members.values() {
            let target = views.model.target(member);
            let default = target.and_then(|target| target.traits.get("smithy.api#default"));
            if let Some(default) = default {
                let message = format!(
                    "the default `{}` of `{}` has no effect in a union",
                    json(default),
                    member.target
                );
                report.add(Severity::Note, Subject::Member(member), message);
            }
            if let Some(node) = member.traits.get("smithy.api#box") {
                let message =
                    "`@box` has no effect in a union: its members are always boxed".to_owned();
                report.warning_at(member, node.at, message);
            }
        }
    }
}

/// Checks that only unions and operations use `smithy.api#Unit`.
pub(super) fn unit(views: &Views<'_>, report: &mut Report) {
    let Some(unit) = ShapeId::parse("smithy.api#Unit") else {
        return;
    };
    for relation in views.to(&unit) {
        let is_fit = match relation.source {
            Subject::Member(member) => {
                let container = views.container(member);
                container.is_some_and(|shape| shape.kind == ShapeType::Union || is_enum(shape))
            }
            Subject::Shape(_) => matches!(relation.label, "input" | "output"),
        };
        if !is_fit {
            let message = format!(
                "the {} of this shape cannot be `{unit}`, which is for unions and operations",
                relation.label
            );
            report.error(relation.source, message);
        }
    }
}

/// Checks that private shapes are used in their own namespace only.
pub(super) fn private(views: &Views<'_>, report: &mut Report) {
    for target in views.having("smithy.api#private") {
        let id = target.id();
        let is_other = |source: Subject<'_>| source.id().namespace() != id.namespace();
        let found = views.to(id).filter(|relation| is_other(relation.source));
        for relation in found {
            let message = format!(
                "the {} `{id}` of this shape is private to its namespace",
                relation.label
            );
            report.error(relation.source, message);
        }
        for subject in views.having(id.as_str()) {
            if is_other(*subject) {
                let message = format!("the trait `{id}` is private to its namespace");
                report.warning(*subject, message);
            }
        }
    }
}

/// Warns of private members of mixins, which is without effect.
pub(super) fn private_mixin_members(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#private") {
        let Subject::Member(member) = *subject else {
            continue;
        };
        let container = views.container(member);
        let is_mixin = container.is_some_and(|shape| shape.traits.has("smithy.api#mixin"));
        let node = member.traits.get("smithy.api#private").filter(|_| is_mixin);
        if let Some(node) = node {
            let message = "`@private` does not keep a member of a mixin from being inherited; mark the mixin or the target".to_owned();
            report.warning_at(member, node.at, message);
        }
    }
}

/// Warns of sets, which version 2.0 does not have.
pub(super) fn sets(views: &Views<'_>, report: &mut Report) {
    for set in views.of_kind(ShapeType::Set) {
        let message = "sets are deprecated; use a list with `@uniqueItems`".to_owned();
        report.warning(set, message);
        report.named("ModelDeprecation");
    }
}
