//! Requests of ours, signed and sent by other people's crates, answered by moto, and the answers read: the whole way of a
//! call, for five protocols.
//!
//! moto is a Python program that answers as AWS does; `cargo xtask python moto` installs it under `target/python`, and
//! `cargo xtask test` does that first.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod connect;
mod moto;
#[path = "../../examples/call/send.rs"]
mod send;
mod services;
