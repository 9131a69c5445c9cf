//! Plans unions and enums as Rust enums.

use super::structure::is_guarded;
use crate::describe;
use crate::ir::{Deprecated, EnumValue, IntEnumValue, Shape};
use crate::names::{Context, Ident, Leaf};

/// A union: each variant holds the value of a member.
pub(crate) type Union = Tagged<Leaf>;

/// A string enum: each variant has a wire value.
pub(crate) type Enumeration = Tagged<String>;

/// An integer enum: each variant has a wire value.
pub(crate) type IntEnumeration = Tagged<i32>;

/// A Rust enum: one variant per member or value, plus the unknown one.
#[derive(Debug)]
pub(crate) struct Tagged<T> {
    /// Name.
    pub(crate) name: Ident,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Deprecation notice.
    pub(crate) deprecated: Option<Deprecated>,
    /// Variants in the model's order, with their contents or wire value.
    pub(crate) variants: Vec<(Variant, T)>,
    /// True if `Debug` must redact something.
    pub(crate) guarded: bool,
}

/// A variant.
#[derive(Debug)]
pub(crate) struct Variant {
    /// Name.
    pub(crate) name: Ident,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Deprecation notice.
    pub(crate) deprecated: Option<Deprecated>,
}

impl<T> Tagged<T> {
    /// Plans a Rust enum from its variants: documentation, deprecation and payload.
    fn new(
        shape: &Shape,
        context: &Context<'_>,
        variants: impl Iterator<Item = (Vec<String>, Option<Deprecated>, T)>,
    ) -> Self {
        let variants = variants.zip(context.names.parts(&shape.name));
        Self {
            name: context.names.type_of(&shape.name),
            docs: describe::shape(shape, context),
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
            guarded: is_guarded(shape, context.ir),
        }
    }
}

impl Union {
    /// Plans the enum of a union.
    pub(super) fn plan(shape: &Shape, context: &Context<'_>) -> Self {
        let &Context { ir, names, .. } = context;
        let variants = shape.members().map(|member| {
            let leaf = Leaf::of(&member.target, ir, names);
            let leaf = if member.boxed {
                Leaf::Boxed(Box::new(leaf))
            } else {
                leaf
            };
            let docs = describe::member(shape, member, ir);
            (docs, member.deprecated.clone(), leaf)
        });
        Self::new(shape, context, variants)
    }
}

impl Enumeration {
    /// Plans the Rust enum of a string enum.
    pub(super) fn plan(shape: &Shape, values: &[EnumValue], context: &Context<'_>) -> Self {
        let variant = |value: &EnumValue| {
            let deprecated = value.deprecated.clone();
            (describe::value(value), deprecated, value.value.clone())
        };
        Self::new(shape, context, values.iter().map(variant))
    }
}

impl IntEnumeration {
    /// Plans the Rust enum of an integer enum.
    pub(super) fn plan(shape: &Shape, values: &[IntEnumValue], context: &Context<'_>) -> Self {
        let variant = |value: &IntEnumValue| {
            let deprecated = value.deprecated.clone();
            (describe::number(value), deprecated, value.value)
        };
        Self::new(shape, context, values.iter().map(variant))
    }
}
