//! Converts tapes to and from value trees and documents without schema.

use super::{Entry, Tape, slice};
#[cfg(all(feature = "registry", feature = "validate"))]
use crate::model::schema::{Kind, Schema};
#[cfg(all(feature = "registry", feature = "validate"))]
use crate::types::number::{Integral, integral};
use crate::types::number::{Number, is_beyond};
use crate::types::{Document, ErrorKind, Timestamp, Value};

impl Tape<'_> {
    /// The value at an index, suitable for writing back unchanged.
    pub(crate) fn value(&self, index: u32) -> Value {
        let entry = self.get(index);
        match *entry {
            Entry::Null | Entry::End => Value::Null,
            Entry::Boolean(value) => Value::Boolean(value),
            Entry::Float(value) => Value::Float(value),
            Entry::Bytes(_) => Value::Blob(self.bytes(entry).unwrap_or_default().into()),
            Entry::Instant { nanos, seconds } => Value::Timestamp(Timestamp::new(seconds, nanos)),
            Entry::List(_) => Value::List(
                self.elements(index)
                    .map(|element| self.value(element))
                    .collect(),
            ),
            Entry::Map(_) => Value::Structure(
                self.keys(index)
                    .map(|key| (self.key(key), self.value(key + 1)))
                    .collect(),
            ),
            Entry::Integer(_) | Entry::Unsigned(_) | Entry::Double(_) | Entry::Number(_) => {
                match self.number(entry) {
                    Number::Integer(value) => {
                        i32::try_from(value).map_or(Value::Long(value), Value::Integer)
                    }
                    Number::Float(value) => Value::Double(value),
                    number @ Number::Unsigned(_) => Value::Document(number.into()),
                }
            }
            Entry::Text(_) | Entry::Escaped(_) | Entry::Broken(_) | Entry::Copied(_) => {
                Value::String(self.key(index))
            }
        }
    }

    /// The first number in a value that is out of range of floats, so could not be written back.
    pub(super) fn beyond(&self, index: u32) -> Option<u32> {
        let is_it = |&index: &u32| match self.get(index) {
            Entry::Number(span) => is_beyond(slice(self.text, *span)),
            _ => false,
        };
        (index..self.after(index)).find(is_it)
    }

    /// Texts with lone surrogates in a value.
    pub(super) fn broken(&self, index: u32) -> Vec<u32> {
        let is_it = |&index: &u32| matches!(self.get(index), Entry::Broken(_));
        (index..self.after(index)).filter(is_it).collect()
    }

    /// The document at an index.
    pub(crate) fn document(&self, index: u32) -> Document {
        let entry = self.get(index);
        match *entry {
            Entry::Null | Entry::End => Document::Null,
            Entry::Boolean(value) => Document::Boolean(value),
            Entry::Bytes(_) => Document::String(
                crate::types::Blob::from(self.bytes(entry).unwrap_or_default()).to_base64(),
            ),
            Entry::Instant { nanos, seconds } => {
                Document::String(Timestamp::new(seconds, nanos).to_string())
            }
            Entry::List(_) => Document::List(
                self.elements(index)
                    .map(|element| self.document(element))
                    .collect(),
            ),
            Entry::Map(_) => Document::Map(
                self.keys(index)
                    .map(|key| (self.key(key), self.document(key + 1)))
                    .collect(),
            ),
            Entry::Integer(_)
            | Entry::Unsigned(_)
            | Entry::Float(_)
            | Entry::Double(_)
            | Entry::Number(_) => Document::Number(self.number(entry)),
            Entry::Text(_) | Entry::Escaped(_) | Entry::Broken(_) | Entry::Copied(_) => {
                Document::String(self.key(index))
            }
        }
    }

    /// The document at an index, in which a number of any size that `schema` asks for stands as its text, and an integer
    /// as one however it is written.
    #[cfg(all(feature = "registry", feature = "validate"))]
    pub(crate) fn document_of(&self, index: u32, schema: &Schema) -> Document {
        match (&schema.kind, *self.get(index)) {
            (Kind::Structure(members) | Kind::Union(members), Entry::Map(_)) => {
                let entry = |key| {
                    let name = self.key(key);
                    let member = members.iter().find(|member| member.name == name);
                    let value = match member {
                        Some(member) => self.document_of(key + 1, member.target),
                        None => self.document(key + 1),
                    };
                    (name, value)
                };
                Document::Map(self.keys(index).map(entry).collect())
            }
            (Kind::Map(_, value), Entry::Map(_)) => {
                let entry = |key| (self.key(key), self.document_of(key + 1, value.target));
                Document::Map(self.keys(index).map(entry).collect())
            }
            (Kind::List(element), Entry::List(_)) => {
                let elements = self.elements(index);
                elements
                    .map(|place| self.document_of(place, element.target))
                    .collect()
            }
            (Kind::BigInteger | Kind::BigDecimal, Entry::Number(span)) => {
                Document::from(slice(self.text, span))
            }
            (
                Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_),
                Entry::Number(span),
            ) => match integral(slice(self.text, span)) {
                Integral::Value(value) => Document::from(value),
                Integral::Fraction | Integral::TooLarge => self.document(index),
            },
            _ => self.document(index),
        }
    }

    /// The number of an entry.
    fn number(&self, entry: &Entry) -> Number {
        match *entry {
            Entry::Integer(value) => Number::Integer(value),
            Entry::Unsigned(value) => Number::from(value),
            Entry::Float(value) => Number::from(value),
            Entry::Double(value) => Number::Float(value),
            Entry::Number(span) => Number::parse(slice(self.text, span)),
            _ => Number::Integer(0),
        }
    }

    /// The text at an index.
    fn key(&self, index: u32) -> String {
        self.text(self.get(index)).unwrap_or_default().into_owned()
    }

    /// Indices of list elements.
    fn elements(&self, list: u32) -> impl Iterator<Item = u32> {
        self.places(list, 0)
    }

    /// Indices of map keys.
    pub(super) fn keys(&self, map: u32) -> impl Iterator<Item = u32> {
        self.places(map, 1)
    }

    /// Indices of a container's entries, where values are `value` entries later.
    fn places(&self, container: u32, value: u32) -> impl Iterator<Item = u32> {
        let there = move |place: &u32| !matches!(self.get(*place), Entry::End);
        let first = Some(container + 1).filter(there);
        std::iter::successors(first, move |place| {
            Some(self.after(place + value)).filter(there)
        })
    }

    /// Appends a value tree.
    pub(crate) fn push_value(&mut self, value: &Value) -> Result<(), ErrorKind> {
        match value {
            Value::Null => self.push(Entry::Null),
            Value::Boolean(value) => self.push(Entry::Boolean(*value)),
            Value::Integer(value) => self.push(Entry::Integer(i64::from(*value))),
            Value::Long(value) => self.push(Entry::Integer(*value)),
            Value::Float(value) => self.push(Entry::Float(*value)),
            Value::Double(value) => self.push(Entry::Double(*value)),
            Value::String(text) | Value::Enum(text) => self.push_copied(text)?,
            Value::Blob(bytes) => self.push_copied_bytes(bytes)?,
            Value::Timestamp(instant) => self.push_instant(*instant),
            Value::Document(document) => self.push_document(document)?,
            Value::List(elements) => {
                self.open_list(usize::MAX)?;
                for element in elements {
                    self.push_value(element)?;
                    self.count();
                }
                self.close();
            }
            Value::Map(entries) => {
                self.open_map(usize::MAX)?;
                for (key, value) in entries {
                    self.push_copied(key.as_str().ok_or(ErrorKind::Unexpected {
                        expected: "text",
                        found: "a key of another kind",
                    })?)?;
                    self.push_value(value)?;
                    self.count();
                }
                self.close();
            }
            Value::Structure(members) => {
                self.open_map(usize::MAX)?;
                for (name, value) in members {
                    self.push_copied(name)?;
                    self.push_value(value)?;
                    self.count();
                }
                self.close();
            }
        }
        Ok(())
    }

    /// Appends a timestamp.
    pub(crate) fn push_instant(&mut self, instant: Timestamp) {
        self.push(Entry::Instant {
            nanos: instant.subsec_nanos(),
            seconds: instant.seconds(),
        });
    }

    /// Appends a document.
    pub(crate) fn push_document(&mut self, document: &Document) -> Result<(), ErrorKind> {
        match document {
            Document::Null => self.push(Entry::Null),
            Document::Boolean(value) => self.push(Entry::Boolean(*value)),
            Document::Number(Number::Integer(value)) => self.push(Entry::Integer(*value)),
            Document::Number(Number::Unsigned(value)) => self.push(Entry::Unsigned(*value)),
            Document::Number(Number::Float(value)) => self.push(Entry::Double(*value)),
            Document::String(text) => self.push_copied(text)?,
            Document::List(elements) => {
                self.open_list(usize::MAX)?;
                for element in elements {
                    self.push_document(element)?;
                    self.count();
                }
                self.close();
            }
            Document::Map(entries) => {
                self.open_map(usize::MAX)?;
                for (key, value) in entries {
                    self.push_copied(key)?;
                    self.push_document(value)?;
                    self.count();
                }
                self.close();
            }
        }
        Ok(())
    }
}
