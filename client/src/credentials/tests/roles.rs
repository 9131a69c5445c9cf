//! Roles of STS.

use super::World;
use crate::credentials::{Options, Resolver};

const CONFIG: &str = "[default]
region = eu-west-1
role_arn = arn:aws:iam::222222222222:role/B
external_id = outside
source_profile = a
[profile a]
role_arn = arn:aws:iam::111111111111:role/A
role_session_name = mine
duration_seconds = 900
source_profile = keys
[profile keys]
aws_access_key_id = AKIDBASE
aws_secret_access_key = s
";

fn answer(id: &str) -> String {
    format!(
        "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>i</AssumedRoleId>\
         <Arn>arn:aws:sts::222222222222:assumed-role/B/s</Arn></AssumedRoleUser><Credentials>\
         <AccessKeyId>{id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t-{id}</SessionToken>\
         <Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
    )
}

const ERROR: &str =
    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";

#[test]
fn each_role_is_taken_with_the_credentials_of_the_one_before() {
    let mut world = World::new()
        .config(CONFIG)
        .response(200, &answer("AKIDA"))
        .response(200, &answer("AKIDB"));
    let credentials = world
        .run(Resolver::credentials(Options::default()))
        .unwrap();
    assert_eq!(credentials.access_key_id(), "AKIDB");
    assert_eq!(credentials.account_id(), Some("222222222222"));
    assert_eq!(
        world.sent(),
        ["POST https://sts.eu-west-1.amazonaws.com/"; 2]
    );
    let first = world.header(0, "authorization");
    let scope = "20231114/eu-west-1/sts/aws4_request";
    assert!(
        first.contains(&format!("Credential=AKIDBASE/{scope}")),
        "{first}"
    );
    assert_eq!(world.header(0, "x-amz-security-token"), "");
    assert!(
        world
            .header(1, "authorization")
            .contains("Credential=AKIDA/")
    );
    assert_eq!(world.header(1, "x-amz-security-token"), "t-AKIDA");
    let body = world.body(0);
    assert!(
        body.contains("RoleSessionName=mine&DurationSeconds=900"),
        "{body}"
    );
    let body = world.body(1);
    assert!(
        body.contains("RoleSessionName=sansmith-1700000000000"),
        "{body}"
    );
    assert!(body.contains("ExternalId=outside"), "{body}");
}

#[test]
fn a_server_error_is_tried_again_and_a_refusal_is_not() {
    let mut world = World::new()
        .config(CONFIG)
        .response(503, "")
        .response(200, &answer("AKIDA"))
        .response(403, ERROR);
    let error = world
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(
        error.contains("STS AssumeRole: AccessDenied: no"),
        "{error}"
    );
    assert_eq!(world.requests.len(), 3);
    assert_eq!(world.pauses, [std::time::Duration::from_millis(25)]);
    let mut world = World::new()
        .config(CONFIG)
        .variable("AWS_MAX_ATTEMPTS", "1")
        .response(503, "");
    assert!(
        world
            .run(Resolver::credentials(Options::default()))
            .is_err()
    );
    assert_eq!(world.requests.len(), 1);
}

#[test]
fn a_role_may_ask_for_a_code() {
    let config = CONFIG.replace(
        "external_id = outside",
        "mfa_serial = arn:aws:iam::1:mfa/me",
    );
    let mut world = World::new()
        .config(&config)
        .response(200, &answer("AKIDA"))
        .response(200, &answer("AKIDB"));
    world.code = Some("123456".to_owned());
    world
        .run(Resolver::credentials(Options::default()))
        .unwrap();
    let body = world.body(1);
    assert!(body.contains("&TokenCode=123456"), "{body}");
    let mut world = World::new().config(&config).response(200, &answer("AKIDA"));
    let error = world
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(
        error.contains("requires a code of the MFA device"),
        "{error}"
    );
}

#[test]
fn missing_regions_are_requested_from_imds() {
    let config = CONFIG.replace("region = eu-west-1\n", "");
    let mut world = World::new()
        .config(&config)
        .imds_token("t")
        .response(200, "ap-south-1")
        .response(200, &answer("AKIDA"))
        .response(200, "ap-south-1")
        .response(200, &answer("AKIDB"));
    world
        .run(Resolver::credentials(Options::default()))
        .unwrap();
    assert_eq!(
        world.sent().last().unwrap(),
        "POST https://sts.ap-south-1.amazonaws.com/"
    );
    let mut world = World::new().config(&config);
    let error = world
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(error.contains("no region: set AWS_REGION"), "{error}");
}

#[test]
fn profiles_in_a_circle_are_an_error() {
    let config = CONFIG.replace("source_profile = keys", "source_profile = default");
    let error = World::new()
        .config(&config)
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(error.contains("profile formed an infinite loop"), "{error}");
}
