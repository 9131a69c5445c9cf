//! Models damaged in many ways: each becomes a report or a crate that is Rust, and never a panic.
//!
//! Three kinds of damage: at every place of one model (`systematic`), at random ones of all fixtures (`random`), and
//! made by hand to hurt (`giants`, and the hostile models of the `tests` package). Both formats are damaged.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
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
