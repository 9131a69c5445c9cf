//! IAM Identity Center tokens: file written by `aws sso login`, and refresh.
//!
//! **Invariants**
//!
//! - Tokens are refreshed five minutes before expiry, at most every 30 seconds.
//! - If a refresh fails, a token that is still valid remains in use.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>

use sansmith::Timestamp;
use sansmith::identity::Token;
use sha1::{Digest, Sha1};

use super::document::Fields;
use super::failure::{Failure, FailureKind};
use super::io::{Asked, Io};
use super::plan::Sso;
use super::service::{self, Authorize, Target};
use super::token_file::{EARLY, PAUSE, hex, in_home};
use crate::moment::later;
use crate::services::sso_oidc::operation::CreateToken;
use crate::services::sso_oidc::types::CreateTokenRequest;

/// The token file of a session, or of a start URL for the legacy form.
fn path(io: &mut Io<'_>, session: &Sso) -> Asked<String> {
    let name = session.session.as_ref().unwrap_or(&session.start_url);
    let file = hex(&Sha1::digest(name.as_bytes()));
    in_home(io, &format!("~/.aws/sso/cache/{file}.json"))
}

/// The token of a session, refreshed if necessary.
pub(super) fn resolve(io: &mut Io<'_>, session: &Sso) -> Asked<Token> {
    let path = path(io, session)?;
    let text = io.file(&path)?.map_err(|error| {
        Failure::failed(format!("failed to read `{path}`"))
            .because(error.message)
            .because("sign in with `aws sso login`")
    })?;
    let cached = Cached::read(&text)?;
    let now = io.now();
    let is_expired = cached.expires_at <= now;
    let last = io.before.refreshed.get(&path);
    let is_long_ago = last.is_none_or(|last| later(*last, PAUSE) <= now);
    let is_refreshable = session.session.is_some() && is_long_ago && cached.is_refreshable_at(now);
    if is_expired && !is_refreshable {
        let text = "the SSO token has expired and cannot be refreshed";
        return Err(Failure::failed(text)
            .because("sign in with `aws sso login`")
            .into());
    }
    if later(cached.expires_at, -EARLY) > now || !is_refreshable {
        return Ok(cached.token());
    }
    match refresh(io, session, &path, &cached) {
        Ok(token) => Ok(token),
        Err(stop) => match stop.failure()? {
            // As in other SDKs, the service decides if the old token is still accepted.
            failure if failure.kind == FailureKind::Failed => {
                io.after.refreshed.insert(path, now);
                Ok(cached.token())
            }
            failure => Err(failure.into()),
        },
    }
}

/// Requests a new token and writes it to the file.
fn refresh(io: &mut Io<'_>, session: &Sso, path: &str, cached: &Cached) -> Asked<Token> {
    let target = Target::of(io, "SSO OIDC", Some(&session.region))?;
    let text = |name: &str| cached.text(name).unwrap_or_default();
    let input = CreateTokenRequest::builder()
        .client_id(text("clientId"))
        .client_secret(text("clientSecret"))
        .grant_type("refresh_token")
        .refresh_token(text("refreshToken"))
        .build();
    let output = service::call::<CreateToken>(io, &target, &input, Authorize::Nothing)?;
    let now = io.now();
    let missing = || Failure::failed("the SSO OIDC response has no token");
    let access_token = output.access_token.ok_or_else(missing)?;
    let seconds = output.expires_in.ok_or_else(missing)?;
    let expires_at = later(now, i64::from(seconds.max(0)));
    let token = Token::new(&access_token).with_expiry(expires_at);
    let mut fields = cached.fields.clone();
    fields.set("accessToken", &access_token);
    fields.set("expiresAt", &expires_at.to_string());
    fields.set("region", &session.region);
    fields.set("startUrl", &session.start_url);
    if let Some(refresh_token) = output.refresh_token {
        fields.set("refreshToken", &refresh_token);
    }
    // Failing to save the file does not invalidate the token.
    let _ = io.write(path, || fields.to_json())?;
    io.after.refreshed.insert(path.to_owned(), now);
    Ok(token)
}

/// The contents of a token file.
struct Cached {
    fields: Fields,
    expires_at: Timestamp,
}

impl Cached {
    fn read(text: &[u8]) -> Result<Self, Failure> {
        let invalid = "invalid JSON in cached SSO token file";
        let fields = Fields::read(text).map_err(|failure| failure.within(invalid))?;
        let missing = |name: &str| {
            Failure::failed(format!("missing field `{name}` in cached SSO token file"))
        };
        let wrong = |name: &str| {
            Failure::failed(format!(
                "invalid value for the `{name}` field in the cached SSO token file"
            ))
        };
        fields
            .text(&["accessToken"])
            .ok_or_else(|| missing("accessToken"))?;
        let expires_at = fields.instant(&["expiresAt"]);
        let expires_at = expires_at.map_err(|_| wrong("expiresAt"))?;
        let expires_at = expires_at.ok_or_else(|| missing("expiresAt"))?;
        fields
            .instant(&["registrationExpiresAt"])
            .map_err(|_| wrong("registrationExpiresAt"))?;
        Ok(Self { fields, expires_at })
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.text(&[name])
    }

    fn token(&self) -> Token {
        Token::new(self.text("accessToken").unwrap_or_default()).with_expiry(self.expires_at)
    }

    /// True if the client registration is present and valid.
    fn is_refreshable_at(&self, now: Timestamp) -> bool {
        let names = ["clientId", "clientSecret", "refreshToken"];
        let registration = self.fields.instant(&["registrationExpiresAt"]);
        let registration = registration.ok().flatten();
        names.iter().all(|name| self.text(name).is_some())
            && registration.is_some_and(|end| end > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_token_is_an_error_that_names_the_field() {
        let error = |text: &str| match Cached::read(text.as_bytes()) {
            Ok(_) => String::new(),
            Err(failure) => failure.to_string(),
        };
        assert_eq!(
            error("{}"),
            "missing field `accessToken` in cached SSO token file"
        );
        assert_eq!(
            error(r#"{"accessToken": "a", "expiresAt": "b"}"#),
            "invalid value for the `expiresAt` field in the cached SSO token file"
        );
        assert!(error("a").starts_with("invalid JSON in cached SSO token file: "));
    }
}
