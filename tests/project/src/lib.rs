//! What the project's commands share: its folders, the models in `models/` and in the corpus, Python packages, processes.
//!
//! `xtask` and the programs of `tests/` that it runs use it.

pub mod corpus;
pub mod models;
pub mod process;
pub mod python;
pub mod terminal;
pub mod workspace;

pub use sansmith_cli::Outcome;
