//! Settings from environment variables and profiles.
//!
//! **Invariants**
//!
//! - Variables take precedence over profiles; within each, service-specific values take precedence over general ones.
//! - Empty variables and properties count as absent.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html>,
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>

use std::collections::BTreeMap;
use std::fmt;

use super::profiles::{Profiles, Section};
use super::setting::{Setting, SettingError};
use super::table::{ENDPOINT_URL, FURTHER_VARIABLES, IGNORE_CONFIGURED_ENDPOINT_URLS, ROWS};

/// Environment variables.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// Creates an environment from names and values.
    pub fn new<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let variables = variables.into_iter();
        Self {
            variables: variables
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }

    /// Sets a variable.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    /// The value of a variable, unless it is blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(name)?;
        Some(value.as_str()).filter(|value| !value.trim().is_empty())
    }
}

impl fmt::Debug for Environment {
    /// Shows only names: values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}

/// Settings from the environment and one profile.
///
/// ```
/// use sansmith_client::config::{self, Environment, FileKind, Profiles, Settings};
///
/// let mut profiles = Profiles::new();
/// let text = "[default]\nregion = eu-west-1\nservices = local\n\
///             [services local]\ns3 =\n  endpoint_url = http://localhost:9000\n";
/// profiles.add(FileKind::Config, "~/.aws/config", text)?;
/// let environment = Environment::new([("AWS_MAX_ATTEMPTS", "5")]);
/// let settings = Settings::new(environment, profiles, None);
/// assert_eq!(settings.get(&config::REGION)?.as_deref(), Some("eu-west-1"));
/// assert_eq!(settings.get(&config::MAX_ATTEMPTS)?, Some(5));
/// assert_eq!(settings.endpoint_url("S3")?.as_deref(), Some("http://localhost:9000"));
/// assert_eq!(settings.endpoint_url("STS")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    environment: Environment,
    profiles: Profiles,
    profile: String,
}

impl Settings {
    /// Settings with the given profile, or else `AWS_PROFILE`, or else `default`.
    pub fn new(environment: Environment, profiles: Profiles, profile: Option<&str>) -> Self {
        let named = profile
            .or_else(|| environment.get("AWS_PROFILE"))
            .or_else(|| environment.get("AWS_DEFAULT_PROFILE"));
        Self {
            profile: named.unwrap_or("default").to_owned(),
            environment,
            profiles,
        }
    }

    /// All variables that settings are read from, including those specific to the given service ids.
    pub fn variables(services: &[&str]) -> Vec<String> {
        let rows = ROWS.iter().flat_map(|row| row.variables);
        let fixed = rows.chain(FURTHER_VARIABLES).map(|name| (*name).to_owned());
        let endpoints = services.iter().flat_map(|id| {
            ENDPOINT_URL
                .row
                .variables
                .iter()
                .map(|name| of_service(name, id))
        });
        fixed.chain(endpoints).collect()
    }

    /// The environment.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The profiles.
    pub fn profiles(&self) -> &Profiles {
        &self.profiles
    }

    /// The name of the profile.
    pub fn profile_name(&self) -> &str {
        &self.profile
    }

    /// The profile, if it exists.
    pub fn profile(&self) -> Option<&Section> {
        self.profiles.profile(&self.profile)
    }

    /// The value of a setting.
    ///
    /// # Errors
    ///
    /// The value is invalid.
    pub fn get<T>(&self, setting: &Setting<T>) -> Result<Option<T>, SettingError> {
        self.value(setting, None)
    }

    /// The value of a setting for a service id such as `S3` or `Cognito Identity`.
    ///
    /// # Errors
    ///
    /// The value is invalid.
    pub fn get_of_service<T>(
        &self,
        setting: &Setting<T>,
        service: &str,
    ) -> Result<Option<T>, SettingError> {
        self.value(setting, Some(service))
    }

    /// The configured endpoint for a service id, unless configured endpoints are to be ignored.
    ///
    /// # Errors
    ///
    /// A value is invalid.
    pub fn endpoint_url(&self, service: &str) -> Result<Option<String>, SettingError> {
        if self.get(&IGNORE_CONFIGURED_ENDPOINT_URLS)? == Some(true) {
            return Ok(None);
        }
        self.get_of_service(&ENDPOINT_URL, service)
    }

    fn value<T>(
        &self,
        setting: &Setting<T>,
        service: Option<&str>,
    ) -> Result<Option<T>, SettingError> {
        let found = self
            .in_environment(setting, service)
            .or_else(|| self.in_profile(setting, service));
        let Some((place, value)) = found else {
            return Ok(None);
        };
        let value = value.trim();
        match (setting.read)(value) {
            Some(value) => Ok(Some(value)),
            None => Err(SettingError {
                place,
                value: value.to_owned(),
                expected: setting.row.expected,
            }),
        }
    }

