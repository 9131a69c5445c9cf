//! The public items of a planned crate, for comparisons of releases.
//!
//! **Invariants**
//! - Names and types are those of the plan, not of the model: both are decided after the IR.

use std::collections::BTreeMap;

use super::{Field, Plan, Structure, Type};
use crate::ir::{Ir, Literal, Member, Shape};
use crate::names::{Ident, Leaf};

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A Cargo feature.
    Feature,
    /// A structure, a union, an enum, or an enum of errors.
    Type,
    /// A field of a structure, with its setters.
    Field,
    /// A variant of an enum.
    Variant,
    /// An operation.
    Operation,
    /// A method of a trait.
    Method,
    /// A waiter.
    Waiter,
    /// An implementation of `Paginated`.
    Paginator,
}

impl Kind {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Type => "type",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Operation => "operation",
            Self::Method => "method",
            Self::Waiter => "waiter",
            Self::Paginator => "paginator",
        }
    }
}

/// A public item of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// Its type, as text; the kind of a type.
    pub ty: String,
    /// The shape or member that it stands for: `Shape`, `Shape$member`, or an operation.
    pub shape: Option<String>,
    /// Wire name, or the value of an enum.
    pub wire: String,
    /// The features that compile it; empty if it is always compiled.
    pub features: Vec<String>,
    /// True if a builder must set it.
    pub required: bool,
    /// Its default.
    pub default: Option<String>,
    /// The constraints of a field or variant; empty for other kinds.
    pub limits: String,
    /// The protocol of an operation; empty for other kinds.
    pub protocol: String,
    /// The members of a structure, in order, separated by blanks; empty for other types and kinds.
    pub members: String,
    /// The required ones of these members.
    pub required_members: String,
}

impl Item {
    pub(crate) const fn new(kind: Kind) -> Self {
        Self {
            kind,
            ty: String::new(),
            shape: None,
            wire: String::new(),
            features: Vec::new(),
            required: false,
            default: None,
            limits: String::new(),
            protocol: String::new(),
            members: String::new(),
            required_members: String::new(),
        }
    }

    pub(crate) fn typed(mut self, ty: &str) -> Self {
        ty.clone_into(&mut self.ty);
        self
    }

    pub(crate) fn of(mut self, shape: &str) -> Self {
        self.shape = Some(shape.to_owned());
        self
    }

    pub(crate) fn wired(mut self, wire: &str) -> Self {
        wire.clone_into(&mut self.wire);
        self
    }

    pub(crate) fn gated(mut self, features: &[String]) -> Self {
        self.features = features.to_vec();
        self
    }

    pub(crate) fn limited(mut self, limits: &str) -> Self {
        limits.clone_into(&mut self.limits);
        self
    }
}

/// The public items of a crate, by path.
pub(crate) fn items(plan: &Plan, ir: &Ir) -> BTreeMap<String, Item> {
    let mut surface = Surface(BTreeMap::new());
    for feature in &plan.features {
        surface.add(format!("feature {feature}"), Item::new(Kind::Feature));
    }
    for file in &plan.types {
        if let Some(shape) = ir.shape(&file.shape) {
            surface.add_type(shape, (&file.item, file.gate.features()), ir);
        }
    }
    surface.add_operations(plan);
    for (method, error) in &plan.predicates {
        let item = Item::new(Kind::Method).wired(error.as_str());
        surface.add(format!("predicates::Predicates::{method}"), item);
    }
    for waiter in &plan.waiters {
        let item = Item::new(Kind::Waiter)
            .typed(&waiter.operation.to_string())
            .wired(&waiter.model_name)
            .gated(waiter.gate.features());
        surface.add(format!("waiter::{}", waiter.name), item);
    }
    for pages in &plan.pages {
        let items = pages.items.as_ref().map(|items| leaf(&items.ty));
        let item = Item::new(Kind::Paginator)
            .typed(&items.unwrap_or_default())
            .gated(pages.gate.features());
        surface.add(format!("operation::{}: Paginated", pages.operation), item);
    }
    surface.0
}

struct Surface(BTreeMap<String, Item>);

impl Surface {
    fn add(&mut self, path: String, item: Item) {
        self.0.insert(path, item);
    }

