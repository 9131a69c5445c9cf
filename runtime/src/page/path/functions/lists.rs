//! Functions of lists.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Call, Function, Result, numbers};
use crate::page::path::evaluate::WrongType;
use crate::page::path::found::Found;

/// The order of two numbers or two texts; `None` for other values.
fn order(left: &Found<'_>, right: &Found<'_>) -> Option<Ordering> {
    match (left, right) {
        (Found::Number(left), Found::Number(right)) => {
            Some(numbers::order(*left, *right).unwrap_or(Ordering::Equal))
        }
        (Found::Text(left), Found::Text(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

impl<'p> Call<'p, '_> {
    pub(super) fn join<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let (glue, list) = (self.text(0, current)?, self.list(1, current)?);
        let mut joined = String::new();
        for (index, item) in list.iter(self.evaluation.scope).enumerate() {
            let Found::Text(text) = item else {
                return Err(self.wrong());
            };
            if index > 0 {
                joined.push_str(&glue);
            }
            joined.push_str(&text);
        }
        Ok(Found::Text(Cow::Owned(joined)))
    }

    pub(super) fn map<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        let list = self.list(1, current)?;
        let items = list.iter(self.evaluation.scope);
        let results = items.map(|item| self.argument(0, &item));
        Ok(Found::list(results.collect::<std::result::Result<_, _>>()?))
    }

    pub(super) fn reverse<'s>(&self, current: &Found<'s>) -> Result<'s>
    where
        'p: 's,
    {
        match self.argument(0, current)? {
            Found::Text(text) => {
                let reversed: String = text.chars().rev().collect();
                Ok(Found::Text(Cow::Owned(reversed)))
            }
            Found::List(list) => {
                let mut items: Vec<_> = list.iter(self.evaluation.scope).collect();
                items.reverse();
                Ok(Found::list(items))
            }
            _ => Err(self.wrong()),
        }
    }

    /// `max`, `min` and `sort`, by the elements or by an expression; all keys are numbers, or all are texts.
    pub(super) fn sorted<'s>(&self, current: &Found<'s>, by: Option<usize>) -> Result<'s>
    where
        'p: 's,
    {
        let list = self.list(0, current)?;
        let mut keyed = Vec::with_capacity(list.length());
        for item in list.iter(self.evaluation.scope) {
            let key = match by {
                Some(by) => self.argument(by, &item)?,
                None => item.clone(),
            };
            keyed.push((key, item));
        }
        self.check_keys(&keyed)?;
        // All keys have an order now.
        let compare =
            |one: &Found<'_>, other: &Found<'_>| order(one, other).unwrap_or(Ordering::Equal);
        if matches!(self.function, Function::Sort | Function::SortBy) {
            keyed.sort_by(|(one, _), (other, _)| compare(one, other));
            let items = keyed.into_iter().map(|(_, item)| item);
            return Ok(Found::list(items.collect()));
        }
        let wanted = if matches!(self.function, Function::Max | Function::MaxBy) {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        let best = keyed.into_iter().reduce(|best, next| {
            if compare(&next.0, &best.0) == wanted {
                next
            } else {
                best
            }
        });
        Ok(best.map_or(Found::Null, |(_, item)| item))
    }

    fn check_keys(&self, keyed: &[(Found<'_>, Found<'_>)]) -> std::result::Result<(), WrongType> {
        let Some((first, _)) = keyed.first() else {
            return Ok(());
        };
        if keyed.iter().all(|(key, _)| order(first, key).is_some()) {
            Ok(())
        } else {
            Err(self.wrong())
        }
    }
}
