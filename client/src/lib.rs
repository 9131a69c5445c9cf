//! Credentials, retries, and calls of generated operations, as state machines without I/O.

#[cfg(feature = "endpoint")]
pub mod call;
pub mod config;
pub mod credentials;
pub mod defaults;
pub mod retry;
#[cfg(all(feature = "endpoint", any(test, feature = "testing")))]
pub mod testing;
pub mod transport;
pub mod user_agent;

mod moment;
mod services;
