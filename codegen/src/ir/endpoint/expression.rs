//! Endpoint rule expressions.

use super::{Attribute, Function};

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum Expression {
    /// A string literal.
    Text(String),
    /// A boolean literal.
    Boolean(bool),
    /// An integer literal.
    Integer(i64),
    /// A parameter or variable.
    Reference(String),
    /// A template: concatenated parts.
    Template(Vec<Self>),
    /// `getAttr`: an attribute or list item of a value.
    Attribute(Box<Self>, Vec<AttributeStep>),
    /// A call of any other function.
    Call(Call),
}

/// A step of a `getAttr` path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum AttributeStep {
    /// A named attribute.
    Name(Attribute),
    /// A list index; negative indices count from the end.
    Index(i64),
}

/// A function call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Call {
    /// The function.
    pub function: Function,
    /// The arguments.
    pub arguments: Vec<Expression>,
}
