//! `JMESPath` expressions: the paths of paginators, waiters and operation context parameters.
//!
//! The form holds all that AWS models use: fields, indices, projections, filters, multi-select lists, comparisons,
//! logic, literals and functions.
//!
//! <https://jmespath.org/specification.html>
//! <https://smithy.io/2.0/additional-specs/waiters.html>

use serde_json::Value;

/// A parsed expression with its text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Path {
    /// The text in the model.
    pub text: String,
    /// Its meaning.
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
    /// `a.b`, `a | b`: the second in the value of the first.
    Chain(Box<Self>, Box<Self>),
    /// `[1]`: an item; a negative index counts from the end.
    Index(i64),
    /// `a[*].b`: the second for each item of the list that the first gives.
    Each(Box<Self>, Box<Self>),
    /// `a.*.b`: the second for each value of the structure or map that the first gives.
    Values(Box<Self>, Box<Self>),
    /// `a[].b`: the second for each item of the first, where lists in it are put together.
    Flatten(Box<Self>, Box<Self>),
    /// `a[?c].b`: the third for each item of the first for which the second holds.
    Filter(Box<Self>, Box<Self>, Box<Self>),
    /// `[a, b]`: a list of the values.
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
    /// A call of a function.
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

/// A function of `JMESPath` that models use.
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
    /// All of them.
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
