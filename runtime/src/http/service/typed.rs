//! A service as a type, and the settings that its clients take.

use std::borrow::Cow;

use super::Service;
use crate::endpoint::Argument;

/// A service as a type, which its generated crate declares: `S3`, `Connect`.
///
/// A client takes the settings of a service by it.
pub trait ServiceType: 'static {
    /// The settings that clients of the service take.
    type Settings: Into<ServiceOverrides>;
    /// Facts from the model.
    const SERVICE: &'static Service;
}

/// Settings of one service in the place of those of a client.
///
/// ```
/// use sansmith::service::ServiceOverrides;
///
/// let overrides = ServiceOverrides::new().region("eu-west-1").param("ForcePathStyle", true);
/// assert_eq!(overrides.region.as_deref(), Some("eu-west-1"));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ServiceOverrides {
    /// The region.
    pub region: Option<String>,
    /// The URL in the place of the one that the endpoint rules give.
    pub endpoint: Option<String>,
    /// Client context parameters of the endpoint rules, by name.
    pub params: Vec<(Cow<'static, str>, Argument<'static>)>,
}

impl ServiceOverrides {
    /// No settings.
    pub const fn new() -> Self {
        Self {
            region: None,
            endpoint: None,
            params: Vec::new(),
        }
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

    /// Sets a client context parameter.
    #[must_use]
    pub fn param(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Argument<'static>>,
    ) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }
}
