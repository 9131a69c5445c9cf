//! Operations of the AWS services used to obtain credentials, generated from `models/`.
//!
//! rustfmt is disabled for them, because the generator has its own layout.
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
