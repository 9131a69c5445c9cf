//! Command-line options and output shared by all commands that generate.
//!
//! Used by `sansmith` and by the project's own commands, so that options mean the same in both. It is separate from
//! [`sansmith_build`], so that build scripts do not have to compile it.

pub mod destination;
pub mod events;
pub mod form;
pub mod names;
pub mod options;
pub mod page;
pub mod runtime;
pub mod source;
pub mod terminal;

/// The result of a command that ran to completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Success.
    Done,
    /// A check failed; the findings have been printed.
    Failed,
}

impl Outcome {
    /// The outcome of a check.
    pub fn of(passed: bool) -> Self {
        if passed { Self::Done } else { Self::Failed }
    }
}
