//! Makes implicit version 1.0 semantics explicit: defaults of zero for absent members.
//!
//! <https://smithy.io/2.0/guides/model-translations/migrating-idl-1-to-2.html>

use super::model::{Member, Model, Shape, Type};
use super::prelude::zero;
use crate::read::json::Node;
use crate::read::mirror::Text;
use crate::read::smithy::Version;

const DEFAULT: &str = "smithy.api#default";
const BOX: &str = "smithy.api#box";

/// Sets the implicit defaults of version 1.0 members.
pub(super) fn upgrade(model: &mut Model<'_>) {
    let mut defaults = Vec::new();
    for (place, shape) in model.shapes.values().enumerate() {
        if shape.version == Version::Two || shape.kind != Type::Structure {
            continue;
        }
        for (index, member) in shape.members.values().enumerate() {
            let target = model.shapes.get(&member.target);
            if let Some(default) = target.and_then(|target| default(member, target)) {
                defaults.push((place, index, default));
            }
        }
    }
    for (place, index, default) in defaults {
        let shape = model.shapes.get_index_mut(place);
        let member = shape.and_then(|(_, shape)| shape.members.get_index_mut(index));
        if let Some((_, member)) = member {
            let at = member.at.clone();
            member.traits.add(DEFAULT, default, at);
        }
    }
}

/// The implicit default of a version 1.0 member, given its target.
fn default<'a>(member: &Member<'a>, target: &Shape<'a>) -> Option<Node<'a>> {
    if member.traits.has(DEFAULT) || member.traits.has(BOX) {
        return None;
    }
    let has_zero = matches!(
        target.kind,
        Type::Boolean
            | Type::Byte
            | Type::Short
            | Type::Integer
            | Type::IntEnum
            | Type::Long
            | Type::Float
            | Type::Double
    );
    if has_zero && !is_boxed(target) {
        return Some(zero(target.kind));
    }
    let streams = target.kind == Type::Blob && target.traits.has("smithy.api#streaming");
    let required = member.traits.has("smithy.api#required");
    (streams && !required).then_some(Node::Text(Text::Borrowed("")))
}

/// Returns true if a shape has no implicit default: explicitly in version 1.0, always in version 2.0.
fn is_boxed(target: &Shape<'_>) -> bool {
    match target.version {
        Version::One => target.traits.has(BOX),
        Version::Two => match target.traits.get(DEFAULT) {
            None => true,
            Some(default) => default.value != zero(target.kind),
        },
    }
}
