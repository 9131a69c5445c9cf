//! The EC2 instance metadata service: credentials, region, and other metadata.
//!
//! **Invariants**
//!
//! - A session token is requested first, and kept in memory until two minutes before it expires.
//! - Expired credentials are used for another ten to fifteen minutes, so that an instance survives an outage of the service.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html>

mod address;
mod exchange;

use sansmith::identity::Credentials;

use self::exchange::Refused;
use super::cache::extended;
use super::document::{self, Answered};
use super::failure::Failure;
use super::io::{Asked, Io};
use crate::config;

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

/// Paths of extended credentials, which include the account id.
const EXTENDED_ROLES: &str = "/latest/meta-data/iam/security-credentials-extended/";

/// The path of the region.
pub(super) const REGION: &str = "/latest/meta-data/placement/region";

/// A metadata value as text.
pub(super) fn metadata(io: &mut Io<'_>, path: &str) -> Asked<String> {
    check_enabled(io)?;
    Ok(exchange::get(io, path)?.map_err(Refused::into_failure)?)
}

/// The region from options, configuration, or the service.
pub(super) fn region(io: &mut Io<'_>) -> Asked<String> {
    if let Some(region) = &io.options.region {
        return Ok(region.clone());
    }
    if let Some(region) = io.setting(&config::REGION)? {
        return Ok(region);
    }
    metadata(io, REGION).map_err(|stop| {
        stop.map(|failure| {
            Failure::invalid("no region: set AWS_REGION, or `region` in the profile")
                .because(failure)
        })
    })
}

fn check_enabled(io: &mut Io<'_>) -> Asked<()> {
    match io.setting(&config::EC2_METADATA_DISABLED)? {
        Some(true) => Err(Failure::not_configured(
            "IMDS disabled by AWS_EC2_METADATA_DISABLED env var set to `true`",
        )
        .into()),
        Some(false) | None => Ok(()),
    }
}

/// The credentials of the instance role.
pub(super) fn credentials(io: &mut Io<'_>) -> Asked<Credentials> {
    check_enabled(io)?;
    let extended = io.options.imds.extended;
    let paths: &[&str] = if extended {
        &[EXTENDED_ROLES, ROLES]
    } else {
        &[ROLES]
    };
    for path in paths {
        match of_path(io, path)? {
            Ok(credentials) => return Ok(credentials),
            Err(Refused::Missing) => {}
            Err(refused) => return Err(refused.into_failure().into()),
        }
    }
    Err(Failure::not_configured("received 404 from IMDS")
        .because("the instance has no role")
        .into())
}

fn of_path(io: &mut Io<'_>, path: &str) -> Asked<Result<Credentials, Refused>> {
    let role = match io.setting(&config::EC2_INSTANCE_PROFILE_NAME)? {
        Some(role) => role,
        None => match exchange::get(io, path)? {
            Ok(roles) => roles.lines().next().unwrap_or_default().trim().to_owned(),
            Err(refused) => return Ok(Err(refused)),
        },
    };
    let text = match exchange::get(io, &format!("{path}{role}"))? {
        Ok(text) => text,
        Err(refused) => return Ok(Err(refused)),
    };
    match document::read(text.as_bytes())? {
        Answered::Credentials(credentials) => Ok(Ok(extend(io, credentials))),
        Answered::Error(code, message) if code == "AssumeRoleUnauthorizedAccess" => {
            let text = format!("Incorrect IMDS/IAM configuration: [{code}] {message}");
            Err(Failure::invalid(text)
                .because("does this role have a trust relationship with EC2?")
                .into())
        }
        Answered::Error(code, message) => {
            let text = format!("Error retrieving credentials from IMDS: {code} {message}");
            Err(Failure::failed(text).into())
        }
    }
}

/// Extends the expiry of expired credentials.
fn extend(io: &Io<'_>, credentials: Credentials) -> Credentials {
    let now = io.now();
    match credentials.expiry() {
        Some(expiry) if expiry <= now => credentials.with_expiry(extended(now, io.random())),
        Some(_) | None => credentials,
    }
}

impl Refused {
    /// Converts to a failure of the source.
    fn into_failure(self) -> Failure {
        match self {
            Self::Missing => Failure::not_configured("received 404 from IMDS"),
            Self::Unreachable(reason) => {
                Failure::not_configured("could not communicate with IMDS").because(reason)
            }
            Self::Invalid(failure) => failure,
            Self::Failed(reason) => Failure::failed("IMDS").because(reason),
        }
    }
}
