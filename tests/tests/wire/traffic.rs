//! Realistic messages of services, with expected results.
//!
//! A model in `traffic/` has a file of lines: kind of case, input line, expected result.
//! Lines stay text if every digit of a number counts.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{wire, wire_text};

/// A case.
struct Case {
    kind: String,
    ask: Box<RawValue>,
    answer: Box<RawValue>,
}

/// The cases for a model.
fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let mut parts: BTreeMap<&str, Box<RawValue>> = serde_json::from_str(line).unwrap();
            let mut part = |name| parts.remove(name).unwrap();
            Case {
                kind: part("kind").get().to_owned(),
                ask: part("ask"),
                answer: part("answer"),
            }
        })
        .collect()
}

/// Returns true if a result is as expected: outputs must be equal, other objects must contain the given members.
fn holds(expected: &Value, found: &Value) -> bool {
    let (Value::Object(expected), Value::Object(members)) = (expected, found) else {
        return expected == found;
    };
    expected.iter().all(|(key, value)| match &**key {
        "output" => found.get(key) == Some(value),
        "without" => !members.contains_key("failed") && !has_header(found, value),
        _ => found.get(key).is_some_and(|found| holds(value, found)),
    })
}

/// Returns true if a request has a header.
fn has_header(request: &Value, name: &Value) -> bool {
    name.as_str()
        .is_some_and(|name| request["headers"].get(name).is_some())
}

/// Runs all cases of a model.
fn check(name: &str) {
    check_with(name, wire, |case, found| {
        holds(&serde_json::from_str(case.answer.get()).unwrap(), found)
    });
}

/// Asks all lines beside a model; an answer is right by `is_right`.
fn check_with<T: std::fmt::Display>(
    name: &str,
    wire: fn(&[&str], &[&[u8]]) -> Vec<T>,
    is_right: fn(&Case, &T) -> bool,
) {
    let model = format!("tests/tests/wire/traffic/{name}.json");
    let cases = cases(&sansmith_tests::root().join(format!("{model}l")));
    assert!(!cases.is_empty());
    let lines = cases.iter().map(|case| case.ask.get().as_bytes());
    let lines: Vec<&[u8]> = lines.collect();
    let wrong: Vec<String> = std::iter::zip(&cases, wire(&[&model], &lines))
        .filter(|(case, found)| !is_right(case, found))
        .map(|(case, found)| {
            let Case { kind, ask, answer } = case;
            format!("{kind}: {ask}\n  expected {answer}\n  found {found}\n")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn json_is_as_services_have_it() {
    check("rest-json");
}

#[test]
fn xml_is_as_services_have_it() {
    check("rest-xml");
}

#[test]
fn queries_are_as_services_have_them() {
    check("query");
}

#[test]
fn s3_responses_are_parsed() {
    check("s3");
}

#[test]
fn numbers_keep_all_their_digits() {
    check_with("numbers", wire_text, |case, found| {
        case.answer.get() == found
    });
}

/// botocore's S3 model lacks `NotFound`, so each HEAD operation has another error.
#[test]
fn heads_of_s3_in_the_model_of_botocore_are_typed() {
    check("s3-botocore");
}
