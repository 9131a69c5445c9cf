//! `JMESPath` expressions: the paths of paginators, waiters and operation context parameters.
//!
//! Covers the whole language.
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
    /// `[1:5:2]`: start, stop and step of a slice.
    Slice(Option<i64>, Option<i64>, i64),
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
    /// `{a: b}`: a multi-select hash.
    Object(Vec<(String, Self)>),
    /// `&a`: an expression as an argument.
    Reference(Box<Self>),
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
    /// `abs`.
    Abs,
    /// `avg`.
    Avg,
    /// `ceil`.
    Ceil,
    /// `contains`.
    Contains,
    /// `ends_with`.
    EndsWith,
    /// `floor`.
    Floor,
    /// `join`.
    Join,
    /// `keys`.
    Keys,
    /// `length`.
    Length,
    /// `map`.
    Map,
    /// `max`.
    Max,
    /// `max_by`.
    MaxBy,
    /// `merge`.
    Merge,
    /// `min`.
    Min,
    /// `min_by`.
    MinBy,
    /// `not_null`.
    NotNull,
    /// `reverse`.
    Reverse,
    /// `sort`.
    Sort,
    /// `sort_by`.
    SortBy,
    /// `starts_with`.
    StartsWith,
    /// `sum`.
    Sum,
    /// `to_array`.
    ToArray,
    /// `to_number`.
    ToNumber,
    /// `to_string`.
    ToString,
    /// `type`.
    Type,
    /// `values`.
    Values,
}

impl PathFunction {
    /// All functions.
    pub const ALL: [Self; 26] = [
        Self::Abs,
        Self::Avg,
        Self::Ceil,
        Self::Contains,
        Self::EndsWith,
        Self::Floor,
        Self::Join,
        Self::Keys,
        Self::Length,
        Self::Map,
        Self::Max,
        Self::MaxBy,
        Self::Merge,
        Self::Min,
        Self::MinBy,
        Self::NotNull,
        Self::Reverse,
        Self::Sort,
        Self::SortBy,
        Self::StartsWith,
        Self::Sum,
        Self::ToArray,
        Self::ToNumber,
        Self::ToString,
        Self::Type,
        Self::Values,
    ];

    /// The name in expressions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Abs => "abs",
            Self::Avg => "avg",
            Self::Ceil => "ceil",
            Self::Contains => "contains",
            Self::EndsWith => "ends_with",
            Self::Floor => "floor",
            Self::Join => "join",
            Self::Keys => "keys",
            Self::Length => "length",
            Self::Map => "map",
            Self::Max => "max",
            Self::MaxBy => "max_by",
            Self::Merge => "merge",
            Self::Min => "min",
            Self::MinBy => "min_by",
            Self::NotNull => "not_null",
            Self::Reverse => "reverse",
            Self::Sort => "sort",
            Self::SortBy => "sort_by",
            Self::StartsWith => "starts_with",
            Self::Sum => "sum",
            Self::ToArray => "to_array",
            Self::ToNumber => "to_number",
            Self::ToString => "to_string",
            Self::Type => "type",
            Self::Values => "values",
        }
    }

    /// The types of its arguments; the last one repeats if [`is_variadic`](Self::is_variadic).
    pub const fn arguments(self) -> &'static [PathArgument] {
        use PathArgument::{
            Any, Expression, List, Measurable, Number, Numbers, Object, Sequence, Text, Texts,
        };
        match self {
            Self::Abs | Self::Ceil | Self::Floor => &[Number],
            Self::Avg | Self::Sum => &[Numbers],
            Self::Contains => &[Sequence, Any],
            Self::EndsWith | Self::StartsWith => &[Text, Text],
            Self::Join => &[Text, Texts],
            Self::Keys | Self::Values | Self::Merge => &[Object],
            Self::Length => &[Measurable],
            Self::Map => &[Expression, List],
            Self::Max | Self::Min | Self::Sort => &[List],
            Self::MaxBy | Self::MinBy | Self::SortBy => &[List, Expression],
            Self::NotNull | Self::ToArray | Self::ToNumber | Self::ToString | Self::Type => &[Any],
            Self::Reverse => &[Sequence],
        }
    }

    /// Returns true if it takes one or more arguments.
    pub const fn is_variadic(self) -> bool {
        matches!(self, Self::Merge | Self::NotNull)
    }
}

/// The type of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathArgument {
    /// Any value.
    Any,
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A list.
    List,
    /// A structure or map.
    Object,
    /// A list or a text.
    Sequence,
    /// A list, a text, a structure or a map.
    Measurable,
    /// `&a`.
    Expression,
}

impl PathArgument {
    /// Name in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Number => "a number",
            Self::Numbers => "a list of numbers",
            Self::Text => "a string",
            Self::Texts => "a list of strings",
            Self::List => "a list",
            Self::Object => "a structure or map",
            Self::Sequence => "a list or string",
            Self::Measurable => "a list, string, structure or map",
            Self::Expression => "an expression after `&`",
        }
    }
}
