//! Role credentials from IAM Identity Center.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>

use sansmith::Timestamp;
use sansmith::identity::Credentials;

use super::failure::Failure;
use super::io::{Asked, Io};
use super::plan::Sso;
use super::service::{self, Authorize, Target};
use super::sso_token;
use crate::services::sso::operation::GetRoleCredentials;
use crate::services::sso::types::GetRoleCredentialsRequest;

/// The credentials for a role in an account.
pub(super) fn credentials(
    io: &mut Io<'_>,
    session: &Sso,
    (account_id, role): &(String, String),
) -> Asked<Credentials> {
    let token = sso_token::resolve(io, session)?;
    let target = Target::of(io, "SSO", Some(&session.region))?;
    let input = GetRoleCredentialsRequest::builder()
        .role_name(role)
        .account_id(account_id)
        .access_token(token.value())
        .build();
    let output = service::call::<GetRoleCredentials>(io, &target, &input, Authorize::Nothing)?;
    let missing = |name: &str| Failure::failed(format!("the SSO response has no `{name}`"));
    let answered = output
        .role_credentials
        .ok_or_else(|| missing("roleCredentials"))?;
    let id = answered
        .access_key_id
        .ok_or_else(|| missing("accessKeyId"))?;
    let secret = answered
        .secret_access_key
        .ok_or_else(|| missing("secretAccessKey"))?;
    let mut credentials = Credentials::new(id, secret).with_account_id(account_id);
    if let Some(token) = answered.session_token {
        credentials = credentials.with_session_token(token);
    }
    if let Some(expiry) = answered.expiration {
        credentials = credentials.with_expiry(Timestamp::from_millis(expiry));
    }
    Ok(credentials)
}
