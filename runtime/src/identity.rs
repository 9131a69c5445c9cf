//! Identities that sign a request: credentials, bearer tokens and API keys.
//!
//! **Invariants**
//! - `Debug` shows no secret.
//! - A clone shares its texts with the original: it is one reference count.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

#[cfg(feature = "aws-credential-types")]
mod aws;
mod credentials;
mod token;

pub use self::credentials::Credentials;
pub use self::token::{ApiKey, Token};
