//! Compiled programs in the runtime's types, allocated in an arena instead of statics.

use bumpalo::Bump;
use sansmith::page::path::{Comparison, Function, Path, Step};
use sansmith_codegen::ir::{self, PathExpression, PathFunction};
use sansmith_codegen::path::{self as plan, compile, parse};

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

/// A program with the memory that it is in; the memory stays for the rest of the process.
#[derive(Debug, Clone, Copy)]
pub struct Program(&'static [Step<'static>]);

impl Program {
    /// Parses and compiles an expression.
    ///
    /// # Errors
    ///
    /// The expression is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::compile(&parse(text)?)
    }

    /// Compiles an expression.
    ///
    /// # Errors
    ///
    /// It has too many steps.
    pub fn compile(expression: &PathExpression) -> Result<Self, String> {
        let steps = compile(expression).ok_or("too many steps")?;
        // Tests make few programs.
        let arena: &'static Bump = Box::leak(Box::new(Bump::new()));
        let steps = steps.iter().map(|found| step(found, arena));
        Ok(Self(arena.alloc_slice_fill_iter(steps.collect::<Vec<_>>())))
    }

    /// The program.
    pub const fn path(self) -> Path<'static> {
        Path::new(self.0)
    }
}

fn step(step: &plan::Step, arena: &'static Bump) -> Step<'static> {
    match step {
        plan::Step::Current => Step::Current,
        plan::Step::Field(name) => Step::Field(arena.alloc_str(name)),
        plan::Step::Index(index) => Step::Index(*index),
        plan::Step::Slice(from, to, by) => Step::Slice(*from, *to, *by),
        plan::Step::Null => Step::Null,
        plan::Step::Boolean(value) => Step::Boolean(*value),
        plan::Step::Number(value) => Step::Number(*value),
        plan::Step::Text(text) => Step::Text(arena.alloc_str(text)),
        plan::Step::Chain(left, right) => Step::Chain(*left, *right),
        plan::Step::Each(left, right) => Step::Each(*left, *right),
        plan::Step::Values(left, right) => Step::Values(*left, *right),
        plan::Step::Flatten(left, right) => Step::Flatten(*left, *right),
        plan::Step::Filter(list, condition, right) => Step::Filter(*list, *condition, *right),
        plan::Step::List(items) => Step::List(arena.alloc_slice_copy(items)),
        plan::Step::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, value)| (&*arena.alloc_str(name), *value));
            Step::Object(arena.alloc_slice_fill_iter(entries.collect::<Vec<_>>()))
        }
        plan::Step::Not(value) => Step::Not(*value),
        plan::Step::And(left, right) => Step::And(*left, *right),
        plan::Step::Or(left, right) => Step::Or(*left, *right),
        plan::Step::Compare(comparison, left, right) => {
            Step::Compare(compared(*comparison), *left, *right)
        }
        plan::Step::Call(function, arguments) => {
            Step::Call(called(*function), arena.alloc_slice_copy(arguments))
        }
    }
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

fn called(function: PathFunction) -> Function {
    let mut known = FUNCTIONS.into_iter();
    let found = known.find(|known| known.name() == function.as_str());
    // Both sides have the functions of the specification.
    found.unwrap_or(Function::NotNull)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_functions_are_known_to_the_runtime() {
        for function in PathFunction::ALL {
            assert_eq!(called(function).name(), function.as_str());
        }
    }
}
