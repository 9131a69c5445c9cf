//! A shape of the model turned into a value that its constraints allow, for examples.
//!
//! **Invariants**
//! - Only what is required is there, and where nothing is, a member or two, so that an example shows something.
//! - A value ends: what would hold itself is left out, and what cannot be left out gives no value.
//! - The same shape gives the same value, and nothing in it is from a model's own examples.

mod number;
mod spell;
mod text;
mod word;

use self::text::Limits;
use super::ident::Ident;
use super::leaf::Leaf;
use super::names::{Names, setter};
use super::structure::is_required;
use crate::ir::{EnumValue, IntEnumValue, Ir, Length, Member, Shape, ShapeKind, ShapeName};

pub(crate) use self::spell::{Krate, spell};

/// How many values an example may hold; a model is untrusted, and may ask for as many as it likes.
const MOST_VALUES: usize = 300;

/// How deep values may nest.
const MAX_DEPTH: usize = 24;

/// How many elements a list or map has at most, whatever the model asks for.
const MOST_ELEMENTS: u64 = 10;

/// A value of a shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Placeholder {
    /// A text.
    Text(String),
    /// An integer and its type.
    Integer(String, &'static str),
    /// A float and its type.
    Float(String, &'static str),
    /// A boolean.
    Boolean(bool),
    /// Bytes, given as text.
    Blob(String),
    /// An instant.
    Timestamp,
    /// A document.
    Document,
    /// A value of an enum: the type and the variant.
    Enum(Ident, Ident),
    /// A list that is not empty.
    List(Vec<Self>),
    /// A map that is not empty.
    Map(Vec<(Self, Self)>),
    /// An empty list or map of that type.
    Empty(Leaf),
    /// A structure: the type, and what its setters are given.
    Structure(Ident, Vec<(Ident, Self)>),
    /// A union: the type, the variant and its value.
    Union(Ident, Ident, Box<Self>),
    /// What a sparse list or map holds.
    Present(Box<Self>),
    /// What is kept behind a pointer.
    Boxed(Box<Self>),
}

/// A value, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample {
    /// The value.
    pub(crate) value: Placeholder,
    /// Whether it keeps every constraint; a pattern may be beyond what is understood here.
    pub(crate) valid: bool,
}

/// Gives a value of a structure, the input of an operation say; none if it would have no end.
pub(crate) fn sample(shape: &Shape, ir: &Ir, names: &Names) -> Option<Sample> {
    let mut sampler = Sampler {
        ir,
        names,
        open: Vec::new(),
        values: 0,
        valid: true,
    };
    let value = sampler.structure(shape)?;
    Some(Sample {
        value,
        valid: sampler.valid,
    })
}

/// A walk over shapes that makes a value.
struct Sampler<'a> {
    ir: &'a Ir,
    names: &'a Names,
    /// The structures and unions that are being made.
    open: Vec<&'a ShapeName>,
    /// How many values there are.
    values: usize,
    valid: bool,
}

impl<'a> Sampler<'a> {
    /// The value of a member, by the constraints of both the member and its target.
    fn member(&mut self, member: &'a Member) -> Option<Placeholder> {
        let ir = self.ir;
        let shape = ir.target(member)?;
        self.values += 1;
        if self.values > MOST_VALUES || self.open.len() > MAX_DEPTH {
            return None;
        }
        let value = match &shape.kind {
            ShapeKind::String => self.text(member, shape),
            ShapeKind::Blob => {
                let limits = Limits::of(None, length(member, shape));
                let (text, valid) = text::text("data", &limits);
                self.valid &= valid;
                Placeholder::Blob(text)
            }
            ShapeKind::Enum(values) => self.enumeration(shape, values, 0)?,
            ShapeKind::Structure(_) => self.nested(shape, Self::structure)?,
            ShapeKind::Union(_) => self.nested(shape, Self::union)?,
            ShapeKind::List(element) => self.list(shape, element, length(member, shape))?,
            ShapeKind::Map(key, value) => self.map(shape, (key, value), length(member, shape))?,
            ShapeKind::Boolean => Placeholder::Boolean(true),
            ShapeKind::Timestamp => Placeholder::Timestamp,
            ShapeKind::Document => Placeholder::Document,
            ShapeKind::IntEnum(values) => self.int_enumeration(shape, values, 0)?,
            ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal => {
                let range = member.range.as_ref().or(shape.traits.range.as_ref());
                let (value, valid) = number::number(&shape.kind, range);
                self.valid &= valid;
                value
            }
        };
        Some(if member.boxed {
            Placeholder::Boxed(Box::new(value))
        } else {
            value
        })
    }

    fn text(&mut self, member: &Member, shape: &Shape) -> Placeholder {
        let pattern = member.pattern.as_ref().or(shape.traits.pattern.as_ref());
        let limits = Limits::of(pattern.map(String::as_str), length(member, shape));
        let name = match &*member.name {
            "member" | "key" | "value" => shape.name.as_str(),
            name => name,
        };
        let (text, valid) = text::text(name, &limits);
        self.valid &= valid;
        Placeholder::Text(text)
    }

    /// The value at `index`, counted over those that are not deprecated if there are any.
    fn enumeration(
        &self,
        shape: &Shape,
        values: &[EnumValue],
        index: usize,
    ) -> Option<Placeholder> {
        let is_current = |at: usize| {
            values
                .get(at)
                .is_some_and(|value| value.deprecated.is_none())
        };
        self.variant(shape, is_current, index)
    }

    /// The same of an enum of integers.
    fn int_enumeration(
        &self,
        shape: &Shape,
        values: &[IntEnumValue],
        index: usize,
    ) -> Option<Placeholder> {
        let is_current = |at: usize| {
            values
                .get(at)
                .is_some_and(|value| value.deprecated.is_none())
        };
        self.variant(shape, is_current, index)
    }

