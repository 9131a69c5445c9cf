//! Interrupts the real command while writing: the folder must contain either the old or the new crate.
//!
//! `SANSMITH_KILLS` sets the number of kills (default: a dozen).

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
