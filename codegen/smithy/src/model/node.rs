//! Node values: the contents of traits and metadata.
//!
//! **Invariants**
//! - Equality ignores locations and the order of an object's entries.
//! - Depth is limited by the readers, so a walk may recurse.
//!
//! <https://smithy.io/2.0/spec/model.html#node-values>

use super::number::Number;
use super::object::Object;
use crate::files::Location;

/// A value with its location.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The place; that of a trait's whole value is the trait's `@`.
    pub at: Location,
}

/// A JSON value whose numbers keep their text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text, or the absolute form of a shape ID that was written without quotes.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Object),
}

impl Node {
    /// A node at a place.
    pub fn new(value: Value, at: Location) -> Self {
        Self { value, at }
    }

    /// A text at a place.
    pub fn string(text: impl Into<String>, at: Location) -> Self {
        Self::new(Value::String(text.into()), at)
    }

    /// An empty object at a place: the value of an annotation.
    pub fn empty_object(at: Location) -> Self {
        Self::new(Value::Object(Object::new()), at)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value {
            Some(text)
        } else {
            None
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = &self.value {
            Some(*value)
        } else {
            None
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        if let Value::Number(number) = &self.value {
            Some(number)
        } else {
            None
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Value::Array(items) = &self.value {
            Some(items)
        } else {
            None
        }
    }

    /// The entries of an object.
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(entries) = &self.value {
            Some(entries)
        } else {
            None
        }
    }

    /// The value of an object's entry.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// Returns true for `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The type's name in messages: `string`, `object`.
    pub fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
