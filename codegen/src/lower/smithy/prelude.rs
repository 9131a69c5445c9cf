//! Prelude shapes, which are part of every Smithy model.
//!
//! <https://smithy.io/2.0/spec/model.html#prelude>

use indexmap::IndexMap;

use super::model::{Links, Model, Shape, Type};
use super::traits::Traits;
use crate::ir::{Number, Pointer};
use crate::read::json::Node;
use crate::read::mirror::Text;
use crate::read::smithy::Version;

/// The namespace of the prelude, with its separator.
pub(super) const NAMESPACE: &str = "smithy.api#";

/// The empty structure that represents no value.
pub(super) const UNIT: &str = "smithy.api#Unit";

/// Prelude shapes; `true` marks those that default to zero in version 1.0.
const SHAPES: [(&str, Type, bool); 21] = [
    ("smithy.api#String", Type::String, false),
    ("smithy.api#Blob", Type::Blob, false),
    ("smithy.api#BigInteger", Type::BigInteger, false),
    ("smithy.api#BigDecimal", Type::BigDecimal, false),
    ("smithy.api#Timestamp", Type::Timestamp, false),
    ("smithy.api#Document", Type::Document, false),
    ("smithy.api#Boolean", Type::Boolean, false),
    ("smithy.api#Byte", Type::Byte, false),
    ("smithy.api#Short", Type::Short, false),
    ("smithy.api#Integer", Type::Integer, false),
    ("smithy.api#Long", Type::Long, false),
    ("smithy.api#Float", Type::Float, false),
    ("smithy.api#Double", Type::Double, false),
    ("smithy.api#PrimitiveBoolean", Type::Boolean, true),
    ("smithy.api#PrimitiveByte", Type::Byte, true),
    ("smithy.api#PrimitiveShort", Type::Short, true),
    ("smithy.api#PrimitiveInteger", Type::Integer, true),
    ("smithy.api#PrimitiveLong", Type::Long, true),
    ("smithy.api#PrimitiveFloat", Type::Float, true),
    ("smithy.api#PrimitiveDouble", Type::Double, true),
    (UNIT, Type::Structure, false),
];

/// Adds missing prelude shapes to a model.
pub(super) fn add(model: &mut Model<'_>) {
    for (id, kind, has_default) in SHAPES {
        let shape = model.shapes.entry(Text::Borrowed(id));
        shape.or_insert_with(|| shape_of(kind, has_default));
    }
}

fn shape_of<'a>(kind: Type, has_default: bool) -> Shape<'a> {
    let at = Pointer::root();
    let mut traits = Traits::default();
    if has_default {
        traits.add("smithy.api#default", zero(kind), at.clone());
    }
    Shape {
        kind,
        version: Version::Two,
        traits,
        members: IndexMap::new(),
        introduced: IndexMap::new(),
        mixins: Vec::new(),
        links: Links::default(),
        at,
    }
}

/// The implicit default of numbers and booleans in version 1.0.
pub(super) fn zero<'a>(kind: Type) -> Node<'a> {
    if kind == Type::Boolean {
        Node::Bool(false)
    } else {
        Node::Number(Number::from(0))
    }
}
