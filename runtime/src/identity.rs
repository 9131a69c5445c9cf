//! Identities for signing: credentials, bearer tokens and API keys.
//!
//! **Invariants**
//! - `Debug` output contains no secrets.
//! - Clones share their data by reference counting.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

#[cfg(feature = "aws-credential-types")]
mod aws;
mod credentials;
mod token;

pub use self::credentials::Credentials;
pub use self::token::{ApiKey, Token};
