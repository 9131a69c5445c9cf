//! A value of any shape of any model, with its schema.

mod access;
mod json;
mod places;
mod shape;
mod zero;

use std::collections::BTreeMap;
use std::fmt;

use sansmith::{
    BigDecimal, BigInteger, Blob, Document, Schema, Shape as _, Timestamp, UnknownMember,
};

pub(crate) use self::zero::zero;

/// A value of a shape that is known at run time.
///
/// It implements [`Shape`](sansmith::Shape), so all codecs take it. Two values are equal if their shapes have the same name and
/// their contents are equal, floats by bits.
#[derive(Clone)]
pub struct DynValue {
    pub(crate) schema: &'static Schema,
    pub(crate) content: Content,
}

/// The content of a [`DynValue`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// A boolean.
    Boolean(bool),
    /// A byte, short, integer, long or integer enum.
    Integer(i64),
    /// A 32-bit float.
    Float(f32),
    /// A 64-bit float.
    Double(f64),
    /// An integer of any size.
    BigInteger(BigInteger),
    /// A decimal of any size.
    BigDecimal(BigDecimal),
    /// Text.
    String(String),
    /// A value of a string enum, known or not.
    Enum(String),
    /// Bytes.
    Blob(Blob),
    /// A timestamp.
    Timestamp(Timestamp),
    /// A document.
    Document(Document),
    /// A list.
    List(Vec<DynValue>),
    /// A list that may have nulls.
    SparseList(Vec<Option<DynValue>>),
    /// A map.
    Map(BTreeMap<String, DynValue>),
    /// A map that may have nulls.
    SparseMap(BTreeMap<String, Option<DynValue>>),
    /// Members of a structure, one for each of its schema.
    Structure(Vec<Option<DynValue>>),
    /// The member of a union.
    Union(Box<Variant>),
}

/// The member of a union that is set.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Variant {
    /// A member of the model, by index.
    Known(usize, DynValue),
    /// A member that the model does not have.
    Unknown(UnknownMember),
}

impl DynValue {
    /// The schema.
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// The content.
    pub const fn content(&self) -> &Content {
        &self.content
    }
}

impl PartialEq for DynValue {
    fn eq(&self, other: &Self) -> bool {
        let same_schema =
            std::ptr::eq(self.schema, other.schema) || self.schema.name == other.schema.name;
        same_schema && self.content == other.content
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Boolean(one), Self::Boolean(other)) => one == other,
            (Self::Integer(one), Self::Integer(other)) => one == other,
            (Self::Float(one), Self::Float(other)) => one.same(other),
            (Self::Double(one), Self::Double(other)) => one.same(other),
            (Self::BigInteger(one), Self::BigInteger(other)) => one == other,
            (Self::BigDecimal(one), Self::BigDecimal(other)) => one == other,
            (Self::String(one), Self::String(other)) | (Self::Enum(one), Self::Enum(other)) => {
                one == other
            }
            (Self::Blob(one), Self::Blob(other)) => one == other,
            (Self::Timestamp(one), Self::Timestamp(other)) => one == other,
            (Self::Document(one), Self::Document(other)) => one == other,
            (Self::List(one), Self::List(other)) => one == other,
            (Self::SparseList(one), Self::SparseList(other))
            | (Self::Structure(one), Self::Structure(other)) => one == other,
            (Self::Map(one), Self::Map(other)) => one == other,
            (Self::SparseMap(one), Self::SparseMap(other)) => one == other,
            (Self::Union(one), Self::Union(other)) => one == other,
            _ => false,
        }
    }
}

impl fmt::Debug for DynValue {
    /// Redacts sensitive data, as generated types do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.schema.sensitive {
            return f.write_str(sansmith::generated::REDACTED);
        }
        match &self.content {
            Content::Structure(_) | Content::Union(_) => sansmith::generated::debug(self, f),
            Content::Boolean(value) => value.fmt(f),
            Content::Integer(value) => value.fmt(f),
            Content::Float(value) => value.fmt(f),
            Content::Double(value) => value.fmt(f),
            Content::BigInteger(value) => value.fmt(f),
            Content::BigDecimal(value) => value.fmt(f),
            Content::String(value) | Content::Enum(value) => value.fmt(f),
            Content::Blob(value) => value.fmt(f),
            Content::Timestamp(value) => value.fmt(f),
            Content::Document(value) => value.fmt(f),
            Content::List(value) => value.fmt(f),
            Content::SparseList(value) => value.fmt(f),
            Content::Map(value) => value.fmt(f),
            Content::SparseMap(value) => value.fmt(f),
        }
    }
}
