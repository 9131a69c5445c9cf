//! Lowers `JMESPath` expressions of paginators, waiters and operation context parameters.
//!
//! <https://jmespath.org/specification.html#grammar>

use sansmith_smithy::jmespath::{Comparator, Expression, Literals, parse};
use sansmith_smithy::model::{Node, Value as NodeValue};

use crate::ir::{Comparison, Path, PathArgument, PathExpression, PathFunction, Pointer, Value};
use crate::problem::{ProblemKind, Problems};

/// Parses and lowers an expression.
pub(crate) fn lower_path(text: String, at: &Pointer, problems: &mut Problems) -> Option<Path> {
    match expression_of(&text) {
        Ok(expression) => Some(Path { text, expression }),
        Err(why) => {
            let kind = ProblemKind::InvalidPath { path: text, why };
            problems.push(kind, at.clone());
            None
        }
    }
}

/// Parses an expression.
pub(crate) fn expression_of(text: &str) -> Result<PathExpression, String> {
    // Old botocore models have strings without quotes between backticks.
    let parsed = parse(text, Literals::JsonOrText).map_err(|fault| fault.to_string())?;
    lower(&parsed)
}

/// Lowers an expression, or names a function that does not exist.
fn lower(expression: &Expression) -> Result<PathExpression, String> {
    let boxed = |expression: &Expression| lower(expression).map(Box::new);
    let pair = |[left, right]: &[Expression; 2]| Ok::<_, String>((boxed(left)?, boxed(right)?));
    Ok(match expression {
        Expression::Current => PathExpression::Current,
        Expression::Field(name) => PathExpression::Field(name.clone()),
        Expression::Index(index) => PathExpression::Index(*index),
        Expression::Literal(node) => PathExpression::Literal(value_of(node)),
        Expression::List(items) => PathExpression::List(lower_all(items)?),
        Expression::Not(inner) => PathExpression::Not(boxed(inner)?),
        Expression::And(sides) => {
            let (left, right) = pair(sides)?;
            PathExpression::And(left, right)
        }
        Expression::Or(sides) => {
            let (left, right) = pair(sides)?;
            PathExpression::Or(left, right)
        }
        Expression::Comparison(comparator, sides) => {
            let (left, right) = pair(sides)?;
            PathExpression::Compare(comparison(*comparator), left, right)
        }
        Expression::Path(parts) => {
            let (left, right) = pair(parts)?;
            PathExpression::Chain(left, right)
        }
        Expression::Projection(parts) => match &**parts {
            [Expression::Flatten(left), right] => {
                PathExpression::Flatten(boxed(left)?, boxed(right)?)
            }
            parts => {
                let (left, right) = pair(parts)?;
                PathExpression::Each(left, right)
            }
        },
        Expression::ObjectProjection(parts) => {
            let (left, right) = pair(parts)?;
            PathExpression::Values(left, right)
        }
        Expression::Filter(parts) => {
            let [left, condition, right] = &**parts;
            PathExpression::Filter(boxed(left)?, boxed(condition)?, boxed(right)?)
        }
        Expression::Flatten(left) => {
            PathExpression::Flatten(boxed(left)?, Box::new(PathExpression::Current))
        }
        Expression::Call(name, arguments) => call(name, arguments)?,
        Expression::Slice(from, to, by) => PathExpression::Slice(*from, *to, *by),
        Expression::Hash(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|(name, value)| Ok::<_, String>((name.clone(), lower(value)?)));
            PathExpression::Object(entries.collect::<Result<_, _>>()?)
        }
        Expression::Reference(_) => {
            return Err("an expression after `&` is not the argument of a function".to_owned());
        }
    })
}

fn lower_all(items: &[Expression]) -> Result<Vec<PathExpression>, String> {
    items.iter().map(lower).collect()
}

fn call(name: &str, arguments: &[Expression]) -> Result<PathExpression, String> {
    let mut known = PathFunction::ALL.into_iter();
    let Some(function) = known.find(|known| known.as_str() == name) else {
        return Err(format!("unknown function `{name}`"));
    };
    let expected = function.arguments();
    let fits = if function.is_variadic() {
        !arguments.is_empty()
    } else {
        arguments.len() == expected.len()
    };
    if !fits {
        return Err(format!("wrong number of arguments of `{name}`"));
    }
    let mut lowered = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        let expected = expected.get(index).or(expected.last());
        let takes_reference = expected == Some(&PathArgument::Expression);
        let argument = match (argument, takes_reference) {
            (Expression::Reference(inner), true) => {
                PathExpression::Reference(Box::new(lower(inner)?))
            }
            (_, true) => return Err(format!("`{name}` needs an expression after `&`")),
            (argument, false) => lower(argument)?,
        };
        lowered.push(argument);
    }
    Ok(PathExpression::Call(function, lowered))
}

const fn comparison(comparator: Comparator) -> Comparison {
    match comparator {
        Comparator::Equal => Comparison::Equal,
        Comparator::NotEqual => Comparison::NotEqual,
        Comparator::Less => Comparison::Less,
        Comparator::LessEqual => Comparison::LessOrEqual,
        Comparator::Greater => Comparison::Greater,
        Comparator::GreaterEqual => Comparison::GreaterOrEqual,
    }
}

fn value_of(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Bool(value) => Value::Bool(*value),
        NodeValue::Number(number) => Value::Number(number.clone()),
        NodeValue::String(text) => Value::String(text.clone()),
        NodeValue::Array(items) => Value::Array(items.iter().map(value_of).collect()),
        NodeValue::Object(entries) => {
            let entries = entries.iter();
            Value::Object(
                entries
                    .map(|entry| (entry.key.clone(), value_of(&entry.node)))
                    .collect(),
            )
        }
    }
}

#[cfg(test)]
mod tests;
