//! Test suites of Smithy IDL: loader, validators, formatter, diff.
//!
//! Each suite is a module with a constant of type [`Suite`]; [`SUITES`] lists them in report order.
//! `loaded` loads files for all suites alike.

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

/// All suites, in report order.
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
