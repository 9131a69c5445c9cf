//! The endpoint of the instance metadata service.

use crate::config::{self, ImdsEndpointMode, Setting, SettingError, Settings};
use crate::credentials::failure::Failure;
use crate::credentials::options::ImdsOptions;

/// The endpoint without a trailing slash, from options, configuration, or IP version.
pub(super) fn endpoint(options: &ImdsOptions, settings: &Settings) -> Result<String, Failure> {
    let given = match &options.endpoint {
        Some(endpoint) => Some(endpoint.clone()),
        None => get(
            settings,
            &config::EC2_METADATA_SERVICE_ENDPOINT,
            "invalid URI",
        )?,
    };
    if let Some(endpoint) = given {
        let parsed = endpoint.parse::<http::Uri>();
        let reason = match &parsed {
            Ok(uri) if uri.scheme().is_some() && uri.host().is_some() => {
                return Ok(endpoint.trim_end_matches('/').to_owned());
            }
            Ok(_) => "a scheme and a host are needed, as in `http://169.254.169.254`".to_owned(),
            Err(error) => error.to_string(),
        };
        return Err(invalid("invalid URI").because(format!("`{endpoint}`: {reason}")));
    }
    let mode = match options.mode {
        Some(mode) => Some(mode),
        None => get(
            settings,
            &config::EC2_METADATA_SERVICE_ENDPOINT_MODE,
            "invalid endpoint mode",
        )?,
    };
    Ok(match mode {
        None | Some(ImdsEndpointMode::IpV4) => "http://169.254.169.254".to_owned(),
        Some(ImdsEndpointMode::IpV6) => "http://[fd00:ec2::254]".to_owned(),
    })
}

fn get<T>(settings: &Settings, setting: &Setting<T>, what: &str) -> Result<Option<T>, Failure> {
    settings.get(setting).map_err(|error| {
        let SettingError { place, value, .. } = error;
        // The wording is fixed by third-party tests.
        let text = format!(
            "`{value}` is not a valid endpoint mode. Valid values are [`IPv4`, `IPv6`] ({place})"
        );
        invalid(what).because(text)
    })
}

fn invalid(what: &str) -> Failure {
    Failure::invalid(format!("failed to build IMDS client: {what}"))
}
