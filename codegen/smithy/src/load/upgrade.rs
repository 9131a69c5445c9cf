//! Makes implicit version 1.0 defaults explicit, and adds `box` where version 1.0 would have it.
//!
//! **Invariants**
//! - In version 1.0 a number or boolean has a default of zero or false unless it is boxed.
//! - `box` is synthetic: for readers that expect version 1.0 semantics, and never written.
//!
//! <https://smithy.io/2.0/guides/migrating-idl-1-to-2.html>

use indexmap::IndexMap;

use super::document::Definition;
use super::members::name_as_value;
use crate::files::Location;
use crate::model::{
    Member, Node, Number, Origin, Shape, ShapeId, ShapeType, Traits, Value, Version,
};

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";
const ENUM_VALUE: &str = "smithy.api#enumValue";

/// Adds traits implied by the shape's type and version.
pub(super) fn shape(traits: &mut Traits, definition: &Definition, version: Version) {
    let kind = definition.kind;
    if kind == ShapeType::Set {
        let node = Node::empty_object(definition.at);
        traits.insert(ShapeId::assume("smithy.api#uniqueItems"), node, Origin::Own);
    }
    if !kind.had_default_in_1_0() {
        return;
    }
    match version {
        Version::One => {
            if !traits.has(BOX) {
                let zero = zero(kind, definition.at);
                traits.insert(ShapeId::assume(DEFAULT), zero, Origin::Own);
            }
        }
        Version::Two => {
            if !is_zero(traits.get(DEFAULT), kind) {
                add_box(traits, definition.at);
            }
        }
    }
}

/// Gives a member of an enum its name as value, if it has none.
pub(super) fn enum_member(member: &mut Member) {
    if !member.traits.has(ENUM_VALUE) {
        let node = name_as_value(member);
        let id = ShapeId::assume(ENUM_VALUE);
        member.traits.insert(id, node, Origin::Own);
    }
}

/// Adds traits of structure members implied by their version.
pub(super) fn upgrade(shapes: &mut IndexMap<ShapeId, Shape>) {
    let facts: IndexMap<ShapeId, Target> = shapes
        .iter()
        .filter(|(_, shape)| shape.kind.had_default_in_1_0() || shape.kind == ShapeType::Blob)
        .map(|(id, shape)| (id.clone(), Target::of(shape)))
        .collect();
    for shape in shapes.values_mut() {
        if shape.kind != ShapeType::Structure || shape.bundled {
            continue;
        }
        for member in shape.members.values_mut() {
            let target = facts.get(&member.target);
            match (shape.version, target) {
                (Version::One, target) => upgrade_member(member, target),
                (Version::Two, Some(target)) => box_member(member, target),
                (Version::Two, None) => {}
            }
        }
    }
}

/// Facts about a target that determine the default of members.
struct Target {
    kind: ShapeType,
    boxed: bool,
    streaming: bool,
}

impl Target {
    fn of(shape: &Shape) -> Self {
        Self {
            kind: shape.kind,
            boxed: shape.traits.has(BOX),
            streaming: shape.traits.has("smithy.api#streaming"),
        }
    }
}

fn upgrade_member(member: &mut Member, target: Option<&Target>) {
    let boxed = member.traits.has(BOX);
    if let Some(target) = target {
        let streaming = target.kind == ShapeType::Blob
            && target.streaming
            && !member.traits.has("smithy.api#required");
        let implied = target.kind.had_default_in_1_0() || streaming;
        if implied && !member.traits.has(DEFAULT) && !boxed && !target.boxed {
            let zero = zero(target.kind, member.at);
            set_default(member, zero);
            return;
        }
    }
    if boxed {
        let null = Node::new(Value::Null, member.at);
        set_default(member, null);
    }
}

fn set_default(member: &mut Member, node: Node) {
    let id = ShapeId::assume(DEFAULT);
    member.traits.insert(id, node, Origin::Own);
}

fn box_member(member: &mut Member, target: &Target) {
    let default = member.traits.get(DEFAULT);
    if !target.kind.had_default_in_1_0() || is_zero(default, target.kind) {
        return;
    }
    let null = default.is_some_and(Node::is_null);
    let added = member.traits.has("smithy.api#addedDefault");
    if null || (added && !member.traits.has(BOX) && !target.boxed) {
        add_box(&mut member.traits, member.at);
    }
}

fn add_box(traits: &mut Traits, at: Location) {
    let node = Node::empty_object(at);
    traits.insert(ShapeId::assume(BOX), node, Origin::Synthetic);
}

/// The default that version 1.0 implies for a type.
fn zero(kind: ShapeType, at: Location) -> Node {
    let value = match kind {
        ShapeType::Boolean => Value::Bool(false),
        ShapeType::Blob => Value::String(String::new()),
        _ => Value::Number(Number::from(0)),
    };
    Node::new(value, at)
}

/// Returns true if a default is the one that version 1.0 implies for a type.
fn is_zero(default: Option<&Node>, kind: ShapeType) -> bool {
    match default.map(|node| &node.value) {
        Some(Value::Bool(value)) => kind == ShapeType::Boolean && !value,
        Some(Value::Number(number)) => kind != ShapeType::Boolean && number.is_zero(),
        _ => false,
    }
}
