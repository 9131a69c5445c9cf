//! Documents: schemaless JSON-like values.

use std::collections::BTreeMap;

use crate::types::Number;

/// A document: any JSON-like value.
///
/// <https://smithy.io/2.0/spec/simple-types.html#document>
///
/// ```
/// use sansmith::Document;
///
/// let document = Document::map([("tags", Document::from_iter(["a", "b"])), ("count", Document::from(2))]);
/// assert_eq!(document.get("count"), Some(&Document::from(2)));
/// assert_eq!(document.get("tags").and_then(|tags| tags.at(1)), Some(&Document::from("b")));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Document {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Self>),
    /// Values by name, sorted.
    Map(BTreeMap<String, Self>),
}

impl Document {
    /// A map from entries; later entries override earlier ones with the same name.
    pub fn map<N: Into<String>, V: Into<Self>>(entries: impl IntoIterator<Item = (N, V)>) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }

    /// The value with the given name, if this is a map.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(map) => map.get(name),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) | Self::List(_) => {
                None
            }
        }
    }

    /// The element at `index`, if this is a list.
    pub fn at(&self, index: usize) -> Option<&Self> {
        self.as_list()?.get(index)
    }

    /// Returns true for `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if this is one.
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            Self::Null | Self::Number(_) | Self::String(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The number, if this is one.
    pub const fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Null | Self::Boolean(_) | Self::String(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The elements, if this is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(value) => Some(value),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) | Self::Map(_) => {
                None
            }
        }
    }

    /// The entries, if this is a map.
    pub const fn as_map(&self) -> Option<&BTreeMap<String, Self>> {
        match self {
            Self::Map(value) => Some(value),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) | Self::List(_) => {
                None
            }
        }
    }
}

/// Declares conversions to [`Document`].
macro_rules! from {
    ($($type:ty => $variant:ident;)*) => {$(
        impl From<$type> for Document {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Boolean;
    i8 => Number;
    i16 => Number;
    i32 => Number;
    i64 => Number;
    u8 => Number;
    u16 => Number;
    u32 => Number;
    u64 => Number;
    f32 => Number;
    f64 => Number;
    Number => Number;
    &str => String;
    String => String;
    Vec<Self> => List;
    BTreeMap<String, Self> => Map;
}

impl From<()> for Document {
    fn from((): ()) -> Self {
        Self::Null
    }
}

impl<T: Into<Self>> From<Option<T>> for Document {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Document {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::List(elements.into_iter().map(Into::into).collect())
    }
}
