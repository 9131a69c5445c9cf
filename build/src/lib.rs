//! Turns generated files in memory into files on disk, whole or not at all.
//!
//! The generator itself is pure; this crate is the one place that touches the disk for it.
//! `build.rs` scripts, the command line and the project's own commands all come through here.
//!
//! **Invariants**
//!
//! - Nothing in the destination changes before every new byte is on the same disk beside it.
//! - A file nobody generated is never overwritten or removed.
//! - A file whose text has not changed is not touched, so that cargo does not rebuild what stands on it.

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
