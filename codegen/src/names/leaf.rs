//! Field types.
//!
//! Scalars, lists and maps are inlined, so a type is a small tree with library types or the crate's own types as leaves.

use super::ident::Ident;
use super::{Names, has_type};
use crate::ir::{Ir, Member, ShapeKind, ShapeName};

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// A type of std or the runtime, by path.
    Path(&'static str),
    /// A type of the crate.
    Own(Ident),
    /// `Option<T>`.
    Option(Box<Leaf>),
    /// `Box<T>`.
    Boxed(Box<Leaf>),
    /// `Vec<T>`.
    List(Box<Leaf>),
    /// `BTreeMap<K, V>`.
    Map(Box<Leaf>, Box<Leaf>),
}

impl Leaf {
    /// Returns true if values contain floats, except within generated types.
    pub(crate) fn holds_floats(&self) -> bool {
        match self {
            Self::Path(path) => matches!(*path, "f32" | "f64"),
            Self::Own(_) => false,
            Self::Option(inner) | Self::Boxed(inner) | Self::List(inner) => inner.holds_floats(),
            Self::Map(_, value) => value.holds_floats(),
        }
    }

    /// The type of a shape.
    pub(crate) fn of(shape: &ShapeName, ir: &Ir, names: &Names) -> Self {
        let Some(found) = ir.shape(shape) else {
            return Self::Path("sansmith::Document");
        };
        if has_type(found) {
            return Self::Own(names.type_of(shape));
        }
        let held = |member: &Member| {
            let leaf = Self::of(&member.target, ir, names);
            if found.traits.sparse {
                Self::Option(Box::new(leaf))
            } else {
                leaf
            }
        };
        match &found.kind {
            ShapeKind::List(element) => Self::List(Box::new(held(element))),
            ShapeKind::Map(key, value) => {
                let key = Self::of(&key.target, ir, names);
                Self::Map(Box::new(key), Box::new(held(value)))
            }
            kind => Self::Path(path(kind)),
        }
    }
}

/// The type of a scalar.
fn path(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Boolean => "bool",
        ShapeKind::Byte => "i8",
        ShapeKind::Short => "i16",
        ShapeKind::Integer => "i32",
        ShapeKind::Long => "i64",
        ShapeKind::Float => "f32",
        ShapeKind::Double => "f64",
        ShapeKind::BigInteger => "sansmith::BigInteger",
        ShapeKind::BigDecimal => "sansmith::BigDecimal",
        ShapeKind::String => "String",
        ShapeKind::Blob => "sansmith::Blob",
        ShapeKind::Timestamp => "sansmith::Timestamp",
        _ => "sansmith::Document",
    }
}
