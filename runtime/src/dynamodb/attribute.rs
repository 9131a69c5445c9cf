//! Attributes, between serde and generated types.

use std::collections::BTreeMap;

use crate::codec::value::{from_value, to_value};
use crate::shape::Shape;
use crate::types::error::{Error, ErrorKind};
use crate::types::{Blob, Value};

use super::DEPTH;

/// An attribute value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Attribute {
    Text(String),
    Number(String),
    Binary(Blob),
    Texts(Vec<String>),
    Numbers(Vec<String>),
    Binaries(Vec<Blob>),
    Map(BTreeMap<String, Self>),
    List(Vec<Self>),
    Null,
    Boolean(bool),
}

impl Attribute {
    /// Converts to a generated type.
    pub(super) fn into_shape<V: Shape>(self) -> Result<V, Error> {
        from_value(&self.into_value())
    }

    /// Converts from a generated type.
    pub(super) fn of_shape<V: Shape>(value: &V) -> Result<Self, Error> {
        Self::of_value(to_value(value), 0)
    }

    /// Converts to the value tree of a union.
    fn into_value(self) -> Value {
        let texts =
            |texts: Vec<String>| Value::List(texts.into_iter().map(Value::String).collect());
        let (tag, value) = match self {
            Self::Text(text) => ("S", Value::String(text)),
            Self::Number(digits) => ("N", Value::String(digits)),
            Self::Binary(bytes) => ("B", Value::Blob(bytes)),
            Self::Texts(set) => ("SS", texts(set)),
            Self::Numbers(set) => ("NS", texts(set)),
            Self::Binaries(set) => (
                "BS",
                Value::List(set.into_iter().map(Value::Blob).collect()),
            ),
            Self::Map(entries) => {
                let entries = entries.into_iter();
                let entries = entries.map(|(key, value)| (Value::String(key), value.into_value()));
                ("M", Value::Map(entries.collect()))
            }
            Self::List(elements) => {
                let elements = elements.into_iter().map(Self::into_value);
                ("L", Value::List(elements.collect()))
            }
            Self::Null => ("NULL", Value::Boolean(true)),
            Self::Boolean(flag) => ("BOOL", Value::Boolean(flag)),
        };
        Value::structure([(tag, value)])
    }

    /// Converts from the value tree of a union.
    fn of_value(value: Value, depth: usize) -> Result<Self, Error> {
        if depth > DEPTH {
            return Err(Error::new(ErrorKind::TooDeep { limit: DEPTH }));
        }
        let Value::Structure(mut members) = value else {
            return Err(unexpected("another value"));
        };
        let (Some((tag, value)), true) = (members.pop(), members.is_empty()) else {
            return Err(unexpected("none or several"));
        };
        match (tag.as_str(), value) {
            ("S", Value::String(text)) => Ok(Self::Text(text)),
            ("N", Value::String(digits)) => Ok(Self::Number(digits)),
            ("B", Value::Blob(bytes)) => Ok(Self::Binary(bytes)),
            ("SS", Value::List(set)) => Ok(Self::Texts(texts(set)?)),
            ("NS", Value::List(set)) => Ok(Self::Numbers(texts(set)?)),
            ("BS", Value::List(set)) => Ok(Self::Binaries(blobs(set)?)),
            ("M", Value::Map(entries)) => Ok(Self::Map(map(entries, depth)?)),
            ("L", Value::List(elements)) => {
                let elements = elements.into_iter();
                let elements = elements.map(|element| Self::of_value(element, depth + 1));
                Ok(Self::List(elements.collect::<Result<_, _>>()?))
            }
            ("NULL", _) => Ok(Self::Null),
            ("BOOL", Value::Boolean(flag)) => Ok(Self::Boolean(flag)),
            _ => Err(unexpected("an attribute of unknown type")),
        }
    }
}

/// An error for a value that is not an attribute.
fn unexpected(found: &'static str) -> Error {
    Error::new(ErrorKind::Unexpected {
        expected: "one member of an attribute of DynamoDB",
        found,
    })
}

/// The strings of a set.
fn texts(set: Vec<Value>) -> Result<Vec<String>, Error> {
    let set = set.into_iter();
    set.map(|element| match element {
        Value::String(text) => Ok(text),
        _ => Err(unexpected("a set of other values")),
    })
    .collect()
}

/// The bytes of a set.
fn blobs(set: Vec<Value>) -> Result<Vec<Blob>, Error> {
    let set = set.into_iter();
    set.map(|element| match element {
        Value::Blob(bytes) => Ok(bytes),
        _ => Err(unexpected("a set of other values")),
    })
    .collect()
}

/// The entries of a map.
fn map(entries: Vec<(Value, Value)>, depth: usize) -> Result<BTreeMap<String, Attribute>, Error> {
    let entries = entries.into_iter();
    entries
        .map(|(key, value)| match key {
            Value::String(key) => Ok((key, Attribute::of_value(value, depth + 1)?)),
            _ => Err(unexpected("a key that is not text")),
        })
        .collect()
}