    fn in_environment<T>(
        &self,
        setting: &Setting<T>,
        service: Option<&str>,
    ) -> Option<(String, &str)> {
        let names = setting.row.variables.iter();
        let general = names.clone().map(|name| (*name).to_owned());
        let special = service.map(|id| names.map(move |name| of_service(name, id)));
        let mut names = special.into_iter().flatten().chain(general);
        names.find_map(|name| {
            let value = self.environment.get(&name)?;
            Some((format!("the environment variable {name}"), value))
        })
    }

    fn in_profile<T>(&self, setting: &Setting<T>, service: Option<&str>) -> Option<(String, &str)> {
        let profile = self.profile()?;
        let special = service.and_then(|id| {
            let name = profile.get("services")?;
            let group = id.to_ascii_lowercase().replace(' ', "_");
            let services = self.profiles.services(name)?;
            setting.row.keys.iter().find_map(|key| {
                let value = services.nested(&group, key)?;
                Some((format!("`{key}` of `{group}` in [services {name}]"), value))
            })
        });
        let general = || {
            setting.row.keys.iter().find_map(|key| {
                let value = match key.split_once('.') {
                    Some((group, key)) => profile.nested(group, key),
                    None => profile.get(key),
                };
                let place = format!("`{key}` in the profile `{}`", self.profile);
                Some((place, value.filter(|value| !value.is_empty())?))
            })
        };
        special
            .filter(|(_, value)| !value.is_empty())
            .or_else(general)
    }
}

/// The service-specific name of a variable: `AWS_ENDPOINT_URL_COGNITO_IDENTITY`.
fn of_service(variable: &str, service: &str) -> String {
    let id = service.to_ascii_uppercase().replace([' ', '-'], "_");
    format!("{variable}_{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, FileKind};

    const CONFIG: &str = "[default]
region =
services = local
endpoint_url = http://all
use_fips_endpoint = perhaps
s3 =
  use_arn_region = TRUE
[services local]
cognito_identity =
  endpoint_url = http://cognito
";

    fn settings(variables: &[(&str, &str)]) -> Settings {
        let mut profiles = Profiles::new();
        profiles.add(FileKind::Config, "config", CONFIG).unwrap();
        Settings::new(Environment::new(variables.iter().copied()), profiles, None)
    }

    #[test]
    fn variables_come_before_profiles_and_services_before_all() {
        let endpoint = |variables: &[(&str, &str)]| {
            let settings = settings(variables);
            settings.endpoint_url("Cognito Identity").unwrap()
        };
        assert_eq!(endpoint(&[]).unwrap(), "http://cognito");
        let general = ("AWS_ENDPOINT_URL", "http://b");
        assert_eq!(endpoint(&[general]).unwrap(), "http://b");
        let special = ("AWS_ENDPOINT_URL_COGNITO_IDENTITY", "http://c");
        assert_eq!(endpoint(&[general, special]).unwrap(), "http://c");
        let ignore = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        assert_eq!(endpoint(&[general, special, ignore]), None);
        assert_eq!(
            settings(&[]).endpoint_url("S3").unwrap().unwrap(),
            "http://all"
        );
    }

    #[test]
    fn an_error_names_the_place() {
        let error = settings(&[]).get(&config::USE_FIPS_ENDPOINT).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`use_fips_endpoint` in the profile `default` is `perhaps`: expected true or false"
        );
        let settings = settings(&[("AWS_MAX_ATTEMPTS", "0")]);
        let error = settings.get(&config::MAX_ATTEMPTS).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable AWS_MAX_ATTEMPTS is `0`: expected a whole number above zero"
        );
    }

    #[test]
    fn blank_values_are_none_and_nested_ones_are_found() {
        let settings = settings(&[("AWS_REGION", " "), ("AWS_DEFAULT_REGION", "a")]);
        assert_eq!(settings.get(&config::REGION).unwrap().unwrap(), "a");
        assert_eq!(
            settings.get(&config::S3_USE_ARN_REGION).unwrap(),
            Some(true)
        );
        assert_eq!(settings.get(&config::S3_ADDRESSING_STYLE).unwrap(), None);
    }

    #[test]
    fn every_variable_is_looked_up_once() {
        let mut names = Settings::variables(&["S3", "Cognito Identity"]);
        assert!(names.contains(&"AWS_ENDPOINT_URL_COGNITO_IDENTITY".to_owned()));
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
