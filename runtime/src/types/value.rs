//! Value trees, independent of wire formats.

use crate::types::{Blob, Document, Number, Timestamp};

/// A value as data, independent of wire formats: the contents of a [`Shape`](crate::shape::Shape).
///
/// Members are in the model's order; absent ones are omitted, empty lists and maps are not.
/// Floats are compared by bits.
///
/// ```
/// use sansmith::Value;
///
/// let value = Value::structure([("Names", Value::list([Value::from("a"), Value::from("b")]))]);
/// assert_eq!(value.get("Names").and_then(|names| names.at(1)), Some(&Value::from("b")));
/// assert_eq!(value.pointer("/Names/0"), Some(&Value::from("a")));
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum Value {
    /// Nothing, where a sparse list or map has a hole.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A byte, short or integer.
    Integer(i32),
    /// A long.
    Long(i64),
    /// A 32-bit float.
    Float(f32),
    /// A 64-bit float.
    Double(f64),
    /// Text.
    String(String),
    /// A string enum value.
    Enum(String),
    /// Bytes.
    Blob(Blob),
    /// A timestamp.
    Timestamp(Timestamp),
    /// Whatever JSON can say.
    Document(Document),
    /// A list.
    List(Vec<Self>),
    /// A map; keys are [`String`](Self::String) or [`Enum`](Self::Enum).
    Map(Vec<(Self, Self)>),
    /// A structure or union, with members by name.
    Structure(Vec<(String, Self)>),
}

impl Value {
    /// A structure from its members.
    pub fn structure<N: Into<String>>(members: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::Structure(
            members
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
        )
    }

    /// A list from its elements.
    pub fn list(elements: impl IntoIterator<Item = Self>) -> Self {
        Self::List(elements.into_iter().collect())
    }

    /// A map from its entries.
    pub fn map<K: Into<Self>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// A structure member or map entry by name; not available for document contents.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Structure(members) => members
                .iter()
                .find(|(member, _)| member == name)
                .map(|(_, value)| value),
            Self::Map(entries) => entries
                .iter()
                .find(|(key, _)| key.as_str() == Some(name))
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The element at `index`, if this is a list.
    pub fn at(&self, index: usize) -> Option<&Self> {
        self.as_list()?.get(index)
    }

    /// The value at a JSON pointer (RFC 6901) of members, keys and indices.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut value = self;
        for step in pointer.strip_prefix('/')?.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            value = match value.as_list() {
                Some(elements) => elements.get(step.parse::<usize>().ok()?)?,
                None => value.get(&step)?,
            };
        }
        Some(value)
    }

    /// The text of a string or enum.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Enum(text) => Some(text),
            _ => None,
        }
    }

    /// An integer of any width.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(i64::from(*value)),
            Self::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements, if this is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns true for null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Long(a), Self::Long(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Double(a), Self::Double(b)) => a.to_bits() == b.to_bits(),
            (Self::String(a), Self::String(b)) | (Self::Enum(a), Self::Enum(b)) => a == b,
            (Self::Blob(a), Self::Blob(b)) => a == b,
            (Self::Timestamp(a), Self::Timestamp(b)) => a == b,
            (Self::Document(a), Self::Document(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            (Self::Structure(a), Self::Structure(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

/// Declares conversions to [`Value`].
macro_rules! from {
    ($($type:ty => $variant:ident;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Boolean;
    i8 => Integer;
    i16 => Integer;
    i32 => Integer;
    i64 => Long;
    f32 => Float;
    f64 => Double;
    &str => String;
    String => String;
    Blob => Blob;
    Timestamp => Timestamp;
    Document => Document;
    Number => Document;
    Vec<Self> => List;
}
