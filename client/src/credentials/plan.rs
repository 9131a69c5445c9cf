//! A profile into a plan: where credentials come from, and the roles that are then taken, one after the other.
//!
//! **Invariants**
//!
//! - A plan has no loop: a profile that comes twice is an error.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html>

mod source;

use std::collections::BTreeSet;
use std::fmt;

use sansmith::identity::Credentials;

use self::source::{Named, base, keys};
use crate::config::Profiles;

/// Credentials to begin with, and the roles that are taken with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The source of the first credentials.
    pub base: Base,
    /// The roles, the first one to take first.
    pub roles: Vec<Role>,
}

/// A source of credentials that needs no others.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base {
    /// A source by its name: `Environment`, `EcsContainer` or `Ec2InstanceMetadata`.
    Named(String),
    /// Keys in the profile.
    Keys(Credentials),
    /// A token of an identity provider in a file.
    WebIdentity {
        /// The role it gives.
        role: Role,
        /// The path of the file.
        token_file: String,
    },
    /// A session of IAM Identity Center.
    Sso(Sso),
    /// A command that prints credentials.
    Process {
        /// The command line.
        command: String,
        /// The account of the profile, where the command tells none.
        account_id: Option<String>,
    },
    /// A session that `aws login` has begun.
    Login {
        /// The ARN of the session.
        session: String,
    },
}

impl fmt::Debug for Base {
    /// Without the command line, which may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.debug_tuple("Named").field(name).finish(),
            Self::Keys(credentials) => f.debug_tuple("Keys").field(credentials).finish(),
            Self::WebIdentity { role, token_file } => f
                .debug_struct("WebIdentity")
                .field("role", role)
                .field("token_file", token_file)
                .finish(),
            Self::Sso(sso) => f.debug_tuple("Sso").field(sso).finish(),
            Self::Process { account_id, .. } => f
                .debug_struct("Process")
                .field("account_id", account_id)
                .finish_non_exhaustive(),
            Self::Login { session } => f.debug_tuple("Login").field(session).finish(),
        }
    }
}

/// A session of IAM Identity Center, and the role it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sso {
    /// The name of the `[sso-session …]`; none in the form without one.
    pub session: Option<String>,
    /// The region of the session.
    pub region: String,
    /// The URL where the session begins.
    pub start_url: String,
    /// The account and the role; none where only a token is wanted.
    pub role: Option<(String, String)>,
}

/// A role to take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Role {
    /// The ARN.
    pub arn: String,
    /// The name of the session; one with the time if there is none.
    pub session_name: Option<String>,
    /// An id that the role may ask for.
    pub external_id: Option<String>,
    /// The serial number of an MFA device that the role may ask for.
    pub mfa_serial: Option<String>,
    /// Seconds that the credentials live.
    pub duration_seconds: Option<u32>,
}

/// A profile without a plan: why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// There is no profile at all, or no default one and no other is asked for.
    NoProfiles,
    /// The profile says nothing of credentials.
    NoCredentials {
        /// The profile.
        profile: String,
    },
    /// A profile or a part of it is missing.
    Missing {
        /// The profile.
        profile: String,
        /// The part that is missing.
        message: String,
    },
    /// A profile comes twice.
    Loop {
        /// The profiles in order.
        profiles: Vec<String>,
        /// The one that would come again.
        next: String,
    },
    /// A source of credentials contradicts itself.
    Invalid {
        /// The profile.
        profile: String,
        /// The contradiction.
        message: String,
    },
    /// An SSO session that is missing.
    NoSsoSession {
        /// The profile.
        profile: String,
        /// The session.
        session: String,
    },
    /// SSO that contradicts itself.
    InvalidSso {
        /// The profile.
        profile: String,
        /// The contradiction.
        message: String,
    },
}

