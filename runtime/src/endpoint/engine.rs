//! The engine: runs a table's program on the slots of an evaluation.

mod call;
mod output;
mod start;

use super::error::Error;
use super::params::{Argument, Params};
use super::partitions::Partitions;
use super::resolved::Endpoint;
use super::rules::{Call, Function, NO_MATCH, Operand, Outcome, RESULT, Rules};
use super::value::{Text, Value};

/// Number of slots sufficient for most rule sets.
const FEW: usize = 12;

/// Number of slots sufficient for nearly all others.
const SOME: usize = 64;

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
        ceiling: usize::MAX,
        scratch: String::new(),
    };
    let outcome = run.outcome().ok_or(Error::NoMatch)?;
    match outcome {
        Outcome::Error(message) => Err(Error::Rule(run.written(message))),
        Outcome::Endpoint { .. } => run.endpoint(outcome),
    }
}

/// An evaluation.
struct Run<'s, 'a> {
    rules: &'a Rules<'a>,
    partitions: &'a Partitions<'a>,
    slots: &'s mut [Value<'a>],
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

    /// Evaluates a condition.
    #[inline]
    fn holds(&mut self, condition: u16) -> bool {
        let condition = self.rules.conditions.get(usize::from(condition)).copied();
        condition.is_some_and(|condition| self.test(condition))
    }

    /// Evaluates a call as a condition, and assigns its value.
    #[inline]
    fn test(&mut self, call: Call) -> bool {
        let operands = self.operands(call);
        match (call.function, operands) {
            // Most conditions need no value.
            (Function::IsSet, &[Operand::Slot(slot)]) if call.assign.is_none() => {
                return !matches!(self.slot(slot), Value::None);
            }
            (Function::BooleanEquals, &[Operand::Slot(slot), Operand::Boolean(expected)])
                if call.assign.is_none() =>
            {
                return matches!(self.slot(slot), Value::Boolean(value) if *value == expected);
            }
            (Function::StringEquals, &[one, other]) if call.assign.is_none() => {
                return self.equals(one, other);
            }
            _ => {}
        }
        let value = self.apply(call.function, operands);
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
            Operand::Slot(slot) => *self.slot(slot),
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
    fn slot(&self, slot: u8) -> &Value<'a> {
        self.slots.get(usize::from(slot)).unwrap_or(&Value::None)
    }

    /// The string of an operand, if it is one.
    #[inline]
    fn string(&mut self, operand: Operand) -> Option<Text<'a>> {
        let computed;
        let value = match operand {
            Operand::Text(index) => return Some(Text::Borrowed(self.literal(index))),
            Operand::Slot(slot) => self.slot(slot),
            Operand::Boolean(_)
            | Operand::Integer(_)
            | Operand::Call(_)
            | Operand::Attribute(_) => {
                computed = self.value(operand);
                &computed
            }
        };
        match value {
            Value::Text(text) => Some(*text),
            _ => None,
        }
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
            Text::Scratch { start, end } => {
                let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
                let text = range.and_then(|(start, end)| self.scratch.get(start..end));
                text.unwrap_or_default()
            }
        }
    }
}
