//! Test suites of Smithy IDL: loader, validators, formatter, diff.
//!
//! A suite is one module with a constant of type [`Suite`]; [`SUITES`] lists them in the order of the report.
//! [`loaded`] turns files into a model and its events, for every suite in the same way.

mod bundle;
mod compare;
mod errorfiles;
mod expected;
mod invalid;
mod loaded;
mod suite;
mod twins;
mod valid;
mod wild;

pub use self::bundle::bundle;
pub use self::suite::{Report, Suite, corpus, run};

/// All suites, in the order of the report.
pub const SUITES: &[Suite] = &[
    valid::VALID,
    invalid::LOADER,
    invalid::RECOVERY,
    errorfiles::ERRORFILES,
    wild::WILD,
    wild::RUST,
    twins::SERVICES,
];