impl fmt::Display for PlanError {
    /// In words that the foreign tests of the chain ask for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProfiles => f.write_str("No profiles were defined"),
            Self::NoCredentials { profile } => {
                write!(
                    f,
                    "profile `{profile}` did not contain credential information"
                )
            }
            Self::Missing { profile, message } => {
                write!(f, "profile `{profile}` was not defined: {message}")
            }
            Self::Loop { profiles, next } => write!(
                f,
                "profile formed an infinite loop. first we loaded {profiles:?}, then attempted to reload {next}"
            ),
            Self::Invalid { profile, message } => {
                write!(f, "invalid credential source in `{profile}`: {message}")
            }
            Self::NoSsoSession { profile, session } => write!(
                f,
                "sso-session named `{session}` (referenced by profile `{profile}`) was not found"
            ),
            Self::InvalidSso { profile, message } => {
                write!(f, "profile `{profile}` has invalid SSO config: {message}")
            }
        }
    }
}

impl std::error::Error for PlanError {}

impl Plan {
    /// The plan of a profile.
    ///
    /// # Errors
    ///
    /// The profile, or one that it refers to, is missing or contradicts itself.
    pub fn of(profiles: &Profiles, selected: &str) -> Result<Self, PlanError> {
        let has_any = profiles.profiles().next().is_some();
        if !has_any || (selected == "default" && profiles.profile(selected).is_none()) {
            return Err(PlanError::NoProfiles);
        }
        let mut seen: Vec<&str> = Vec::new();
        let mut known = BTreeSet::new();
        let mut roles = Vec::new();
        let mut name = selected;
        let base = loop {
            let profile = find(profiles, name, seen.last().copied())?;
            if !known.insert(name) {
                return Err(PlanError::Loop {
                    profiles: seen.iter().map(|name| (*name).to_owned()).collect(),
                    next: name.to_owned(),
                });
            }
            seen.push(name);
            // Keys of a profile that another one refers to win over its role.
            if seen.len() > 1
                && let Ok(keys) = keys(profile)
            {
                break Base::Keys(keys);
            }
            let Some(role) = chained_role(profile) else {
                let base = base(profiles, profile);
                break base.map_err(|error| of_source(error, name, seen.len()))?;
            };
            let next = next_profile(profile)?;
            roles.push(role);
            match next {
                Some(next) => name = next,
                None => break base(profiles, profile)?,
            }
        };
        roles.reverse();
        Ok(Self { base, roles })
    }
}

fn find<'p>(
    profiles: &'p Profiles,
    name: &'p str,
    from: Option<&str>,
) -> Result<Named<'p>, PlanError> {
    let section = profiles.profile(name).ok_or_else(|| PlanError::Missing {
        profile: name.to_owned(),
        message: format!(
            "could not find source profile {name} referenced from {}",
            from.unwrap_or("the root profile")
        ),
    })?;
    Ok(Named { name, section })
}

/// The error of a profile that another one refers to.
fn of_source(error: PlanError, name: &str, depth: usize) -> PlanError {
    if depth == 1 {
        return error;
    }
    PlanError::Invalid {
        profile: name.to_owned(),
        message: format!("could not load source profile: {error}"),
    }
}

/// The role of a profile that is taken with the credentials of another source.
fn chained_role(profile: Named<'_>) -> Option<Role> {
    if profile.section.get("web_identity_token_file").is_some() {
        return None;
    }
    Some(profile.role(profile.section.get("role_arn")?))
}

/// The profile whose credentials take the role; none if it is the same one.
fn next_profile(profile: Named<'_>) -> Result<Option<&str>, PlanError> {
    let source = profile.section.get("source_profile");
    match (source, profile.section.get("credential_source")) {
        (Some(_), Some(_)) => Err(profile.invalid(
            "profile contained both source_profile and credential_source. Only one or the other can be defined",
        )),
        (None, None) => Err(profile.invalid(
            "profile must contain `source_profile` or `credential_source` but neither were defined",
        )),
        (None, Some(_)) => Ok(None),
        (Some(name), None) => Ok(Some(name).filter(|name| *name != profile.name)),
    }
}
