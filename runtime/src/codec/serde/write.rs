//! Serializes any shape to serde's data model.

use std::collections::BTreeMap;

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use crate::model::schema::{Kind, Member, TimestampFormat};
use crate::shape::sealed::Sealed;
use crate::shape::serializer::present;
use crate::shape::{Key, MemberVisitor, Shape, ValueSerializer};
use crate::types::number::{Number, float_name};
use crate::types::{Blob, Document, Timestamp, UnknownMember, Value};

/// Serializes a value of any shape.
///
/// # Errors
///
/// An error of the serializer.
#[inline]
pub fn serialize<T: Shape, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let schema = value.own_schema();
    let root = Member::new(schema.name, schema);
    value.write(Out {
        serializer,
        at: &root,
    })
}

/// Adapts a serializer to a value serializer.
struct Out<'a, S> {
    serializer: S,
    at: &'a Member,
}

/// A value with the member that holds it.
struct At<'a, T> {
    value: &'a T,
    at: &'a Member,
}

impl<T: Shape> Serialize for At<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write(Out {
            serializer,
            at: self.at,
        })
    }
}

impl<S: Serializer> Sealed for Out<'_, S> {}

impl<S: Serializer> ValueSerializer for Out<'_, S> {
    type Out = Result<S::Ok, S::Error>;

    fn null(self) -> Self::Out {
        self.serializer.serialize_none()
    }

    fn boolean(self, value: bool) -> Self::Out {
        self.serializer.serialize_bool(value)
    }

    fn integer(self, value: i64) -> Self::Out {
        match (&self.at.target.kind, i32::try_from(value)) {
            (Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_), Ok(value)) => {
                self.serializer.serialize_i32(value)
            }
            _ => self.serializer.serialize_i64(value),
        }
    }

    fn float(self, value: f32) -> Self::Out {
        float(value, self.serializer)
    }

    fn double(self, value: f64) -> Self::Out {
        double(value, self.serializer)
    }

    fn number(self, value: &str) -> Self::Out {
        // Numbers other than 64-bit integers are written as text, since a float could lose precision.
        match (value.parse(), value.parse()) {
            (Ok(value), _) => self.serializer.serialize_i64(value),
            (_, Ok(value)) => self.serializer.serialize_u64(value),
            _ => self.serializer.serialize_str(value),
        }
    }

    fn string(self, value: &str) -> Self::Out {
        self.serializer.serialize_str(value)
    }

    fn enumeration(self, value: &str) -> Self::Out {
        self.serializer.serialize_str(value)
    }

    fn blob(self, value: &Blob) -> Self::Out {
        blob(value, self.serializer)
    }

    fn timestamp(self, value: &Timestamp) -> Self::Out {
        timestamp(*value, self.serializer)
    }

    fn document(self, value: &Document) -> Self::Out {
        Plain(value).serialize(self.serializer)
    }

    fn list<T: Shape>(self, value: &[T]) -> Self::Out {
        let mut list = self.serializer.serialize_seq(Some(value.len()))?;
        if let Kind::List(at) = self.at.target.kind {
            for value in value {
                list.serialize_element(&At { value, at })?;
            }
        }
        list.end()
    }

    fn map<K: Key, T: Shape>(self, value: &BTreeMap<K, T>) -> Self::Out {
        let mut map = self.serializer.serialize_map(Some(value.len()))?;
        if let Kind::Map(_, at) = self.at.target.kind {
            for (key, value) in value {
                map.serialize_entry(key.as_key(), &At { value, at })?;
            }
        }
        map.end()
    }

    fn structure<T: Shape>(self, value: &T) -> Self::Out {
        let schema = value.own_schema();
        let members = schema.members();
        let done = Ok(());
        let count = present(value);
        if schema.is_union() {
            let to = self.serializer.serialize_map(Some(count))?;
            let mut union = Union { to, members, done };
            value.members(&mut union);
            union.done?;
            union.to.end()
        } else {
            let to = self.serializer.serialize_struct(schema.name, count)?;
            let mut structure = Structure { to, members, done };
            value.members(&mut structure);
            structure.done?;
            structure.to.end()
        }
    }
}

/// A structure being serialized; the first error ends the walk.
struct Structure<S: SerializeStruct> {
    to: S,
    members: &'static [Member],
    done: Result<(), S::Error>,
}

impl<S: SerializeStruct> Sealed for Structure<S> {}

impl<S: SerializeStruct> MemberVisitor<'_> for Structure<S> {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        if let (Some(at), Ok(()), false) = (self.members.get(index), &self.done, value.is_absent())
        {
            self.done = self.to.serialize_field(at.name, &At { value, at });
        }
    }

    fn unknown(&mut self, _: &UnknownMember) {}
}

/// A union being serialized.
struct Union<S: SerializeMap> {
    to: S,
    members: &'static [Member],
    done: Result<(), S::Error>,
}

impl<S: SerializeMap> Sealed for Union<S> {}

impl<S: SerializeMap> MemberVisitor<'_> for Union<S> {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        if let Some(at) = self.members.get(index) {
            self.done = self.to.serialize_entry(at.name, &At { value, at });
        }
    }

    fn unknown(&mut self, member: &UnknownMember) {
        if !member.is_empty() {
            self.done = self.to.serialize_entry(&member.tag, &member.value);
        }
    }
}

/// A 32-bit float, or the name of a non-finite one in human-readable formats.
fn float<S: Serializer>(value: f32, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_finite() || !serializer.is_human_readable() {
        serializer.serialize_f32(value)
    } else {
        serializer.serialize_str(float_name(f64::from(value)))
    }
}

/// A 64-bit float, or the name of a non-finite one in human-readable formats.
fn double<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_finite() || !serializer.is_human_readable() {
        serializer.serialize_f64(value)
    } else {
        serializer.serialize_str(float_name(value))
    }
}

/// Bytes; base64 in human-readable formats.
fn blob<S: Serializer>(value: &Blob, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.serialize_str(&value.to_base64())
    } else {
        serializer.serialize_bytes(value)
    }
}

/// A timestamp as RFC 3339.
fn timestamp<S: Serializer>(value: Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.format(TimestampFormat::DateTime))
}

/// A document, which needs no [`Shape`] context.
struct Plain<'a>(&'a Document);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Document::Null => serializer.serialize_unit(),
            Document::Boolean(value) => serializer.serialize_bool(*value),
            Document::Number(Number::Integer(value)) => serializer.serialize_i64(*value),
            Document::Number(Number::Unsigned(value)) => serializer.serialize_u64(*value),
            Document::Number(Number::Float(value)) => double(*value, serializer),
            Document::String(value) => serializer.serialize_str(value),
            Document::List(elements) => serializer.collect_seq(elements.iter().map(Plain)),
            Document::Map(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, Plain(value))))
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i32(*value),
            Self::Long(value) => serializer.serialize_i64(*value),
            Self::Float(value) => float(*value, serializer),
            Self::Double(value) => double(*value, serializer),
            Self::String(value) | Self::Enum(value) => serializer.serialize_str(value),
            Self::Blob(value) => blob(value, serializer),
            Self::Timestamp(value) => timestamp(*value, serializer),
            Self::Document(value) => Plain(value).serialize(serializer),
            Self::List(elements) => serializer.collect_seq(elements),
            Self::Map(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, value)))
            }
            Self::Structure(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl Serialize for UnknownMember {
    /// Serialized like the union that holds it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = Some((&self.tag, &self.value)).filter(|_| !self.is_empty());
        serializer.collect_map(entry)
    }
}
