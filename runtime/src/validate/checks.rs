//! Checks of single constraints.

use super::pattern;
use super::validator::Validator;
use super::violation::Rule;
use crate::model::schema::{Kind, Range, Schema};
use crate::types::Number;

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

    /// Checks a number.
    pub(super) fn check_range(&mut self, schema: &Schema, number: Number) {
        let (min, max) = match schema.range {
            None => return,
            Some(Range::Integer { min, max }) => (min.map(Number::from), max.map(Number::from)),
            Some(Range::Float { min, max }) => (min.map(Number::from), max.map(Number::from)),
        };
        if !(min.is_none_or(|min| at_most(min, number))
            && max.is_none_or(|max| at_most(number, max)))
        {
            let actual = (!self.is_hidden()).then_some(number);
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
            self.add(Rule::Enum { values, actual });
        }
    }
}

/// Returns true if `a <= b`; false for NaN.
fn at_most(a: Number, b: Number) -> bool {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => a <= b,
        _ => a.as_f64() <= b.as_f64(),
    }
}
