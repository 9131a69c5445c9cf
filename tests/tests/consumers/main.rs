//! Programs as users of the Amazon Connect crate would write them, with expected results.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod chat;
mod contact;
mod email;
mod printing;
mod reading;
mod violations;
