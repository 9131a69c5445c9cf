//! Login sessions: their cache files, and their refresh.

use sansmith::Timestamp;
use sansmith::identity::Credentials;
use sansmith_client::credentials::{Options, Resolver, Source};
use serde_json::{Value, json};

use super::world::World;
use super::{ordered, text};
use crate::cases::Cases;

/// 2025-11-19T00:00:00Z, the time of all cases.
const NOW: Timestamp = Timestamp::from_secs(1_763_510_400);

const FOLDER: &str = "/user/.aws/login/cache/";

pub(super) fn run(list: &Value, cases: &mut Cases<'_>) {
    for test in list.as_array().into_iter().flatten() {
        let name = text(test, "documentation").unwrap_or_default();
        let case = format!("login/{name}");
        let mut world = world(test);
        let options = Options::default()
            .profile("signin")
            .region("us-east-2")
            .sources([Source::Profile]);
        let got = world.run(Resolver::credentials(options));
        let outcomes = test.get("outcomes").and_then(Value::as_array);
        for outcome in outcomes.into_iter().flatten() {
            check(cases, &case, outcome, (&got, &world));
        }
    }
}

fn world(test: &Value) -> World {
    let mut world = World {
        now: NOW,
        ..World::default()
    };
    let home = ("HOME".to_owned(), "/user".to_owned());
    world.variables.extend([home]);
    let config = text(test, "configContents").unwrap_or_default();
    let path = "/user/.aws/config".to_owned();
    world.files.insert(path, config.into());
    let cached = test.get("cacheContents").and_then(Value::as_object);
    for (name, content) in cached.into_iter().flatten() {
        let content = content.to_string().into_bytes();
        world.files.insert(format!("{FOLDER}{name}"), content);
    }
    let calls = test.get("mockApiCalls").and_then(Value::as_array);
    for call in calls.into_iter().flatten() {
        if let Some(output) = call.pointer("/response/tokenOutput") {
            world.traffic.answer(200, &output.to_string());
            continue;
        }
        let status = call.get("responseCode").and_then(Value::as_u64);
        let status = status.and_then(|status| u16::try_from(status).ok());
        world
            .traffic
            .answer(status.unwrap_or(500), r#"{"error": "refresh_failed"}"#);
    }
    world
}

fn check(
    cases: &mut Cases<'_>,
    case: &str,
    outcome: &Value,
    (got, world): (&Result<Credentials, String>, &World),
) {
    match (text(outcome, "result"), got) {
        (Some("credentials"), Ok(credentials)) => {
            let mut expected = outcome.clone();
            if let Some(members) = expected.as_object_mut() {
                members.remove("result");
            }
            let got = json!({
                "accessKeyId": credentials.access_key_id(),
                "secretAccessKey": credentials.secret_access_key(),
                "sessionToken": credentials.session_token(),
                "accountId": credentials.account_id(),
                "expiresAt": credentials.expiry().map(|expiry| expiry.to_string()),
            });
            cases.equal(case, &ordered(&expected), &ordered(&got));
        }
        (Some("error"), Err(_)) => cases.pass(case),
        (Some("cacheContents"), _) => {
            let files = outcome.as_object().into_iter().flatten();
            for (name, expected) in files.filter(|(_, value)| value.is_object()) {
                let got = world.files.get(&format!("{FOLDER}{name}"));
                let got = got.and_then(|content| serde_json::from_slice::<Value>(content).ok());
                let got = ordered(&got.unwrap_or(Value::Null));
                cases.equal(&format!("{case}, file"), &ordered(expected), &got);
            }
        }
        (_, got) => cases.fail(case, &outcome.to_string(), &format!("{got:?}")),
    }
}
