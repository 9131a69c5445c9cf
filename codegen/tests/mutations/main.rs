//! Damaged models: each yields a report or a crate of valid Rust, never a panic.
//!
//! Three kinds: one mutation at every place of a model (`systematic`), random mutations of all fixtures (`random`), and
//! hand-made hostile models (`giants`, and the hostile models of the `tests` package). Both formats are covered.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, says what it did, and looks at the values it is about"
)]

mod ast;
mod compiled;
mod damage;
mod giants;
mod judge;
mod random;
mod smithy;
mod systematic;
mod words;
