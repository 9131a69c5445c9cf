//! Options for credential resolution.

use super::failure::Source;
use crate::config::{ImdsEndpointMode, Platform};

/// Options for credential resolution; the default is the standard chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Platform that determines paths and variables.
    pub platform: Platform,
    /// Profile, overriding `AWS_PROFILE`. Credentials in the environment are then ignored.
    pub profile: Option<String>,
    /// Region for STS and sign-in, overriding the configuration.
    pub region: Option<String>,
    /// Sources to try in order; empty for the standard chain.
    pub sources: Vec<Source>,
    /// Ids of services whose specific variables are included in the settings: `S3`, `Cognito Identity`.
    pub services: Vec<String>,
    /// Options for the instance metadata service.
    pub imds: ImdsOptions,
}

impl Options {
    /// Default options for a platform.
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

    /// Sets the options for the instance metadata service.
    #[must_use]
    pub fn imds(mut self, imds: ImdsOptions) -> Self {
        self.imds = imds;
        self
    }
}

/// Options for the instance metadata service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImdsOptions {
    /// Endpoint, overriding the configuration.
    pub endpoint: Option<String>,
    /// IP version, overriding the configuration; without effect if an endpoint is configured.
    pub mode: Option<ImdsEndpointMode>,
    /// Lifetime of session tokens in seconds, up to 21,600; zero for the maximum.
    pub token_ttl: u32,
    /// Try the extended paths first, which include the account id; falls back to the usual ones.
    pub extended: bool,
    /// Allow version 1 of the service, which has no session tokens, unless `ec2_metadata_v1_disabled` is configured.
    pub allow_v1: bool,
}

impl ImdsOptions {
    /// Sets the endpoint.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Sets the IP version.
    #[must_use]
    pub fn mode(mut self, mode: ImdsEndpointMode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// Sets if version 1 of the service is allowed.
    #[must_use]
    pub fn allow_v1(mut self, allow: bool) -> Self {
        self.allow_v1 = allow;
        self
    }

    /// Sets if the extended paths are tried first.
    #[must_use]
    pub fn extended(mut self, extended: bool) -> Self {
        self.extended = extended;
        self
    }
}
