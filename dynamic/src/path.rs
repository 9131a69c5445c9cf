//! `JMESPath` expressions as programs of the runtime, compiled at run time.

use sansmith::page::path::{Comparison, Function, Path, Step};
use sansmith_codegen::ir::{self, PathFunction};
use sansmith_codegen::path::{self as plan, compile, parse};

use crate::interned::keep;

/// The functions of the runtime.
const FUNCTIONS: [Function; 26] = [
    Function::Abs,
    Function::Avg,
    Function::Ceil,
    Function::Contains,
    Function::EndsWith,
    Function::Floor,
    Function::Join,
    Function::Keys,
    Function::Length,
    Function::Map,
    Function::Max,
    Function::MaxBy,
    Function::Merge,
    Function::Min,
    Function::MinBy,
    Function::NotNull,
    Function::Reverse,
    Function::Sort,
    Function::SortBy,
    Function::StartsWith,
    Function::Sum,
    Function::ToArray,
    Function::ToNumber,
    Function::ToString,
    Function::Type,
    Function::Values,
];

/// A `JMESPath` program that was compiled at run time; its memory is kept until the process ends.
///
/// ```
/// use sansmith::{Codecs as _, Document};
/// use sansmith_dynamic::Program;
///
/// let house = Document::from_json(r#"{"lamps": [{"name": "hall"}, {"name": "desk"}]}"#)?;
/// let names = Program::parse("sort(lamps[].name)")?.path().find(&house)?;
/// assert_eq!(names.to_document(), Document::from_iter(["desk", "hall"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Program(&'static [Step<'static>]);

impl Program {
    /// Parses and compiles an expression.
    ///
    /// # Errors
    ///
    /// The expression is wrong or too long; the text says why.
    pub fn parse(text: &str) -> Result<Self, String> {
        let steps = compile(&parse(text)?).ok_or("too many steps")?;
        let steps = steps.into_iter().map(step).collect::<Result<_, _>>()?;
        Ok(Self(keep(steps)))
    }

    /// The program, as the runtime evaluates it.
    pub const fn path(self) -> Path<'static> {
        Path::new(self.0)
    }
}

fn step(step: plan::Step) -> Result<Step<'static>, String> {
    Ok(match step {
        plan::Step::Current => Step::Current,
        plan::Step::Field(name) => Step::Field(name.leak()),
        plan::Step::Index(index) => Step::Index(index),
        plan::Step::Slice(from, to, by) => Step::Slice(from, to, by),
        plan::Step::Null => Step::Null,
        plan::Step::Boolean(value) => Step::Boolean(value),
        plan::Step::Number(value) => Step::Number(value),
        plan::Step::Text(text) => Step::Text(text.leak()),
        plan::Step::Chain(left, right) => Step::Chain(left, right),
        plan::Step::Each(left, right) => Step::Each(left, right),
        plan::Step::Values(left, right) => Step::Values(left, right),
        plan::Step::Flatten(left, right) => Step::Flatten(left, right),
        plan::Step::Filter(list, condition, right) => Step::Filter(list, condition, right),
        plan::Step::List(items) => Step::List(keep(items)),
        plan::Step::Object(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(name, value)| (&*name.leak(), value));
            Step::Object(keep(entries.collect()))
        }
        plan::Step::Not(value) => Step::Not(value),
        plan::Step::And(left, right) => Step::And(left, right),
        plan::Step::Or(left, right) => Step::Or(left, right),
        plan::Step::Compare(comparison, left, right) => {
            Step::Compare(compared(comparison), left, right)
        }
        plan::Step::Call(function, arguments) => {
            let name = function.as_str();
            let found = called(function);
            let found = found.ok_or_else(|| format!("the function `{name}` is not known"))?;
            Step::Call(found, keep(arguments))
        }
    })
}

const fn compared(comparison: ir::Comparison) -> Comparison {
    match comparison {
        ir::Comparison::Equal => Comparison::Equal,
        ir::Comparison::NotEqual => Comparison::NotEqual,
        ir::Comparison::Less => Comparison::Less,
        ir::Comparison::LessOrEqual => Comparison::LessOrEqual,
        ir::Comparison::Greater => Comparison::Greater,
        ir::Comparison::GreaterOrEqual => Comparison::GreaterOrEqual,
    }
}

/// The function of the runtime with the name of one of the generator's.
fn called(function: PathFunction) -> Option<Function> {
    let mut known = FUNCTIONS.into_iter();
    known.find(|known| known.name() == function.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_functions_are_known_to_the_runtime() {
        for function in PathFunction::ALL {
            let name = called(function).map(Function::name);
            assert_eq!(name, Some(function.as_str()));
        }
    }

    #[test]
    fn a_wrong_expression_is_refused() {
        assert!(Program::parse("a[").is_err());
        assert!(Program::parse("no_such_function(a)").is_err());
    }
}
