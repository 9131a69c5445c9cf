//! File access for the generator: reads models, writes generated files.
//!
//! The generator itself is pure. `build.rs` scripts, the command line and the project's own commands use this crate to
//! read models from disk and to write the result.
//!
//! **Invariants**
//!
//! - No file is ever half-written; the next run repairs what an interrupted one left.
//! - A file that was not generated is never overwritten or removed.
//! - A file whose text has not changed is not touched, so cargo does not rebuild what depends on it.

pub mod bundle;
pub mod file;
pub mod files;
pub mod generate;
pub mod model;
pub mod script;
pub mod settings;
mod text;

pub use bundle::{ReadError, read_bundle, read_further};
pub use files::{Differences, FileSet, Owner, WriteError};
pub use generate::{GenerateError, Generated, generate};
pub use script::{Config, Error};
pub use settings::{SettingsError, read_features, read_names};
