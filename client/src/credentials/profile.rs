//! Credentials from a profile, following its plan.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html>

use sansmith::identity::Credentials;

use super::failure::{Failure, FailureKind};
use super::io::{Asked, Io, Stop};
use super::plan::{Base, Plan, PlanError};
use super::{container, environment, imds, process, sso, sts, web_identity};

/// Maximum number of chained roles.
const LONGEST: usize = 32;

/// The credentials of a profile.
pub(super) fn credentials(io: &mut Io<'_>) -> Asked<Credentials> {
    let settings = io.settings()?;
    let plan = Plan::of(settings.profiles(), settings.profile_name()).map_err(failure)?;
    if plan.roles.len() > LONGEST {
        let text = format!("the profile chains more than {LONGEST} roles");
        return Err(Failure::invalid(text).into());
    }
    let (done, last) = (io.facts.links.len(), io.facts.links.last().cloned());
    let Some(credentials) = last else {
        let credentials = base(io, &plan.base)?;
        if plan.roles.is_empty() {
            return Ok(credentials);
        }
        return Err(Stop::Checkpoint(credentials));
    };
    let Some(role) = plan.roles.get(done - 1) else {
        return Ok(credentials);
    };
    let taken = sts::assume_role(io, role, &credentials)?;
    Err(Stop::Checkpoint(taken))
}

/// Converts an invalid profile to a failure.
pub(super) fn failure(error: PlanError) -> Failure {
    match error {
        PlanError::NoProfiles | PlanError::NoCredentials { .. } | PlanError::Missing { .. } => {
            Failure::not_configured(error.to_string())
        }
        PlanError::Loop { .. }
        | PlanError::Invalid { .. }
        | PlanError::NoSsoSession { .. }
        | PlanError::InvalidSso { .. } => {
            Failure::invalid("ProfileFile provider could not be built").because(error)
        }
    }
}

fn base(io: &mut Io<'_>, base: &Base) -> Asked<Credentials> {
    let credentials = match base {
        Base::Keys(credentials) => return Ok(credentials.clone()),
        Base::Named(name) => named(io, name),
        Base::WebIdentity { role, token_file } => web_identity::of_file(io, role, token_file),
        Base::Sso(session) => match &session.role {
            Some(role) => sso::credentials(io, session, role),
            None => {
                return Err(Failure::not_configured(
                    "selected profile will resolve an access token instead of credentials: \
                     set `sso_account_id` and `sso_role_name` for credentials",
                )
                .into());
            }
        },
        Base::Process {
            command,
            account_id,
        } => process::credentials(io, command, account_id.as_deref()),
        Base::Login { session } => login(io, session),
    };
    credentials.map_err(|stop| {
        stop.map(|failure| match failure.kind {
            // The profile names this source, so not being configured is an error here.
            FailureKind::NotConfigured => {
                failure.within("the source of the profile has no credentials")
            }
            FailureKind::Invalid | FailureKind::Failed => failure,
        })
    })
}

/// A source named by `credential_source`.
fn named(io: &mut Io<'_>, name: &str) -> Asked<Credentials> {
    let is = |word: &str| name.eq_ignore_ascii_case(word);
    if is("Environment") {
        environment::credentials(io)
    } else if is("EcsContainer") {
        container::credentials(io)
    } else if is("Ec2InstanceMetadata") {
        imds::credentials(io)
    } else {
        let text = format!(
            "profile referenced `{name}` provider but that provider is not supported: \
             `Environment`, `EcsContainer` and `Ec2InstanceMetadata` are"
        );
        Err(Failure::invalid(text).into())
    }
}

#[cfg(feature = "login")]
fn login(io: &mut Io<'_>, session: &str) -> Asked<Credentials> {
    super::login::credentials(io, session)
}

#[cfg(not(feature = "login"))]
fn login(_: &mut Io<'_>, _: &str) -> Asked<Credentials> {
    let text =
        "the profile has a `login_session`, which needs the feature `login` of sansmith-client";
    Err(Failure::invalid(text).into())
}
