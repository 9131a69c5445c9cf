//! Folders, models, Python packages and processes that the project's commands share.
//!
//! `xtask` and the programs of `tests/` that it runs use it.

pub mod corpus;
pub mod models;
pub mod process;
pub mod python;
pub mod terminal;
pub mod workspace;

pub use sansmith_cli::Outcome;
