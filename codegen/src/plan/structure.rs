//! Plans a structure as a struct with a builder.

use crate::describe;
use crate::ir::{Deprecated, Ir, Literal, Member, Shape, ShapeKind};
use crate::names::{self, Context, Ident, Leaf, Names};

/// A struct.
#[derive(Debug)]
pub(crate) struct Structure {
    /// Name.
    pub(crate) name: Ident,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Deprecation notice.
    pub(crate) deprecated: Option<Deprecated>,
    /// Fields in the model's order.
    pub(crate) fields: Vec<Field>,
    /// Type parameters of its builder, one per required member.
    pub(crate) parameters: Vec<Ident>,
    /// True if a value that is dropped unused is likely a mistake: it is its own builder, and no operation returns it.
    pub(crate) must_use: bool,
    /// The source of its `Default`.
    pub(crate) default: Option<DefaultValue>,
}

/// The source of a structure's `Default`; a structure with a required member has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DefaultValue {
    /// A derive: each field starts as the default of its type.
    Derived,
    /// The model: a member has a default other than that of its type.
    Modelled,
}

/// A field and its setter.
#[derive(Debug)]
pub(crate) struct Field {
    /// Name.
    pub(crate) name: Ident,
    /// Builder method.
    pub(crate) setter: Ident,
    /// Builder method that takes an `Option`, for optional members.
    pub(crate) maybe: Option<Ident>,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Documentation lines of the setter.
    pub(crate) setter_docs: Vec<String>,
    /// Deprecation notice.
    pub(crate) deprecated: Option<Deprecated>,
    /// Type, including `Option` and `Box`.
    pub(crate) leaf: Leaf,
    /// Parameter of the setter.
    pub(crate) accepts: Accepts,
    /// True if the value is boxed.
    pub(crate) boxed: bool,
    /// Default value.
    pub(crate) default: Option<Literal>,
    /// Marker for a missing value, if required.
    pub(crate) marker: Option<Ident>,
    /// Name of the member.
    pub(crate) member: String,
}

/// The parameter of a setter.
#[derive(Debug)]
pub(crate) enum Accepts {
    /// `impl Into<T>`.
    Into(Leaf),
    /// `T`: literals would not infer a narrow number type through `Into`.
    Plain(Leaf),
    /// `impl IntoIterator<Item = impl Into<T>>`.
    List(Leaf),
    /// Like `List`, for strings and enums, whose elements may also be `&&str`.
    Texts(Leaf),
    /// `impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>`.
    Map(Leaf, Leaf),
}

impl Field {
    /// Returns true if the type is not an `Option`.
    pub(crate) fn is_always_there(&self) -> bool {
        self.marker.is_some() || self.default.is_some()
    }
}

impl Structure {
    /// Returns true if no field is required, so that the struct has a default and is its own builder.
    pub(crate) fn is_plain(&self) -> bool {
        self.fields.iter().all(|field| field.marker.is_none())
    }

    /// Plans the struct of a shape.
    pub(super) fn plan(shape: &Shape, context: &Context<'_>) -> Self {
        let &Context { ir, names, .. } = context;
        let mut fields: Vec<Field> = shape
            .members()
            .zip(names.parts(&shape.name))
            .map(|(member, name)| field(shape, member, name, (ir, names)))
            .collect();
        name_optional(&mut fields);
        Self {
            name: names.type_of(&shape.name),
            docs: describe::shape(shape, context),
            deprecated: shape.traits.deprecated.clone(),
            must_use: fields.iter().all(|field| field.marker.is_none()) && !shape.facts.is_output,
            default: default_value(&fields),
            parameters: parameters(&names.type_of(&shape.name), &fields),
            fields,
        }
    }

    /// Returns true if a field holds floats, so that `==` cannot be derived.
    pub(crate) fn holds_floats(&self) -> bool {
        self.fields.iter().any(|field| field.leaf.holds_floats())
    }
}

/// The type parameters of the builder of a structure with these fields.
fn parameters(name: &Ident, fields: &[Field]) -> Vec<Ident> {
    let markers: Vec<_> = fields
        .iter()
        .filter_map(|field| field.marker.clone())
        .collect();
    names::parameters(name, &markers)
}

/// The source of the `Default` of a structure with these fields.
fn default_value(fields: &[Field]) -> Option<DefaultValue> {
    if fields.iter().any(|field| field.marker.is_some()) {
        return None;
    }
    let is_zero = |field: &Field| {
        let default = field.default.as_ref();
        default.is_none_or(|default| is_zero(default, &field.leaf))
    };
    Some(if fields.iter().all(is_zero) {
        DefaultValue::Derived
    } else {
        DefaultValue::Modelled
    })
}

/// Returns true if a default equals that of its Rust type.
fn is_zero(default: &Literal, leaf: &Leaf) -> bool {
    if matches!(leaf, Leaf::Own(_) | Leaf::Boxed(_)) {
        return false;
    }
    match default {
        Literal::Boolean(value) => !value,
        Literal::Integer(value) => *value == 0,
        // The zero below zero is another one.
        Literal::Float(value) => value.to_bits() == 0,
        Literal::Double(value) => value.to_bits() == 0,
        Literal::Text(text) | Literal::Blob(text) => text.is_empty(),
        Literal::List | Literal::Map => true,
        _ => false,
    }
}

/// Names the methods that take an `Option`, avoiding members called `maybe…`.
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
    let required = shape.requires(member);
    let default = default(member, ir);
    Field {
        name: name.clone(),
        setter: names::setter(name),
        maybe: None,
        docs: describe::member(shape, member, ir),
        setter_docs: describe::setter(shape, member, name, names),
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

/// Returns true for lists of strings or enums without null elements.
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

/// The default value of a member.
pub(crate) fn default(member: &Member, ir: &Ir) -> Option<Literal> {
    Literal::of(member.held_default()?, ir.target(member)?)
}

/// Returns true if `Debug` must redact something that the members do not redact themselves.
pub(crate) fn is_guarded(shape: &Shape, ir: &Ir) -> bool {
    shape.traits.sensitive || shape.members().any(|member| exposes(member, ir))
}

/// Returns true if a derived `Debug` would expose sensitive data of a member.
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
