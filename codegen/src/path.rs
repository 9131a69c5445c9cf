//! `JMESPath` expressions compiled to programs, for programs that evaluate them without a generated crate.

use crate::ir::PathExpression;
use crate::lower::path::expression_of;
use crate::plan::path as plan;
pub use crate::plan::path::Step;

/// Parses an expression.
///
/// # Errors
///
/// A syntax error, an unknown function, or a wrong number of arguments, in one sentence.
pub fn parse(text: &str) -> Result<PathExpression, String> {
    expression_of(text)
}

/// Compiles an expression to steps: operands stand before their users, the last step is the result.
///
/// `None` if the program has more than 65,536 steps.
///
/// ```
/// use sansmith_codegen::path::{Step, compile, parse};
///
/// let expression = parse("lamps[-1].name")?;
/// let steps = compile(&expression).unwrap_or_default();
/// assert_eq!(steps.last(), Some(&Step::Chain(2, 3)));
/// # Ok::<(), String>(())
/// ```
pub fn compile(expression: &PathExpression) -> Option<Vec<Step>> {
    plan::compile(expression)
}
