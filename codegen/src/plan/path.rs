//! Compiles `JMESPath` expressions to flat programs of the runtime.
//!
//! **Invariants**
//! - An operand stands before its users; the last step is the result. Equal steps are one.
//!
//! The runtime walks the programs over typed values: a table costs the compiler less than code for each type.

use crate::ir::{Comparison, PathExpression as Expression, PathFunction, Value};

/// A step; numbers are the indices of other steps.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// `@`.
    Current,
    /// `a`.
    Field(String),
    /// `[1]`.
    Index(i32),
    /// `[1:5:2]`: start, stop and step.
    Slice(Option<i32>, Option<i32>, i32),
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A finite number.
    Number(f64),
    /// Text.
    Text(String),
    /// `a.b`.
    Chain(u16, u16),
    /// `a[*].b`.
    Each(u16, u16),
    /// `a.*.b`.
    Values(u16, u16),
    /// `a[].b`.
    Flatten(u16, u16),
    /// `a[?b].c`.
    Filter(u16, u16, u16),
    /// `[a, b]`.
    List(Vec<u16>),
    /// `{a: b}`.
    Object(Vec<(String, u16)>),
    /// `!a`.
    Not(u16),
    /// `a && b`.
    And(u16, u16),
    /// `a || b`.
    Or(u16, u16),
    /// `a == b`.
    Compare(Comparison, u16, u16),
    /// A function; an argument `&a` is the index of `a`.
    Call(PathFunction, Vec<u16>),
}

/// Compiles an expression; `None` if it is too long.
pub(crate) fn compile(expression: &Expression) -> Option<Vec<Step>> {
    let mut program = Program(Vec::new());
    program.expression(expression)?;
    Some(program.0)
}

struct Program(Vec<Step>);

impl Program {
    fn add(&mut self, step: Step) -> Option<u16> {
        let known = self.0.iter().position(|known| *known == step);
        let place = known.unwrap_or_else(|| {
            self.0.push(step);
            self.0.len() - 1
        });
        u16::try_from(place).ok()
    }

    fn expression(&mut self, expression: &Expression) -> Option<u16> {
        let step = match expression {
            Expression::Current => Step::Current,
            Expression::Field(name) => Step::Field(name.clone()),
            Expression::Index(index) => Step::Index(narrow(*index)),
            Expression::Slice(from, to, by) => {
                Step::Slice(from.map(narrow), to.map(narrow), narrow(*by))
            }
            Expression::Chain(left, right) => {
                Step::Chain(self.expression(left)?, self.expression(right)?)
            }
            Expression::Each(left, right) => {
                Step::Each(self.expression(left)?, self.expression(right)?)
            }
            Expression::Values(left, right) => {
                Step::Values(self.expression(left)?, self.expression(right)?)
            }
            Expression::Flatten(left, right) => {
                Step::Flatten(self.expression(left)?, self.expression(right)?)
            }
            Expression::Filter(left, condition, right) => Step::Filter(
                self.expression(left)?,
                self.expression(condition)?,
                self.expression(right)?,
            ),
            Expression::List(items) => Step::List(self.all(items)?),
            Expression::Object(entries) => {
                let mut steps = Vec::with_capacity(entries.len());
                for (name, value) in entries {
                    steps.push((name.clone(), self.expression(value)?));
                }
                Step::Object(steps)
            }
            Expression::Reference(inner) => return self.expression(inner),
            Expression::Literal(value) => return self.literal(value),
            Expression::Not(value) => Step::Not(self.expression(value)?),
            Expression::And(left, right) => {
                Step::And(self.expression(left)?, self.expression(right)?)
            }
            Expression::Or(left, right) => {
                Step::Or(self.expression(left)?, self.expression(right)?)
            }
            Expression::Compare(comparison, left, right) => {
                Step::Compare(*comparison, self.expression(left)?, self.expression(right)?)
            }
            Expression::Call(function, arguments) => Step::Call(*function, self.all(arguments)?),
        };
        self.add(step)
    }

    fn all(&mut self, expressions: &[Expression]) -> Option<Vec<u16>> {
        expressions
            .iter()
            .map(|expression| self.expression(expression))
            .collect()
    }

    fn literal(&mut self, value: &Value) -> Option<u16> {
        match value {
            Value::Array(items) => {
                let items = items.iter().map(|item| self.literal(item));
                let list = Step::List(items.collect::<Option<_>>()?);
                self.on_any(list)
            }
            Value::Object(entries) => {
                let mut steps = Vec::with_capacity(entries.len());
                for (name, value) in entries {
                    steps.push((name.clone(), self.literal(value)?));
                }
                self.on_any(Step::Object(steps))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.add(scalar(value)?)
            }
        }
    }

    /// A list or structure that does not depend on the value: of null, both would be null.
    fn on_any(&mut self, step: Step) -> Option<u16> {
        let any = self.add(Step::Boolean(true))?;
        let step = self.add(step)?;
        self.add(Step::Chain(any, step))
    }
}

/// An index; no list is longer.
fn narrow(index: i64) -> i32 {
    let bound = if index < 0 { i32::MIN } else { i32::MAX };
    i32::try_from(index).unwrap_or(bound)
}

/// The step of a null, a boolean, a number or a text; `None` for a list or a structure.
pub(super) fn scalar(value: &Value) -> Option<Step> {
    Some(match value {
        Value::Null => Step::Null,
        Value::Bool(value) => Step::Boolean(*value),
        Value::Number(number) => Step::Number(float(number.as_str())),
        Value::String(text) => Step::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// A number as a finite float.
fn float(text: &str) -> f64 {
    text.parse().unwrap_or(0.0_f64).clamp(f64::MIN, f64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Number;

    #[test]
    fn operands_stand_before_their_users() {
        let field = |name: &str| Box::new(Expression::Field(name.to_owned()));
        let expression = Expression::Or(
            Box::new(Expression::Chain(field("a"), field("b"))),
            Box::new(Expression::Flatten(
                field("a"),
                Box::new(Expression::Current),
            )),
        );
        let steps = [
            Step::Field("a".to_owned()),
            Step::Field("b".to_owned()),
            Step::Chain(0, 1),
            Step::Current,
            Step::Flatten(0, 3),
            Step::Or(2, 4),
        ];
        assert_eq!(compile(&expression).as_deref(), Some(&steps[..]));
    }

    #[test]
    fn a_number_beyond_the_range_of_a_float_is_the_nearest_one() {
        let number = |text: &str| scalar(&Value::Number(Number::parse(text).unwrap()));
        assert_eq!(number("1.5"), Some(Step::Number(1.5)));
        assert_eq!(number("1e999"), Some(Step::Number(f64::MAX)));
        assert_eq!(number("-1e999"), Some(Step::Number(f64::MIN)));
    }

    #[test]
    fn a_literal_list_is_one_of_null_too() {
        let list = Value::Array(vec![Value::Bool(true), Value::Null]);
        let steps = [
            Step::Boolean(true),
            Step::Null,
            Step::List(vec![0, 1]),
            Step::Chain(0, 2),
        ];
        let compiled = compile(&Expression::Literal(list));
        assert_eq!(compiled.as_deref(), Some(&steps[..]));
    }
}
