//! Complete calls in five protocols: our requests, signed and sent by third-party crates, answered by moto.
//!
//! moto is a Python program that imitates AWS; `cargo xtask python moto` installs it in `target/python`, which `cargo xtask test`
//! does first.

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
