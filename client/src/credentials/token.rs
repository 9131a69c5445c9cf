//! Bearer tokens: from a service-specific variable, or the profile's SSO session.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>

use sansmith::identity::Token;

use super::chain::first;
use super::failure::{Failure, Source};
use super::io::{Asked, Io};
use super::plan::{Base, Plan};
use super::{profile, sso_token};

/// The token for a signing name such as `bedrock`.
pub(super) fn resolve(io: &mut Io<'_>, signing_name: &str) -> Asked<Token> {
    let sources = [Source::Environment, Source::Profile];
    first(io, &sources, |io, source| {
        if source == Source::Environment {
            return of_environment(io, signing_name);
        }
        of_profile(io)
    })
}

/// The token in `AWS_BEARER_TOKEN_BEDROCK`.
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
    let plan = plan.map_err(profile::failure)?;
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
