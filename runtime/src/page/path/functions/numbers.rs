//! Functions of numbers.

use std::cmp::Ordering;

use super::{Call, Function, Result};
use crate::page::path::found::Found;
use crate::types::Number;

/// The order of two numbers by value; `None` with NaN. Integers are compared to the last digit, others as floats.
pub(in crate::page::path) fn order(left: Number, right: Number) -> Option<Ordering> {
    match (whole_of(left), whole_of(right)) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64().partial_cmp(&right.as_f64()),
    }
}

/// The integer that a number is.
fn whole_of(number: Number) -> Option<i128> {
    match number {
        Number::Integer(value) => Some(value.into()),
        Number::Unsigned(value) => Some(value.into()),
        Number::Float(_) => None,
    }
}

/// A number in JSON syntax.
pub(super) fn parse(text: &str) -> Option<Number> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.chars().all(is_part)
        && text.parse::<f64>().is_ok();
    is_number.then(|| Number::parse(text))
}

/// A number, as an integer if it is one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the bounds are checked before the cast"
)]
pub(in crate::page::path) fn whole(value: f64) -> Found<'static> {
    /// The first float above which not every integer is one.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    Found::Number(if value.fract() == 0.0 && value.abs() < EXACT {
        Number::Integer(value as i64)
    } else {
        Number::Float(value)
    })
}

impl<'p> Call<'p, '_> {
    /// `abs`, `ceil` and `floor`.
    pub(super) fn rounded<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let Found::Number(number) = self.argument(0, current)? else {
            return Err(self.wrong());
        };
        Ok(match (self.function, number) {
            (Function::Abs, Number::Integer(value)) => Found::Number(match value.checked_abs() {
                Some(value) => Number::Integer(value),
                None => Number::Unsigned(value.unsigned_abs()),
            }),
            (_, Number::Integer(_) | Number::Unsigned(_)) => Found::Number(number),
            (Function::Ceil, number) => whole(number.as_f64().ceil()),
            (Function::Floor, number) => whole(number.as_f64().floor()),
            (_, number) => Found::Number(Number::Float(number.as_f64().abs())),
        })
    }

    /// `avg` and `sum`.
    pub(super) fn total<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let list = self.list(0, current)?;
        let mut sum = 0.0;
        for item in list.iter(self.evaluation.scope) {
            let Found::Number(number) = item else {
                return Err(self.wrong());
            };
            sum += number.as_f64();
        }
        if self.function == Function::Sum {
            return Ok(whole(sum));
        }
        let length = u32::try_from(list.length()).unwrap_or(u32::MAX);
        Ok(if length == 0 {
            Found::Null
        } else {
            whole(sum / f64::from(length))
        })
    }
}
