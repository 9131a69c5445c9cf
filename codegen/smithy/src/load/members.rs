//! The members of a shape: its own with their targets and traits, then joined with those of its mixins.
//!
//! <https://smithy.io/2.0/spec/mixins.html>

use indexmap::IndexMap;

use super::build::{Builder, Pending};
use super::document::MemberDefinition;
use super::join::{Local, join};
use super::upgrade;
use crate::event::Event;
use crate::files::Location;
use crate::model::{Member, Node, Origin, ShapeId, ShapeType, Traits};

/// Builds the members; nothing if the shape cannot be built.
pub(super) fn build(
    builder: &mut Builder<'_>,
    pending: &Pending,
) -> Option<IndexMap<String, Member>> {
    let mut local = IndexMap::new();
    for (name, member) in &pending.definition.members {
        if let Some(member) = own_member(builder, pending, (name, member))? {
            local.insert(name.clone(), member);
        }
    }
    builder.check_private(pending);
    for mixin in &pending.mixins {
        if !builder.shapes.contains_key(mixin) {
            let message = format!("the mixin `{mixin}` does not exist or could not be built");
            return builder.fail(message, pending);
        }
    }
    let mut members = join(builder, pending, local)?;
    match pending.definition.kind {
        ShapeType::List | ShapeType::Set => need(builder, pending, (&members, &["member"]))?,
        ShapeType::Map => {
            need(builder, pending, (&members, &["key", "value"]))?;
            members.sort_unstable_keys();
        }
        ShapeType::Enum => members.values_mut().for_each(upgrade::enum_member),
        _ => {}
    }
    if matches!(
        pending.definition.kind,
        ShapeType::Enum | ShapeType::IntEnum
    ) {
        check_enum(builder, pending, &members)?;
    }
    Some(members)
}

/// Builds a member that the shape defines: nothing in it if it has no target, nothing at all if the shape is lost.
#[expect(
    clippy::option_option,
    reason = "a lost member and a lost shape are told apart"
)]
fn own_member(
    builder: &mut Builder<'_>,
    pending: &Pending,
    member: (&str, &MemberDefinition),
) -> Option<Option<Local>> {
    let (name, member) = member;
    let definition = &pending.definition;
    let id = definition.id.with_member(name);
    let target = match &member.target {
        Some(written) => {
            let found = builder
                .names
                .expect(written, pending.within, &mut builder.events);
            found.map(|found| found.id)
        }
        None => elided_target(builder, pending, (name, member.at))?,
    };
    let Some(target) = target else {
        if member.target.is_none() {
            let message = format!(
                "`{name}` needs a target: neither the bound resource nor a mixin has one of this name"
            );
            builder
                .events
                .push(Event::model_error(message, member.at).of(id));
        }
        return Some(None);
    };
    let allowed: &[&str] = match definition.kind {
        ShapeType::List | ShapeType::Set => &["member"],
        ShapeType::Map => &["key", "value"],
        _ => &[],
    };
    if !allowed.is_empty() && !allowed.contains(&name) {
        let message = format!(
            "a {} has `{}`, not `{name}`",
            definition.kind,
            allowed.join("` and `")
        );
        let event = Event::model_error(message, member.at);
        builder.events.push(event.of(definition.id.clone()));
        return Some(None);
    }
    let mut traits = assigned(builder, pending, member);
    for written in builder.applied.claim(id.as_str()) {
        traits.insert(written.id, written.node, written.origin);
    }
    Some(Some(Local {
        at: member.at,
        target,
        traits,
    }))
}

/// The trait represented by the value after `=`.
fn assigned(builder: &mut Builder<'_>, pending: &Pending, member: &MemberDefinition) -> Traits {
    let mut traits = Traits::default();
    let Some(literal) = &member.assigned else {
        return traits;
    };
    let node = builder.names.literal(literal.clone(), pending.within);
    let id = match pending.definition.kind {
        ShapeType::Enum | ShapeType::IntEnum => "smithy.api#enumValue",
        _ => "smithy.api#default",
    };
    traits.insert(ShapeId::assume(id), node, Origin::Own);
    traits
}

/// The target that a resource or mixin gives to a member: nothing at all if one of them does not exist.
#[expect(
    clippy::option_option,
    reason = "a lost member and a lost shape are told apart"
)]
fn elided_target(
    builder: &mut Builder<'_>,
    pending: &Pending,
    member: (&str, Location),
) -> Option<Option<ShapeId>> {
    let (name, at) = member;
    let id = &pending.definition.id;
    let missing = |builder: &mut Builder<'_>, source: &ShapeId| {
        let message =
            format!("`{name}` needs `{source}`, which does not exist or could not be built");
        let event = Event::model_error(message, at);
        builder.events.push(event.of(id.clone()));
    };
    if let Some(source) = &pending.resource {
        let Some(shape) = builder.shapes.get(source) else {
            missing(builder, source);
            return None;
        };
        let kind = shape.kind;
        let found = shape.resource().and_then(|resource| {
            let property = resource.properties.get(name);
            property.or_else(|| resource.identifiers.get(name)).cloned()
        });
        if found.is_some() {
            return Some(found);
        }
        if kind != ShapeType::Resource {
            let message = format!("`for` needs a resource, but `{source}` is of type {kind}");
            let event = Event::model_error(message, at);
            builder.events.push(event.of(id.with_member(name)));
        }
    }
    for source in &pending.mixins {
        let Some(shape) = builder.shapes.get(source) else {
            missing(builder, source);
            return None;
        };
        if let Some(member) = shape.members.get(name) {
            return Some(Some(member.target.clone()));
        }
    }
    Some(None)
}

/// Requires members of a list or map.
fn need(
    builder: &mut Builder<'_>,
    pending: &Pending,
    members: (&IndexMap<String, Member>, &[&str]),
) -> Option<()> {
    let (members, needed) = members;
    let missing: Vec<_> = needed
        .iter()
        .filter(|name| !members.contains_key(**name))
        .copied()
        .collect();
    if missing.is_empty() {
        return Some(());
    }
    let kind = pending.definition.kind;
    let message = format!("a {kind} needs `{}`", missing.join("` and `"));
    builder.fail(message, pending)
}

/// Checks the members of an enum, of which there has to be one.
fn check_enum(
    builder: &mut Builder<'_>,
    pending: &Pending,
    members: &IndexMap<String, Member>,
) -> Option<()> {
    let kind = pending.definition.kind;
    if members.is_empty() {
        return builder.fail(format!("an {kind} needs a member"), pending);
    }
    let other = members
        .values()
        .find(|member| member.target != "smithy.api#Unit");
    if let Some(other) = other {
        let message = format!(
            "`{}` of an {kind} has to target `smithy.api#Unit`",
            other.name()
        );
        return builder.fail(message, pending);
    }
    Some(())
}

/// The value of a member of an enum that has none: its name.
pub(super) fn name_as_value(member: &Member) -> Node {
    Node::string(member.name(), member.at)
}
