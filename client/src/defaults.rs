//! Defaults modes: connection timeouts, retry mode, endpoint preferences.
//!
//! Facts from `sdk-default-configuration.json`, version 1, in botocore 1.44.5.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html>

use std::time::Duration;

use crate::config::{DefaultsMode, RegionalEndpoints, RetryMode};

/// Defaults for settings that are not configured.
///
/// ```
/// use std::time::Duration;
/// use sansmith_client::config::{DefaultsMode, RetryMode};
/// use sansmith_client::defaults::Defaults;
///
/// let defaults = Defaults::of(DefaultsMode::CrossRegion);
/// assert_eq!(defaults.connect_timeout, Some(Duration::from_millis(2800)));
/// assert_eq!(defaults.retry_mode, RetryMode::Standard);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Defaults {
    /// Retry mode.
    pub retry_mode: RetryMode,
    /// The endpoint of STS.
    pub sts_regional_endpoints: RegionalEndpoints,
    /// The endpoint of S3 in `us-east-1`.
    pub s3_us_east_1_regional_endpoints: RegionalEndpoints,
    /// Connection timeout; `None` leaves it to the transport.
    pub connect_timeout: Option<Duration>,
    /// TLS handshake timeout; `None` leaves it to the transport.
    pub tls_negotiation_timeout: Option<Duration>,
}

impl Defaults {
    /// The defaults of a mode. [`DefaultsMode::Auto`] must be resolved first; otherwise it equals [`DefaultsMode::Standard`].
    pub const fn of(mode: DefaultsMode) -> Self {
        let (connect, tls, retry_mode) = match mode {
            DefaultsMode::Standard | DefaultsMode::Auto => (2000, 2000, RetryMode::Standard),
            DefaultsMode::InRegion => (1000, 1000, RetryMode::Standard),
            DefaultsMode::CrossRegion => (2800, 2800, RetryMode::Standard),
            DefaultsMode::Mobile => (10_000, 4000, RetryMode::Adaptive),
            DefaultsMode::Legacy => {
                return Self {
                    connect_timeout: None,
                    tls_negotiation_timeout: None,
                    ..Self::of(DefaultsMode::Standard)
                };
            }
        };
        Self {
            retry_mode,
            sts_regional_endpoints: RegionalEndpoints::Regional,
            s3_us_east_1_regional_endpoints: RegionalEndpoints::Regional,
            connect_timeout: Some(Duration::from_millis(connect)),
            tls_negotiation_timeout: Some(Duration::from_millis(tls)),
        }
    }
}

/// Resolves `auto`, given the client's region and the region that the program runs in, if known.
pub fn auto(client_region: &str, own_region: Option<&str>) -> DefaultsMode {
    match own_region {
        None => DefaultsMode::Standard,
        Some(region) if region == client_region => DefaultsMode::InRegion,
        Some(_) => DefaultsMode::CrossRegion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auto_goes_by_where_the_program_runs() {
        assert_eq!(auto("a", None), DefaultsMode::Standard);
        assert_eq!(auto("a", Some("a")), DefaultsMode::InRegion);
        assert_eq!(auto("a", Some("b")), DefaultsMode::CrossRegion);
    }

    #[test]
    fn legacy_leaves_timeouts_to_the_transport() {
        let legacy = Defaults::of(DefaultsMode::Legacy);
        assert_eq!(legacy.connect_timeout, None);
        assert_eq!(legacy.retry_mode, RetryMode::Standard);
    }
}
