//! The builder of both clients.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sansmith::Service;
use sansmith::identity::{ApiKey, Credentials, Token};
use sansmith::service::{ServiceOverrides, ServiceType};

use super::system::{MfaFn, PLATFORM};
use super::time::{SystemTime, Time};
use crate::call::{Hooks, Identity, Settings};
use crate::config::RetryMode;
use crate::credentials;

/// A change of the settings that a configuration gives.
type Change = Arc<dyn Fn(Settings) -> Settings + Send + Sync>;

/// Settings of a client, in the place of those of the environment.
///
/// A setting that is not given here comes from environment variables and configuration files if the client is
/// loaded, and is the default if it is built.
///
/// ```
/// use std::time::Duration;
/// # #[cfg(feature = "blocking-client")] {
/// use sansmith_client::blocking::Client;
///
/// let builder = Client::builder()
///     .region("eu-west-1")
///     .max_attempts(5)
///     .attempt_timeout(Duration::from_secs(10));
/// # }
/// ```
pub struct Builder<C> {
    pub(crate) overrides: Overrides,
    pub(crate) time: Arc<dyn Time>,
    pub(crate) ca_bundle: Option<PathBuf>,
    /// The longest time for a connection, for transports that take none per request.
    #[cfg(feature = "client")]
    pub(crate) connect: Option<Duration>,
    #[cfg(feature = "client")]
    pub(crate) timer: Arc<dyn crate::asynchronous::Timer>,
    client: PhantomData<fn() -> C>,
}

/// Settings in the place of those of a configuration.
#[derive(Clone, Default)]
pub(crate) struct Overrides {
    pub(crate) profile: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) ask: Option<Arc<MfaFn>>,
    identity: Option<Identity>,
    changes: Vec<Change>,
    services: BTreeMap<&'static str, Vec<Change>>,
}

impl Overrides {
    /// The options of credentials.
    pub(crate) fn credentials(&self) -> credentials::Options {
        let mut options = credentials::Options::new(PLATFORM);
        options.profile.clone_from(&self.profile);
        options.region.clone_from(&self.region);
        options
    }

    /// Settings of a service with these in their place.
    pub(super) fn apply(&self, service: &Service, mut settings: Settings) -> Settings {
        settings.identity = match &self.identity {
            Some(identity) => identity.clone(),
            None => Identity::Chain(Box::new(self.credentials())),
        };
        if let Some(region) = &self.region {
            settings = settings.region(region);
        }
        let own = self.services.get(service.id).into_iter().flatten();
        let changes = self.changes.iter().chain(own);
        changes.fold(settings, |settings, change| change(settings))
    }
}

impl<C> Default for Builder<C> {
    fn default() -> Self {
        Self {
            overrides: Overrides::default(),
            time: Arc::new(SystemTime),
            ca_bundle: None,
            #[cfg(feature = "client")]
            connect: None,
            #[cfg(any(feature = "hyper", feature = "reqwest"))]
            timer: Arc::new(crate::asynchronous::TokioTimer),
            #[cfg(all(feature = "client", not(any(feature = "hyper", feature = "reqwest"))))]
            timer: Arc::new(crate::asynchronous::ThreadTimer),
            client: PhantomData,
        }
    }
}

impl<C> Builder<C> {
    fn change(mut self, change: impl Fn(Settings) -> Settings + Send + Sync + 'static) -> Self {
        self.overrides.changes.push(Arc::new(change));
        self
    }

