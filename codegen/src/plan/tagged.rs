//! A union or enum of the model as an enum.

use super::ident::Ident;
use super::leaf::Leaf;
use super::names::Names;
use super::rustdoc;
use super::structure::is_guarded;
use crate::ir::{Deprecated, EnumValue, IntEnumValue, Ir, Shape};

/// A union: one variant a member, and the unknown one.
#[derive(Debug)]
pub(crate) struct Union {
    /// Its name.
    pub(crate) name: Ident,
    /// The static with its schema.
    pub(crate) schema: Ident,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its variants in the model's order, with what they hold.
    pub(crate) variants: Vec<(Variant, Leaf)>,
    /// Whether `Debug` has something to hide, so that it cannot be derived.
    pub(crate) guarded: bool,
}

/// An enum: one variant a value, and the unknown one.
#[derive(Debug)]
pub(crate) struct Enumeration {
    /// Its name.
    pub(crate) name: Ident,
    /// The static with its schema.
    pub(crate) schema: Ident,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its variants in the model's order, with their value on the wire.
    pub(crate) variants: Vec<(Variant, String)>,
    /// Whether its values are hidden.
    pub(crate) sensitive: bool,
}

/// An enum of integers: one variant a value, and the unknown one.
#[derive(Debug)]
pub(crate) struct IntEnumeration {
    /// Its name.
    pub(crate) name: Ident,
    /// The static with its schema.
    pub(crate) schema: Ident,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its variants in the model's order, with their value on the wire.
    pub(crate) variants: Vec<(Variant, i32)>,
    /// Whether its values are hidden.
    pub(crate) sensitive: bool,
}

/// A variant.
#[derive(Debug)]
pub(crate) struct Variant {
    /// Its name.
    pub(crate) name: Ident,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
}

impl Union {
    /// Whether the derived `==` would compare a float as a number.
    pub(crate) fn holds_float(&self) -> bool {
        self.variants.iter().any(|(_, leaf)| leaf.holds_float())
    }

    /// Plans the enum of a union.
    pub(crate) fn plan(shape: &Shape, ir: &Ir, names: &Names) -> Self {
        let variants = shape.members().zip(names.parts(&shape.name));
        Self {
            name: names.type_of(&shape.name),
            schema: names.schema_of(&shape.name),
            docs: rustdoc::shape(shape, ir, names),
            deprecated: shape.traits.deprecated.clone(),
            variants: variants
                .map(|(member, name)| {
                    let leaf = Leaf::of(&member.target, ir, names);
                    let variant = Variant {
                        name: name.clone(),
                        docs: rustdoc::member(shape, member, ir, names),
                        deprecated: member.deprecated.clone(),
                    };
                    (
                        variant,
                        if member.boxed {
                            Leaf::Boxed(Box::new(leaf))
                        } else {
                            leaf
                        },
                    )
                })
                .collect(),
            guarded: is_guarded(shape, ir),
        }
    }
}

impl Enumeration {
    /// Plans the enum of an enum.
    pub(crate) fn plan(shape: &Shape, values: &[EnumValue], ir: &Ir, names: &Names) -> Self {
        let variants = values.iter().zip(names.parts(&shape.name));
        Self {
            name: names.type_of(&shape.name),
            schema: names.schema_of(&shape.name),
            docs: rustdoc::shape(shape, ir, names),
            deprecated: shape.traits.deprecated.clone(),
            variants: variants
                .map(|(value, name)| {
                    let variant = Variant {
                        name: name.clone(),
                        docs: rustdoc::value(value),
                        deprecated: value.deprecated.clone(),
                    };
                    (variant, value.value.clone())
                })
                .collect(),
            sensitive: shape.traits.sensitive,
        }
    }
}

impl IntEnumeration {
    /// Plans the enum of an enum of integers.
    pub(crate) fn plan(shape: &Shape, values: &[IntEnumValue], ir: &Ir, names: &Names) -> Self {
        let variants = values.iter().zip(names.parts(&shape.name));
        Self {
            name: names.type_of(&shape.name),
            schema: names.schema_of(&shape.name),
            docs: rustdoc::shape(shape, ir, names),
            deprecated: shape.traits.deprecated.clone(),
            variants: variants
                .map(|(value, name)| {
                    let variant = Variant {
                        name: name.clone(),
                        docs: rustdoc::number(value),
                        deprecated: value.deprecated.clone(),
                    };
                    (variant, value.value)
                })
                .collect(),
            sensitive: shape.traits.sensitive,
        }
    }
}
