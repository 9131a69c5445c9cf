//! Shared parts of the tests of the clients: both clients behind one type, servers, scenarios, a proxy that injects faults.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot go on fails"
)]

pub mod caller;
pub mod fault;
pub mod lamp;
pub mod moto;
pub mod proxy;
pub mod report;
#[cfg(corpus)]
pub mod scenarios;
#[cfg(corpus)]
pub mod services;
