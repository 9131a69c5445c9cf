//! A structure of the model as a struct with its builder.

use super::ident::Ident;
use super::leaf::Leaf;
use super::names::{self, Names};
use super::rustdoc;
use crate::ir::{Deprecated, Ir, Literal, Member, Shape, ShapeKind};

/// A struct.
#[derive(Debug)]
pub(crate) struct Structure {
    /// Its name.
    pub(crate) name: Ident,
    /// The static with its schema.
    pub(crate) schema: Ident,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its fields in the model's order.
    pub(crate) fields: Vec<Field>,
}

/// A field and its setter.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: Ident,
    /// The method of the builder.
    pub(crate) setter: Ident,
    /// The method that takes an `Option`, of a member that may be absent.
    pub(crate) maybe: Option<Ident>,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its type, `Option` and `Box` included.
    pub(crate) leaf: Leaf,
    /// What the setter takes.
    pub(crate) accepts: Accepts,
    /// Whether its value is kept behind a pointer.
    pub(crate) boxed: bool,
    /// The value it has until it is set, where it has one.
    pub(crate) default: Option<Literal>,
    /// What says that it is missing, where it is required.
    pub(crate) marker: Option<Ident>,
    /// The name of the member.
    pub(crate) member: String,
}

/// What a setter takes.
#[derive(Debug)]
pub(crate) enum Accepts {
    /// `impl Into<T>`.
    Into(Leaf),
    /// `T`: a literal would not find its way into a narrow number by `Into`.
    Plain(Leaf),
    /// `impl IntoIterator<Item = impl Into<T>>`.
    List(Leaf),
    /// The same of text and of enums, whose elements may be `&&str` too.
    Texts(Leaf),
    /// `impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>`.
    Map(Leaf, Leaf),
}

impl Field {
    /// Whether its type is that of its value, without an `Option` around it.
    pub(crate) fn is_always_there(&self) -> bool {
        self.marker.is_some() || self.default.is_some()
    }
}

impl Structure {
    /// Whether nothing in it is required, so that it has a default and is its own builder.
    pub(crate) fn is_plain(&self) -> bool {
        self.fields.iter().all(|field| field.marker.is_none())
    }

    /// Plans the struct of a shape.
    pub(crate) fn plan(shape: &Shape, ir: &Ir, names: &Names) -> Self {
        let mut fields: Vec<Field> = shape
            .members()
            .zip(names.parts(&shape.name))
            .map(|(member, name)| field(shape, member, name, (ir, names)))
            .collect();
        name_optional(&mut fields);
        Self {
            name: names.type_of(&shape.name),
            schema: names.schema_of(&shape.name),
            docs: rustdoc::shape(shape, ir, names),
            deprecated: shape.traits.deprecated.clone(),
            fields,
        }
    }
}

/// Names the methods that take an `Option`, beside those of members that are called `maybe…` themselves.
fn name_optional(fields: &mut [Field]) {
    let setters: Vec<Ident> = fields.iter().map(|field| field.setter.clone()).collect();
    for field in fields.iter_mut().filter(|field| field.marker.is_none()) {
        let mut name = names::maybe(&field.name);
        while setters.contains(&name) {
            name = name.suffixed("_");
        }
        field.maybe = Some(name);
    }
}

/// Plans one field.
fn field(shape: &Shape, member: &Member, name: &Ident, (ir, names): (&Ir, &Names)) -> Field {
    let leaf = Leaf::of(&member.target, ir, names);
    let accepts = match leaf.clone() {
        Leaf::List(element) if holds_text(member, ir) => Accepts::Texts(*element),
        Leaf::List(element) => Accepts::List(*element),
        Leaf::Map(key, value) => Accepts::Map(*key, *value),
        Leaf::Path(path @ ("i8" | "i16" | "f32")) => Accepts::Plain(Leaf::Path(path)),
        leaf @ (Leaf::Path(_) | Leaf::Own(_) | Leaf::Option(_) | Leaf::Boxed(_)) => {
            Accepts::Into(leaf)
        }
    };
    let leaf = if member.boxed {
        Leaf::Boxed(Box::new(leaf))
    } else {
        leaf
    };
    let required = is_required(shape, member);
    let default = default(member, ir);
    Field {
        name: name.clone(),
        setter: names::setter(name),
        maybe: None,
        docs: rustdoc::member(shape, member, ir, names),
        deprecated: member.deprecated.clone(),
        leaf: if required || default.is_some() {
            leaf
        } else {
            Leaf::Option(Box::new(leaf))
        },
        accepts,
        boxed: member.boxed,
        default,
        marker: required.then(|| names::marker(member)),
        member: member.name.to_string(),
    }
}

/// Whether a member is a list of text or of an enum, without null elements.
fn holds_text(member: &Member, ir: &Ir) -> bool {
    let Some(list) = ir.target(member) else {
        return false;
    };
    let ShapeKind::List(element) = &list.kind else {
        return false;
    };
    let element = ir.target(element).map(|element| &element.kind);
    !list.traits.sparse && matches!(element, Some(ShapeKind::String | ShapeKind::Enum(_)))
}

/// Whether a member must be set: a required one without a default, but of an error, or a token that a request fills in.
pub(crate) fn is_required(shape: &Shape, member: &Member) -> bool {
    let filled = shape.facts.is_input && member.idempotency_token;
    let spared = member.client_optional || filled || shape.traits.error.is_some();
    member.required && !spared && member.held_default().is_none()
}

/// The value that a member has until it is set.
pub(crate) fn default(member: &Member, ir: &Ir) -> Option<Literal> {
    Literal::of(member.held_default()?, ir.target(member)?)
}

/// Whether the `Debug` of a structure or union has something to hide that its parts do not hide themselves.
pub(crate) fn is_guarded(shape: &Shape, ir: &Ir) -> bool {
    shape.traits.sensitive || shape.members().any(|member| exposes(member, ir))
}

/// Whether a derived `Debug` would show something sensitive at a member.
fn exposes(member: &Member, ir: &Ir) -> bool {
    if member.sensitive {
        return true;
    }
    let Some(target) = ir.target(member) else {
        return false;
    };
    !names::has_type(target)
        && (target.traits.sensitive || target.members().any(|inner| exposes(inner, ir)))
}
