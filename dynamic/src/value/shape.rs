//! The walks of the runtime.
//!
//! **Invariants**
//! - A member that generated code holds without `Option` is never absent, except where a value was built by hand.

use sansmith::schema::{Kind, Schema};
use sansmith::{
    BigDecimal, BigInteger, Member, MemberSource, MemberVisitor, Shape, ShapeDeserializer, Source,
    ValueSerializer,
};

use super::zero::{self, ABSENT};
use super::{Content, DynValue, Variant};

impl Shape for DynValue {
    const SCHEMA: &'static Schema = &ABSENT;
    const SIMPLE: bool = true;
    const DYNAMIC: bool = true;

    fn own_schema(&self) -> &'static Schema {
        self.schema
    }

    fn holds_null(at: &Member) -> bool {
        matches!(at.target.kind, Kind::Document)
    }

    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        match &self.content {
            Content::Boolean(value) => serializer.boolean(*value),
            Content::Integer(value) => serializer.integer(*value),
            Content::Float(value) => serializer.float(*value),
            Content::Double(value) => serializer.double(*value),
            Content::BigInteger(value) => serializer.number(value.as_str()),
            Content::BigDecimal(value) => serializer.number(value.as_str()),
            Content::String(value) => serializer.string(value),
            Content::Enum(value) => serializer.enumeration(value),
            Content::Blob(value) => serializer.blob(value),
            Content::Timestamp(value) => serializer.timestamp(value),
            Content::Document(value) => serializer.document(value),
            Content::List(value) => serializer.list(value),
            Content::SparseList(value) => serializer.list(value),
            Content::Map(value) => serializer.map(value),
            Content::SparseMap(value) => serializer.map(value),
            Content::Structure(_) | Content::Union(_) => serializer.structure(self),
        }
    }

    fn read<T: ShapeDeserializer + ?Sized>(mut from: Source<'_, T>) -> Self {
        let schema = from.member().target;
        let content = match &schema.kind {
            Kind::Boolean => Content::Boolean(from.boolean()),
            Kind::Byte => integer::<i8, _>(&mut from),
            Kind::Short => integer::<i16, _>(&mut from),
            Kind::Integer => integer::<i32, _>(&mut from),
            Kind::Long => Content::Integer(from.integer()),
            Kind::IntEnum(_) => Content::Integer(from.int_enumeration::<i32>().into()),
            Kind::Float => Content::Float(from.float()),
            Kind::Double => Content::Double(from.double()),
            Kind::BigInteger => Content::BigInteger(from.number::<BigInteger>()),
            Kind::BigDecimal => Content::BigDecimal(from.number::<BigDecimal>()),
            Kind::String => Content::String(from.string()),
            Kind::Enum(_) => Content::Enum(from.string()),
            Kind::Blob => Content::Blob(from.blob()),
            Kind::Timestamp => Content::Timestamp(from.timestamp()),
            Kind::List(_) if schema.sparse => Content::SparseList(from.list()),
            Kind::List(_) => Content::List(from.list()),
            Kind::Map(..) if schema.sparse => Content::SparseMap(from.map::<String, _>()),
            Kind::Map(..) => Content::Map(from.map::<String, _>()),
            Kind::Structure(_) | Kind::Union(_) => return from.structure(),
            _ => Content::Document(from.document()),
        };
        Self { schema, content }
    }

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        match &self.content {
            Content::Structure(members) => {
                for (index, member) in members.iter().enumerate() {
                    visitor.member(index, member);
                }
            }
            Content::Union(variant) => match &**variant {
                Variant::Known(index, value) => visitor.member(*index, value),
                Variant::Unknown(member) => visitor.unknown(member),
            },
            _ => {}
        }
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        let Some(schema) = source.schema() else {
            return zero::absent();
        };
        let content = match &schema.kind {
            Kind::Structure(members) => {
                let members = members.iter().enumerate();
                Content::Structure(
                    members
                        .map(|(index, member)| self::member(source, index, member))
                        .collect(),
                )
            }
            Kind::Union(members) => {
                let known = source
                    .variant()
                    .and_then(|index| Some((index, members.get().get(index)?)));
                Content::Union(Box::new(match known {
                    Some((index, member)) => {
                        let value = zero::present(source.get(index), member.target);
                        Variant::Known(index, value)
                    }
                    None => Variant::Unknown(source.unknown()),
                }))
            }
            _ => return zero::zero(schema),
        };
        Self { schema, content }
    }

    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

/// An integer that must fit a narrower type.
fn integer<N, T>(from: &mut Source<'_, T>) -> Content
where
    N: TryFrom<i64> + Into<i64> + Default,
    T: ShapeDeserializer + ?Sized,
{
    let value = from.integer();
    let narrow = N::try_from(value).unwrap_or_else(|_| from.out_of_range(value));
    Content::Integer(narrow.into())
}

/// A member of a structure: as generated code has it, absent, or the default, or a zero value.
fn member<S: MemberSource>(source: &mut S, index: usize, member: &Member) -> Option<DynValue> {
    if member.required {
        return Some(zero::present(source.get(index), member.target));
    }
    let value: Option<DynValue> = source.get(index);
    value.or_else(|| zero::default(member))
}
