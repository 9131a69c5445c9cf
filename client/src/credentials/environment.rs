//! Credentials from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html>

use sansmith::identity::Credentials;

use super::failure::Failure;
use super::io::{Asked, Io};

/// Credentials from the environment.
pub(super) fn credentials(io: &mut Io<'_>) -> Asked<Credentials> {
    let id = io.variable("AWS_ACCESS_KEY_ID")?;
    let id = id.ok_or_else(|| not_set("AWS_ACCESS_KEY_ID"))?;
    let secret = match io.variable("AWS_SECRET_ACCESS_KEY")? {
        Some(secret) => secret,
        // The variable used by old programs.
        None => io
            .variable("SECRET_ACCESS_KEY")?
            .ok_or_else(|| not_set("AWS_SECRET_ACCESS_KEY"))?,
    };
    let mut credentials = Credentials::new(id, secret);
    if let Some(token) = io.variable("AWS_SESSION_TOKEN")? {
        credentials = credentials.with_session_token(token.trim());
    }
    if let Some(account_id) = io.variable("AWS_ACCOUNT_ID")? {
        credentials = credentials.with_account_id(account_id.trim());
    }
    Ok(credentials)
}

fn not_set(name: &str) -> Failure {
    Failure::not_configured(format!("environment variable not set: {name}"))
}