    /// The variant at `index`, counted over those that are current if there are any.
    fn variant(
        &self,
        shape: &Shape,
        is_current: impl Fn(usize) -> bool,
        index: usize,
    ) -> Option<Placeholder> {
        let variants = || self.names.parts(&shape.name).iter().enumerate();
        let current = variants().filter(|(at, _)| is_current(*at));
        let (_, variant) = current.cycle().nth(index).or_else(|| variants().next())?;
        let ty = self.names.type_of(&shape.name);
        Some(Placeholder::Enum(ty, variant.clone()))
    }

    /// The value of a structure or union, unless that is being made already.
    fn nested(
        &mut self,
        shape: &'a Shape,
        make: fn(&mut Self, &'a Shape) -> Option<Placeholder>,
    ) -> Option<Placeholder> {
        if self.open.contains(&&shape.name) {
            return None;
        }
        make(self, shape)
    }

    fn structure(&mut self, shape: &'a Shape) -> Option<Placeholder> {
        self.open.push(&shape.name);
        let fields = self.fields(shape);
        self.open.pop();
        let ty = self.names.type_of(&shape.name);
        fields.map(|fields| Placeholder::Structure(ty, fields))
    }

    /// What is required; else the first member, and of an input the first two.
    fn fields(&mut self, shape: &'a Shape) -> Option<Vec<(Ident, Placeholder)>> {
        let names = self.names;
        let members = || shape.members().zip(names.parts(&shape.name));
        let mut fields = Vec::new();
        for (member, name) in members().filter(|(member, _)| is_required(shape, member)) {
            fields.push((setter(name), self.member(member)?));
        }
        let few = if self.open.len() == 1 { 2 } else { 1 };
        if fields.is_empty() {
            let optional = members().filter(|(member, _)| {
                let aside = member.deprecated.is_some() || member.idempotency_token;
                !is_required(shape, member) && !aside && !member.streaming
            });
            for (member, name) in optional.take(8) {
                let (values, valid) = (self.values, self.valid);
                match self.member(member) {
                    Some(value) if self.valid == valid => fields.push((setter(name), value)),
                    // What cannot be made well is not worth showing, when it can be left out.
                    Some(_) | None => (self.values, self.valid) = (values, valid),
                }
                if fields.len() == few {
                    break;
                }
            }
        }
        Some(fields)
    }

    /// The first member that has a value.
    fn union(&mut self, shape: &'a Shape) -> Option<Placeholder> {
        self.open.push(&shape.name);
        let names = self.names;
        let members = shape.members().zip(names.parts(&shape.name));
        let mut made = None;
        for (member, variant) in members.take(16) {
            let values = self.values;
            if let Some(value) = self.member(member) {
                let ty = names.type_of(&shape.name);
                made = Some(Placeholder::Union(ty, variant.clone(), Box::new(value)));
                break;
            }
            self.values = values;
        }
        self.open.pop();
        made
    }

    fn list(
        &mut self,
        shape: &'a Shape,
        element: &'a Member,
        length: Length,
    ) -> Option<Placeholder> {
        let count = self.count(length);
        let values = self.values;
        let Some(first) = self.member(element).filter(|_| count > 0) else {
            self.values = values;
            return self.empty(shape, length);
        };
        let mut elements = Vec::new();
        for index in 0..count {
            let another = match self.ir.target(element).map(|target| (target, &target.kind)) {
                Some((target, ShapeKind::Enum(values))) => {
                    self.enumeration(target, values, index)?
                }
                Some((target, ShapeKind::IntEnum(values))) => {
                    self.int_enumeration(target, values, index)?
                }
                _ => first.clone(),
            };
            self.values += 1;
            elements.push(sparse(shape, another));
        }
        // Only values of an enum are made different from each other.
        self.valid &=
            count < 2 || !shape.traits.unique_items || elements.first() != elements.get(1);
        Some(Placeholder::List(elements))
    }

    fn map(
        &mut self,
        shape: &'a Shape,
        (key, value): (&'a Member, &'a Member),
        length: Length,
    ) -> Option<Placeholder> {
        let count = self.count(length);
        let values = self.values;
        let entry = self
            .member(key)
            .zip(self.member(value))
            .filter(|_| count > 0);
        let Some((key, value)) = entry else {
            self.values = values;
            return self.empty(shape, length);
        };
        // One entry shows what a key is; a map that must have more is told apart as one that is not valid.
        self.valid &= count < 2;
        Some(Placeholder::Map(vec![(key, sparse(shape, value))]))
    }

    /// How many elements there are: one, or as many as there must be.
    fn count(&mut self, length: Length) -> usize {
        let least = length
            .min
            .unwrap_or(0)
            .max(1)
            .min(length.max.unwrap_or(u64::MAX));
        self.valid &= least <= MOST_ELEMENTS;
        usize::try_from(least.min(MOST_ELEMENTS)).unwrap_or(1)
    }

    /// A list or map without elements, where it may be one.
    fn empty(&self, shape: &Shape, length: Length) -> Option<Placeholder> {
        let may_be = length.min.unwrap_or(0) == 0;
        may_be.then(|| Placeholder::Empty(Leaf::of(&shape.name, self.ir, self.names)))
    }
}

/// What a list or map holds of a value.
fn sparse(shape: &Shape, value: Placeholder) -> Placeholder {
    if shape.traits.sparse {
        Placeholder::Present(Box::new(value))
    } else {
        value
    }
}

/// How long the value of a member is.
fn length(member: &Member, shape: &Shape) -> Length {
    member.length.or(shape.traits.length).unwrap_or_default()
}

#[cfg(test)]
mod tests;
