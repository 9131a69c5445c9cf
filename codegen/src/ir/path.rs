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

/// Declares functions: name in expressions, argument types.
macro_rules! functions {
    ($($variant:ident = $name:literal ($($argument:ident),*),)*) => {
        /// A `JMESPath` function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "serialize", derive(serde::Serialize))]
        pub enum PathFunction {
            $(#[doc = concat!("`", $name, "`.")] $variant,)*
        }

        impl PathFunction {
            /// All functions.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// The name in expressions.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The types of its arguments; the last one repeats if [`is_variadic`](Self::is_variadic).
            pub const fn arguments(self) -> &'static [PathArgument] {
                match self {
                    $(Self::$variant => &[$(PathArgument::$argument),*],)*
                }
            }
        }
    };
}

functions! {
    Abs = "abs" (Number),
    Avg = "avg" (Numbers),
    Ceil = "ceil" (Number),
    Contains = "contains" (Sequence, Any),
    EndsWith = "ends_with" (Text, Text),
    Floor = "floor" (Number),
    Join = "join" (Text, Texts),
    Keys = "keys" (Object),
    Length = "length" (Measurable),
    Map = "map" (Expression, List),
    Max = "max" (List),
    MaxBy = "max_by" (List, Expression),
    Merge = "merge" (Object),
    Min = "min" (List),
    MinBy = "min_by" (List, Expression),
    NotNull = "not_null" (Any),
    Reverse = "reverse" (Sequence),
    Sort = "sort" (List),
    SortBy = "sort_by" (List, Expression),
    StartsWith = "starts_with" (Text, Text),
    Sum = "sum" (Numbers),
    ToArray = "to_array" (Any),
    ToNumber = "to_number" (Any),
    ToString = "to_string" (Any),
    Type = "type" (Any),
    Values = "values" (Object),
}

impl PathFunction {
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
