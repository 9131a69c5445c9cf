//! The instance metadata service.

use super::World;
use crate::credentials::{ImdsOptions, Options, Resolver, Source};

const ROLES: &str = "http://169.254.169.254/latest/meta-data/iam/security-credentials/";

const TOKEN: &str = "PUT http://169.254.169.254/latest/api/token";

const KEYS: &str = r#"{"Code": "Success", "AccessKeyId": "AKID", "SecretAccessKey": "s", "Token": "t",
    "AccountId": "111122223333", "Expiration": "2030-01-01T00:00:00Z"}"#;

fn options() -> Options {
    Options::default().sources([Source::Imds])
}

#[test]
fn a_session_token_is_kept_for_later_resolutions() {
    let mut world = World::new()
        .imds_token("first")
        .response(200, "role")
        .response(200, KEYS)
        .response(200, "role")
        .response(200, KEYS);
    for _ in 0..2 {
        let credentials = world.run(Resolver::credentials(options())).unwrap();
        assert_eq!(credentials.account_id(), Some("111122223333"));
    }
    let (roles, role) = (format!("GET {ROLES}"), format!("GET {ROLES}role"));
    assert_eq!(world.sent(), [TOKEN, &roles, &role, &roles, &role]);
    assert_eq!(
        world.header(0, "x-aws-ec2-metadata-token-ttl-seconds"),
        "21600"
    );
    assert_eq!(world.header(4, "x-aws-ec2-metadata-token"), "first");

    world.now += 21_600 - 120;
    let mut world = world.imds_token("second").response(200, "text");
    world.run(Resolver::metadata(options(), "/a")).unwrap();
    assert_eq!(world.header(6, "x-aws-ec2-metadata-token"), "second");
}

#[test]
fn a_token_that_is_refused_is_replaced_and_a_server_error_is_tried_again() {
    let mut world = World::new()
        .response(500, "")
        .imds_token("first")
        .response(401, "")
        .imds_token("second")
        .response(503, "")
        .response(200, "text");
    assert_eq!(
        world.run(Resolver::metadata(options(), "/a")).unwrap(),
        "text"
    );
    assert_eq!(world.header(2, "x-aws-ec2-metadata-token"), "first");
    assert_eq!(world.header(5, "x-aws-ec2-metadata-token"), "second");
    assert_eq!(world.pauses.len(), 3);
}

#[test]
fn forbidden_imds_is_not_retried_and_missing_imds_is_skipped() {
    let mut world = World::new().response(403, "");
    let error = world.run(Resolver::credentials(options())).unwrap_err();
    assert!(
        error.contains("failed to load IMDS session token: request forbidden"),
        "{error}"
    );
    assert_eq!(world.requests.len(), 1);
    let mut world = World::new();
    let error = world.run(Resolver::credentials(options())).unwrap_err();
    assert!(error.contains("could not communicate with IMDS"), "{error}");
    assert_eq!(world.requests.len(), 1);
}

#[test]
fn the_first_version_is_asked_only_where_it_may_be() {
    let old = || World::new().response(404, "").response(200, "text");
    let allowed = options().imds(ImdsOptions::default().allow_v1(true));
    let mut world = old();
    let text = world.run(Resolver::metadata(allowed.clone(), "/a"));
    assert_eq!(text.unwrap(), "text");
    assert_eq!(world.header(1, "x-aws-ec2-metadata-token"), "");
    let mut world = old().variable("AWS_EC2_METADATA_V1_DISABLED", "true");
    assert!(world.run(Resolver::metadata(allowed, "/a")).is_err());
    assert!(old().run(Resolver::metadata(options(), "/a")).is_err());
}

#[test]
fn extended_paths_fall_back_to_the_usual_ones() {
    let extended = options().imds(ImdsOptions::default().extended(true));
    let mut world = World::new()
        .imds_token("t")
        .response(404, "")
        .response(200, "role")
        .response(200, KEYS);
    world.run(Resolver::credentials(extended)).unwrap();
    assert!(world.sent()[1].ends_with("/security-credentials-extended/"));
    assert!(world.sent()[3].ends_with("/security-credentials/role"));
}

#[test]
fn known_roles_are_not_requested() {
    let mut world = World::new()
        .variable("AWS_EC2_INSTANCE_PROFILE_NAME", "known")
        .imds_token("t")
        .response(200, KEYS);
    world.run(Resolver::credentials(options())).unwrap();
    assert_eq!(world.sent(), [TOKEN, &format!("GET {ROLES}known")]);
}

#[test]
fn keys_past_their_end_are_used_on_for_a_while() {
    let mut world = World::new()
        .imds_token("t")
        .response(200, "role")
        .response(200, &KEYS.replace("2030", "2020"));
    let credentials = world.run(Resolver::credentials(options())).unwrap();
    let end = credentials.expiry().unwrap().seconds();
    assert_eq!(end, world.now + 600 + 150);
}

#[test]
fn a_role_that_ec2_may_not_take_is_a_wrong_configuration() {
    let refusal = r#"{"Code": "AssumeRoleUnauthorizedAccess", "Message": "no"}"#;
    let mut world = World::new()
        .imds_token("t")
        .response(200, "role")
        .response(200, refusal);
    let error = world.run(Resolver::credentials(options())).unwrap_err();
    assert!(
        error.contains("Incorrect IMDS/IAM configuration: [AssumeRoleUnauthorizedAccess] no"),
        "{error}"
    );
}
