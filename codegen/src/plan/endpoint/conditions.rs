//! Compiles conditions of rule trees to their simplest form.

use super::builder::{Builder, Condition};
use super::table::{Operand, TableParameter};
use crate::ir::{AttributeStep, Call, EndpointCondition, Expression, Function, Type};

/// The runtime variant for comparisons of booleans.
const BOOLEAN_EQUALS: &str = "BooleanEquals";

/// The runtime variant for comparisons of strings.
const STRING_EQUALS: &str = "StringEquals";

impl Builder {
    /// The index of a condition, and the result for which the rule's own condition holds.
    pub(super) fn test(&mut self, condition: &EndpointCondition) -> (u16, bool) {
        let EndpointCondition { value, assign } = condition;
        let mut expected = true;
        let mut value = value;
        if assign.is_none() {
            while let Some((inner, holds)) = unwrapped(value) {
                value = inner;
                expected = expected == holds;
            }
        }
        let (function, mut operands) = self.parts(value);
        if [BOOLEAN_EQUALS, STRING_EQUALS].contains(&function)
            && let [one @ (Operand::Text(_) | Operand::Boolean(_)), other] = *operands
        {
            operands = vec![other, one];
        }
        if function == BOOLEAN_EQUALS
            && assign.is_none()
            && let [Operand::Slot(slot), Operand::Boolean(false)] = *operands
            && self.parameters().get(usize::from(slot)).is_some_and(is_set)
        {
            operands = vec![Operand::Slot(slot), Operand::Boolean(true)];
            expected = !expected;
        }
        let assign = assign.as_deref();
        let assign = assign.map(|name| self.define(name, function, &operands));
        let condition = Condition {
            function,
            operands,
            assign,
        };
        (self.condition(condition), expected)
    }
}

/// Returns true if a parameter has a value in every evaluation.
pub(super) const fn is_set(parameter: &TableParameter) -> bool {
    parameter.required || parameter.default.is_some()
}

/// The condition inside of `not`, `booleanEquals(_, true)` or `booleanEquals(_, false)`, and the result it has to have.
fn unwrapped(value: &Expression) -> Option<(&Expression, bool)> {
    let Expression::Call(call) = value else {
        return None;
    };
    let (inner, expected) = match (call.function, &*call.arguments) {
        (Function::Not, [inner]) => (inner, false),
        (
            Function::BooleanEquals,
            [inner, Expression::Boolean(expected)] | [Expression::Boolean(expected), inner],
        ) if *expected || is_total(inner) => (inner, *expected),
        _ => return None,
    };
    let is_call = matches!(inner, Expression::Call(_) | Expression::Attribute(..));
    is_call.then_some((inner, expected))
}

/// Returns true if a call has a boolean in every evaluation, so that it is false if it does not hold.
fn is_total(value: &Expression) -> bool {
    match value {
        Expression::Attribute(_, path) => matches!(
            **path,
            [AttributeStep::Name(attribute)] if attribute.result() == Type::Boolean
        ),
        Expression::Call(Call { function, .. }) => matches!(
            function,
            Function::BooleanEquals | Function::IsSet | Function::Not | Function::StringEquals
        ),
        Expression::Text(_)
        | Expression::Boolean(_)
        | Expression::Integer(_)
        | Expression::Reference(_)
        | Expression::Template(_) => false,
    }
}
