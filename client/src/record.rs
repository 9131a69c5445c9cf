//! Recorded traffic: JSON lines of requests and responses, without secrets.
//!
//! `blocking::Recorder` and `asynchronous::Recorder` write a [`Tape`] while calls go on; a [`Recording`] answers the
//! same requests again, without a network.
//!
//! **Invariants**
//! - A line has no signature, no credential, and no value that the model calls sensitive: `***` stands in its place.
//! - Bodies are kept whole in memory while they are recorded.

mod line;
mod redact;
mod tape;

pub use self::line::{Exchange, Outcome, RecordedRequest, RecordedResponse};
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) use self::redact::Redaction;
pub use self::tape::{Recording, Tape};

use sansmith::Schema;

/// The shapes of an operation, in the extensions of its requests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shapes {
    pub(crate) input: &'static Schema,
    pub(crate) output: &'static Schema,
}
