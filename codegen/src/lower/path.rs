//! Parses `JMESPath` expressions of paginators, waiters and operation context parameters.
//!
//! **Invariants**
//! - Time is linear in the text; expressions nest at most 32 deep.
//!
//! <https://jmespath.org/specification.html#grammar>

mod parse;
mod token;

use crate::ir::{Path, Pointer};
use crate::problem::{ProblemKind, Problems};

/// Parses an expression.
pub(crate) fn lower_path(text: String, at: &Pointer, problems: &mut Problems) -> Option<Path> {
    match parse::parse(&text) {
        Ok(expression) => Some(Path { text, expression }),
        Err(parse::Fault { offset, why }) => {
            let kind = ProblemKind::InvalidPath {
                path: text,
                why: format!("{why} at character {offset}"),
            };
            problems.push(kind, at.clone());
            None
        }
    }
}
