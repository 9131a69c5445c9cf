//! `AbbreviationName`, `CamelCase`, `RepeatedShapeName` and `StutteredShapeName`: the form of names.

use std::collections::{BTreeMap, BTreeSet};

use super::{camel_words, flag, texts};
use crate::event::Severity;
use crate::model::{Member, Node, Shape, ShapeId, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::views::{Views, is_enum};

/// Reports names with words of capitals, such as `HTTPCode`.
pub(in crate::validate) fn abbreviations(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let allowed = texts(configuration, "allowedAbbreviations")?.unwrap_or_default();
    let recommend = |name: &str| -> String {
        let words = camel_words(name).into_iter().map(|word| {
            let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
            if allowed.contains(&word) || capitals < 2 {
                return word.to_owned();
            }
            let (first, rest) = word.split_at(1);
            format!("{first}{}", rest.to_ascii_lowercase())
        });
        words.collect()
    };
    let mut check = |subject: Subject<'_>, name: &str| {
        let better = recommend(name);
        if better != name {
            let message = format!("the name `{name}` has an abbreviation; write `{better}`");
            report.add(Severity::Danger, subject, message);
        }
    };
    for shape in views.model.own_shapes() {
        check(Subject::Shape(shape), shape.id.name());
        if !is_enum(shape) {
            for member in shape.members.values() {
                check(Subject::Member(member), member.name());
            }
        }
    }
    Ok(())
}

fn is_camel(name: &str, is_upper: bool) -> bool {
    let is_first = |c: char| {
        if is_upper {
            c.is_ascii_uppercase()
        } else {
            c.is_ascii_lowercase()
        }
    };
    name.starts_with(is_first) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Reports names that are not in camel case.
pub(in crate::validate) fn camel_case(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let handling = configuration.get("memberNames").and_then(Node::as_str);
    let is_upper = match handling {
        None | Some("auto") => None,
        Some("upper") => Some(true),
        Some("lower") => Some(false),
        Some(other) => {
            return Err(format!(
                "`memberNames` is `upper`, `lower` or `auto`, not `{other}`"
            ));
        }
    };
    for shape in views.model.own_shapes() {
        let has = |id: &str| shape.traits.has(id);
        let is_trait = has("smithy.api#trait");
        let is_free = has("smithy.api#authDefinition") || has("smithy.api#protocolDefinition");
        let is_checked = !is_trait || !is_free;
        if is_checked && !is_camel(shape.id.name(), !is_trait) {
            let case = if is_trait { "lower" } else { "upper" };
            let message = format!("the name `{}` is not in {case} camel case", shape.id.name());
            report.add(Severity::Danger, Subject::Shape(shape), message);
        }
    }
    let mut seen: BTreeSet<&ShapeId> = BTreeSet::new();
    for service in views.of_kind(ShapeType::Service) {
        let shapes = views.closure(&service.id);
        seen.extend(shapes.iter().map(|shape| &shape.id));
        let name = format!("the service `{}`", service.id.name());
        members(&shapes, is_upper, &name, report);
    }
    let mut by_namespace: BTreeMap<&str, Vec<&Shape>> = BTreeMap::new();
    let others = views.model.own_shapes();
    for shape in others.filter(|shape| !seen.contains(&shape.id)) {
        let group = by_namespace.entry(shape.id.namespace()).or_default();
        group.push(shape);
    }
    for (namespace, shapes) in by_namespace {
        let name = format!("the namespace `{namespace}`");
        members(&shapes, is_upper, &name, report);
    }
    Ok(())
}

/// Reports members that differ from the case that is asked for, or that most members of a group have.
fn members(shapes: &[&Shape], is_upper: Option<bool>, group: &str, report: &mut Report) {
    let is_named = |shape: &&&Shape| {
        let is_structure = matches!(shape.kind, ShapeType::Structure | ShapeType::Union);
        is_structure && !shape.bundled
    };
    let members: Vec<&Member> = shapes
        .iter()
        .filter(is_named)
        .flat_map(|shape| shape.members.values())
        .collect();
    let count = |is_upper| {
        let fits = |member: &&&Member| is_camel(member.name(), is_upper);
        members.iter().filter(fits).count()
    };
    let is_upper = is_upper.unwrap_or_else(|| count(true) > count(false));
    let case = if is_upper { "upper" } else { "lower" };
    for member in members {
        if !is_camel(member.name(), is_upper) {
            let message = format!(
                "the name `{}` is not in {case} camel case, as all members of {group} have to be",
                member.name()
            );
            report.add(Severity::Danger, Subject::Member(member), message);
        }
    }
}

/// Warns of members that start with the name of their shape.
pub(in crate::validate) fn repeated(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let is_exact = flag(configuration, "exactMatch")?;
    for shape in views.model.own_shapes() {
        if !matches!(shape.kind, ShapeType::Structure | ShapeType::Union) {
            continue;
        }
        let name = shape.id.name().to_ascii_lowercase();
        for member in shape.members.values() {
            let own = member.name().to_ascii_lowercase();
            if own == name || (!is_exact && own.starts_with(&name)) {
                let message = format!(
                    "the member `{}` repeats the name of its {}",
                    member.name(),
                    shape.kind
                );
                report.warning(member, message);
            }
        }
    }
    Ok(())
}

/// Warns as [`repeated`] does: the older name of that linter.
pub(in crate::validate) fn stuttered(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let empty = Node::empty_object(configuration.at);
    repeated(views, &empty, report)
}
