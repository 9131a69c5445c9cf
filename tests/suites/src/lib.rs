//! Test suites of the call: signing, credentials, retries and what else a call is made of.
//!
//! A suite is one module with a constant of type [`Suite`]; [`SUITES`] lists them in the order of the report.

pub mod corpus;
pub mod credentials;
pub mod defaults;
pub mod endpoints;
pub mod retries;
pub mod signing;
pub mod suite;

pub use self::suite::{Suite, run};
pub use sansmith_tally::{Cases, cases};

/// All suites, in the order of the report.
pub const SUITES: &[Suite] = &[
    signing::SIGNING,
    credentials::CREDENTIALS,
    retries::RETRIES,
    defaults::DEFAULTS,
];
