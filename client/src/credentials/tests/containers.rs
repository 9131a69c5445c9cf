//! Containers.

use super::World;
use crate::credentials::{Options, Resolver, Source};

const KEYS: &str = r#"{"AccessKeyId": "AKID", "SecretAccessKey": "s", "Token": "t",
    "Expiration": "2030-01-01T00:00:00Z"}"#;

fn options() -> Options {
    Options::default().sources([Source::Container])
}

#[test]
fn the_token_of_a_file_wins_over_that_of_a_variable() {
    let mut world = World::new()
        .variable(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://[fd00:ec2::23]/v1",
        )
        .variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "of a variable")
        .variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token")
        .file("/token", "of a file")
        .response(200, KEYS);
    world.run(Resolver::credentials(options())).unwrap();
    assert_eq!(world.sent(), ["GET http://[fd00:ec2::23]/v1"]);
    assert_eq!(world.header(0, "authorization"), "of a file");
}

#[test]
fn a_token_that_is_no_header_is_an_error_that_does_not_show_it() {
    let mut world = World::new()
        .variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "a")
        .variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hidden\nhidden");
    let error = world.run(Resolver::credentials(options())).unwrap_err();
    assert!(
        error.contains("could not be used as an HTTP header"),
        "{error}"
    );
    assert!(!error.contains("hidden"), "{error}");
}

#[test]
fn invalid_documents_are_retried_and_errors_are_not() {
    let relative = || World::new().variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a");
    let mut world = relative()
        .response(200, "not json")
        .response(500, "")
        .response(200, KEYS);
    world.run(Resolver::credentials(options())).unwrap();
    let mut world = relative().response(400, KEYS);
    let error = world.run(Resolver::credentials(options())).unwrap_err();
    assert!(error.contains("400 Bad Request"), "{error}");
    assert_eq!(world.requests.len(), 1);
    let mut world = relative().response(200, r#"{"code": "No", "message": "why"}"#);
    let error = world.run(Resolver::credentials(options())).unwrap_err();
    assert!(error.contains("[No]: why"), "{error}");
}

#[test]
fn without_tls_only_addresses_of_containers_and_of_this_machine_are_asked() {
    let uri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    for (allowed, place) in [
        (true, "http://localhost:1234/a"),
        (true, "http://127.0.0.5/a"),
        (true, "http://[::1]/a"),
        (true, "https://example.com/a"),
        (false, "http://example.com/a"),
        (false, "http://169.254.171.23/a"),
        (false, "http://[fd00:ec2::2]/a"),
        (false, "http://192.168.10.120/a"),
    ] {
        let mut world = World::new().variable(uri, place).response(200, KEYS);
        let result = world.run(Resolver::credentials(options()));
        assert_eq!(result.is_ok(), allowed, "{place}: {result:?}");
        assert_eq!(world.requests.len(), usize::from(allowed), "{place}");
    }
}
