//! `DeprecatedTrait`, `UnstableTrait` and `XmlFlattenedTrait`: traits that are old, new, or without effect.
//!
//! <https://smithy.io/2.0/spec/documentation-traits.html#deprecated-trait>

use super::report::Report;
use super::views::Views;
use crate::model::{Node, ShapeType};
use crate::subject::Subject;

/// Warns of uses of deprecated traits.
pub(super) fn deprecated(views: &Views<'_>, report: &mut Report) {
    for definition in views.having("smithy.api#deprecated") {
        let id = definition.id();
        // The loader tells of `enum`.
        if id == "smithy.api#enum" || !definition.traits().has("smithy.api#trait") {
            continue;
        }
        let reason = definition.traits().get("smithy.api#deprecated");
        let reason = reason.and_then(|node| node.get("message")?.as_str());
        let reason = reason
            .map(|reason| format!(": {reason}"))
            .unwrap_or_default();
        for subject in views.having(id.as_str()) {
            let at = subject
                .traits()
                .get(id)
                .map_or(subject.at(), |node| node.at);
            report.warning_at(
                *subject,
                at,
                format!("the trait `{id}` is deprecated{reason}"),
            );
        }
    }
}

/// Warns of uses of traits that may change.
pub(super) fn unstable(views: &Views<'_>, report: &mut Report) {
    for definition in views.having("smithy.api#unstable") {
        let id = definition.id();
        for subject in views.having(id.as_str()) {
            let at = subject
                .traits()
                .get(id)
                .map_or(subject.at(), |node| node.at);
            report.warning_at(*subject, at, format!("the trait `{id}` is unstable"));
            report.within(id.as_str());
        }
    }
}

/// Warns of names of list members that `@xmlFlattened` hides.
pub(super) fn flattened(views: &Views<'_>, report: &mut Report) {
    const NAME: &str = "smithy.api#xmlName";
    for subject in views.having("smithy.api#xmlFlattened") {
        let Subject::Member(member) = *subject else {
            continue;
        };
        let list = views
            .model
            .target(member)
            .filter(|shape| shape.kind == ShapeType::List);
        let item = list.and_then(|list| list.members.get("member"));
        let name = item
            .and_then(|item| item.traits.get(NAME))
            .and_then(Node::as_str);
        if let Some(name) = name.filter(|name| !member.traits.has(NAME) && *name != member.name()) {
            let message = format!(
                "`@xmlFlattened` hides the name `{name}` of the list's members; name this member so if that is meant"
            );
            report.warning(member, message);
        }
    }
}
