//! Settings of the environment, in a process of its own: files, variables, credentials of a process.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

const CONFIG: &str = "[profile tests]
region = eu-central-1
services = local
sdk_ua_app_id = tester
credential_process = printf '{\"Version\": 1, \"AccessKeyId\": \"AKIDPROCESS\", \"SecretAccessKey\": \"s\"}'
[services local]
lamps =
  endpoint_url = http://lamps.local:8000/base
";

/// The lines of the program, or its error, with these variables.
fn run(variables: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    std::fs::write(&config, CONFIG).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_environment"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder.path())
        .env("AWS_CONFIG_FILE", &config)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let texts = [output.stdout, output.stderr];
    texts.map(|text| String::from_utf8(text).unwrap()).concat()
}

#[test]
fn a_profile_has_region_endpoint_and_a_process() {
    let printed = run(&[("AWS_PROFILE", "tests")]);
    let line = "http://lamps.local:8000/base/bump AKIDPROCESS eu-central-1 true\n";
    assert_eq!(printed, line.repeat(2));
}

#[test]
fn variables_come_before_files() {
    let printed = run(&[
        ("AWS_PROFILE", "tests"),
        ("AWS_REGION", "us-west-2"),
        ("AWS_ENDPOINT_URL_LAMPS", "http://other.local"),
        ("AWS_ACCESS_KEY_ID", "AKIDENV"),
        ("AWS_SECRET_ACCESS_KEY", "s"),
        ("AWS_SDK_UA_APP_ID", "another"),
    ]);
    let line = "http://other.local/bump AKIDENV us-west-2 false\n";
    assert_eq!(printed, line.repeat(2));
}

#[test]
fn a_wrong_setting_is_named_with_its_place() {
    let printed = run(&[("AWS_PROFILE", "tests"), ("AWS_MAX_ATTEMPTS", "zero")]);
    // The program shows its error as `Debug`.
    for part in [
        "the environment variable AWS_MAX_ATTEMPTS",
        "zero",
        "a whole number above zero",
    ] {
        assert!(printed.contains(part), "{printed}");
    }
}
