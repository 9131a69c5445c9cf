//! Choices about one call.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use sansmith::identity::Credentials;

use crate::call::{Identity, Settings};

/// Choices about one call, in the place of those of the client.
///
/// ```
/// use std::time::Duration;
/// use sansmith_client::CallOptions;
///
/// let options = CallOptions::new().max_attempts(1).call_timeout(Duration::from_secs(5));
/// ```
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    region: Option<String>,
    endpoint: Option<String>,
    identity: Option<Identity>,
    max_attempts: Option<u32>,
    connect_timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    call_timeout: Option<Duration>,
    token: Option<String>,
    headers: HeaderMap,
}

impl CallOptions {
    /// The choices of the client.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the region.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the URL in the place of the one that the endpoint rules give.
    #[must_use]
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Sets the credentials.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.identity = Some(Identity::Credentials(credentials));
        self
    }

    /// Sends the request without a signature.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.identity = Some(Identity::Anonymous);
        self
    }

    /// Sets the maximum number of attempts; one is without retries.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Sets the timeout of a connection.
    #[must_use]
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect_timeout = Some(time);
        self
    }

    /// Sets the timeout of one attempt.
    #[must_use]
    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.attempt_timeout = Some(time);
        self
    }

    /// Sets the timeout of the whole call, with its retries and pauses.
    #[must_use]
    pub fn call_timeout(mut self, time: Duration) -> Self {
        self.call_timeout = Some(time);
        self
    }

    /// Sets the idempotency token, for an input without one.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Adds a header, which the signature covers.
    #[must_use]
    pub fn header(mut self, name: http::HeaderName, value: http::HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Settings with these choices; the given ones if there are none.
    pub(super) fn apply(&self, settings: Arc<Settings>) -> Arc<Settings> {
        if self.is_empty() {
            return settings;
        }
        let mut settings = Settings::clone(&settings);
        if let Some(region) = &self.region {
            settings = settings.region(region);
        }
        if let Some(url) = &self.endpoint {
            settings = settings.endpoint(url);
        }
        if let Some(identity) = &self.identity {
            settings.identity = identity.clone();
        }
        settings.max_attempts = self.max_attempts.or(settings.max_attempts);
        let timeouts = &mut settings.timeouts;
        timeouts.connect = self.connect_timeout.or(timeouts.connect);
        timeouts.attempt = self.attempt_timeout.or(timeouts.attempt);
        timeouts.call = self.call_timeout.or(timeouts.call);
        if let Some(token) = &self.token {
            settings.token = Some(token.clone());
        }
        if !self.headers.is_empty() {
            let headers = self.headers.clone();
            settings.hooks = settings.hooks.before_sign(move |_, request| {
                request.extend(headers.clone());
            });
        }
        Arc::new(settings)
    }

    fn is_empty(&self) -> bool {
        let Self {
            region,
            endpoint,
            identity,
            max_attempts,
            connect_timeout,
            attempt_timeout,
            call_timeout,
            token,
            headers,
        } = self;
        let texts = [region, endpoint, token];
        let times = [connect_timeout, attempt_timeout, call_timeout];
        texts.iter().all(|text| text.is_none())
            && times.iter().all(|time| time.is_none())
            && identity.is_none()
            && max_attempts.is_none()
            && headers.is_empty()
    }
}
