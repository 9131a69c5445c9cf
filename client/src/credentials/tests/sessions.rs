//! Sessions of IAM Identity Center.

use sansmith::Timestamp;

use super::World;
use crate::credentials::{Options, Resolver};

const CONFIG: &str = "[default]
sso_session = dev
sso_account_id = 012345678901
sso_role_name = Role
[sso-session dev]
sso_region = us-west-2
sso_start_url = https://d-123.awsapps.com/start
";

const FILE: &str = "/h/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json";

/// A session token that expires the given number of seconds after the current time.
fn world(left: i64, registration: &str) -> World {
    let world = World::new();
    let end = Timestamp::from_secs(world.now + left);
    let token = format!(
        r#"{{"accessToken": "old", "expiresAt": "{end}", "refreshToken": "r", "clientId": "c",
            "clientSecret": "s", "registrationExpiresAt": "{registration}", "extra": 1}}"#
    );
    world.config(CONFIG).file(FILE, &token)
}

const LATER: &str = "2030-01-01T00:00:00Z";

const NEW: &str = r#"{"accessToken": "new", "expiresIn": 28800, "refreshToken": "r2"}"#;

fn token(world: &mut World) -> Result<String, String> {
    let token = world.run(Resolver::token(Options::default(), "bedrock"));
    token.map(|token| token.value().to_owned())
}

#[test]
fn a_token_near_its_end_is_refreshed_and_written_back() {
    let mut world = world(299, LATER).response(200, NEW);
    assert_eq!(token(&mut world).unwrap(), "new");
    assert_eq!(
        world.sent(),
        ["POST https://oidc.us-west-2.amazonaws.com/token"]
    );
    let body = world.body(0);
    for part in [
        r#""clientId":"c""#,
        r#""clientSecret":"s""#,
        r#""grantType":"refresh_token""#,
        r#""refreshToken":"r""#,
    ] {
        assert!(body.contains(part), "{body}");
    }
    let written = String::from_utf8(world.files[FILE].clone()).unwrap();
    for part in [
        r#""accessToken":"new""#,
        r#""expiresAt":"2023-11-15T06:13:20Z""#,
        r#""refreshToken":"r2""#,
        r#""region":"us-west-2""#,
        r#""registrationExpiresAt":"2030-01-01T00:00:00Z""#,
        r#""extra":1"#,
    ] {
        assert!(written.contains(part), "{written}");
    }
}

#[test]
fn a_token_that_is_valid_for_longer_is_left_alone() {
    let mut world = world(301, LATER);
    assert_eq!(token(&mut world).unwrap(), "old");
    assert!(world.requests.is_empty());
}

#[test]
fn a_refresh_that_fails_leaves_the_token_and_is_not_tried_again_at_once() {
    let mut world = world(200, LATER).variable("AWS_MAX_ATTEMPTS", "1");
    assert_eq!(token(&mut world).unwrap(), "old");
    world.now += 29;
    assert_eq!(token(&mut world).unwrap(), "old");
    assert_eq!(world.requests.len(), 1);
    world.now += 1;
    let mut world = world.response(200, NEW);
    assert_eq!(token(&mut world).unwrap(), "new");
}

#[test]
fn a_token_past_its_end_needs_a_registration() {
    let mut world = world(-1, "2020-01-01T00:00:00Z");
    let error = token(&mut world).unwrap_err();
    assert!(
        error.contains("the SSO token has expired and cannot be refreshed"),
        "{error}"
    );
    assert!(world.requests.is_empty());
}

#[test]
fn a_role_has_the_account_of_the_profile() {
    let role = r#"{"roleCredentials": {"accessKeyId": "AKID", "secretAccessKey": "s", "sessionToken": "t",
        "expiration": 1900000000000}}"#;
    let mut world = world(3600, LATER).response(200, role);
    let credentials = world
        .run(Resolver::credentials(Options::default()))
        .unwrap();
    assert_eq!(credentials.account_id(), Some("012345678901"));
    assert_eq!(
        credentials.expiry(),
        Some(Timestamp::from_secs(1_900_000_000))
    );
    assert_eq!(world.header(0, "x-amz-sso_bearer_token"), "old");
}

#[test]
fn a_variable_for_a_service_comes_first() {
    let mut world = world(3600, LATER).variable("AWS_BEARER_TOKEN_BEDROCK", " mine ");
    assert_eq!(token(&mut world).unwrap(), "mine");
}
