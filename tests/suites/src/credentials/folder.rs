//! Test folders with environment, files, recorded HTTP and expected result.

use std::path::Path;

use sansmith::identity::{Credentials, Token};
use sansmith_client::credentials::{Options, Resolver, Source};
use serde_json::{Map, Value, json};

use super::traffic::Traffic;
use super::world::World;
use super::{check_result, text, texts};
use crate::cases::Cases;
use crate::corpus;

/// Recognizes such a folder, ignoring copies within a case.
pub(super) fn is_case(folder: &Path) -> bool {
    let is_file = |name: &str| folder.join(name).is_file();
    is_file("env.json") && is_file("test-case.json") && !folder.ends_with("fs")
}

/// Runs the case in a folder. Its parent folder selects the target: credentials of the standard chain, credentials of the profile
/// only, or a token.
pub(super) fn run(folder: &Path, cases: &mut Cases<'_>) {
    let kind = folder.parent().map(corpus::name).unwrap_or_default();
    let case = format!("{kind}/{}", corpus::name(folder));
    let mut read = |name: &str| {
        let text = cases.read(&folder.join(name))?;
        serde_json::from_str::<Value>(&text).ok()
    };
    let (environment, recorded) = (read("env.json"), read("http-traffic.json"));
    let Some(expected) = read("test-case.json") else {
        return cases.fail(&case, "JSON", "no JSON");
    };
    let mut world = World {
        variables: texts(environment.as_ref())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        root: Some(folder.join("fs")),
        traffic: recorded.as_ref().map(Traffic::read).unwrap_or_default(),
        ..World::default()
    };
    let got = match kind.as_str() {
        "default-token-provider-chain" => {
            let token = world.run(Resolver::token(Options::default(), "bedrock"));
            token.map(|token| of_token(&token))
        }
        "profile-provider" => {
            let options = Options::default().sources([Source::Profile]);
            let credentials = world.run(Resolver::credentials(options));
            credentials.map(|credentials| of_credentials(&credentials))
        }
        _ => {
            let credentials = world.run(Resolver::credentials(Options::default()));
            credentials.map(|credentials| of_credentials(&credentials))
        }
    };
    let problems = world.traffic.problems();
    if !problems.is_empty() {
        return cases.fail(
            &case,
            "the recorded HTTP",
            &format!("{}\n{got:?}", problems.join("\n")),
        );
    }
    let result = expected.get("result").unwrap_or(&Value::Null);
    if let Some(secret) = leak(result, got.as_ref().err()) {
        return cases.fail(&case, "an error without secrets", &secret);
    }
    check_result(cases, &case, result, got);
}

/// An error message that contains a secret of the result.
fn leak(result: &Value, error: Option<&String>) -> Option<String> {
    let secret = text(result.get("Ok")?, "secret_access_key")?;
    error.filter(|error| error.contains(secret)).cloned()
}

fn of_credentials(credentials: &Credentials) -> Value {
    let mut members = Map::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            members.insert(name.to_owned(), value.into());
        }
    };
    add("access_key_id", Some(credentials.access_key_id()));
    add("secret_access_key", Some(credentials.secret_access_key()));
    add("session_token", credentials.session_token());
    add("account_id", credentials.account_id());
    if let Some(expiry) = credentials.expiry() {
        members.insert("expiry".to_owned(), expiry.seconds().into());
    }
    Value::Object(members)
}

fn of_token(token: &Token) -> Value {
    match token.expiry() {
        None => json!({ "token": token.value() }),
        Some(expiry) => json!({ "token": token.value(), "expiration": expiry.to_string() }),
    }
}
