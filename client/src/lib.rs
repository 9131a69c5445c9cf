//! Credentials, retries, and calls of generated operations, as state machines without I/O, and clients over them.
//!
//! The features of the package add the clients: `blocking` is `blocking::Client`; `hyper` with `ring` and `webpki-roots`
//! is the asynchronous `Client`. Without them nothing here does IO.

#[cfg(feature = "client")]
pub mod asynchronous;
#[cfg(feature = "blocking-client")]
pub mod blocking;
#[cfg(feature = "endpoint")]
pub mod call;
pub mod config;
pub mod credentials;
pub mod defaults;
#[cfg(feature = "record")]
pub mod record;
pub mod retry;
#[cfg(all(feature = "endpoint", any(test, feature = "testing")))]
pub mod testing;
pub mod transport;
pub mod user_agent;

#[cfg(any(feature = "client", feature = "blocking-client"))]
mod driver;
mod moment;
mod services;

#[cfg(feature = "client")]
pub use self::asynchronous::Client;
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub use self::driver::{BuildError, Builder, CallOptions, Counters, SystemTime, Time, WaitError};
