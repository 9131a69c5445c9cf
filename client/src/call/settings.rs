//! Choices about the calls of one service.

use std::time::Duration;

use sansmith::endpoint::{BuiltIn, Params};
use sansmith::identity::{ApiKey, Credentials, Token};
use sansmith::{request, response};

use super::hooks::Hooks;
use crate::config::{EndpointDiscovery, RetryMode};
use crate::credentials;
use crate::retry::Policy;
use crate::user_agent::UserAgent;

/// Choices about the calls of one service: plain data, for any number of calls.
///
/// ```
/// use std::time::Duration;
/// use sansmith_client::call::{Settings, Timeouts};
///
/// let mut settings = Settings::new("eu-west-1");
/// settings.timeouts = Timeouts {
///     attempt: Some(Duration::from_secs(5)),
///     ..Timeouts::default()
/// };
/// assert_eq!(settings.region.as_deref(), Some("eu-west-1"));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The region that requests go to and are signed for.
    pub region: Option<String>,
    /// The URL in the place of the one that the endpoint rules give.
    pub endpoint: Option<String>,
    /// The other parameters of the endpoint rules, such as FIPS, dual stack and client context parameters.
    pub params: Params<'static>,
    /// The identity that requests are made with.
    pub identity: Identity,
    /// The preferred authentication schemes, with commas between.
    pub auth_preference: String,
    /// The regions of SigV4a, with commas between, in the place of what the endpoint says.
    pub region_set: Option<String>,
    /// The parameters of retries; without them, those of specification 2.1 for the service.
    pub retry: Option<Policy>,
    /// The most attempts of a call, in the place of the policy's.
    pub max_attempts: Option<u32>,
    /// The way of retries.
    pub retry_mode: RetryMode,
    /// The longest times.
    pub timeouts: Timeouts,
    /// The user agent, to which each call adds the service and the features in use.
    pub user_agent: UserAgent,
    /// Choices about requests. Its source of tokens is replaced by that of the call.
    pub request: request::Options,
    /// Choices about responses.
    pub response: response::Options,
    /// The largest response that is kept whole, in bytes.
    pub max_response: usize,
    /// The use of endpoint discovery.
    pub discovery: EndpointDiscovery,
    /// Signatures cover streams over TLS too, where a service takes them unsigned.
    pub signs_payloads: bool,
    /// Signatures have the time of the server where the clock is off.
    pub corrects_clock: bool,
    /// The token of absent idempotency members, in the place of a random one.
    pub token: Option<String>,
    /// Functions that see requests before they are signed, and responses.
    pub hooks: Hooks,
    /// The limit to streams that stand still; none to wait for them.
    pub stall: Option<Stall>,
}

/// The identity that requests are made with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Identity {
    /// Credentials, or a token of an SSO session, from the sources of the environment.
    Chain(Box<credentials::Options>),
    /// Credentials at hand.
    Credentials(Credentials),
    /// A bearer token at hand.
    Token(Token),
    /// An API key.
    ApiKey(ApiKey),
    /// None: requests stay unsigned, whatever the service asks for.
    Anonymous,
}

/// The longest times of a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection.
    pub connect: Option<Duration>,
    /// For one attempt: from the request to the end of the response, or to the head of a streamed one.
    pub attempt: Option<Duration>,
    /// For the whole call, its pauses included.
    pub call: Option<Duration>,
}

/// A limit to streams that stand still, in either direction: an attempt fails, or the reading of a body.
///
/// The asynchronous client has it; the blocking one waits as its transport does. A stream of the caller that is slow itself does
/// not count.
///
/// Source: smithy-rs, `StalledStreamProtectionConfig`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stall {
    /// The time that a stream may be too slow.
    pub grace: Duration,
    /// The least bytes per second within that time.
    pub throughput: u64,
}

impl Default for Stall {
    /// One byte per second, for five seconds.
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(5),
            throughput: 1,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: None,
            endpoint: None,
            params: Params::new().built_in(BuiltIn::AccountIdEndpointMode, "preferred"),
            identity: Identity::Chain(Box::default()),
            auth_preference: String::new(),
            region_set: None,
            retry: None,
            max_attempts: None,
            retry_mode: RetryMode::Standard,
            timeouts: Timeouts::default(),
            user_agent: UserAgent::new(),
            request: request::Options::new(),
            response: response::Options::new(),
            max_response: 1 << 30,
            discovery: EndpointDiscovery::Auto,
            signs_payloads: false,
            corrects_clock: true,
            token: None,
            hooks: Hooks::default(),
            stall: Some(Stall::default()),
        }
    }
}

impl Settings {
    /// The defaults, in a region.
    pub fn new(region: impl Into<String>) -> Self {
        Self::default().region(region)
    }

    /// Sets the region.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        let region = region.into();
        self.params = self.params.region(region.clone());
        self.region = Some(region);
        self
    }

    /// Sets the URL in the place of the one that the endpoint rules give.
    #[must_use]
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.params = self.params.endpoint(url.clone());
        self.endpoint = Some(url);
        self
    }

    /// Sets the identity.
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.identity = identity;
        self
    }

    /// Sets credentials at hand.
    #[must_use]
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.identity(Identity::Credentials(credentials))
    }

    /// The parameters of retries for the service with that id.
    pub(super) fn policy(&self, service: &str) -> Policy {
        let policy = match &self.retry {
            Some(policy) => policy.clone(),
            None => Policy::new(service),
        };
        match self.max_attempts {
            Some(attempts) => policy.max_attempts(attempts),
            None => policy,
        }
    }
}
