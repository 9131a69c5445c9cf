//! `HttpBindingTraitIgnored` and `JsonName`: bindings without effect, and names in JSON.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

use std::collections::BTreeMap;

use crate::model::{Member, Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::{ticked, trait_name};
use crate::validate::views::Views;

/// The traits that bind members, with the part of the event's name for the side they are for.
const BINDINGS: [(&str, &str); 7] = [
    ("smithy.api#httpLabel", "Input"),
    ("smithy.api#httpQueryParams", "Input"),
    ("smithy.api#httpQuery", "Input"),
    ("smithy.api#httpResponseCode", "Output"),
    ("smithy.api#httpHeader", "TopLevel"),
    ("smithy.api#httpPayload", "TopLevel"),
    ("smithy.api#httpPrefixHeaders", "TopLevel"),
];

/// Warns of bindings of members whose structure is used where they have no effect.
pub(in crate::validate) fn bindings(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Structure) {
        if shape.traits.has("smithy.api#mixin") {
            continue;
        }
        for member in shape.members.values() {
            // The first one is the most narrow one.
            let found = BINDINGS.iter().find(|(id, _)| member.traits.has(*id));
            if let Some((id, side)) = found {
                ignored(views, (shape, member), (id, side), report);
            }
        }
    }
}

fn ignored(views: &Views<'_>, of: (&Shape, &Member), binding: (&str, &str), report: &mut Report) {
    let ((shape, member), (id, side)) = (of, binding);
    let fits: &[&str] = match side {
        "Input" => &["input"],
        "Output" => &["output"],
        _ => &["input", "output", "error"],
    };
    let others = views
        .to(&shape.id)
        .filter(|relation| !fits.contains(&relation.label));
    let others: Vec<_> = others
        .map(|relation| relation.source.id().as_str())
        .collect();
    let found = member.traits.find(id);
    if let (Some(found), false) = (found, others.is_empty()) {
        let message = format!(
            "the trait `{}` has no effect where this structure is used by {}",
            trait_name(&found.id),
            ticked(others)
        );
        report.warning_at(member, found.node.at, message);
        report.within(side);
    }
}

/// Checks that members of a structure have names of their own in JSON.
pub(in crate::validate) fn json_names(views: &Views<'_>, report: &mut Report) {
    const NAME: &str = "smithy.api#jsonName";
    let members = views
        .having(NAME)
        .iter()
        .map(|subject| subject.id().root_str());
    let shapes: BTreeMap<&str, &Shape> = members
        .filter_map(|id| Some((id, views.model.shape(id)?)))
        .collect();
    for shape in shapes.into_values() {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for member in shape.members.values() {
            let name = member.traits.get(NAME).and_then(Node::as_str);
            let same = by_name.entry(name.unwrap_or(member.name())).or_default();
            same.push(member.name());
        }
        for (name, members) in by_name.into_iter().filter(|(_, members)| members.len() > 1) {
            let message = format!("several members are `{name}` in JSON: {}", ticked(members));
            report.error(Subject::Shape(shape), message);
        }
    }
}
