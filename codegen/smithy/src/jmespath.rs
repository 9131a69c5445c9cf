//! `JMESPath`: parses expressions in traits, and checks them against shapes.
//!
//! Stages: text to tokens (`tokens`), tokens to an expression (`parse`), an expression and a shape to problems (`check`).
//!
//! **Invariants**
//! - Depth is limited while an expression is read, so every walk may recurse.
//! - A check takes a limited number of steps; anything beyond is assumed to have any type.
//!
//! <https://jmespath.org/specification.html>

mod check;
mod functions;
mod parse;
mod sample;
mod tokens;

pub(crate) use self::check::{Grade, Problem, check, evaluate};
pub use self::parse::parse;
pub(crate) use self::sample::Sample;

use std::fmt;

use crate::model::Node;

/// A syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The byte offset in the expression.
    pub offset: usize,
    /// The fault in words, without its place.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

/// The texts that a literal between backticks may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literals {
    /// JSON, as the specification has it.
    Json,
    /// JSON, or a string without quotes, as in expressions of before that specification.
    JsonOrText,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `@`
    Current,
    /// `name`
    Field(String),
    /// `[1]`
    Index(i64),
    /// `[1:5:2]`: start, stop and step, which is not zero.
    Slice(Option<i64>, Option<i64>, i64),
    /// `` `1` `` or `'text'`
    Literal(Node),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{a: b}`
    Hash(Vec<(String, Expression)>),
    /// `a && b`
    And(Box<[Expression; 2]>),
    /// `a || b`
    Or(Box<[Expression; 2]>),
    /// `!a`
    Not(Box<Expression>),
    /// `a < b`
    Comparison(Comparator, Box<[Expression; 2]>),
    /// `a.b` and `a | b`
    Path(Box<[Expression; 2]>),
    /// `a[*].b`
    Projection(Box<[Expression; 2]>),
    /// `a.*.b`
    ObjectProjection(Box<[Expression; 2]>),
    /// `a[?b].c`
    Filter(Box<[Expression; 3]>),
    /// `a[]`
    Flatten(Box<Expression>),
    /// `&a`
    Reference(Box<Expression>),
    /// `name(a, b)`
    Call(String, Vec<Expression>),
}

impl Expression {
    /// The parts of an expression, in the order they are written.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Current
            | Self::Field(_)
            | Self::Index(_)
            | Self::Slice(..)
            | Self::Literal(_) => Vec::new(),
            Self::List(parts) | Self::Call(_, parts) => parts.iter().collect(),
            Self::Hash(entries) => entries.iter().map(|(_, value)| value).collect(),
            Self::Not(part) | Self::Flatten(part) | Self::Reference(part) => vec![part],
            Self::Filter(parts) => parts.iter().collect(),
            Self::And(parts)
            | Self::Or(parts)
            | Self::Comparison(_, parts)
            | Self::Path(parts)
            | Self::Projection(parts)
            | Self::ObjectProjection(parts) => parts.iter().collect(),
        }
    }
}

/// A comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}
