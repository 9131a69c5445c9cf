//! Credentials, retries and the call of generated operations, as state machines without IO.

pub mod config;

mod services;
