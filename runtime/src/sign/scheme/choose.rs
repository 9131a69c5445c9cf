//! Chooses a scheme for an operation, an endpoint and a caller.

use std::borrow::Cow;
use std::fmt;

use super::{EndpointScheme, Scheme, Scope};
use crate::http::operation::Schema;

/// Scheme name of directory buckets.
pub(super) const S3_EXPRESS: &str = "sigv4-s3express";

/// Identities and preferences of a caller.
///
/// ```
/// use sansmith::Service;
/// use sansmith::operation::Schema;
/// use sansmith::sign::{Choice, Scheme};
///
/// const SIGNED: &[&str] = &["aws.auth#sigv4", "smithy.api#httpBearerAuth"];
/// static SERVICE: Service = Service::new("Lamp", "LampService", "2026-01-01").signing_name("lamp").auth(SIGNED);
/// static GLOW: Schema = Schema::new(&SERVICE, "Glow", "PUT", "/glow");
///
/// let caller = Choice::new("us-east-1").with_credentials().with_token();
/// assert!(matches!(caller.scheme(&GLOW, &[])?, Scheme::SigV4(scope) if scope.service == "lamp"));
/// assert_eq!(caller.prefer("sigv4a, httpBearerAuth").scheme(&GLOW, &[])?, Scheme::Bearer);
/// # Ok::<(), sansmith::sign::NoScheme>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    region: &'a str,
    region_set: Option<&'a str>,
    preference: &'a str,
    credentials: bool,
    token: bool,
    api_key: bool,
}

/// No scheme of the operation is supported with the caller's identities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoScheme {
    operation: &'static str,
    schemes: Vec<String>,
}

impl NoScheme {
    /// Schemes of the operation or its endpoint.
    pub fn schemes(&self) -> &[String] {
        &self.schemes
    }
}

impl fmt::Display for NoScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} supports {}, but none of them is enabled and has an identity; \
             give credentials, a token or an API key",
            self.operation,
            self.schemes.join(", ")
        )
    }
}

impl std::error::Error for NoScheme {}

impl<'a> Choice<'a> {
    /// A caller in a region, without identities and preferences.
    pub const fn new(region: &'a str) -> Self {
        Self {
            region,
            region_set: None,
            preference: "",
            credentials: false,
            token: false,
            api_key: false,
        }
    }

    /// Sets the comma-separated SigV4a regions, overriding those of an endpoint.
    #[must_use]
    pub const fn region_set(mut self, regions: &'a str) -> Self {
        self.region_set = Some(regions);
        self
    }

    /// Sets the comma-separated preferred schemes, as in `AWS_AUTH_SCHEME_PREFERENCE`.
    ///
    /// Names are Smithy's without namespace; those that do not apply to an operation are ignored.
    #[must_use]
    pub const fn prefer(mut self, schemes: &'a str) -> Self {
        self.preference = schemes;
        self
    }

    /// Adds credentials.
    #[must_use]
    pub const fn with_credentials(mut self) -> Self {
        self.credentials = true;
        self
    }

    /// Adds a bearer token.
    #[must_use]
    pub const fn with_token(mut self) -> Self {
        self.token = true;
        self
    }

    /// Adds an API key.
    #[must_use]
    pub const fn with_api_key(mut self) -> Self {
        self.api_key = true;
        self
    }

    /// Chooses the scheme of an operation at an endpoint.
    ///
    /// # Errors
    ///
    /// No scheme matches the caller's identities.
    pub fn scheme<'s>(
        &self,
        operation: &'static Schema,
        endpoint: &[EndpointScheme<'s>],
    ) -> Result<Scheme<'s>, NoScheme>
    where
        'a: 's,
    {
        let listed = operation.auth();
        let listed = if listed.is_empty() {
            &[NO_AUTH]
        } else {
            listed
        };
        let chosen = self
            .ordered(listed.iter().copied())
            .into_iter()
            .find_map(|id| self.modeled(id, operation));
        let chosen = chosen.ok_or_else(|| NoScheme {
            operation: operation.name,
            schemes: listed.iter().map(|&id| id.to_owned()).collect(),
        })?;
        match (chosen, endpoint) {
            (Scheme::SigV4(scope) | Scheme::SigV4a(scope), [_, ..]) => {
                self.at_endpoint(&scope.service, operation, endpoint)
            }
            (chosen, _) => Ok(chosen),
        }
    }

