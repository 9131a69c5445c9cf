//! Programs as a user of the crate of Amazon Connect would write them, with what they must give.

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
