//! Generates example values that satisfy the constraints of a shape.
//!
//! **Invariants**
//! - Only required members are set, or a member or two if none is, so that the example shows something.
//! - Values are finite: recursive optional members are omitted, recursive required ones yield no example.
//! - Output is deterministic.

mod given;
mod number;
mod spell;
mod text;
mod word;

use self::text::Limits;
use crate::ir::{EnumValue, IntEnumValue, Ir, Length, Member, Shape, ShapeKind, ShapeName};
use crate::names::{Ident, Leaf, Names, setter};

pub(crate) use self::given::given;
pub(crate) use self::spell::assign;

/// Maximum number of values in an example; models are untrusted.
const MOST_VALUES: usize = 300;

/// Maximum nesting.
const MAX_DEPTH: usize = 24;

/// Maximum number of list or map elements, whatever the model requires.
const MOST_ELEMENTS: u64 = 10;

/// An example value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Placeholder {
    /// A string.
    Text(String),
    /// An integer with its type.
    Integer(String, &'static str),
    /// A float with its type.
    Float(String, &'static str),
    /// A boolean.
    Boolean(bool),
    /// A blob, given as text.
    Blob(String),
    /// A timestamp.
    Timestamp,
    /// A document.
    Document,
    /// An enum value: type and variant.
    Enum(Ident, Ident),
    /// A non-empty list.
    List(Vec<Self>),
    /// A non-empty map.
    Map(Vec<(Self, Self)>),
    /// An empty list or map of the given type.
    Empty(Leaf),
    /// A structure: type, and setters with arguments.
    Structure(Ident, Vec<(Ident, Self)>),
    /// A union: type, variant and value.
    Union(Ident, Ident, Box<Self>),
    /// A non-null element of a sparse list or map.
    Present(Box<Self>),
    /// A boxed value.
    Boxed(Box<Self>),
}

/// A generated example.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample {
    /// The value.
    pub(crate) value: Placeholder,
    /// True if all constraints are known to hold; some patterns are not understood.
    pub(crate) valid: bool,
}

/// Generates a structure, such as an operation's input, or a union; `None` if it would be infinite.
pub(crate) fn sample(shape: &Shape, ir: &Ir, names: &Names) -> Option<Sample> {
    let mut sampler = Sampler {
        ir,
        names,
        open: Vec::new(),
        values: 0,
        valid: true,
    };
    let value = match shape.kind {
        ShapeKind::Structure(_) => sampler.structure(shape)?,
        ShapeKind::Union(_) => sampler.union(shape)?,
        _ => return None,
    };
    Some(Sample {
        value,
        valid: sampler.valid,
    })
}

/// State of the generator.
struct Sampler<'a> {
    ir: &'a Ir,
    names: &'a Names,
    /// Structures and unions being generated.
    open: Vec<&'a ShapeName>,
    /// Number of values so far.
    values: usize,
    valid: bool,
}

impl<'a> Sampler<'a> {
    /// A value for a member, by the constraints of member and target.
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

    /// The enum value at `index`, preferring values that are not deprecated.
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

    /// The integer enum value at `index`, preferring values that are not deprecated.
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

    /// The variant at `index`, preferring those that are not deprecated.
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

    /// A structure or union, unless it is already being generated.
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

    /// Required members; if there are none, the first member, or two for an input.
    fn fields(&mut self, shape: &'a Shape) -> Option<Vec<(Ident, Placeholder)>> {
        let names = self.names;
        let members = || shape.members().zip(names.parts(&shape.name));
        let mut fields = Vec::new();
        for (member, name) in members().filter(|(member, _)| shape.requires(member)) {
            fields.push((setter(name), self.member(member)?));
        }
        let few = if self.open.len() == 1 { 2 } else { 1 };
        if fields.is_empty() {
            let optional = members().filter(|(member, _)| {
                let aside = member.deprecated.is_some() || member.idempotency_token;
                !shape.requires(member) && !aside && !member.streaming
            });
            for (member, name) in optional.take(8) {
                let (values, valid) = (self.values, self.valid);
                match self.member(member) {
                    Some(value) if self.valid == valid => fields.push((setter(name), value)),
                    // Omit optional members that cannot be generated well.
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
        // Only enum values are generated as distinct elements.
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
        // A single entry shows the key; maps that need more entries are marked invalid.
        self.valid &= count < 2;
        Some(Placeholder::Map(vec![(key, sparse(shape, value))]))
    }

    /// Number of elements: one, or the minimum.
    fn count(&mut self, length: Length) -> usize {
        let least = length
            .min
            .unwrap_or(0)
            .max(1)
            .min(length.max.unwrap_or(u64::MAX));
        self.valid &= least <= MOST_ELEMENTS;
        usize::try_from(least.min(MOST_ELEMENTS)).unwrap_or(1)
    }

    /// An empty list or map, if allowed.
    fn empty(&self, shape: &Shape, length: Length) -> Option<Placeholder> {
        let may_be = length.min.unwrap_or(0) == 0;
        may_be.then(|| Placeholder::Empty(Leaf::of(&shape.name, self.ir, self.names)))
    }
}

/// Wraps an element of a sparse list or map.
fn sparse(shape: &Shape, value: Placeholder) -> Placeholder {
    if shape.traits.sparse {
        Placeholder::Present(Box::new(value))
    } else {
        value
    }
}

/// The length constraint of a member.
fn length(member: &Member, shape: &Shape) -> Length {
    member.length.or(shape.traits.length).unwrap_or_default()
}

#[cfg(test)]
mod tests;
