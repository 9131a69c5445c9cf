//! Values of enums, by the trait `enum` or by members.

use std::collections::{BTreeMap, BTreeSet};

use super::event;
use crate::diff::differences::{Changed, Differences};
use crate::event::{Event, Severity};
use crate::model::{Node, Shape, ShapeType};

/// A value of an enum and its name, if it has one.
type EnumValue<'a> = (&'a str, Option<&'a str>);

/// `ChangedEnumTrait`: values that were removed, renamed, inserted or appended.
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        let Some((old, new)) = change.shapes() else {
            continue;
        };
        let old_trait = of_trait(old);
        let new_trait = of_trait(new);
        let lists = match (old_trait, new_trait) {
            (Some(old), Some(new)) => Some((old, new)),
            (Some(old), None) => of_members(new).map(|new| (old, new)),
            _ => of_members(old).zip(of_members(new)),
        };
        if let Some((old, new)) = lists {
            compare(change, &old, &new, events);
        }
    }
}

fn of_trait(shape: &Shape) -> Option<Vec<EnumValue<'_>>> {
    let definitions = shape.traits.get("smithy.api#enum")?.as_array()?;
    Some(
        definitions
            .iter()
            .filter_map(|node| {
                let value = node.get("value").and_then(Node::as_str)?;
                Some((value, node.get("name").and_then(Node::as_str)))
            })
            .collect(),
    )
}

fn of_members(shape: &Shape) -> Option<Vec<EnumValue<'_>>> {
    if shape.kind != ShapeType::Enum {
        return None;
    }
    let values = shape.members.values().map(|member| {
        let value = member.traits.get("smithy.api#enumValue");
        let value = value.and_then(Node::as_str).unwrap_or(member.name());
        (value, Some(member.name()))
    });
    Some(values.collect())
}

fn compare(
    change: &Changed<'_>,
    old: &[EnumValue<'_>],
    new: &[EnumValue<'_>],
    events: &mut Vec<Event>,
) {
    let mut report = |severity, kind: &str, index: usize, message: String| {
        let name = format!("ChangedEnumTrait.{kind}.{index}");
        events.push(event(severity, name, change.new, message));
    };
    let old_values: BTreeSet<&str> = old.iter().map(|(value, _)| *value).collect();
    // Of equal values the first one counts, so it is put in last.
    let new_names: BTreeMap<&str, Option<&str>> = new.iter().rev().copied().collect();
    let mut kept = 0;
    for (index, (value, name)) in old.iter().enumerate() {
        let Some(other) = new_names.get(value) else {
            report(
                Severity::Error,
                "Removed",
                index,
                format!("The enum value `{value}` was removed"),
            );
            continue;
        };
        kept += 1;
        if name != other {
            let message = format!(
                "The name of the enum value `{value}` changed from `{}` to `{}`",
                name.unwrap_or("null"),
                other.unwrap_or("null")
            );
            report(Severity::Error, "NameChanged", index, message);
        }
    }
    for (index, (value, _)) in new.iter().enumerate() {
        if old_values.contains(value) {
            continue;
        }
        if index < kept {
            let message = format!(
                "The enum value `{value}` was inserted before old ones, which changes ordinals"
            );
            report(Severity::Error, "OrderChanged", index, message);
            kept += 1;
        } else {
            let message = format!("The enum value `{value}` was appended");
            report(Severity::Note, "Appended", index, message);
        }
    }
}
