//! Bearer tokens: of a variable for one service, else of the profile's SSO session.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>

use sansmith::identity::Token;

use super::failure::{Attempt, Failure, FailureKind, Source};
use super::io::{Asked, Io, Stop};
use super::plan::{Base, Plan, PlanError};
use super::sso_token;

/// The token for a service with that signing name, `bedrock` say.
pub(super) fn resolve(io: &mut Io<'_>, signing_name: &str) -> Asked<Token> {
    let mut attempts = Vec::new();
    for source in [Source::Environment, Source::Profile] {
        let token = if source == Source::Environment {
            of_environment(io, signing_name)
        } else {
            of_profile(io)
        };
        let failure = match token {
            Ok(token) => return Ok(token),
            Err(stop) => stop.failure()?,
        };
        let is_last = failure.kind != FailureKind::NotConfigured;
        attempts.push(Attempt { source, failure });
        if is_last {
            break;
        }
    }
    Err(Stop::Exhausted(attempts))
}

/// `AWS_BEARER_TOKEN_BEDROCK`.
fn of_environment(io: &mut Io<'_>, signing_name: &str) -> Asked<Token> {
    let name = signing_name.to_ascii_uppercase().replace([' ', '-'], "_");
    let name = format!("AWS_BEARER_TOKEN_{name}");
    let value = io.variable(&name)?;
    let value = value
        .ok_or_else(|| Failure::not_configured(format!("environment variable not set: {name}")))?;
    Ok(Token::new(value.trim()))
}

fn of_profile(io: &mut Io<'_>) -> Asked<Token> {
    let settings = io.settings()?;
    let plan = Plan::of(settings.profiles(), settings.profile_name());
    let plan = plan.map_err(|error| match error {
        PlanError::NoProfiles | PlanError::NoCredentials { .. } | PlanError::Missing { .. } => {
            Failure::not_configured(error.to_string())
        }
        PlanError::Loop { .. }
        | PlanError::Invalid { .. }
        | PlanError::NoSsoSession { .. }
        | PlanError::InvalidSso { .. } => Failure::invalid(error.to_string()),
    })?;
    match plan.base {
        Base::Sso(session) => sso_token::resolve(io, &session),
        Base::Named(_)
        | Base::Keys(_)
        | Base::WebIdentity { .. }
        | Base::Process { .. }
        | Base::Login { .. } => {
            Err(Failure::not_configured("no sso-session configured in profile file").into())
        }
    }
}
