//! Parts that the blocking and the asynchronous client share: settings, shared data, the operating system.
//!
//! **Invariants**
//! - The clients make no decision of a call: those are the state machine's.
//! - The lock over the shared data is held within a step only, never over IO.

mod build_error;
mod builder;
mod core;
mod counters;
mod load;
mod options;
mod process;
mod spans;
mod steps;
pub(crate) mod system;
#[cfg(all(
    test,
    feature = "blocking-client",
    feature = "client",
    feature = "record",
    feature = "tracing"
))]
mod tests;
mod time;
mod waiting;

pub use self::build_error::BuildError;
pub use self::builder::Builder;
pub(crate) use self::core::{Core, Progress};
pub use self::counters::Counters;
pub(crate) use self::load::Load;
pub use self::options::CallOptions;
pub(crate) use self::spans::Span;
pub(crate) use self::steps::{Calling, Preparing, Presigned, Steps};
pub use self::time::{SystemTime, Time};
pub use self::waiting::WaitError;
pub(crate) use self::waiting::{Waited, Waiting};
