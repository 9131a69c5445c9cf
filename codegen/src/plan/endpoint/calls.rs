//! Compiles expressions to operands and calls.

use super::builder::Builder;
use super::table::Operand;
use crate::ir::{AttributeStep, Expression};

/// The runtime variant for templates.
const CONCAT: &str = "Concat";

/// The runtime variant for paths.
const GET_ATTR: &str = "GetAttr";

impl Builder {
    /// The operand of an expression.
    pub(super) fn operand(&mut self, expression: &Expression) -> Operand {
        match expression {
            Expression::Text(text) => self.text(text),
            Expression::Boolean(value) => Operand::Boolean(*value),
            Expression::Integer(value) => self.integer(*value),
            Expression::Reference(name) => Operand::Slot(self.slot(name)),
            Expression::Template(_) | Expression::Attribute(..) | Expression::Call(_) => {
                // A template of one part is that part, as every part is a string.
                if let Expression::Template(parts) = expression
                    && let [part] = &**parts
                {
                    return self.operand(part);
                }
                let (function, operands) = self.parts(expression);
                self.nested(function, operands)
            }
        }
    }

    /// Function and operands of a call expression.
    pub(super) fn parts(&mut self, expression: &Expression) -> (&'static str, Vec<Operand>) {
        match expression {
            Expression::Call(call) => {
                let arguments = call.arguments.iter();
                let operands = arguments.map(|argument| self.operand(argument)).collect();
                (call.function.variant(), operands)
            }
            Expression::Attribute(value, path) => {
                let mut operands = vec![self.operand(value)];
                for step in path {
                    operands.push(match step {
                        AttributeStep::Name(attribute) => Operand::Attribute(*attribute),
                        AttributeStep::Index(index) => self.integer(*index),
                    });
                }
                (GET_ATTR, operands)
            }
            Expression::Template(parts) => {
                let operands = parts.iter().map(|part| self.operand(part)).collect();
                (CONCAT, operands)
            }
            Expression::Text(_)
            | Expression::Boolean(_)
            | Expression::Integer(_)
            | Expression::Reference(_) => (CONCAT, vec![self.operand(expression)]),
        }
    }
}
