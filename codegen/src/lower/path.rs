//! Lowers `JMESPath` expressions of paginators, waiters and operation context parameters.
//!
//! <https://jmespath.org/specification.html#grammar>

use sansmith_smithy::jmespath::{Comparator, Expression, Literals, parse};
use sansmith_smithy::model::{Node, Value as NodeValue};

use crate::ir::{Comparison, Path, PathExpression, PathFunction, Pointer, Value};
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

fn expression_of(text: &str) -> Result<PathExpression, String> {
    // Old botocore models have strings without quotes between backticks.
    let parsed = parse(text, Literals::JsonOrText).map_err(|fault| fault.to_string())?;
    lower(&parsed)
}

/// Lowers an expression, or names a construct that no AWS model uses.
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
        Expression::Slice => return Err("slices are not supported".to_owned()),
        Expression::Hash(_) => return Err("multi-select hashes are not supported".to_owned()),
        Expression::Reference(_) => {
            return Err("references to expressions are not supported".to_owned());
        }
    })
}

fn lower_all(items: &[Expression]) -> Result<Vec<PathExpression>, String> {
    items.iter().map(lower).collect()
}

fn call(name: &str, arguments: &[Expression]) -> Result<PathExpression, String> {
    let mut known = PathFunction::ALL.into_iter();
    let Some(function) = known.find(|known| known.as_str() == name) else {
        return Err(format!("unsupported function `{name}`"));
    };
    if arguments.len() != function.arity() {
        return Err(format!("wrong number of arguments of `{name}`"));
    }
    Ok(PathExpression::Call(function, lower_all(arguments)?))
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
