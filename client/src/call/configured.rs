//! Settings of calls out of the configuration.

use sansmith::Service;
use sansmith::endpoint::BuiltIn;
use sansmith::request::Checksums;

use super::settings::{Settings, Timeouts};
use crate::config::{self, AddressingStyle, ChecksumMode, RegionalEndpoints, SettingError};
use crate::defaults::Defaults;

/// A boolean setting, and the parameter of endpoint rules that it gives.
type Flag = (config::Setting<bool>, BuiltIn);

/// Boolean settings that are parameters of endpoint rules.
const FLAGS: [Flag; 6] = [
    (config::USE_FIPS_ENDPOINT, BuiltIn::UseFips),
    (config::USE_DUALSTACK_ENDPOINT, BuiltIn::UseDualStack),
    (config::S3_USE_ACCELERATE_ENDPOINT, BuiltIn::S3Accelerate),
    (config::S3_USE_ARN_REGION, BuiltIn::S3UseArnRegion),
    (config::S3_USE_ARN_REGION, BuiltIn::S3ControlUseArnRegion),
    (
        config::S3_DISABLE_MULTIREGION_ACCESS_POINTS,
        BuiltIn::S3DisableMultiRegionAccessPoints,
    ),
];

/// The services whose dual-stack endpoints have a setting of their own, which wins where it is true, as in botocore.
const SERVICES_OF_S3: [&str; 2] = ["S3", "S3 Control"];

impl Settings {
    /// The settings of a configuration for the calls of a service.
    ///
    /// ```
    /// use sansmith_client::call::Settings;
    /// use sansmith_client::config::{Environment, Profiles, Settings as Configuration};
    ///
    /// static SERVICE: sansmith::Service = sansmith::Service::new("Connect", "AmazonConnect", "2017-08-08");
    /// let environment = Environment::new([("AWS_REGION", "eu-west-1"), ("AWS_MAX_ATTEMPTS", "5")]);
    /// let configuration = Configuration::new(environment, Profiles::new(), None);
    /// let settings = Settings::of(&configuration, &SERVICE)?;
    /// assert_eq!(settings.region.as_deref(), Some("eu-west-1"));
    /// assert_eq!(settings.max_attempts, Some(5));
    /// # Ok::<(), sansmith_client::config::SettingError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A value cannot be read.
    pub fn of(configuration: &config::Settings, service: &Service) -> Result<Self, SettingError> {
        let mode = configuration.get(&config::DEFAULTS_MODE)?;
        let defaults = Defaults::of(mode.unwrap_or(config::DefaultsMode::Legacy));
        let mut settings = Self::default();
        if let Some(region) = configuration.get(&config::REGION)? {
            settings = settings.region(region);
        }
        if let Some(url) = configuration.endpoint_url(service.id)? {
            settings = settings.endpoint(url);
        }
        settings = settings.with_rules(configuration, &defaults)?;
        if SERVICES_OF_S3.contains(&service.id)
            && configuration.get(&config::S3_USE_DUALSTACK_ENDPOINT)? == Some(true)
        {
            settings.params = settings.params.built_in(BuiltIn::UseDualStack, true);
        }
        settings.max_attempts = configuration.get(&config::MAX_ATTEMPTS)?;
        let retry_mode = configuration.get(&config::RETRY_MODE)?;
        settings.retry_mode = retry_mode.unwrap_or(defaults.retry_mode);
        settings.timeouts = Timeouts {
            connect: defaults.connect_timeout,
            ..Timeouts::default()
        };
        if let Some(schemes) = configuration.get(&config::AUTH_SCHEME_PREFERENCE)? {
            settings.auth_preference = schemes.join(",");
        }
        let regions = configuration.get(&config::SIGV4A_SIGNING_REGION_SET)?;
        settings.region_set = regions.map(|regions| regions.join(","));
        if let Some(id) = configuration.get(&config::APP_ID)? {
            settings.user_agent = settings.user_agent.app_id(&id);
        }
        if let Some(discovery) = configuration.get(&config::ENDPOINT_DISCOVERY_ENABLED)? {
            settings.discovery = discovery;
        }
        settings.with_requests(configuration)
    }

