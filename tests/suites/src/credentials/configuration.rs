//! Shared configuration files: parser and locations.

use sansmith_client::config::Environment;
use sansmith_client::config::{FileKind, Locations, Platform, Profiles, Section, Settings, home};
use serde_json::{Map, Value, json};

use super::{check_error, elements, ordered, text, texts};
use crate::cases::Cases;

/// Runs parser cases.
pub(super) fn run_parser(list: &Value, cases: &mut Cases<'_>) {
    for test in elements(list) {
        let case = format!("profile-parser/{}", text(test, "name").unwrap_or_default());
        let input = test.get("input").unwrap_or(&Value::Null);
        let mut profiles = Profiles::new();
        let got = [
            (FileKind::Config, "~/.aws/config", "configFile"),
            (
                FileKind::Credentials,
                "~/.aws/credentials",
                "credentialsFile",
            ),
        ]
        .into_iter()
        .try_for_each(|(kind, path, name)| {
            profiles.add(kind, path, text(input, name).unwrap_or_default())
        });
        let output = test.get("output").unwrap_or(&Value::Null);
        match (output.get("config"), text(output, "errorContaining"), got) {
            (Some(expected), _, Ok(())) => {
                let part = |name: &str| expected.get(name).cloned().unwrap_or_else(|| json!({}));
                let expected =
                    json!({ "profiles": part("profiles"), "sso_sessions": part("sso_sessions") });
                let got = json!({
                    "profiles": shown(profiles.profiles()),
                    "sso_sessions": shown(profiles.sso_sessions()),
                });
                cases.equal(&case, &ordered(&expected), &ordered(&got));
            }
            (_, Some(part), Err(error)) => check_error(cases, &case, part, &error.to_string()),
            (_, _, got) => cases.fail(&case, &output.to_string(), &format!("{got:?}")),
        }
    }
}

fn shown<'p>(sections: impl Iterator<Item = (&'p str, &'p Section)>) -> Value {
    let sections = sections.map(|(name, section)| {
        let properties = section.properties();
        let properties: Map<String, Value> = properties
            .map(|(name, property)| (name.to_owned(), property.value.as_str().into()))
            .collect();
        (name.to_owned(), Value::Object(properties))
    });
    Value::Object(sections.collect())
}

/// Runs location cases.
pub(super) fn run_locations(list: &Value, cases: &mut Cases<'_>) {
    for test in elements(list) {
        let case = format!("file-location/{}", text(test, "name").unwrap_or_default());
        let platform = match text(test, "platform") {
            Some("windows") => Platform::Windows,
            _ => Platform::Unix,
        };
        let environment = Environment::new(texts(test.get("environment")));
        let variable = |name: &str| environment.get(name).map(str::to_owned);
        let home = home(platform, variable);
        let locations = Locations::of(platform, home.as_deref(), variable);
        let settings = Settings::new(environment.clone(), Profiles::new(), None);
        let profile = text(test, "profile").unwrap_or(settings.profile_name());
        let expected = [
            text(test, "configLocation").unwrap_or_default(),
            text(test, "credentialsLocation").unwrap_or_default(),
            profile,
        ];
        let got = [
            locations.config.as_str(),
            &locations.credentials,
            settings.profile_name(),
        ];
        cases.equal(&case, &expected.join("\n"), &got.join("\n"));
    }
}