    /// Sets the profile of the configuration files; credentials in the environment are then ignored.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.overrides.profile = Some(name.into());
        self
    }

    /// Sets the region.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.overrides.region = Some(region.into());
        self
    }

    /// Sets the credentials.
    #[must_use]
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.identity(Identity::Credentials(credentials))
    }

    /// Sets a bearer token.
    #[must_use]
    pub fn token(self, token: Token) -> Self {
        self.identity(Identity::Token(token))
    }

    /// Sets an API key.
    #[must_use]
    pub fn api_key(self, key: ApiKey) -> Self {
        self.identity(Identity::ApiKey(key))
    }

    /// Sends requests without signatures.
    #[must_use]
    pub fn anonymous(self) -> Self {
        self.identity(Identity::Anonymous)
    }

    /// Sets the identity of requests.
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.overrides.identity = Some(identity);
        self
    }

    /// Sets the function that asks the user for a code of the MFA device with the given serial number.
    ///
    /// It runs in the thread that makes the call. With the asynchronous client that is a thread of the executor, whose
    /// other tasks stand still until the function returns.
    #[must_use]
    pub fn mfa(mut self, ask: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        self.overrides.ask = Some(Arc::new(ask));
        self
    }

    /// Sets the URL that requests of every service go to; credentials are still got from their own endpoints.
    #[must_use]
    pub fn endpoint(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.change(move |settings| settings.endpoint(&url))
    }

    /// Uses FIPS 140 endpoints.
    #[must_use]
    pub fn fips(self, wanted: bool) -> Self {
        self.change(move |mut settings| {
            settings.params = settings.params.fips(wanted);
            settings
        })
    }

    /// Uses dual-stack (IPv4 and IPv6) endpoints.
    #[must_use]
    pub fn dual_stack(self, wanted: bool) -> Self {
        self.change(move |mut settings| {
            settings.params = settings.params.dual_stack(wanted);
            settings
        })
    }

    /// Sets the retry mode.
    #[must_use]
    pub fn retry_mode(self, mode: RetryMode) -> Self {
        self.configure(move |settings| settings.retry_mode = mode)
    }

    /// Sets the maximum number of attempts of a call, including the first; one is without retries.
    #[must_use]
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.configure(move |settings| settings.max_attempts = Some(attempts))
    }

    /// Sets the timeout of a connection.
    #[must_use]
    #[cfg_attr(
        not(feature = "client"),
        expect(unused_mut, reason = "the asynchronous client has it")
    )]
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        #[cfg(feature = "client")]
        {
            self.connect = Some(time);
        }
        self.configure(move |settings| settings.timeouts.connect = Some(time))
    }

    /// Sets the timeout of one attempt: to the end of the response, or to the head of a streamed one.
    #[must_use]
    pub fn attempt_timeout(self, time: Duration) -> Self {
        self.configure(move |settings| settings.timeouts.attempt = Some(time))
    }

    /// Sets the timeout of a whole call, with its retries and pauses.
    #[must_use]
    pub fn call_timeout(self, time: Duration) -> Self {
        self.configure(move |settings| settings.timeouts.call = Some(time))
    }

    /// Sets the application id, which is part of the user agent.
    #[must_use]
    pub fn app_id(self, id: impl Into<String>) -> Self {
        let id = id.into();
        self.change(move |mut settings| {
            settings.user_agent = settings.user_agent.app_id(&id);
            settings
        })
    }

    /// Sets functions that see requests before they are signed, and responses.
    #[must_use]
    pub fn hooks(self, hooks: Hooks) -> Self {
        self.configure(move |settings| settings.hooks = hooks.clone())
    }

    /// Changes any setting of calls, for every service.
    #[must_use]
    pub fn configure(self, change: impl Fn(&mut Settings) + Send + Sync + 'static) -> Self {
        self.change(move |mut settings| {
            change(&mut settings);
            settings
        })
    }

    /// Sets the settings of one service.
    ///
    /// The crate of each service has its type, and the settings beside it.
    #[must_use]
    pub fn service<S: ServiceType>(self, settings: S::Settings) -> Self {
        let ServiceOverrides {
            region,
            endpoint,
            params,
            ..
        } = settings.into();
        self.configure_service(S::SERVICE, move |settings| {
            if let Some(region) = &region {
                *settings = std::mem::take(settings).region(region);
            }
            if let Some(url) = &endpoint {
                *settings = std::mem::take(settings).endpoint(url);
            }
            for (name, value) in &params {
                let params = std::mem::take(&mut settings.params);
                settings.params = params.named(name.clone(), value.clone());
            }
        })
    }

    /// Changes any setting of the calls of one service: `Operation::SCHEMA.service`.
    #[must_use]
    pub fn configure_service(
        mut self,
        service: &'static Service,
        change: impl Fn(&mut Settings) + Send + Sync + 'static,
    ) -> Self {
        let change = move |mut settings| {
            change(&mut settings);
            settings
        };
        let changes = self.overrides.services.entry(service.id).or_default();
        changes.push(Arc::new(change));
        self
    }

    /// Trusts the certificates in a PEM file instead of the usual ones.
    #[must_use]
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_bundle = Some(path.into());
        self
    }

    /// Sets the clock.
    #[must_use]
    pub fn time(mut self, time: impl Time) -> Self {
        self.time = Arc::new(time);
        self
    }
}

impl<C> fmt::Debug for Builder<C> {
    /// Without identities.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("profile", &self.overrides.profile)
            .field("region", &self.overrides.region)
            .finish_non_exhaustive()
    }
}
