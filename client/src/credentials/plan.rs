//! Derives a plan from a profile: a base source of credentials, and a sequence of roles to assume.
//!
//! **Invariants**
//!
//! - Plans have no cycles: a profile that refers to itself is an error.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html>

mod source;

use std::collections::BTreeSet;
use std::fmt;

use sansmith::identity::Credentials;

use self::source::{Named, base, keys};
use crate::config::Profiles;

/// Base credentials, and the roles to assume with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Source of the base credentials.
    pub base: Base,
    /// Roles, in the order in which they are assumed.
    pub roles: Vec<Role>,
}

/// A source that needs no other credentials.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base {
    /// A named source: `Environment`, `EcsContainer` or `Ec2InstanceMetadata`.
    Named(String),
    /// Access keys in the profile.
    Keys(Credentials),
    /// A web identity token in a file.
    WebIdentity {
        /// Role to assume.
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
        /// Account id in the profile, used if the command returns none.
        account_id: Option<String>,
    },
    /// An `aws login` session.
    Login {
        /// The ARN of the session.
        session: String,
    },
}

impl fmt::Debug for Base {
    /// Omits the command line, which may contain secrets.
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

/// An IAM Identity Center session, with the role to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sso {
    /// Name of the `[sso-session …]`; `None` for the legacy form.
    pub session: Option<String>,
    /// The region of the session.
    pub region: String,
    /// Start URL.
    pub start_url: String,
    /// Account and role; `None` if only a token is needed.
    pub role: Option<(String, String)>,
}

/// A role to assume.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Role {
    /// The ARN.
    pub arn: String,
    /// Session name; by default derived from the time.
    pub session_name: Option<String>,
    /// External id required by the role.
    pub external_id: Option<String>,
    /// Serial number of the MFA device required by the role.
    pub mfa_serial: Option<String>,
    /// Lifetime of the credentials in seconds.
    pub duration_seconds: Option<u32>,
}

/// An invalid profile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// No profiles exist, or the default profile is missing and was not requested explicitly.
    NoProfiles,
    /// The profile has no credentials.
    NoCredentials {
        /// The profile.
        profile: String,
    },
    /// A profile or a part of it is missing.
    Missing {
        /// The profile.
        profile: String,
        /// Missing part.
        message: String,
    },
    /// A profile refers to itself.
    Loop {
        /// Profiles, in order.
        profiles: Vec<String>,
        /// Repeated profile.
        next: String,
    },
    /// Contradictory settings of a source.
    Invalid {
        /// The profile.
        profile: String,
        /// Contradiction.
        message: String,
    },
    /// A missing SSO session.
    NoSsoSession {
        /// The profile.
        profile: String,
        /// The session.
        session: String,
    },
    /// Contradictory SSO settings.
    InvalidSso {
        /// The profile.
        profile: String,
        /// Contradiction.
        message: String,
    },
}

impl fmt::Display for PlanError {
    /// The wording is fixed by third-party tests of the chain.
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
    /// Derives the plan of a profile.
    ///
    /// # Errors
    ///
    /// The profile, or one that it refers to, is missing or contradictory.
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
            // In a referenced profile, access keys take precedence over its role.
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

/// Wraps the error of a referenced profile.
fn of_source(error: PlanError, name: &str, depth: usize) -> PlanError {
    if depth == 1 {
        return error;
    }
    PlanError::Invalid {
        profile: name.to_owned(),
        message: format!("could not load source profile: {error}"),
    }
}

/// The role that a profile assumes with credentials of another source.
fn chained_role(profile: Named<'_>) -> Option<Role> {
    if profile.section.get("web_identity_token_file").is_some() {
        return None;
    }
    Some(profile.role(profile.section.get("role_arn")?))
}

/// The profile that provides credentials for the role; `None` if it is the same.
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
