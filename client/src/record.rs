//! Recorded traffic: JSON lines of requests and responses, without secrets.
//!
//! `blocking::Recorder` and `asynchronous::Recorder` write a [`Tape`] while calls go on; a [`Recording`] answers the
//! same requests again, without a network.
//!
//! **Invariants**
//! - A line has no signature, no credential, and no value that the model calls sensitive: `***` stands in its place.
//! - Answers to requests for credentials that are plain text are `***` as a whole, so that such requests cannot all be
//!   replayed: a client over a [`Recording`] names its region, and has credentials of its own or none.
//! - Bodies are kept whole in memory while they are recorded.

mod line;
mod redact;
mod tape;

pub use self::line::{Exchange, Outcome, RecordedRequest, RecordedResponse};
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) use self::redact::Redaction;
pub use self::tape::{Recording, Tape};

use sansmith::Schema;

/// The shapes of an operation in the extensions of its requests: input, output and errors.
#[derive(Debug, Clone)]
pub(crate) struct Shapes(pub(crate) Vec<&'static Schema>);
