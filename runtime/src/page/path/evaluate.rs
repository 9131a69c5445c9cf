//! Evaluates the steps of a program.

use std::borrow::Cow;
use std::fmt;

use super::found::{Found, List, Scope};
use super::functions;
use super::{Comparison, Path, Step};

/// An error for a function whose argument has the wrong type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongType {
    /// Name of the function.
    pub function: &'static str,
}

impl fmt::Display for WrongType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an argument of `{}` has the wrong type", self.function)
    }
}

impl std::error::Error for WrongType {}

type Result<'s> = std::result::Result<Found<'s>, WrongType>;

impl<'p> Path<'p> {
    /// Evaluates the program; members outside of the scope are null.
    ///
    /// # Errors
    ///
    /// A function has an argument of the wrong type.
    pub fn evaluate<'s>(self, root: &Found<'s>, scope: Scope<'_>) -> Result<'s>
    where
        'p: 's,
    {
        let Some(last) = self.0.len().checked_sub(1) else {
            return Ok(root.clone());
        };
        Evaluation {
            steps: self.0,
            scope,
        }
        .step(last, root)
    }
}

/// An evaluation.
#[derive(Clone, Copy)]
pub(super) struct Evaluation<'p, 'e> {
    steps: &'p [Step<'p>],
    pub(super) scope: Scope<'e>,
}