    fn add_type(&mut self, shape: &Shape, (ty, gate): (&Type, &[String]), ir: &Ir) {
        let path = format!("types::{}", ty.name());
        let kind = match ty {
            Type::Structure(_) => "structure",
            Type::Union(_) => "union",
            Type::Enumeration(_) => "enum",
            Type::IntEnumeration(_) => "intEnum",
        };
        let item = Item::new(Kind::Type)
            .typed(kind)
            .of(&shape.name)
            .wired(&shape.name)
            .gated(gate);
        self.add(path.clone(), item);
        match ty {
            Type::Structure(structure) => self.add_fields(&path, (shape, structure), ir),
            Type::Union(union) => {
                for ((variant, of), member) in union.variants.iter().zip(shape.members()) {
                    let item = Item::new(Kind::Variant)
                        .typed(&leaf(of))
                        .of(&format!("{}${}", shape.name, member.name))
                        .wired(&member.name)
                        .limited(&limits(member, ir));
                    self.add(format!("{path}::{}", variant.name), item);
                }
            }
            Type::Enumeration(planned) => {
                for (variant, value) in &planned.variants {
                    let item = Item::new(Kind::Variant).of(&shape.name).wired(value);
                    self.add(format!("{path}::{}", variant.name), item);
                }
            }
            Type::IntEnumeration(planned) => {
                for (variant, value) in &planned.variants {
                    let item = Item::new(Kind::Variant).of(&shape.name);
                    let item = item.wired(&value.to_string());
                    self.add(format!("{path}::{}", variant.name), item);
                }
            }
        }
    }

    fn add_fields(&mut self, path: &str, (shape, structure): (&Shape, &Structure), ir: &Ir) {
        for (field, member) in structure.fields.iter().zip(shape.members()) {
            let mut item = Item::new(Kind::Field)
                .typed(&leaf(&field.leaf))
                .of(&format!("{}${}", shape.name, field.member))
                .wired(&field.member)
                .limited(&limits(member, ir));
            item.required = field.marker.is_some();
            item.default = field.default.as_ref().map(default);
            self.add(format!("{path}.{}", field.name), item);
        }
        let members = |is: fn(&&Field) -> bool| {
            let fields = structure.fields.iter().filter(is);
            let names: Vec<_> = fields.map(|field| &*field.member).collect();
            names.join(" ")
        };
        if let Some(item) = self.0.get_mut(path) {
            item.members = members(|_| true);
            item.required_members = members(|field| field.marker.is_some());
        }
    }

    fn add_operations(&mut self, plan: &Plan) {
        for operation in &plan.operations {
            let path = format!("operation::{}", operation.name);
            let side = |ty: &Ident, events: Option<&Ident>| {
                let events = events.map(|events| format!(" with a stream of {events}"));
                format!("{ty}{}", events.unwrap_or_default())
            };
            let ty = format!(
                "{} -> {}",
                side(&operation.input.ty, operation.input.events.as_ref()),
                side(&operation.output.ty, operation.output.events.as_ref())
            );
            let gate = operation.gate.features();
            let mut item = Item::new(Kind::Operation)
                .typed(&ty)
                .of(&operation.model_name)
                .wired(&operation.model_name)
                .gated(gate);
            operation.protocol.clone_into(&mut item.protocol);
            self.add(path, item);
            let error = format!("operation::{}", operation.error.name);
            let item = Item::new(Kind::Type).typed("errors").gated(gate);
            self.add(error.clone(), item.of(&operation.model_name));
            for variant in &operation.error.variants {
                let item = Item::new(Kind::Variant).typed(&variant.ty.to_string());
                let item = item.of(&operation.model_name);
                self.add(format!("{error}::{}", variant.name), item);
            }
        }
    }
}

/// A type as text.
fn leaf(of: &Leaf) -> String {
    match of {
        Leaf::Path(path) => (*path).to_owned(),
        Leaf::Own(name) => format!("types::{name}"),
        Leaf::Option(inner) => format!("Option<{}>", leaf(inner)),
        Leaf::Boxed(inner) => format!("Box<{}>", leaf(inner)),
        Leaf::List(inner) => format!("Vec<{}>", leaf(inner)),
        Leaf::Map(key, value) => format!("BTreeMap<{}, {}>", leaf(key), leaf(value)),
    }
}

fn default(literal: &Literal) -> String {
    format!("{literal:?}")
}

/// The constraints of a member and its target.
fn limits(member: &Member, ir: &Ir) -> String {
    let own = format!(
        "{:?} {:?} {:?}",
        member.length, member.range, member.pattern
    );
    let Some(target) = ir.target(member) else {
        return own;
    };
    let traits = &target.traits;
    let of_target = format!(
        "{:?} {:?} {:?}",
        traits.length, traits.range, traits.pattern
    );
    format!("{own} {of_target}")
}
