//! Generator output: files, reports, and properties that always hold.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and looks at the variants it is about"
)]

mod corpus;
mod counts;
mod determinism;
mod diagnostics;
mod golden;
