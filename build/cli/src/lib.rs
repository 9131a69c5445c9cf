//! Turns what a command line says into crates, modules and printed forms: what all commands share that generate.
//!
//! The `sansmith` command stands on it, and so do the project's own commands, so that an option means the same in both.
//! It is a package of its own, so that a build script, which needs [`sansmith_build`] alone, does not compile it.

pub mod destination;
pub mod events;
pub mod form;
pub mod names;
pub mod options;
pub mod page;
pub mod runtime;
pub mod source;
pub mod terminal;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Done,
    /// A check failed, and what is wrong has been said.
    Failed,
}

impl Outcome {
    /// The outcome of a check.
    pub fn of(passed: bool) -> Self {
        if passed { Self::Done } else { Self::Failed }
    }
}
