//! Test suites of Smithy IDL: loader, validators, formatter, diff.
//!
//! A suite is one module with a constant of type [`Suite`]; [`SUITES`] lists them in the order of the report.
//! `loaded` turns files into a model and its events, for every suite in the same way.

mod bundle;
mod compare;
mod diff;
mod errorfiles;
mod expected;
mod format;
mod invalid;
mod loaded;
mod selectors;
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
    format::FORMAT,
    format::FORMATTED[0],
    format::FORMATTED[1],
    format::FORMATTED[2],
    format::FORMATTED[3],
    format::FORMATTED[4],
    format::FORMATTED[5],
    format::FORMATTED[6],
    format::FORMATTED[7],
    selectors::SELECTORS,
    diff::UPSTREAM,
    diff::CAPTURED,
];
