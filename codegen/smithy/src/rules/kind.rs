//! The types of values.

use std::fmt;

/// The type of a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    Flag,
    Number,
    Text,
    /// An array of texts.
    Texts,
    /// An array without elements.
    Nothings,
    /// An array of other values.
    Others,
    /// A literal array, with the type of each element.
    Array(Vec<Type>),
    Record(Vec<(String, Type)>),
    Optional(Box<Type>),
    /// No value.
    Empty,
}

impl Type {
    pub(super) fn optional(self) -> Self {
        Self::Optional(Box::new(self))
    }

    pub(super) fn inner(&self) -> &Self {
        if let Self::Optional(inner) = self {
            inner
        } else {
            self
        }
    }

    pub(super) fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("boolean"),
            Self::Number => f.write_str("integer"),
            Self::Text => f.write_str("string"),
            Self::Texts => f.write_str("array of strings"),
            Self::Nothings | Self::Others | Self::Array(_) => f.write_str("array"),
            Self::Record(_) => f.write_str("object"),
            Self::Optional(inner) => write!(f, "optional {inner}"),
            Self::Empty => f.write_str("nothing"),
        }
    }
}
