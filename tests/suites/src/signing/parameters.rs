//! `context.json`: credentials, scope, time and options of a signature.

use std::time::Duration;

use sansmith::Timestamp;
use sansmith::identity::Credentials;
use sansmith::sign::{Settings, TokenUse};
use serde::Deserialize;

/// The parameters of a signature.
#[derive(Debug, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the keys of the file, as they are"
)]
pub(super) struct Parameters {
    credentials: Keys,
    expiration_in_seconds: u64,
    #[serde(default)]
    normalize: bool,
    pub(super) region: String,
    pub(super) service: String,
    #[serde(default)]
    sign_body: bool,
    #[serde(default)]
    omit_session_token: bool,
    #[serde(default = "yes")]
    double_uri_encode: bool,
    timestamp: String,
}

#[derive(Debug, Deserialize)]
struct Keys {
    access_key_id: String,
    secret_access_key: String,
    token: Option<String>,
}

const fn yes() -> bool {
    true
}

impl Parameters {
    pub(super) fn credentials(&self) -> Credentials {
        let keys = &self.credentials;
        let credentials = Credentials::new(&*keys.access_key_id, &*keys.secret_access_key);
        match &keys.token {
            Some(token) => credentials.with_session_token(token),
            None => credentials,
        }
    }

    pub(super) fn now(&self) -> Result<Timestamp, String> {
        self.timestamp
            .parse()
            .map_err(|error| format!("timestamp: {error}"))
    }

    pub(super) fn lifetime(&self) -> Duration {
        Duration::from_secs(self.expiration_in_seconds)
    }

    pub(super) fn settings(&self) -> Settings<'static> {
        let token = if self.omit_session_token {
            TokenUse::Unsigned
        } else {
            TokenUse::Signed
        };
        Settings::new()
            .normalization(self.normalize)
            .double_encoding(self.double_uri_encode)
            .content_hash(self.sign_body)
            .token(token)
    }
}
