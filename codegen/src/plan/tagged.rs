//! A union or enum of the model as an enum.

use super::ident::Ident;
use super::leaf::Leaf;
use super::names::Names;
use super::rustdoc;
use super::structure::is_guarded;
use crate::ir::{Deprecated, EnumValue, IntEnumValue, Ir, Shape};

/// A union: each variant holds a member's value.
pub(crate) type Union = Tagged<Leaf>;

/// An enum: each variant is a text on the wire.
pub(crate) type Enumeration = Tagged<String>;

/// An enum of integers: each variant is a number on the wire.
pub(crate) type IntEnumeration = Tagged<i32>;

/// An enum of Rust: one variant a member or value of the model, and the unknown one.
#[derive(Debug)]
pub(crate) struct Tagged<T> {
    /// Its name.
    pub(crate) name: Ident,
    /// The static with its schema.
    pub(crate) schema: Ident,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its variants in the model's order, with what they hold or are on the wire.
    pub(crate) variants: Vec<(Variant, T)>,
    /// Whether `Debug` has something to hide, so that it cannot be derived.
    pub(crate) guarded: bool,
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

impl<T> Tagged<T> {
    /// An enum of a shape, each of whose variants has documentation, a deprecation and what it stands for.
    fn new(
        shape: &Shape,
        (ir, names): (&Ir, &Names),
        variants: impl Iterator<Item = (Vec<String>, Option<Deprecated>, T)>,
    ) -> Self {
        let variants = variants.zip(names.parts(&shape.name));
        Self {
            name: names.type_of(&shape.name),
            schema: names.schema_of(&shape.name),
            docs: rustdoc::shape(shape, ir, names),
            deprecated: shape.traits.deprecated.clone(),
            variants: variants
                .map(|((docs, deprecated, of), name)| {
                    let name = name.clone();
                    let variant = Variant {
                        name,
                        docs,
                        deprecated,
                    };
                    (variant, of)
                })
                .collect(),
            guarded: is_guarded(shape, ir),
        }
    }
}

impl Union {
    /// Plans the enum of a union.
    pub(crate) fn plan(shape: &Shape, ir: &Ir, names: &Names) -> Self {
        let variants = shape.members().map(|member| {
            let leaf = Leaf::of(&member.target, ir, names);
            let leaf = if member.boxed {
                Leaf::Boxed(Box::new(leaf))
            } else {
                leaf
            };
            let docs = rustdoc::member(shape, member, ir, names);
            (docs, member.deprecated.clone(), leaf)
        });
        Self::new(shape, (ir, names), variants)
    }
}

impl Enumeration {
    /// Plans the enum of an enum.
    pub(crate) fn plan(shape: &Shape, values: &[EnumValue], ir: &Ir, names: &Names) -> Self {
        let variant = |value: &EnumValue| {
            let deprecated = value.deprecated.clone();
            (rustdoc::value(value), deprecated, value.value.clone())
        };
        Self::new(shape, (ir, names), values.iter().map(variant))
    }
}

impl IntEnumeration {
    /// Plans the enum of an enum of integers.
    pub(crate) fn plan(shape: &Shape, values: &[IntEnumValue], ir: &Ir, names: &Names) -> Self {
        let variant = |value: &IntEnumValue| {
            let deprecated = value.deprecated.clone();
            (rustdoc::number(value), deprecated, value.value)
        };
        Self::new(shape, (ir, names), values.iter().map(variant))
    }
}
