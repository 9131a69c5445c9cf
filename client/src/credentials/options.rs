//! Choices of a caller about the sources of identities.

use super::failure::Source;
use crate::config::{ImdsEndpointMode, Platform};

/// Choices about the sources of identities; the default is the standard chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The platform whose paths and variables are meant.
    pub platform: Platform,
    /// The profile, in place of that of `AWS_PROFILE`. Keys in the environment are left alone then.
    pub profile: Option<String>,
    /// The region for STS and sign-in, in place of that of the configuration.
    pub region: Option<String>,
    /// The sources to try, in this order; the standard chain if there are none.
    pub sources: Vec<Source>,
    /// Ids of services whose own variables are among the settings: `S3`, `Cognito Identity`.
    pub services: Vec<String>,
    /// Choices about the instance metadata service.
    pub imds: ImdsOptions,
}

impl Options {
    /// The default, for a platform.
    pub fn new(platform: Platform) -> Self {
        Self {
            platform,
            ..Self::default()
        }
    }

    /// Sets the profile.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// Sets the region.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the sources.
    #[must_use]
    pub fn sources(mut self, sources: impl IntoIterator<Item = Source>) -> Self {
        self.sources = sources.into_iter().collect();
        self
    }

    /// Sets the choices about the instance metadata service.
    #[must_use]
    pub fn imds(mut self, imds: ImdsOptions) -> Self {
        self.imds = imds;
        self
    }
}

/// Choices about the instance metadata service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImdsOptions {
    /// The endpoint, in place of that of the configuration.
    pub endpoint: Option<String>,
    /// The address, in place of that of the configuration, where that has no endpoint.
    pub mode: Option<ImdsEndpointMode>,
    /// Seconds that a session token lives, up to 21,600; zero means that.
    pub token_ttl: u32,
    /// The extended paths are asked first, which know the account; a service without them is asked the usual ones.
    pub extended: bool,
    /// A service that knows no session tokens is asked without one, unless the configuration has
    /// `ec2_metadata_v1_disabled`.
    pub allow_v1: bool,
}

impl ImdsOptions {
    /// Sets the endpoint.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Sets the address.
    #[must_use]
    pub fn mode(mut self, mode: ImdsEndpointMode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// Sets if a service that knows no session tokens is asked without one.
    #[must_use]
    pub fn allow_v1(mut self, allow: bool) -> Self {
        self.allow_v1 = allow;
        self
    }

    /// Sets if the extended paths are asked first.
    #[must_use]
    pub fn extended(mut self, extended: bool) -> Self {
        self.extended = extended;
        self
    }
}
