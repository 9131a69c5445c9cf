//! Chooses an auth scheme and signs requests with it.
//!
//! Candidates come from the operation or its service, ordered by the caller's preferences; the first one that is supported and
//! for which the caller has an identity is used. For SigV4 variants, auth schemes of the endpoint override signing parameters.
//!
//! <https://smithy.io/2.0/spec/authentication-traits.html>
//! <https://smithy.io/2.0/aws/rules-engine/auth-schemes.html>
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-auth-scheme-preference.html>

mod apply;
mod choose;

use std::borrow::Cow;

pub use self::apply::Identity;
pub use self::choose::{Choice, NoScheme};
use super::settings::{Settings, TokenUse};
use crate::http::service::ApiKeyPlace;

/// An auth scheme of an endpoint: an entry of `authSchemes`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct EndpointScheme<'a> {
    /// Name: `sigv4`, `sigv4a` or `sigv4-s3express`; others are ignored.
    pub name: Cow<'a, str>,
    /// Signing name, if different from the model's.
    pub signing_name: Option<Cow<'a, str>>,
    /// Signing region, if different from the caller's.
    pub signing_region: Option<Cow<'a, str>>,
    /// Signing regions of SigV4a; `*` means all.
    pub signing_region_set: Vec<Cow<'a, str>>,
    /// True to escape the path once instead of twice.
    pub disable_double_encoding: bool,
    /// True to keep dot segments of the path.
    pub disable_normalize_path: bool,
}

impl<'a> EndpointScheme<'a> {
    /// A scheme with a name only.
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

#[cfg(feature = "endpoint")]
impl<'a> From<crate::endpoint::AuthScheme<'a>> for EndpointScheme<'a> {
    fn from(scheme: crate::endpoint::AuthScheme<'a>) -> Self {
        Self {
            name: scheme.name,
            signing_name: scheme.signing_name,
            signing_region: scheme.signing_region,
            signing_region_set: scheme.signing_region_set.unwrap_or_default(),
            disable_double_encoding: scheme.disable_double_encoding.unwrap_or(false),
            disable_normalize_path: scheme.disable_normalize_path.unwrap_or(false),
        }
    }
}

/// The scheme chosen for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme<'a> {
    /// `aws.auth#sigv4`.
    SigV4(Scope<'a>),
    /// `aws.auth#sigv4a`, for the regions in its scope.
    SigV4a(Scope<'a>),
    /// `sigv4-s3express`: SigV4 with bucket session credentials.
    S3Express(Scope<'a>),
    /// Signature version 2, from botocore models.
    SigV2,
    /// `smithy.api#httpBearerAuth`.
    Bearer,
    /// `smithy.api#httpApiKeyAuth`.
    ApiKey(ApiKeyPlace),
    /// No authentication.
    None,
}

/// Scope of a signature, and service-specific settings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scope<'a> {
    /// Signing name.
    pub service: Cow<'a, str>,
    /// Signing region; for SigV4a, comma-separated regions.
    pub region: Cow<'a, str>,
    /// Service-specific settings.
    pub settings: Settings<'static>,
}

/// Signing names of services that use the path as sent and require a body hash header.
const LIKE_S3: &[&str] = &["s3", "s3-object-lambda", "s3-outposts", "s3express"];

impl Settings<'_> {
    /// The settings for a signing name.
    #[must_use]
    pub fn of_service(signing_name: &str) -> Settings<'static> {
        if LIKE_S3.contains(&signing_name) {
            Settings::s3()
        } else {
            Settings::new()
        }
    }
}

impl<'a> Scope<'a> {
    /// The scope for a service and region.
    pub fn new(service: impl Into<Cow<'a, str>>, region: impl Into<Cow<'a, str>>) -> Self {
        let service = service.into();
        Self {
            settings: Settings::of_service(&service),
            service,
            region: region.into(),
        }
    }

    /// Applies the endpoint's signing parameters.
    fn with(mut self, scheme: &EndpointScheme<'a>) -> Self {
        if let Some(name) = &scheme.signing_name {
            self.settings = Settings::of_service(name);
            self.service.clone_from(name);
        }
        if let Some(region) = &scheme.signing_region {
            self.region.clone_from(region);
        }
        if scheme.disable_double_encoding {
            self.settings = self.settings.double_encoding(false);
        }
        if scheme.disable_normalize_path {
            self.settings = self.settings.normalization(false);
        }
        if scheme.name == choose::S3_EXPRESS {
            self.settings = self.settings.token(TokenUse::S3Session);
        }
        self
    }
}

/// The environment variable for a service-specific bearer token: `AWS_BEARER_TOKEN_BEDROCK` for `bedrock`.
///
/// If it is set, callers should prefer `httpBearerAuth`.
pub fn bearer_token_variable(signing_name: &str) -> String {
    let name = signing_name.to_ascii_uppercase().replace(['-', ' '], "_");
    format!("AWS_BEARER_TOKEN_{name}")
}
