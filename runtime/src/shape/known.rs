//! Parsing of known enum values.

use std::fmt;

use crate::model::schema::{Kind, Schema};
use crate::shape::Shape;
use crate::shape::debug::REDACTED;
use crate::types::similar::{did_you_mean, listed, near};

/// An error for a text that is not a known value of an enum.
///
/// `Display` shows the enum, the text unless it is sensitive, and similar values, or all values if they are few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEnumValue {
    name: &'static str,
    found: Box<str>,
    values: &'static [&'static str],
}

impl UnknownEnumValue {
    /// Name of the enum in the model.
    pub fn enum_name(&self) -> &'static str {
        self.name
    }

    /// Up to three known values similar to the text, most similar first.
    pub fn near(&self) -> Vec<&'static str> {
        near(&self.found, self.values.iter().copied())
    }

    /// All known values.
    pub fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl fmt::Display for UnknownEnumValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, found, .. } = self;
        write!(f, "{found:?} is not a value of `{name}`")?;
        let near = self.near();
        if near.is_empty() && !self.values.is_empty() {
            return write!(f, ": expected one of {}", listed(self.values));
        }
        f.write_str(&did_you_mean(&near))
    }
}

impl std::error::Error for UnknownEnumValue {}

/// Parses a known value of an enum.
///
/// # Errors
///
/// The value is not in the model.
pub fn known<T: Shape + for<'t> From<&'t str>>(value: &str) -> Result<T, UnknownEnumValue> {
    if values(T::SCHEMA).contains(&value) {
        return Ok(T::from(value));
    }
    let sensitive = T::SCHEMA.sensitive;
    Err(UnknownEnumValue {
        name: T::SCHEMA.name,
        found: if sensitive { REDACTED } else { value }.into(),
        values: values(T::SCHEMA),
    })
}

/// The values of an enum.
const fn values(schema: &Schema) -> &'static [&'static str] {
    if let Kind::Enum(values) = schema.kind {
        values
    } else {
        &[]
    }
}
