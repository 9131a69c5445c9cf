//! Credentials of an `aws login` session: token file and refresh.
//!
//! **Invariants**
//!
//! - Credentials are refreshed five minutes before expiry; a failed refresh is an error.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/access-login.html>

mod dpop;

use sansmith::Document;
use sansmith::identity::Credentials;
use sha2::{Digest, Sha256};

use super::document::{Fields, temporary};
use super::failure::Failure;
use super::io::{Asked, Io};
use super::service::{self, Authorize, Target};
use super::token_file::{EARLY, PAUSE, hex, in_home};
use crate::config;
use crate::moment::later;
use crate::services::signin::operation::CreateOauth2Token;
use crate::services::signin::types::{
    CreateOauth2TokenRequest, CreateOauth2TokenRequestBody, CreateOauth2TokenResponseBody,
};

/// Advice if a session cannot be refreshed.
const ADVICE: &str = "sign in with `aws login`";

/// The credentials of a session, refreshed if necessary.
pub(super) fn credentials(io: &mut Io<'_>, session: &str) -> Asked<Credentials> {
    let path = path(io, session)?;
    let text = io.file(&path)?.map_err(|error| {
        Failure::failed(format!("failed to read `{path}`"))
            .because(error.message)
            .because(ADVICE)
    })?;
    let cached = Cached::read(&text)?;
    let now = io.now();
    let end = cached.credentials.expiry().unwrap_or(now);
    if later(end, -EARLY) > now {
        return Ok(cached.credentials);
    }
    let last = io.before.refreshed.get(&path);
    if last.is_some_and(|last| later(*last, PAUSE) > now) {
        if end > now {
            return Ok(cached.credentials);
        }
        let failure = Failure::failed("cached Login token is expired");
        return Err(failure.because(ADVICE).into());
    }
    refresh(io, &path, &cached)
}

/// The token file of a session, named by a digest.
fn path(io: &mut Io<'_>, session: &str) -> Asked<String> {
    let file = hex(&Sha256::digest(session.trim().as_bytes()));
    match io.setting(&config::LOGIN_CACHE_DIRECTORY)? {
        Some(folder) => Ok(format!("{}/{file}.json", folder.trim_end_matches('/'))),
        None => in_home(io, &format!("~/.aws/login/cache/{file}.json")),
    }
}

fn refresh(io: &mut Io<'_>, path: &str, cached: &Cached) -> Asked<Credentials> {
    let key = dpop::key(&cached.dpop_key)?;
    let target = Target::of(io, "Signin", None)?;
    let mut body = CreateOauth2TokenRequestBody::builder()
        .client_id(&cached.client_id)
        .grant_type("refresh_token")
        .build();
    body.refresh_token = Some(cached.refresh_token.clone());
    let input = CreateOauth2TokenRequest::builder()
        .token_input(body)
        .build();
    let authorize = |request: &mut http::Request<Vec<u8>>, now, random| {
        dpop::authorize(request, &key, now, random)
    };
    let output =
        service::call::<CreateOauth2Token>(io, &target, &input, Authorize::Headers(&authorize))?;
    let now = io.now();
    let answered = output.token_output;
    let mut credentials = Credentials::new(
        &answered.access_token.access_key_id,
        &answered.access_token.secret_access_key,
    )
    .with_session_token(&answered.access_token.session_token)
    .with_expiry(later(now, i64::from(answered.expires_in.max(0))));
    if let Some(account_id) = cached.credentials.account_id() {
        credentials = credentials.with_account_id(account_id);
    }
    // Failing to save the file does not invalidate the credentials.
    let _ = io.write(path, || cached.renewed(&answered, &credentials))?;
    io.after.refreshed.insert(path.to_owned(), now);
    Ok(credentials)
}

/// The contents of a token file.
struct Cached {
    fields: Fields,
    credentials: Credentials,
    client_id: String,
    refresh_token: String,
    dpop_key: String,
}

impl Cached {
    fn read(text: &[u8]) -> Result<Self, Failure> {
        let fields = Fields::read(text);
        let fields =
            fields.map_err(|failure| failure.within("invalid JSON in cached Login token file"))?;
        let missing = |name: &str| {
            Failure::invalid(format!("missing field `{name}` in cached Login token file"))
                .because(ADVICE)
        };
        let text = |name: &str| {
            let text = fields.text(&[name]).map(str::to_owned);
            text.ok_or_else(|| missing(name))
        };
        let access_token = fields.object("accessToken");
        let access_token = access_token.ok_or_else(|| missing("accessToken"))?;
        let credentials = temporary(&access_token)
            .map_err(|failure| failure.within("`accessToken` in cached Login token file"))?;
        if credentials.account_id().is_none() {
            return Err(missing("accountId"));
        }
        Ok(Self {
            client_id: text("clientId")?,
            refresh_token: text("refreshToken")?,
            dpop_key: text("dpopKey")?.replace("\\n", "\n"),
            credentials,
            fields,
        })
    }

    /// The file contents after a refresh.
    fn renewed(
        &self,
        answered: &CreateOauth2TokenResponseBody,
        credentials: &Credentials,
    ) -> Vec<u8> {
        let expiry = credentials.expiry().map(|expiry| expiry.to_string());
        let access_token = [
            ("accessKeyId", Some(credentials.access_key_id())),
            ("secretAccessKey", Some(credentials.secret_access_key())),
            ("sessionToken", credentials.session_token()),
            ("accountId", credentials.account_id()),
            ("expiresAt", expiry.as_deref()),
        ];
        let access_token = access_token
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let mut fields = self.fields.clone();
        fields.set_value("accessToken", Document::map(access_token));
        fields.set("refreshToken", &answered.refresh_token);
        fields.to_json()
    }
}
