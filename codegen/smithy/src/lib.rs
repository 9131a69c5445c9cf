//! Smithy models: IDL and JSON AST, loaded, validated, formatted and compared.
//!
//! The crate is pure: it reads texts from memory and never touches files.
//!
//! **Invariants**
//! - Input is untrusted: depth and size are limited, every walk is linear, nothing panics.
//! - Output order never depends on a hash.
//!
//! <https://smithy.io/2.0/spec/index.html>

pub mod ast;
pub mod diff;
pub mod event;
pub mod files;
pub mod format;
mod idl;
pub mod jmespath;
pub mod json;
pub mod load;
pub mod model;
pub mod project;
mod relation;
mod rules;
pub mod selector;
mod subject;
mod suppress;
pub mod syntax;
pub mod validate;

pub use self::event::{Event, Severity};
pub use self::files::{FileId, Files, Location, Place, Source};
pub use self::model::Model;
