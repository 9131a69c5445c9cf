//! Test suites of signing, credentials, retries, defaults, `JMESPath`, waiters, event streams and S3.
//!
//! Each suite is a module with a constant of type [`Suite`]; [`SUITES`] lists them in report order.

pub mod corpus;
pub mod credentials;
pub mod defaults;
pub mod endpoints;
pub mod event_streams;
pub mod paths;
pub mod recordings;
pub mod retries;
pub mod signing;
pub mod suite;
pub mod waiters;

pub use self::suite::{Suite, run};
pub use sansmith_tally::{Cases, cases};

/// All suites, in report order.
pub const SUITES: &[Suite] = &[
    signing::SIGNING,
    credentials::CREDENTIALS,
    retries::RETRIES,
    defaults::DEFAULTS,
    event_streams::EVENT_STREAMS,
    recordings::S3,
    paths::JMESPATH,
    waiters::WAITERS,
];
