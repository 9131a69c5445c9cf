//! `JMESPath` texts parsed: one parser for paginators, waiters and operation context parameters.
//!
//! **Invariants**
//! - Time is linear in the text, and expressions nest 32 deep at most.
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
