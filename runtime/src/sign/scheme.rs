//! The choice of an authentication scheme, and the request signed with it.
//!
//! The operation lists schemes, or else its service does; the caller may prefer some; the first that is built in and
//! that the caller has an identity for is taken. Where that is a signature, an endpoint with schemes of its own says
//! which one, and for what.
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

/// A scheme that an endpoint asks for: an entry of `authSchemes`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct EndpointScheme<'a> {
    /// The name: `sigv4`, `sigv4a` or `sigv4-s3express`; another one is passed over.
    pub name: Cow<'a, str>,
    /// The service that requests are signed for, if not that of the model.
    pub signing_name: Option<Cow<'a, str>>,
    /// The region that requests are signed for, if not that of the caller.
    pub signing_region: Option<Cow<'a, str>>,
    /// The regions of SigV4a; `*` stands for all.
    pub signing_region_set: Vec<Cow<'a, str>>,
    /// True if the path is not escaped once more.
    pub disable_double_encoding: bool,
    /// True if dot segments of the path stay.
    pub disable_normalize_path: bool,
}

impl<'a> EndpointScheme<'a> {
    /// A scheme that says nothing more than its name.
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

/// A scheme that was chosen for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme<'a> {
    /// `aws.auth#sigv4`.
    SigV4(Scope<'a>),
    /// `aws.auth#sigv4a`, for the regions of its scope.
    SigV4a(Scope<'a>),
    /// `sigv4-s3express`: SigV4 with the credentials of a bucket's session.
    S3Express(Scope<'a>),
    /// Signature version 2 of botocore's models.
    SigV2,
    /// `smithy.api#httpBearerAuth`.
    Bearer,
    /// `smithy.api#httpApiKeyAuth`.
    ApiKey(ApiKeyPlace),
    /// No authentication.
    None,
}

/// The scope of a signature, and what differs for its service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scope<'a> {
    /// The service that the request is signed for.
    pub service: Cow<'a, str>,
    /// The region that the request is signed for; of SigV4a the regions, with commas between.
    pub region: Cow<'a, str>,
    /// The differences between services.
    pub settings: Settings<'static>,
}

/// Services that take a path as it was sent and want the hash of the body in a header, by their signing names.
const LIKE_S3: &[&str] = &["s3", "s3-object-lambda", "s3-outposts", "s3express"];

impl Settings<'_> {
    /// The settings of a service by its signing name.
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
    /// The scope of a service in a region.
    pub fn new(service: impl Into<Cow<'a, str>>, region: impl Into<Cow<'a, str>>) -> Self {
        let service = service.into();
        Self {
            settings: Settings::of_service(&service),
            service,
            region: region.into(),
        }
    }

    /// Applies what an endpoint says of the signature.
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

/// The environment variable with a bearer token for one service: `AWS_BEARER_TOKEN_BEDROCK` of `bedrock`.
///
/// A caller who finds it set has a token for the service and prefers `httpBearerAuth`.
pub fn bearer_token_variable(signing_name: &str) -> String {
    let name = signing_name.to_ascii_uppercase().replace(['-', ' '], "_");
    format!("AWS_BEARER_TOKEN_{name}")
}