    /// Schemes by preference, followed by the others in order.
    fn ordered<T: AsRef<str> + Copy>(&self, listed: impl Iterator<Item = T>) -> Vec<T> {
        let preferred: Vec<_> = self.preference.split(',').map(str::trim).collect();
        let mut schemes: Vec<_> = listed.collect();
        schemes.sort_by_key(|id| {
            let name = short(id.as_ref());
            let place = preferred.iter().position(|wanted| short(wanted) == name);
            place.unwrap_or(preferred.len())
        });
        schemes
    }

    /// The scheme with the given id, if the caller can use it.
    fn modeled<'s>(&self, id: &str, operation: &'static Schema) -> Option<Scheme<'s>>
    where
        'a: 's,
    {
        let service = operation.service;
        match id {
            "aws.auth#sigv4" if self.credentials => {
                Some(Scheme::SigV4(Scope::new(service.signing_name, self.region)))
            }
            "aws.auth#sigv4a" if self.credentials && cfg!(feature = "sigv4a") => {
                let regions = self.region_set.unwrap_or(self.region);
                Some(Scheme::SigV4a(Scope::new(service.signing_name, regions)))
            }
            "v2" if self.credentials && cfg!(feature = "sigv2") => Some(Scheme::SigV2),
            "smithy.api#httpBearerAuth" if self.token => Some(Scheme::Bearer),
            "smithy.api#httpApiKeyAuth" if self.api_key => service.api_key.map(Scheme::ApiKey),
            NO_AUTH => Some(Scheme::None),
            _ => None,
        }
    }

    /// The scheme given by an endpoint.
    fn at_endpoint<'s>(
        &self,
        signing_name: &Cow<'s, str>,
        operation: &'static Schema,
        endpoint: &[EndpointScheme<'s>],
    ) -> Result<Scheme<'s>, NoScheme>
    where
        'a: 's,
    {
        let schemes = self.ordered(endpoint.iter().map(Named));
        let chosen = schemes.into_iter().find_map(|Named(scheme)| {
            let scope = Scope::new(signing_name.clone(), self.region).with(scheme);
            match &*scheme.name {
                "sigv4" => Some(Scheme::SigV4(scope)),
                S3_EXPRESS => Some(Scheme::S3Express(scope)),
                "sigv4a" if cfg!(feature = "sigv4a") => Some(Scheme::SigV4a(Scope {
                    region: self.regions_at(scheme),
                    ..scope
                })),
                _ => None,
            }
        });
        chosen.ok_or_else(|| NoScheme {
            operation: operation.name,
            schemes: endpoint.iter().map(|one| one.name.clone().into()).collect(),
        })
    }

    /// The SigV4a regions at an endpoint.
    fn regions_at<'s>(&self, scheme: &EndpointScheme<'s>) -> Cow<'s, str>
    where
        'a: 's,
    {
        match (self.region_set, &*scheme.signing_region_set) {
            (Some(regions), _) => Cow::Borrowed(regions),
            (None, []) => Cow::Borrowed(self.region),
            (None, [region]) => region.clone(),
            (None, regions) => Cow::Owned(regions.join(",")),
        }
    }
}

/// Id of the scheme without authentication.
const NO_AUTH: &str = "smithy.api#noAuth";

/// A scheme of an endpoint, identified by name.
#[derive(Clone, Copy)]
struct Named<'e, 's>(&'e EndpointScheme<'s>);

impl AsRef<str> for Named<'_, '_> {
    fn as_ref(&self) -> &str {
        &self.0.name
    }
}

/// A scheme's name without a namespace.
fn short(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

#[cfg(test)]
mod tests;
