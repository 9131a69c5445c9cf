//! Role credentials from a web identity token in a file.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html>

use sansmith::identity::Credentials;

use super::failure::Failure;
use super::io::{Asked, Io};
use super::plan::Role;
use super::sts;

/// Credentials for the role and file given by variables.
pub(super) fn of_environment(io: &mut Io<'_>) -> Asked<Credentials> {
    let not_set = |name: &str| Failure::not_configured(format!("${name} was not set"));
    let file = io.variable("AWS_WEB_IDENTITY_TOKEN_FILE")?;
    let file = file.ok_or_else(|| not_set("AWS_WEB_IDENTITY_TOKEN_FILE"))?;
    let arn = io.variable("AWS_ROLE_ARN")?;
    let arn = arn.ok_or_else(|| not_set("AWS_ROLE_ARN"))?;
    let session_name = io.variable("AWS_ROLE_SESSION_NAME")?;
    let role = Role {
        arn,
        session_name,
        ..Role::default()
    };
    of_file(io, &role, &file)
}

/// Credentials for a role, with the token in a file.
pub(super) fn of_file(io: &mut Io<'_>, role: &Role, file: &str) -> Asked<Credentials> {
    let token = io.file(file)?.map_err(|error| {
        Failure::failed(format!("failed to read `{file}`")).because(error.message)
    })?;
    let token = String::from_utf8(token)
        .map_err(|_| Failure::failed(format!("the token in `{file}` is not UTF-8")))?;
    sts::assume_role_with_web_identity(io, role, &token)
}