impl<'p> Evaluation<'p, '_> {
    /// The result of an operand, which stands before its user.
    pub(super) fn operand<'s>(self, user: usize, operand: u16, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let operand = usize::from(operand);
        if operand < user {
            self.step(operand, current)
        } else {
            Ok(Found::Null)
        }
    }

    fn step<'s>(self, at: usize, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let Some(step) = self.steps.get(at) else {
            return Ok(Found::Null);
        };
        let operand = |index: u16| self.operand(at, index, current);
        Ok(match *step {
            Step::Current => current.clone(),
            Step::Field(name) => match current {
                Found::Object(object) => object.get(name, self.scope).unwrap_or(Found::Null),
                _ => Found::Null,
            },
            Step::Index(index) => self.index(index, current),
            Step::Slice(from, to, by) => self.slice((from, to, by), current),
            Step::Null => Found::Null,
            Step::Boolean(value) => Found::Boolean(value),
            Step::Number(value) => functions::whole(value),
            Step::Text(text) => Found::Text(Cow::Borrowed(text)),
            Step::Chain(first, second) => self.operand(at, second, &operand(first)?)?,
            Step::Each(..) | Step::Values(..) | Step::Flatten(..) | Step::Filter(..) => {
                self.projection(at, *step, current)?
            }
            Step::List(_) | Step::Object(_) if matches!(current, Found::Null) => Found::Null,
            Step::List(items) => {
                let items = items.iter().map(|item| operand(*item));
                Found::list(items.collect::<std::result::Result<_, _>>()?)
            }
            Step::Object(entries) => {
                let entries = entries.iter().map(|(name, value)| {
                    let value = operand(*value)?;
                    Ok((Cow::Borrowed(*name), value))
                });
                Found::object(entries.collect::<std::result::Result<_, _>>()?)
            }
            Step::Not(value) => Found::Boolean(!operand(value)?.is_true(self.scope)),
            Step::And(left, right) => {
                let left = operand(left)?;
                if left.is_true(self.scope) {
                    operand(right)?
                } else {
                    left
                }
            }
            Step::Or(left, right) => {
                let left = operand(left)?;
                if left.is_true(self.scope) {
                    left
                } else {
                    operand(right)?
                }
            }
            Step::Compare(comparison, left, right) => {
                self.compare(comparison, &operand(left)?, &operand(right)?)
            }
            Step::Call(function, arguments) => {
                functions::call(self, at, (function, arguments), current)?
            }
        })
    }

    fn index<'s>(self, index: i32, current: &Found<'s>) -> Found<'s> {
        let Found::List(list) = current else {
            return Found::Null;
        };
        let place = usize::try_from(index).ok().or_else(|| {
            let back = usize::try_from(index.unsigned_abs()).ok()?;
            list.length().checked_sub(back)
        });
        let found = place.and_then(|place| list.get(place, self.scope));
        found.unwrap_or(Found::Null)
    }

    fn slice<'s>(
        self,
        (from, to, by): (Option<i32>, Option<i32>, i32),
        current: &Found<'s>,
    ) -> Found<'s> {
        let Found::List(list) = current else {
            return Found::Null;
        };
        let length = i64::try_from(list.length()).unwrap_or(i64::MAX);
        let by = i64::from(by);
        // The places before the first and after the last element, in the direction of the slice.
        let (lowest, highest) = if by < 0 {
            (-1, length - 1)
        } else {
            (0, length)
        };
        let place = |bound: i32| {
            let bound = i64::from(bound);
            let place = if bound < 0 { bound + length } else { bound };
            place.max(lowest).min(highest)
        };
        let mut outer = (lowest, highest);
        if by < 0 {
            outer = (highest, lowest);
        }
        let (mut at, end) = (from.map_or(outer.0, place), to.map_or(outer.1, place));
        let mut items = Vec::new();
        while (by > 0 && at < end) || (by < 0 && at > end) {
            let item = usize::try_from(at).ok();
            items.extend(item.and_then(|item| list.get(item, self.scope)));
            at += by;
        }
        Found::list(items)
    }

    fn projection<'s>(self, at: usize, step: Step<'p>, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let (left, condition, right) = match step {
            Step::Filter(left, condition, right) => (left, Some(condition), right),
            Step::Each(left, right) | Step::Values(left, right) | Step::Flatten(left, right) => {
                (left, None, right)
            }
            _ => return Ok(Found::Null),
        };
        let mut results = Vec::new();
        let mut add = |item: &Found<'s>| {
            if let Some(condition) = condition
                && !self.operand(at, condition, item)?.is_true(self.scope)
            {
                return Ok(());
            }
            let result = self.operand(at, right, item)?;
            if !matches!(result, Found::Null) {
                results.push(result);
            }
            Ok(())
        };
        match (step, self.operand(at, left, current)?) {
            (Step::Values(..), Found::Object(object)) => {
                for (_, value) in object.entries(self.scope) {
                    add(&value)?;
                }
            }
            (Step::Values(..), _) => return Ok(Found::Null),
            (Step::Flatten(..), Found::List(list)) => {
                for item in list.iter(self.scope) {
                    match item {
                        Found::List(inner) => self.all(&inner, &mut add)?,
                        item => add(&item)?,
                    }
                }
            }
            (_, Found::List(list)) => self.all(&list, &mut add)?,
            (_, _) => return Ok(Found::Null),
        }
        Ok(Found::list(results))
    }

    fn all<'s>(
        self,
        list: &List<'s>,
        add: &mut dyn FnMut(&Found<'s>) -> std::result::Result<(), WrongType>,
    ) -> std::result::Result<(), WrongType> {
        for item in list.iter(self.scope) {
            add(&item)?;
        }
        Ok(())
    }

    fn compare(
        self,
        comparison: Comparison,
        left: &Found<'_>,
        right: &Found<'_>,
    ) -> Found<'static> {
        let order = match (left, right) {
            (Found::Number(left), Found::Number(right)) => functions::order(*left, *right),
            _ => None,
        };
        let result = match comparison {
            Comparison::Equal => Some(left.equals(right, self.scope)),
            Comparison::NotEqual => Some(!left.equals(right, self.scope)),
            Comparison::Less => order.map(std::cmp::Ordering::is_lt),
            Comparison::LessOrEqual => order.map(std::cmp::Ordering::is_le),
            Comparison::Greater => order.map(std::cmp::Ordering::is_gt),
            Comparison::GreaterOrEqual => order.map(std::cmp::Ordering::is_ge),
        };
        result.map_or(Found::Null, Found::Boolean)
    }
}
