//! `cargo xtask conformance` passes correct expectations and fails wrong ones.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::Path;

use sansmith_tests::command::xtask;
use sansmith_tests::root;
use serde_json::{Value, json};

/// The project's own tests: a lamp service in several protocols.
const OWN: &str = "tests/conformance/own.json";

/// Output of the command without its last line, the last line, and exit status.
fn conformance(words: &[&str]) -> (String, String, Option<i32>) {
    let output = xtask(&[&["conformance"], words].concat(), b"");
    let said = String::from_utf8(output.stdout).unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    let (before, last) = said
        .trim_end()
        .rsplit_once('\n')
        .unwrap_or(("", said.trim_end()));
    assert!(last.ends_with("skipped"), "{said}\n{complaints}");
    (before.to_owned(), last.to_owned(), output.status.code())
}

fn own() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(OWN)).unwrap()).unwrap()
}

#[test]
fn what_is_right_passes() {
    let number: usize = own()
        .as_array()
        .unwrap()
        .iter()
        .map(|suite| suite["cases"].as_array().unwrap().len())
        .sum();
    let (said, counts, status) = conformance(&[OWN]);
    assert_eq!(said, "");
    assert_eq!(counts, format!("{number} passed, 0 failed, 0 skipped"));
    assert_eq!(status, Some(0));
}

#[test]
fn a_filter_leaves_out_the_others() {
    let (_, counts, _) = conformance(&[OWN, "--filter", "OverXml"]);
    assert_eq!(counts, "2 passed, 0 failed, 0 skipped");
    let (_, counts, _) = conformance(&[OWN, "--filter", "own.json: response Burns"]);
    assert_eq!(counts, "2 passed, 0 failed, 0 skipped");
}

/// Faults to inject in expectations: location and replacement.
fn faults(case: &Value) -> Vec<(&'static str, Value)> {
    let is_error = case.get("error").is_some();
    let faults = [
        ("/serialized/method", json!("PATCH")),
        ("/serialized/uri", json!("/elsewhere")),
        ("/serialized/host", json!("elsewhere.example.com")),
        ("/serialized/body", json!("")),
        ("/serialized/body", json!("{}")),
        ("/serialized/body", json!("<Glow/>")),
        ("/serialized/body", json!("oWVMZXZlbAg=")),
        ("/serialized/headers/Content-Type", json!("text/html")),
        ("/serialized/requireHeaders", json!(["X-Never"])),
        ("/serialized/forbidHeaders", json!(["content-type"])),
        ("/result", json!({})),
        ("/result/Brightness", json!("NaN")),
        ("/result/Scene", json!("dawn")),
        ("/result/Until", json!(1.25)),
        ("/result/Trace", json!("u")),
        ("/result/Rooms", json!({"a": "2", "b": "1"})),
        ("/result/Level", json!(8)),
        ("/error", json!({})),
        ("/error/Bulb", json!("right")),
        ("/errorCode", json!("Dark")),
        ("/errorMessage", json!("no power")),
        ("/given/errors/0/shape", json!("Dark")),
        (
            "/response/status_code",
            json!(if case.get("error").is_some() {
                200
            } else {
                500
            }),
        ),
    ];
    let is_cbor = case["id"].as_str().unwrap().ends_with("Cbor");
    let applies = |place: &str, value: &Value| match place {
        "/serialized/body" if is_cbor => !value.as_str().unwrap().contains(['{', '<']),
        "/given/errors/0/shape" => is_error,
        _ => true,
    };
    faults
        .into_iter()
        .filter(|(place, value)| case.pointer(place).is_some() && applies(place, value))
        .collect()
}

/// The project's own tests with one fault each, named after the fault.
fn faulty() -> Value {
    let mut suites = own();
    for suite in suites.as_array_mut().unwrap() {
        let dark = json!({"type": "structure", "members": {}, "exception": true});
        suite["shapes"]["Dark"] = dark;
        let cases = suite["cases"].as_array_mut().unwrap();
        // Its input cannot be constructed, whatever is expected.
        cases.retain(|case| case["id"] != "LacksARoom");
        let mut wrong = Vec::new();
        for case in cases.iter() {
            for (number, (place, value)) in faults(case).into_iter().enumerate() {
                let mut case = case.clone();
                case["id"] = format!("{}-{number}{place}", case["id"].as_str().unwrap()).into();
                *case.pointer_mut(place).unwrap() = value;
                wrong.push(case);
            }
        }
        assert!(!wrong.is_empty());
        *cases = wrong;
    }
    suites
}

#[test]
fn every_fault_is_found() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("faulty.json");
    let suites = faulty();
    fs::write(&file, suites.to_string()).unwrap();
    let (said, counts, status) = conformance(&[file.to_str().unwrap()]);
    let mut number = 0;
    for case in suites
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|suite| suite["cases"].as_array().unwrap())
    {
        number += 1;
        let id = case["id"].as_str().unwrap();
        let line = said
            .lines()
            .find(|line| line.starts_with("FAILED") && line.ends_with(&format!(" {id}")));
        assert!(line.is_some(), "{id} was not found out\n{said}");
    }
    assert_eq!(counts, format!("0 passed, {number} failed, 0 skipped"));
    assert_eq!(status, Some(1));
}

#[test]
fn a_file_without_tests_is_wrong_usage() {
    let output = xtask(&["conformance", "Cargo.toml"], b"");
    assert_ne!(output.status.code(), Some(0));
    let output = xtask(&["conformance", "models/connect/service-2.json"], b"");
    assert_eq!(output.status.code(), Some(2));
}
