//! The functions of `JMESPath`.
//!
//! <https://jmespath.org/specification.html#built-in-functions>

mod lists;
mod numbers;

use std::borrow::Cow;

use super::evaluate::{Evaluation, WrongType};
use super::found::{Found, List, Object};
use crate::forms::Codecs;
use crate::types::Number;

pub(super) use self::numbers::{order, whole};

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `abs(number)`.
    Abs,
    /// `avg(numbers)`; null for an empty list.
    Avg,
    /// `ceil(number)`.
    Ceil,
    /// `contains(list or text, part)`.
    Contains,
    /// `ends_with(text, end)`.
    EndsWith,
    /// `floor(number)`.
    Floor,
    /// `join(glue, texts)`.
    Join,
    /// `keys(object)`.
    Keys,
    /// `length(list, object or text)`.
    Length,
    /// `map(&expression, list)`; results may be null.
    Map,
    /// `max(numbers or texts)`; null for an empty list.
    Max,
    /// `max_by(list, &expression)`.
    MaxBy,
    /// `merge(object, ...)`.
    Merge,
    /// `min(numbers or texts)`; null for an empty list.
    Min,
    /// `min_by(list, &expression)`.
    MinBy,
    /// `not_null(value, ...)`: the first that is not null.
    NotNull,
    /// `reverse(list or text)`.
    Reverse,
    /// `sort(numbers or texts)`.
    Sort,
    /// `sort_by(list, &expression)`.
    SortBy,
    /// `starts_with(text, start)`.
    StartsWith,
    /// `sum(numbers)`.
    Sum,
    /// `to_array(value)`.
    ToArray,
    /// `to_number(value)`; null if it is none.
    ToNumber,
    /// `to_string(value)`: a text as it is, else JSON.
    ToString,
    /// `type(value)`.
    Type,
    /// `values(object)`.
    Values,
}

impl Function {
    /// The name in expressions.
    pub const fn name(self) -> &'static str {
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
}

type Result<'s> = std::result::Result<Found<'s>, WrongType>;

/// A call: its evaluation, the step it stands at, and its arguments.
struct Call<'p, 'e> {
    evaluation: Evaluation<'p, 'e>,
    at: usize,
    function: Function,
    arguments: &'p [u16],
}

/// Calls a function.
pub(super) fn call<'p: 's, 's>(
    evaluation: Evaluation<'p, '_>,
    at: usize,
    (function, arguments): (Function, &'p [u16]),
    current: &Found<'s>,
) -> Result<'s> {
    let call = Call {
        evaluation,
        at,
        function,
        arguments,
    };
    match function {
        Function::Abs | Function::Ceil | Function::Floor => call.rounded(current),
        Function::Avg | Function::Sum => call.total(current),
        Function::Contains => call.contains(current),
        Function::StartsWith | Function::EndsWith => {
            let (text, part) = (call.text(0, current)?, call.text(1, current)?);
            Ok(Found::Boolean(if function == Function::StartsWith {
                text.starts_with(&*part)
            } else {
                text.ends_with(&*part)
            }))
        }
        Function::Join => call.join(current),
        Function::Keys | Function::Values => call.entries(current),
        Function::Length => call.length(current),
        Function::Map => call.map(current),
        Function::Max | Function::Min | Function::Sort => call.sorted(current, None),
        Function::MaxBy | Function::MinBy | Function::SortBy => call.sorted(current, Some(1)),
        Function::Merge => call.merge(current),
        Function::NotNull => call.not_null(current),
        Function::Reverse => call.reverse(current),
        Function::ToArray => Ok(match call.argument(0, current)? {
            list @ Found::List(_) => list,
            value => Found::list(vec![value]),
        }),
        Function::ToNumber => Ok(match call.argument(0, current)? {
            number @ Found::Number(_) => number,
            Found::Text(text) => numbers::parse(&text).map_or(Found::Null, Found::Number),
            _ => Found::Null,
        }),
        Function::ToString => Ok(match call.argument(0, current)? {
            text @ Found::Text(_) => text,
            value => Found::Text(Cow::Owned(json(&value))),
        }),
        Function::Type => Ok(Found::Text(Cow::Borrowed(type_name(
            &call.argument(0, current)?,
        )))),
    }
}

/// JSON of a value; integral floats as integers.
fn json(value: &Found<'_>) -> String {
    value.to_document().to_json()
}

const fn type_name(value: &Found<'_>) -> &'static str {
    match value {
        Found::Null => "null",
        Found::Boolean(_) => "boolean",
        Found::Number(_) => "number",
        Found::Text(_) => "string",
        Found::List(_) => "array",
        Found::Object(_) => "object",
    }
}

impl<'p> Call<'p, '_> {
    const fn wrong(&self) -> WrongType {
        WrongType {
            function: self.function.name(),
        }
    }

    fn argument<'s>(&self, index: usize, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let operand = self.arguments.get(index).ok_or_else(|| self.wrong())?;
        self.evaluation.operand(self.at, *operand, current)
    }

    fn text<'s>(
        &self,
        index: usize,
        current: &Found<'s>,
    ) -> std::result::Result<Cow<'s, str>, WrongType>
    where
        'p: 's,
    {
        match self.argument(index, current)? {
            Found::Text(text) => Ok(text),
            _ => Err(self.wrong()),
        }
    }

    fn list<'s>(
        &self,
        index: usize,
        current: &Found<'s>,
    ) -> std::result::Result<List<'s>, WrongType>
    where
        'p: 's,
    {
        match self.argument(index, current)? {
            Found::List(list) => Ok(list),
            _ => Err(self.wrong()),
        }
    }

    fn object<'s>(
        &self,
        index: usize,
        current: &Found<'s>,
    ) -> std::result::Result<Object<'s>, WrongType>
    where
        'p: 's,
    {
        match self.argument(index, current)? {
            Found::Object(object) => Ok(object),
            _ => Err(self.wrong()),
        }
    }

    fn contains<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let scope = self.evaluation.scope;
        let (whole, part) = (self.argument(0, current)?, self.argument(1, current)?);
        Ok(Found::Boolean(match (whole, part) {
            (Found::List(list), part) => list.iter(scope).any(|item| item.equals(&part, scope)),
            (Found::Text(text), Found::Text(part)) => text.contains(&*part),
            (Found::Text(_), _) => false,
            _ => return Err(self.wrong()),
        }))
    }

    fn entries<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let object = self.object(0, current)?;
        let entries = object.entries(self.evaluation.scope).into_iter();
        Ok(Found::list(if self.function == Function::Keys {
            entries.map(|(name, _)| Found::Text(name)).collect()
        } else {
            entries.map(|(_, value)| value).collect()
        }))
    }

    fn length<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let length = match self.argument(0, current)? {
            Found::Text(text) => text.chars().count(),
            Found::List(list) => list.length(),
            Found::Object(object) => object.entries(self.evaluation.scope).len(),
            _ => return Err(self.wrong()),
        };
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        Ok(Found::Number(Number::Integer(length)))
    }

    fn merge<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let mut merged: Vec<(Cow<'s, str>, Found<'s>)> = Vec::new();
        for index in 0..self.arguments.len() {
            let object = self.object(index, current)?;
            for (name, value) in object.entries(self.evaluation.scope) {
                match merged.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) => *known = value,
                    None => merged.push((name, value)),
                }
            }
        }
        Ok(Found::object(merged))
    }

    fn not_null<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        for index in 0..self.arguments.len() {
            let value = self.argument(index, current)?;
            if !matches!(value, Found::Null) {
                return Ok(value);
            }
        }
        Ok(Found::Null)
    }
}
