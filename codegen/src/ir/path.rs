//! `JMESPath` expressions: the paths of paginators, waiters and operation context parameters.
//!
//! Covers the subset used by AWS models: fields, indices, projections, filters, multi-select lists, comparisons,
//! logic, literals and functions.
//!
//! <https://jmespath.org/specification.html>
//! <https://smithy.io/2.0/additional-specs/waiters.html>

use super::Value;

/// A parsed expression and its text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Path {
    /// The text in the model.
    pub text: String,
    /// The parsed form.
    pub expression: PathExpression,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum PathExpression {
    /// `@`: the value itself.
    Current,
    /// `a`: a member of a structure, or the value of a key.
    Field(String),
    /// `a.b`, `a | b`: the second expression, evaluated on the result of the first.
    Chain(Box<Self>, Box<Self>),
    /// `[1]`: a list item; negative indices count from the end.
    Index(i64),
    /// `a[*].b`: the second expression for each item of the first.
    Each(Box<Self>, Box<Self>),
    /// `a.*.b`: the second expression for each value of a structure or map.
    Values(Box<Self>, Box<Self>),
    /// `a[].b`: the second expression for each item of the first, flattened by one level.
    Flatten(Box<Self>, Box<Self>),
    /// `a[?c].b`: the third expression for each item of the first that satisfies the second.
    Filter(Box<Self>, Box<Self>, Box<Self>),
    /// `[a, b]`: a multi-select list.
    List(Vec<Self>),
    /// A literal.
    Literal(Value),
    /// `!a`.
    Not(Box<Self>),
    /// `a && b`.
    And(Box<Self>, Box<Self>),
    /// `a || b`.
    Or(Box<Self>, Box<Self>),
    /// `a == b` and its like.
    Compare(Comparison, Box<Self>, Box<Self>),
    /// A function call.
    Call(PathFunction, Vec<Self>),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum Comparison {
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

/// A `JMESPath` function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum PathFunction {
    /// `length`.
    Length,
    /// `keys`.
    Keys,
    /// `contains`.
    Contains,
}

impl PathFunction {
    /// All functions.
    pub const ALL: [Self; 3] = [Self::Length, Self::Keys, Self::Contains];

    /// The name in expressions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Keys => "keys",
            Self::Contains => "contains",
        }
    }

    /// The number of arguments.
    pub const fn arity(self) -> usize {
        match self {
            Self::Length | Self::Keys => 1,
            Self::Contains => 2,
        }
    }
}
