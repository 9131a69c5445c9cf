//! Credentials, retries and the call of generated operations, as state machines without IO.

pub mod config;
pub mod credentials;
pub mod defaults;
pub mod retry;
pub mod user_agent;

mod services;
