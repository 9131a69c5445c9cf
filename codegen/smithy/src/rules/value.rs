//! Values of parameters and expressions.

use std::collections::BTreeMap;
use std::fmt;

use super::Fault;
use super::kind::Type;
use crate::model::{Node, Value as NodeValue};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Empty,
    Flag(bool),
    Number(i32),
    Text(String),
    Array(Vec<Value>),
    Record(BTreeMap<String, Value>),
}

impl Value {
    /// The value of a node.
    ///
    /// # Errors
    ///
    /// A number is no integer from zero.
    pub(crate) fn of(node: &Node) -> Result<Self, Fault> {
        Ok(match &node.value {
            NodeValue::Null => Self::Empty,
            NodeValue::Bool(flag) => Self::Flag(*flag),
            NodeValue::String(text) => Self::Text(text.clone()),
            NodeValue::Number(number) => {
                let value = number.to_i64().and_then(|value| i32::try_from(value).ok());
                let value = value.filter(|value| *value >= 0);
                let message = || format!("a number has to be an integer from 0, but is {number}");
                Self::Number(value.ok_or_else(|| Fault::new(message(), node.at))?)
            }
            NodeValue::Array(items) => {
                let items: Result<_, _> = items.iter().map(Self::of).collect();
                Self::Array(items?)
            }
            NodeValue::Object(object) => {
                let members = object.iter();
                let members = members.map(|entry| Ok((entry.key.clone(), Self::of(&entry.node)?)));
                Self::Record(members.collect::<Result<_, _>>()?)
            }
        })
    }

    pub(crate) fn kind(&self) -> Type {
        match self {
            Self::Empty => Type::Empty,
            Self::Flag(_) => Type::Flag,
            Self::Number(_) => Type::Number,
            Self::Text(_) => Type::Text,
            Self::Array(items) if items.is_empty() => Type::Nothings,
            Self::Array(items) => {
                let are_texts = items.iter().all(|item| matches!(item, Self::Text(_)));
                if are_texts { Type::Texts } else { Type::Others }
            }
            Self::Record(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| (name.clone(), value.kind()));
                Type::Record(members.collect())
            }
        }
    }

    /// The approximate size in bytes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Empty | Self::Flag(_) | Self::Number(_) => 8,
            Self::Text(text) => 8 + text.len(),
            Self::Array(items) => items.iter().map(Self::size).sum(),
            Self::Record(members) => {
                let sizes = members
                    .iter()
                    .map(|(name, value)| name.len() + value.size());
                sizes.sum()
            }
        }
    }

    /// Returns true for a value that lets a condition hold.
    pub(super) fn holds(&self) -> bool {
        !matches!(self, Self::Empty | Self::Flag(false))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing"),
            Self::Flag(flag) => flag.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Record(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{name:?}: {value}")?;
                }
                f.write_str("}")
            }
        }
    }
}
