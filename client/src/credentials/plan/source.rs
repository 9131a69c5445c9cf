//! Determines the source of credentials in a single profile.

use sansmith::identity::Credentials;

use super::{Base, PlanError, Role, Sso};
use crate::config::{Profiles, Section};

/// A named profile.
#[derive(Clone, Copy)]
pub(super) struct Named<'p> {
    pub(super) name: &'p str,
    pub(super) section: &'p Section,
}

impl Named<'_> {
    fn text(self, key: &str) -> Option<String> {
        self.section.get(key).map(str::to_owned)
    }

    pub(super) fn invalid(self, message: &str) -> PlanError {
        PlanError::Invalid {
            profile: self.name.to_owned(),
            message: message.to_owned(),
        }
    }

    fn invalid_sso(self, message: String) -> PlanError {
        PlanError::InvalidSso {
            profile: self.name.to_owned(),
            message,
        }
    }

    pub(super) fn role(self, arn: &str) -> Role {
        Role {
            arn: arn.to_owned(),
            session_name: self.text("role_session_name"),
            external_id: self.text("external_id"),
            mfa_serial: self.text("mfa_serial"),
            duration_seconds: self
                .section
                .get("duration_seconds")
                .and_then(|text| text.parse().ok()),
        }
    }
}

/// The source of credentials of a profile.
pub(super) fn base(profiles: &Profiles, profile: Named<'_>) -> Result<Base, PlanError> {
    if let Some(name) = profile.text("credential_source") {
        return Ok(Base::Named(name));
    }
    if let Some(token_file) = profile.text("web_identity_token_file") {
        let arn = profile.section.get("role_arn").ok_or_else(|| {
            profile.invalid("`web_identity_token_file` was specified but `role_arn` was missing")
        })?;
        let role = profile.role(arn);
        return Ok(Base::WebIdentity { role, token_file });
    }
    if let Some(sso) = sso(profiles, profile)? {
        return Ok(Base::Sso(sso));
    }
    if let Some(session) = profile.text("login_session") {
        return Ok(Base::Login { session });
    }
    if let Some(command) = profile.text("credential_process") {
        return Ok(Base::Process {
            command,
            account_id: profile.text("aws_account_id"),
        });
    }
    keys(profile).map(Base::Keys)
}

/// The access keys of a profile.
pub(super) fn keys(profile: Named<'_>) -> Result<Credentials, PlanError> {
    let id = profile.section.get("aws_access_key_id");
    let secret = profile.section.get("aws_secret_access_key");
    let token = profile.section.get("aws_session_token");
    if id.is_none() && secret.is_none() && token.is_none() {
        return Err(PlanError::NoCredentials {
            profile: profile.name.to_owned(),
        });
    }
    let id = id.ok_or_else(|| profile.invalid("profile missing aws_access_key_id"))?;
    let secret = secret.ok_or_else(|| profile.invalid("profile missing aws_secret_access_key"))?;
    let mut credentials = Credentials::new(id, secret);
    if let Some(token) = token {
        credentials = credentials.with_session_token(token);
    }
    if let Some(account_id) = profile.section.get("aws_account_id") {
        credentials = credentials.with_account_id(account_id);
    }
    Ok(credentials)
}

/// The SSO session of a profile.
fn sso(profiles: &Profiles, profile: Named<'_>) -> Result<Option<Sso>, PlanError> {
    let session = profile.text("sso_session");
    let mut region = profile.text("sso_region");
    let mut start_url = profile.text("sso_start_url");
    let account = profile.text("sso_account_id");
    let role = profile.text("sso_role_name");
    let all = [&session, &region, &start_url, &account, &role];
    if all.into_iter().all(Option::is_none) {
        return Ok(None);
    }
    if let Some(name) = &session {
        for (key, value) in [("sso_start_url", &start_url), ("sso_region", &region)] {
            if value.is_some() {
                return Err(profile.invalid_sso(format!(
                    "`{key}` can only be specified in the [sso-session] config when a session name is given"
                )));
            }
        }
        let session = profiles.sso_session(name);
        let session = session.ok_or_else(|| PlanError::NoSsoSession {
            profile: profile.name.to_owned(),
            session: name.clone(),
        })?;
        region = session.get("sso_region").map(str::to_owned);
        start_url = session.get("sso_start_url").map(str::to_owned);
    }
    let both = |left: &str, right: &str| {
        profile.invalid_sso(format!(
            "if `{left}` is set, then `{right}` must also be set"
        ))
    };
    let role = match (account, role) {
        (Some(account), Some(role)) => Some((account, role)),
        (None, None) => None,
        (Some(_), None) => return Err(both("sso_account_id", "sso_role_name")),
        (None, Some(_)) => return Err(both("sso_role_name", "sso_account_id")),
    };
    let missing = |key: &str| PlanError::Missing {
        profile: profile.name.to_owned(),
        message: format!("`{key}` was missing"),
    };
    Ok(Some(Sso {
        session,
        region: region.ok_or_else(|| missing("sso_region"))?,
        start_url: start_url.ok_or_else(|| missing("sso_start_url"))?,
        role,
    }))
}
