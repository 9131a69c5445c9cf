//! Knowledge about conditions: results on a path, and results that follow from others.

use super::builder::{Builder, Condition};
use super::conditions::is_set;
use super::table::Operand;

/// Functions that may have a value although their first operand has none.
const LENIENT: [&str; 5] = ["Coalesce", "Concat", "IsSet", "Ite", "Not"];

/// A set of conditions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Set(Box<[u64]>);

impl Set {
    /// The empty set, with room for `count` conditions.
    pub(super) fn new(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)].into())
    }

    pub(super) fn contains(&self, condition: u16) -> bool {
        let (word, bit) = place(condition);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    pub(super) fn insert(&mut self, condition: u16) {
        let (word, bit) = place(condition);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    fn keep(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }
}

fn place(condition: u16) -> (usize, u64) {
    let index = usize::from(condition);
    (index / 64, 1 << (index % 64))
}

/// Results of conditions that are known at a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Known {
    tested: Set,
    held: Set,
}

impl Known {
    /// The result of a condition, if it is known.
    pub(super) fn result(&self, condition: u16) -> Option<bool> {
        let is_known = self.tested.contains(condition);
        is_known.then(|| self.held.contains(condition))
    }

    /// Forgets conditions that are not in a set.
    pub(super) fn keep(&mut self, conditions: &Set) {
        self.tested.keep(conditions);
        self.held.keep(conditions);
    }

    fn insert(&mut self, condition: u16, holds: bool) {
        if self.tested.contains(condition) {
            return;
        }
        self.tested.insert(condition);
        if holds {
            self.held.insert(condition);
        }
    }
}

/// Results that follow from others.
pub(super) struct Facts {
    /// By condition: results that follow if it holds, and if it does not.
    consequences: Vec<[Vec<(u16, bool)>; 2]>,
    /// Results that are the same in every evaluation.
    constant: Known,
}

impl Facts {
    pub(super) fn of(builder: &Builder) -> Self {
        let conditions = builder.conditions();
        let count = conditions.len();
        let (tested, held) = (Set::new(count), Set::new(count));
        let mut facts = Self {
            consequences: Vec::with_capacity(count),
            constant: Known { tested, held },
        };
        for one in conditions {
            let mut consequences = [Vec::new(), Vec::new()];
            for (index, other) in (0..).zip(conditions) {
                for (holds, results) in [true, false].into_iter().zip(&mut consequences) {
                    results.extend(follows(one, holds, other).map(|result| (index, result)));
                }
            }
            facts.consequences.push(consequences);
        }
        for (index, condition) in (0..).zip(conditions) {
            if let Some(Operand::Slot(slot)) = is_set_subject(condition)
                && builder
                    .parameters()
                    .get(usize::from(slot))
                    .is_some_and(is_set)
            {
                facts.constant.insert(index, true);
            }
        }
        facts
    }

    /// Knowledge before the first step.
    pub(super) fn constant(&self) -> Known {
        self.constant.clone()
    }

    /// Knowledge after a test.
    pub(super) fn learn(&self, known: &Known, condition: u16, holds: bool) -> Known {
        let mut known = known.clone();
        known.insert(condition, holds);
        if let Some([held, failed]) = self.consequences.get(usize::from(condition)) {
            for (other, result) in if holds { held } else { failed } {
                known.insert(*other, *result);
            }
        }
        known
    }
}

/// The operand of `isSet`.
fn is_set_subject(condition: &Condition) -> Option<Operand> {
    let is_plain = condition.function == "IsSet" && condition.assign.is_none();
    condition.operands.first().copied().filter(|_| is_plain)
}

/// The result of a condition if another one has the given result.
fn follows(one: &Condition, holds: bool, other: &Condition) -> Option<bool> {
    let subject = one.operands.first();
    if subject.is_none() || subject != other.operands.first() || one == other {
        return None;
    }
    let needs_value = |condition: &Condition| !LENIENT.contains(&condition.function);
    if holds && needs_value(one) && is_set_subject(other).is_some() {
        return Some(true);
    }
    if !holds && is_set_subject(one).is_some() && needs_value(other) {
        return Some(false);
    }
    // A value is equal to one literal at most.
    let literal = |condition: &Condition| match *condition.operands {
        [_, literal @ (Operand::Text(_) | Operand::Boolean(_))]
            if ["BooleanEquals", "StringEquals"].contains(&condition.function) =>
        {
            Some(literal)
        }
        _ => None,
    };
    let differ = literal(one)? != literal(other)?;
    (holds && differ).then_some(false)
}