    /// Sets the parameters of endpoint rules.
    fn with_rules(
        mut self,
        configuration: &config::Settings,
        defaults: &Defaults,
    ) -> Result<Self, SettingError> {
        for (setting, built_in) in &FLAGS {
            if let Some(value) = configuration.get(setting)? {
                self.params = self.params.built_in(*built_in, value);
            }
        }
        if configuration.get(&config::S3_DISABLE_EXPRESS_SESSION_AUTH)? == Some(true) {
            self.params = self.params.named("DisableS3ExpressSessionAuth", true);
        }
        if let Some(mode) = configuration.get(&config::ACCOUNT_ID_ENDPOINT_MODE)? {
            let built_in = BuiltIn::AccountIdEndpointMode;
            self.params = self.params.built_in(built_in, mode.as_str());
        }
        let style = configuration.get(&config::S3_ADDRESSING_STYLE)?;
        let is_path = style == Some(AddressingStyle::Path);
        let sts = configuration.get(&config::STS_REGIONAL_ENDPOINTS)?;
        let sts = sts.unwrap_or(defaults.sts_regional_endpoints);
        let s3 = configuration.get(&config::S3_US_EAST_1_REGIONAL_ENDPOINT)?;
        let s3 = s3.unwrap_or(defaults.s3_us_east_1_regional_endpoints);
        for (built_in, value) in [
            (BuiltIn::S3ForcePathStyle, is_path),
            (
                BuiltIn::StsUseGlobalEndpoint,
                sts == RegionalEndpoints::Legacy,
            ),
            (
                BuiltIn::S3UseGlobalEndpoint,
                s3 == RegionalEndpoints::Legacy,
            ),
        ] {
            self.params = self.params.built_in(built_in, value);
        }
        Ok(self)
    }

    /// Sets the choices about requests.
    fn with_requests(mut self, configuration: &config::Settings) -> Result<Self, SettingError> {
        let checksums = configuration.get(&config::REQUEST_CHECKSUM_CALCULATION)?;
        if checksums == Some(ChecksumMode::WhenRequired) {
            self.request = self.request.checksums(Checksums::Required);
        }
        let signs = configuration.get(&config::S3_PAYLOAD_SIGNING_ENABLED)?;
        self.signs_payloads = signs == Some(true);
        let checksums = configuration.get(&config::RESPONSE_CHECKSUM_VALIDATION)?;
        if checksums == Some(ChecksumMode::WhenRequired) {
            self.request = self.request.response_checksums(Checksums::Required);
        }
        if let Some(size) = configuration.get(&config::REQUEST_MIN_COMPRESSION_SIZE_BYTES)? {
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            self.request = self.request.compressed_from(size);
        }
        if configuration.get(&config::DISABLE_REQUEST_COMPRESSION)? == Some(true) {
            self.request = self.request.uncompressed();
        }
        if configuration.get(&config::DISABLE_HOST_PREFIX_INJECTION)? == Some(true) {
            self.request = self.request.no_host_prefix();
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use sansmith::endpoint::Argument;

    use super::*;
    use crate::config::{Environment, FileKind, Profiles};

    #[test]
    fn the_dual_stack_setting_of_s3_is_for_s3() {
        let mut profiles = Profiles::new();
        let text = "[default]\ns3 =\n  use_dualstack_endpoint = true\n";
        profiles.add(FileKind::Config, "config", text).unwrap();
        let nothing = Environment::new([("", ""); 0]);
        let configuration = config::Settings::new(nothing, profiles, None);
        let of = |id: &'static str| {
            let service = Service::new(id, "shown", "2026-01-01");
            let settings = Settings::of(&configuration, &service).unwrap();
            settings.params.get(BuiltIn::UseDualStack).clone()
        };
        assert_eq!(of("S3"), Argument::Boolean(true));
        assert_eq!(of("S3 Control"), Argument::Boolean(true));
        assert_eq!(of("SQS"), Argument::Unset);
    }
}
