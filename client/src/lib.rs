//! Credentials, retries, and calls of generated operations, as state machines without I/O.

pub mod config;
pub mod credentials;
pub mod defaults;
pub mod retry;
pub mod user_agent;

mod services;
