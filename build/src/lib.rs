//! Writes generated files to disk atomically.
//!
//! The generator itself is pure; this crate does its I/O, for `build.rs` scripts, the command line and the project's own
//! commands.
//!
//! **Invariants**
//!
//! - The destination does not change until all new data is on the same disk.
//! - Hand-written files are never overwritten or removed.
//! - Unchanged files are not touched, so that cargo does not rebuild their dependents.

pub mod bundle;
pub mod file;
pub mod generate;
pub mod model;
pub mod script;
pub mod tree;

pub use bundle::{ReadError, read_bundle, read_further};
pub use generate::{GenerateError, Generated, generate};
pub use script::{Config, Error};
pub use tree::{Differences, Owner, Tree, TreeError};
