//! The engine: runs a table's program on the slots of an evaluation.

mod call;
mod output;
mod start;

use super::error::Error;
use super::params::{Argument, Params};
use super::partitions::Partitions;
use super::resolved::Endpoint;
use super::rules::{Call, NO_MATCH, Operand, Outcome, RESULT, Rules};
use super::value::{Text, Value};

/// Number of slots sufficient for most rule sets.
const FEW: usize = 12;

/// Number of slots sufficient for nearly all others.
const SOME: usize = 48;

/// Number of conditions whose results are cached.
const MEMO: usize = 256;

/// Resolves an endpoint.
///
/// # Errors
///
/// A parameter is missing or of the wrong type, or the rules end in an error.
pub(super) fn resolve<'a>(
    rules: &'a Rules<'a>,
    params: &'a Params<'_>,
    arguments: &'a [(u8, Argument<'_>)],
) -> Result<Endpoint<'a>, Error> {
    let count = usize::from(rules.slots);
    let (mut few, mut some, mut many);
    let slots: &mut [Value<'a>] = if count <= FEW {
        few = [Value::None; FEW];
        &mut few
    } else if count <= SOME {
        some = [Value::None; SOME];
        &mut some
    } else {
        many = vec![Value::None; count];
        &mut many
    };
    start::fill(slots, rules, params, arguments)?;
    let mut run = Run {
        rules,
        partitions: params.which_partitions(),
        slots,
        known: [0; MEMO / 64],
        held: [0; MEMO / 64],
        ceiling: usize::MAX,
        scratch: String::new(),
    };
    let outcome = run.outcome().ok_or(Error::NoMatch)?;
    match outcome {
        Outcome::Error(message) => Err(Error::Rule(run.string(message))),
        Outcome::Endpoint { .. } => run.endpoint(outcome),
    }
}

/// An evaluation.
struct Run<'s, 'a> {
    rules: &'a Rules<'a>,
    partitions: &'a Partitions<'a>,
    slots: &'s mut [Value<'a>],
    /// Bit set of conditions with cached results.
    known: [u64; MEMO / 64],
    /// Cached results.
    held: [u64; MEMO / 64],
    /// Operands may only refer to calls below this index.
    ceiling: usize,
    /// Buffer for strings built by functions.
    scratch: String,
}

impl<'a> Run<'_, 'a> {
    /// Runs the program to its result.
    fn outcome(&mut self) -> Option<Outcome> {
        let rules = self.rules;
        let mut at = rules.root;
        while at < RESULT {
            let step = rules.steps.get(usize::from(at))?;
            let next = if self.holds(step.condition) {
                step.then
            } else {
                step.otherwise
            };
            if next <= at {
                return None;
            }
            at = next;
        }
        if at == NO_MATCH {
            return None;
        }
        rules.results.get(usize::from(at - RESULT)).copied()
    }

    /// Evaluates a condition; stable results are cached.
    #[inline]
    fn holds(&mut self, condition: u16) -> bool {
        let index = usize::from(condition);
        let Some(condition) = self.rules.conditions.get(index).copied() else {
            return false;
        };
        let (word, bit) = (index / 64, 1_u64 << (index % 64));
        if condition.stable
            && let Some(known) = self.known.get(word)
            && known & bit != 0
        {
            return self.held.get(word).is_some_and(|held| held & bit != 0);
        }
        let holds = self.test(condition);
        if condition.stable
            && let (Some(known), Some(held)) = (self.known.get_mut(word), self.held.get_mut(word))
        {
            *known |= bit;
            if holds {
                *held |= bit;
            }
        }
        holds
    }

    /// Evaluates a condition.
    #[inline]
    fn test(&mut self, call: Call) -> bool {
        let value = self.apply(call.function, self.operands(call));
        let holds = value.holds();
        if holds
            && let Some(slot) = call.assign
            && let Some(place) = self.slots.get_mut(usize::from(slot))
        {
            *place = value;
        }
        holds
    }

    /// Operands of a call.
    #[inline]
    fn operands(&self, call: Call) -> &'a [Operand] {
        let first = usize::from(call.first);
        let end = first + usize::from(call.count);
        self.rules.operands.get(first..end).unwrap_or_default()
    }

    /// The value of an operand.
    #[inline]
    fn value(&mut self, operand: Operand) -> Value<'a> {
        match operand {
            Operand::Slot(slot) => self.slot(slot),
            Operand::Text(index) => Value::text(self.literal(index)),
            Operand::Boolean(value) => Value::Boolean(value),
            Operand::Integer(value) => Value::Integer(value.into()),
            Operand::Call(index) => match self.rules.calls.get(usize::from(index)).copied() {
                Some(call) if usize::from(index) < self.ceiling => self.call(call, index),
                _ => Value::None,
            },
            Operand::Attribute(_) => Value::None,
        }
    }

    /// The value of a slot.
    #[inline]
    fn slot(&self, slot: u8) -> Value<'a> {
        let value = self.slots.get(usize::from(slot));
        value.copied().unwrap_or(Value::None)
    }

    /// A string literal.
    #[inline]
    fn literal(&self, index: u16) -> &'a str {
        self.rules
            .texts
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
    }

    /// The characters of a string.
    #[inline]
    fn characters(&self, text: Text<'a>) -> &str {
        match text {
            Text::Borrowed(text) => text,
            Text::Scratch { start, end } => self.scratch.get(start..end).unwrap_or_default(),
        }
    }
}
