//! Deserializes any shape from serde's data model, through a tape.

use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

use crate::codec::tape::{Entry, Names, Options, Reader, Tape};
use crate::model::schema::{self, Member, Schema};
use crate::shape::Shape;
use crate::shape::deserializer::{ShapeDeserializer, read};
use crate::types::{UnknownMember, Value};

/// Deserializes a value of any shape; a missing required member is an error.
///
/// # Errors
///
/// An error of the deserializer, or one with the path of an invalid member.
#[inline]
pub fn deserialize<'de, T: Shape, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut reader = reader(deserializer, T::SCHEMA)?;
    let value = read(&mut reader, Reader::ROOT);
    reader.check().map_err(D::Error::custom)?;
    Ok(value)
}

/// Reads everything from a deserializer.
fn reader<'de, D: Deserializer<'de>>(
    deserializer: D,
    root: &'static Schema,
) -> Result<Reader<'static>, D::Error> {
    let mut reader = Reader::new(root, Options::new().names(Names::Model));
    deserializer.deserialize_any(Fill(&mut reader.tape))?;
    Ok(reader)
}

impl<'de> Deserialize<'de> for Value {
    /// Enums and timestamps are deserialized as text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(reader(deserializer, &schema::DOCUMENT)?
            .tape
            .value(Reader::ROOT.0))
    }
}

impl<'de> Deserialize<'de> for UnknownMember {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut reader = reader(deserializer, &schema::DOCUMENT)?;
        let at = Member::new("", &schema::DOCUMENT);
        Ok(reader.unknown(Reader::ROOT, &at))
    }
}

/// Appends one value to a tape.
struct Fill<'t>(&'t mut Tape<'static>);

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(Entry::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.push(Entry::Null);
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Entry::Boolean(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.push(Entry::Integer(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0
            .push(i64::try_from(value).map_or(Entry::Unsigned(value), Entry::Integer));
        Ok(())
    }

    fn visit_f32<E: Error>(self, value: f32) -> Result<(), E> {
        self.0.push(Entry::Float(value));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.push(Entry::Double(value));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.push_copied(value).map_err(E::custom)
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<(), E> {
        self.0.push_copied_bytes(value).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        self.0.open_list(usize::MAX).map_err(A::Error::custom)?;
        while elements.next_element_seed(Fill(&mut *self.0))?.is_some() {
            self.0.count();
        }
        self.0.close();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.0.open_map(usize::MAX).map_err(A::Error::custom)?;
        while entries.next_key_seed(Key(&mut *self.0))?.is_some() {
            entries.next_value_seed(Fill(&mut *self.0))?;
            self.0.count();
        }
        self.0.close();
        Ok(())
    }
}

/// Appends a map key to a tape.
struct Key<'t>(&'t mut Tape<'static>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        self.0.push_copied(key).map_err(E::custom)
    }
}
