//! Role credentials from STS.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>,
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>

use sansmith::identity::Credentials;

use super::failure::Failure;
use super::io::{Asked, Io};
use super::plan::Role;
use super::service::{self, Authorize, Target};
use crate::services::sts::operation::{AssumeRole, AssumeRoleWithWebIdentity};
use crate::services::sts::types::{
    AssumeRoleRequest, AssumeRoleWithWebIdentityRequest, AssumedRoleUser, Credentials as Answered,
};

/// Assumes a role with credentials.
pub(super) fn assume_role(
    io: &mut Io<'_>,
    role: &Role,
    credentials: &Credentials,
) -> Asked<Credentials> {
    let target = Target::of(io, "STS", None)?;
    let code = match &role.mfa_serial {
        None => None,
        Some(serial) => {
            let code = io.mfa_code(serial)?;
            Some(code.ok_or_else(|| {
                let text = format!(
                    "the role `{}` requires a code of the MFA device `{serial}`",
                    role.arn
                );
                Failure::failed(text).because("no prompt is configured")
            })?)
        }
    };
    let mut input = AssumeRoleRequest::builder()
        .role_arn(&role.arn)
        .role_session_name(session_name(io, role))
        .build();
    input.external_id.clone_from(&role.external_id);
    input.serial_number.clone_from(&role.mfa_serial);
    input.token_code = code;
    input.duration_seconds = duration(role);
    let authorize = Authorize::Signature(credentials);
    let output = service::call::<AssumeRole>(io, &target, &input, authorize)?;
    read(output.credentials, output.assumed_role_user)
}

/// Assumes a role with a web identity token.
pub(super) fn assume_role_with_web_identity(
    io: &mut Io<'_>,
    role: &Role,
    token: &str,
) -> Asked<Credentials> {
    let target = Target::of(io, "STS", None)?;
    let mut input = AssumeRoleWithWebIdentityRequest::builder()
        .role_arn(&role.arn)
        .role_session_name(session_name(io, role))
        .web_identity_token(token)
        .build();
    input.duration_seconds = duration(role);
    let output =
        service::call::<AssumeRoleWithWebIdentity>(io, &target, &input, Authorize::Nothing)?;
    read(output.credentials, output.assumed_role_user)
}

/// The session name: the configured one, or one derived from the time in milliseconds.
fn session_name(io: &Io<'_>, role: &Role) -> String {
    let now = io.now();
    let made = || {
        format!(
            "sansmith-{}{:03}",
            now.seconds(),
            now.subsec_nanos() / 1_000_000
        )
    };
    role.session_name.clone().unwrap_or_else(made)
}

fn duration(role: &Role) -> Option<i32> {
    role.duration_seconds
        .and_then(|seconds| i32::try_from(seconds).ok())
}

fn read(answered: Option<Answered>, user: Option<AssumedRoleUser>) -> Asked<Credentials> {
    let answered =
        answered.ok_or_else(|| Failure::failed("the STS response has no credentials"))?;
    let mut credentials = Credentials::new(answered.access_key_id, answered.secret_access_key)
        .with_session_token(answered.session_token)
        .with_expiry(answered.expiration);
    // arn:aws:sts::123456789012:assumed-role/role/session
    let arn = user.map(|user| user.arn).unwrap_or_default();
    if let Some(account_id) = arn.split(':').nth(4).filter(|id| !id.is_empty()) {
        credentials = credentials.with_account_id(account_id);
    }
    Ok(credentials)
}
