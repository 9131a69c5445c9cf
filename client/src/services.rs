//! Operations of AWS services that credentials come from, generated from facts in `models/`.
//!
//! Rustfmt leaves them alone: their layout is the generator's.
#![allow(
    unused_qualifications,
    reason = "a generated path is the same in every file"
)]

#[cfg(feature = "login")]
#[rustfmt::skip]
pub(crate) mod signin;
#[rustfmt::skip]
pub(crate) mod sso;
#[rustfmt::skip]
pub(crate) mod sso_oidc;
#[rustfmt::skip]
pub(crate) mod sts;
