//! Checks of single constraints.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::pattern;
use super::validator::Validator;
use super::violation::Rule;
use crate::model::schema::{Kind, Range, Schema};
use crate::types::BigDecimal;
use crate::types::number::order;

/// A number or a bound of one.
#[derive(Clone, Copy)]
pub(super) enum Amount<'a> {
    /// An integer.
    Integer(i64),
    /// A float; its digits are those of its shortest text.
    Float(f64),
    /// A number as JSON writes it.
    Text(&'a str),
}

impl Validator {
    /// Checks a length in `unit`.
    pub(super) fn check_length(&mut self, schema: &Schema, unit: &'static str, actual: usize) {
        let Some(length) = schema.length else {
            return;
        };
        let actual = u64::try_from(actual).unwrap_or(u64::MAX);
        let (min, max) = (length.min, length.max);
        if min.is_some_and(|min| actual < min) || max.is_some_and(|max| actual > max) {
            self.add(Rule::Length {
                min,
                max,
                unit,
                actual,
            });
        }
    }

    /// Checks a number, to the last digit.
    pub(super) fn check_range(&mut self, schema: &Schema, number: Amount<'_>) {
        let (min, max) = match schema.range {
            None => return,
            Some(Range::Integer { min, max }) => {
                (min.map(Amount::Integer), max.map(Amount::Integer))
            }
            Some(Range::Float { min, max }) => (min.map(Amount::Float), max.map(Amount::Float)),
            Some(Range::Decimal { min, max }) => (min.map(Amount::Text), max.map(Amount::Text)),
        };
        if !(min.is_none_or(|min| min.is_at_most(number))
            && max.is_none_or(|max| number.is_at_most(max)))
        {
            let (min, max) = (min.map(Amount::to_decimal), max.map(Amount::to_decimal));
            let actual = (!self.is_hidden()).then(|| number.text().into_owned());
            self.add(Rule::Range { min, max, actual });
        }
    }

    /// Checks that an integer enum value is known.
    pub(super) fn check_known(&mut self, schema: &Schema, value: i64) {
        if let Kind::IntEnum(values) = schema.kind
            && !values.iter().any(|known| i64::from(*known) == value)
        {
            let actual = (!self.is_hidden()).then_some(value);
            self.add(Rule::IntEnum { values, actual });
        }
    }

    /// Checks a string: length, pattern, and known enum values.
    pub(super) fn check_text(&mut self, schema: &Schema, text: &str) {
        if schema.length.is_some() {
            self.check_length(schema, "characters", text.chars().count());
        }
        let actual = || text.to_owned();
        if let Some(pattern) = schema
            .pattern
            .filter(|pattern| !pattern::matches(pattern, text))
        {
            let actual = (!self.is_hidden()).then(actual);
            self.add(Rule::Pattern { pattern, actual });
        }
        if let Kind::Enum(values) = schema.kind
            && !values.contains(&text)
        {
            let actual = (!self.is_hidden()).then(actual);
            let values = schema.public_values.unwrap_or(values);
            self.add(Rule::Enum { values, actual });
        }
    }
}

impl<'a> Amount<'a> {
    /// Returns true if a number is no larger than another; NaN is neither.
    fn is_at_most(self, other: Self) -> bool {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a <= b,
            (Self::Float(a), Self::Float(b)) => a <= b,
            (Self::Float(float), _) if !float.is_finite() => float == f64::NEG_INFINITY,
            (_, Self::Float(float)) if !float.is_finite() => float == f64::INFINITY,
            (a, b) => order::compare(&a.text(), &b.text()) != Ordering::Greater,
        }
    }

    /// Its digits.
    fn text(self) -> Cow<'a, str> {
        match self {
            Self::Integer(value) => value.to_string().into(),
            Self::Float(value) => value.to_string().into(),
            Self::Text(text) => text.into(),
        }
    }

    fn to_decimal(self) -> BigDecimal {
        self.text().parse().unwrap_or_default()
    }
}
