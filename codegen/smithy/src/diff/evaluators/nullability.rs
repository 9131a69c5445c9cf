//! Members that can be absent now and could not before, or the other way around.
//!
//! <https://smithy.io/2.0/spec/aggregate-types.html#structure-member-optionality>

use std::collections::BTreeSet;

use super::event;
use crate::diff::differences::{Changed, Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Member, Model, ShapeType};

const CLIENT_OPTIONAL: &str = "smithy.api#clientOptional";
const DEFAULT: &str = "smithy.api#default";
const INPUT: &str = "smithy.api#input";
const REQUIRED: &str = "smithy.api#required";

/// `ChangedNullability`
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let mut seen = BTreeSet::new();
    let members = differences.changed.iter().copied();
    let members = members.chain(members_of_inputs(differences));
    for change in members {
        let Some((old, new)) = change.members() else {
            continue;
        };
        let was = is_nullable(differences.old, old);
        if was == is_nullable(differences.new, new) || !seen.insert(&old.id) {
            continue;
        }
        let (from, to) = if was {
            ("nullable", "non-nullable")
        } else {
            ("non-nullable", "nullable")
        };
        for (severity, reason) in reasons(differences, change, old, new) {
            let name = if reason.is_empty() {
                "ChangedNullability".to_owned()
            } else {
                format!("ChangedNullability.{reason}")
            };
            let message = format!("The member `{}` changed from {from} to {to}", old.name());
            events.push(event(severity, name, Subject::Member(new), message));
        }
    }
}

/// The members of structures that gained or lost the trait `input`.
fn members_of_inputs<'a>(
    differences: &'a Differences<'a>,
) -> impl Iterator<Item = Changed<'a>> + 'a {
    differences
        .changed
        .iter()
        .filter(|change| change.adds(INPUT) || change.removes(INPUT))
        .filter_map(|change| change.shapes_of(ShapeType::Structure))
        .flat_map(|(old, new)| {
            new.members.iter().filter_map(|(name, member)| {
                Some(Changed {
                    old: Subject::Member(old.members.get(name)?),
                    new: Subject::Member(member),
                })
            })
        })
}

/// Tells if a client takes the member as one that can be absent.
fn is_nullable(model: &Model, member: &Member) -> bool {
    let Some(container) = model.shape(member.id.root_str()) else {
        return false;
    };
    match container.kind {
        ShapeType::Structure => {
            let has_value = member.traits.has(REQUIRED)
                || member
                    .traits
                    .get(DEFAULT)
                    .is_some_and(|value| !value.is_null());
            member.traits.has(CLIENT_OPTIONAL) || container.traits.has(INPUT) || !has_value
        }
        ShapeType::Map if member.name() == "key" => false,
        ShapeType::Map | ShapeType::List => container.traits.has("smithy.api#sparse"),
        _ => false,
    }
}

/// The causes of a change, each with its severity; the empty name stands for an unknown cause.
fn reasons(
    differences: &Differences<'_>,
    change: Changed<'_>,
    old: &Member,
    new: &Member,
) -> Vec<(Severity, &'static str)> {
    let is_input = |model: &Model, member: &Member| {
        let container = model.shape(member.id.root_str());
        container.is_some_and(|shape| shape.traits.has(INPUT))
    };
    let mut found = match (
        is_input(differences.old, old),
        is_input(differences.new, new),
    ) {
        (true, false) => vec![(Severity::Error, "RemovedInputTrait")],
        (false, true) => vec![(Severity::Danger, "AddedInputTrait")],
        (false, false) => trait_reasons(differences, change, old, new),
        (true, true) => Vec::new(),
    };
    let defaults = old.traits.get(DEFAULT).zip(new.traits.get(DEFAULT));
    match defaults.map(|(old, new)| (old.is_null(), new.is_null())) {
        Some((false, true)) => found.push((Severity::Error, "AddedNullDefault")),
        Some((true, false)) => found.push((Severity::Error, "RemovedNullDefault")),
        _ => {}
    }
    if found.is_empty() {
        found.push((Severity::Error, ""));
    }
    found
}

fn trait_reasons(
    differences: &Differences<'_>,
    change: Changed<'_>,
    old: &Member,
    new: &Member,
) -> Vec<(Severity, &'static str)> {
    let target = differences.new.target(new).map(|shape| shape.kind);
    let is_compound = matches!(target, Some(ShapeType::Structure | ShapeType::Union));
    let mut found = Vec::new();
    if change.adds(CLIENT_OPTIONAL) && change.keeps(REQUIRED) {
        found.push((Severity::Error, "AddedClientOptionalTrait"));
    } else if change.removes(CLIENT_OPTIONAL) && change.keeps(REQUIRED) {
        found.push((Severity::Error, "RemovedClientOptionalTrait"));
    } else if change.adds(REQUIRED) && !new.traits.has(CLIENT_OPTIONAL) {
        found.push(if is_compound {
            (Severity::Warning, "AddedRequiredTrait.StructureOrUnion")
        } else {
            (Severity::Error, "AddedRequiredTrait")
        });
    }
    if change.adds(DEFAULT) && !change.removes(REQUIRED) {
        found.push((Severity::Error, "AddedDefaultTrait"));
    }
    let is_dropped =
        change.removes(REQUIRED) && !new.traits.has(DEFAULT) && !old.traits.has(CLIENT_OPTIONAL);
    if is_dropped {
        found.push(if is_compound {
            (Severity::Warning, "RemovedRequiredTrait.StructureOrUnion")
        } else {
            (Severity::Error, "RemovedRequiredTrait")
        });
    }
    found
}
