//! Defaults modes and user agents.
//!
//! The test data is from aws-sdk-ruby.

use std::path::Path;

use sansmith_client::config::{APP_ID, DefaultsMode, Environment, FileKind, Profiles, Settings};
use sansmith_client::defaults::Defaults;
use sansmith_client::user_agent::UserAgent;
use serde_json::{Value, json};

use crate::cases::Cases;
use crate::credentials::ordered;
use crate::suite::Suite;

/// The suite of defaults.
pub const DEFAULTS: Suite = Suite {
    name: "defaults",
    owns: |folder| LISTS.iter().any(|(name, _)| folder.join(name).is_file()),
    run,
};

/// Runs the cases of a file.
type Check = fn(&Value, &mut Cases<'_>);

/// Files with cases, and the function that runs them.
const LISTS: [(&str, Check); 2] = [
    ("default-resolution.json", run_modes),
    ("user_agent_tests.json", run_user_agents),
];

fn run(folder: &Path, cases: &mut Cases<'_>) {
    for (name, run) in LISTS {
        let file = folder.join(name);
        if !file.is_file() {
            continue;
        }
        let text = cases.read(&file).unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(value) => run(&value, cases),
            Err(error) => cases.fail(name, "JSON", &error.to_string()),
        }
    }
}

const MODES: [DefaultsMode; 4] = [
    DefaultsMode::Standard,
    DefaultsMode::InRegion,
    DefaultsMode::CrossRegion,
    DefaultsMode::Mobile,
];

/// Computes each mode from the file's base and modifiers, and compares.
fn run_modes(file: &Value, cases: &mut Cases<'_>) {
    let modes = file.get("modes").and_then(Value::as_object);
    for (name, changes) in modes.into_iter().flatten() {
        let case = format!("mode/{name}");
        let Some(mode) = MODES.into_iter().find(|mode| mode.as_str() == name) else {
            cases.fail(&case, "a known mode", name);
            continue;
        };
        let mut expected = file.get("base").cloned().unwrap_or(Value::Null);
        for (key, change) in changes.as_object().into_iter().flatten() {
            if let Some(value) = expected.get_mut(key) {
                *value = changed(value, change);
            }
        }
        let defaults = Defaults::of(mode);
        let millis = |timeout: Option<std::time::Duration>| {
            timeout.and_then(|timeout| u64::try_from(timeout.as_millis()).ok())
        };
        let got = json!({
            "retryMode": defaults.retry_mode.as_str(),
            "stsRegionalEndpoints": defaults.sts_regional_endpoints.as_str(),
            "s3UsEast1RegionalEndpoints": defaults.s3_us_east_1_regional_endpoints.as_str(),
            "connectTimeoutInMillis": millis(defaults.connect_timeout),
            "tlsNegotiationTimeoutInMillis": millis(defaults.tls_negotiation_timeout),
        });
        cases.equal(&case, &ordered(&expected), &ordered(&got));
    }
}

fn changed(value: &Value, change: &Value) -> Value {
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds are small and positive"
    )]
    let whole = |value: f64| json!(value.round() as u64);
    if let Some(other) = change.get("override") {
        return other.clone();
    }
    if let Some(factor) = change.get("multiply") {
        return whole(number(value) * number(factor));
    }
    match change.get("add") {
        Some(more) => whole(number(value) + number(more)),
        None => value.clone(),
    }
}

fn run_user_agents(list: &Value, cases: &mut Cases<'_>) {
    for test in list.as_array().into_iter().flatten() {
        let name = test.get("description").and_then(Value::as_str);
        let case = format!("user-agent/{}", name.unwrap_or_default());
        let given = test.get("given").unwrap_or(&Value::Null);
        let agent = match agent(given) {
            Ok(agent) => agent.to_string(),
            Err(error) => {
                cases.fail(&case, "a user agent", &error);
                continue;
            }
        };
        let expected = test.pointer("/expectedRequestHeaders/user-agent");
        let expected = expected.unwrap_or(&Value::Null);
        let parts = |name: &str| {
            let parts = expected.get(name).and_then(Value::as_array);
            parts.into_iter().flatten().filter_map(Value::as_str)
        };
        let mut from = 0;
        let is_in_order = parts("containsInExactOrder").all(|part| {
            let rest = agent.get(from..).unwrap_or_default();
            let found = rest.find(part).map(|at| from += at + part.len());
            found.is_some()
        });
        let mut others = parts("containsInAnyOrder").chain(parts("contains"));
        if is_in_order && others.all(|part| agent.contains(part)) {
            cases.pass(&case);
        } else {
            cases.fail(&case, &expected.to_string(), &agent);
        }
    }
}

/// The user agent of a test; the application id comes from settings, as in a client.
fn agent(given: &Value) -> Result<UserAgent, String> {
    let text = |pointer: &str| given.pointer(pointer).and_then(Value::as_str);
    let variables = given.get("environmentVariables").and_then(Value::as_object);
    let variables = variables.into_iter().flatten();
    let variables = variables.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let mut file = "[default]\n".to_owned();
    let shared = given.get("sharedConfigFile").and_then(Value::as_object);
    for (name, value) in shared.into_iter().flatten() {
        let value = value.as_str().unwrap_or_default();
        file.extend([name.as_str(), " = ", value, "\n"]);
    }
    let mut profiles = Profiles::new();
    profiles
        .add(FileKind::Config, "config", &file)
        .map_err(|error| error.to_string())?;
    let settings = Settings::new(Environment::new(variables), profiles, None);

    let mut agent = UserAgent::new();
    if let (Some(name), Some(version)) = (text("/language/name"), text("/language/version")) {
        agent = agent
            .product(&format!("aws-sdk-{name}"), version)
            .language(name, version);
    }
    if let (Some(family), Some(version)) = (text("/os/family"), text("/os/version")) {
        agent = agent.os(family, version);
    }
    if let Some(name) = settings.environment().get("AWS_EXECUTION_ENV") {
        agent = agent.execution_environment(name);
    }
    if let Some(id) = settings.get(&APP_ID).map_err(|error| error.to_string())? {
        agent = agent.app_id(&id);
    }
    if let Some(code) = text("/metric") {
        agent = agent.metric(code);
    }
    if let Some(name) = text("/framework/name") {
        agent = agent.framework(name, text("/framework/version").unwrap_or_default());
    }
    Ok(agent)
}
