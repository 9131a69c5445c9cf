//! The real command stopped in the middle of writing: the folder holds the old crate or the new one, whole.
//!
//! `SANSMITH_KILLS` says how often the command is killed, where a dozen times are not enough.

#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says what it did"
)]

mod bench;
mod disk;
mod kills;
mod together;
