//! `MissingClientOptionalTrait` and `ShouldHaveUsedTimestamp`: members with other traits or targets than they should have.

use fancy_regex::Regex;

use super::{flag, texts};
use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::views::Views;

/// Reports required members and members with a default that lack `@clientOptional`.
pub(in crate::validate) fn client_optional(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let on_all = flag(configuration, "onRequiredOrDefault")?;
    let on_structures = flag(configuration, "onRequiredStructureOrUnion")?;
    let members = views
        .model
        .own_shapes()
        .flat_map(|shape| shape.members.values());
    for member in members.filter(|member| !member.traits.has("smithy.api#clientOptional")) {
        let targets_structure = || {
            let target = views.model.target(member);
            target
                .is_some_and(|shape| matches!(shape.kind, ShapeType::Structure | ShapeType::Union))
        };
        if on_all && member.traits.has("smithy.api#default") {
            let message = "a member with `@default` needs `@clientOptional` too".to_owned();
            report.add(Severity::Danger, Subject::Member(member), message);
        }
        if member.traits.has("smithy.api#required")
            && (on_all || (on_structures && targets_structure()))
        {
            let message =
                "a member with `@required` needs `@clientOptional` too, so that it can become optional later"
                    .to_owned();
            report.add(Severity::Danger, Subject::Member(member), message);
        }
    }
    Ok(())
}

/// The names that ask for a timestamp.
const TIMES: [&str; 8] = [
    "^.*[Tt]imestamp.*$",
    "^[Tt]ime([_A-Z].*)?$",
    "^[Dd]ate([_A-Z].*)?$",
    "^.*([a-z]T|_[Tt])ime$",
    "^.*([a-z]D|_[Dd])ate$",
    "^.*([a-z]A|_[Aa])t$",
    "^.*([a-z]O|_[Oo])n$",
    "^.*([a-z]S|_[Ss])ince$",
];

/// Reports shapes and members that are named like a timestamp but have another type.
pub(in crate::validate) fn timestamps(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let more = texts(configuration, "additionalPatterns")?.unwrap_or_default();
    let mut patterns = Vec::new();
    for text in TIMES.into_iter().chain(more) {
        // The whole name has to match.
        let pattern = Regex::new(&format!("^(?:{text})$"));
        patterns.push(pattern.map_err(|error| format!("the pattern `{text}`: {error}"))?);
    }
    let is_time = |name: &str| {
        let mut matches = patterns.iter().map(|pattern| pattern.is_match(name));
        matches.any(|found| matches!(found, Ok(true)))
    };
    for shape in views.model.own_shapes() {
        let name = shape.id.name();
        if is_text_or_number(shape.kind) && is_time(name) {
            let message = format!("`{name}` is named like a time, but is a {}", shape.kind);
            report.add(Severity::Danger, Subject::Shape(shape), message);
        }
        if !matches!(shape.kind, ShapeType::Structure | ShapeType::Union) {
            continue;
        }
        for member in shape.members.values() {
            let Some(target) = views.model.target(member) else {
                continue;
            };
            if !holds_times(views, target) && is_time(member.name()) {
                let message = format!(
                    "the member `{}` is named like a time, but targets a {}",
                    member.name(),
                    target.kind
                );
                report.add(Severity::Danger, Subject::Member(member), message);
            }
        }
    }
    Ok(())
}

fn is_text_or_number(kind: ShapeType) -> bool {
    use ShapeType::{
        BigDecimal, BigInteger, Byte, Double, Float, IntEnum, Integer, Long, Short, String,
    };
    matches!(
        kind,
        String | Byte | Short | Integer | IntEnum | Long | Float | Double | BigInteger | BigDecimal
    )
}

fn holds_times(views: &Views<'_>, target: &Shape) -> bool {
    let is_time = |shape: &Shape| shape.kind == ShapeType::Timestamp;
    match target.kind {
        ShapeType::Timestamp | ShapeType::Enum => true,
        ShapeType::Structure | ShapeType::List => target
            .members
            .values()
            .filter_map(|member| views.model.target(member))
            .all(is_time),
        _ => false,
    }
}
