//! Credentials: environment, files and recorded HTTP, with the expected credentials, tokens or errors.
//!
//! The test data is from smithy-rs, `aws-config/test-data` and `aws-runtime/test-data`.

mod assume_role;
mod configuration;
mod folder;
mod imds;
mod login;
mod traffic;
mod world;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::cases::Cases;
use crate::suite::Suite;

/// The suite of credentials.
pub const CREDENTIALS: Suite = Suite {
    name: "credentials",
    owns,
    run,
};

/// Runs a list of cases.
type Check = fn(&Value, &mut Cases<'_>);

/// Files with a list of cases, and the function that runs it.
const LISTS: [(&str, Check); 6] = [
    ("assume-role-tests.json", assume_role::run),
    ("ecs-tests.json", imds::run_container),
    ("file-location-tests.json", configuration::run_locations),
    ("imds-endpoint-tests.json", imds::run),
    ("login-provider-test-cases.json", login::run),
    ("profile-parser-tests.json", configuration::run_parser),
];

fn owns(folder: &Path) -> bool {
    folder::is_case(folder) || LISTS.iter().any(|(name, _)| folder.join(name).is_file())
}

fn run(folder: &Path, cases: &mut Cases<'_>) {
    if folder::is_case(folder) {
        folder::run(folder, cases);
    }
    for (name, run) in LISTS {
        let file = folder.join(name);
        if !file.is_file() {
            continue;
        }
        let Some(text) = cases.read(&file) else {
            continue;
        };
        match serde_json::from_str(&text) {
            Ok(list) => run(&list, cases),
            Err(error) => cases.fail(name, "JSON", &error.to_string()),
        }
    }
}

/// The text of a member.
fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// The entries of an object with string values.
fn texts(value: Option<&Value>) -> impl Iterator<Item = (&str, &str)> {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
}

/// The elements of an array, or of the array in `tests`.
fn elements(list: &Value) -> impl Iterator<Item = &Value> {
    let list = list.get("tests").unwrap_or(list);
    list.as_array().into_iter().flatten()
}

/// A value as text, with sorted keys, as their order is irrelevant.
pub(crate) fn ordered(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            let members = members
                .into_iter()
                .map(|(name, value)| format!("{name:?}:{}", ordered(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(elements) => {
            let elements = elements.iter().map(ordered);
            format!("[{}]", elements.collect::<Vec<_>>().join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// Compares a result with `{"Ok": …}` or `{"ErrorContains": …}`.
fn check_result(cases: &mut Cases<'_>, case: &str, expected: &Value, got: Result<Value, String>) {
    match (expected.get("Ok"), text(expected, "ErrorContains"), got) {
        (Some(expected), _, Ok(got)) => cases.equal(case, &ordered(expected), &ordered(&got)),
        (_, Some(part), Err(error)) => check_error(cases, case, part, &error),
        (_, _, got) => cases.fail(case, &expected.to_string(), &format!("{got:?}")),
    }
}

/// Counts a case that expects an error containing a text.
fn check_error(cases: &mut Cases<'_>, case: &str, part: &str, error: &str) {
    if error.contains(part) {
        cases.pass(case);
    } else {
        cases.fail(case, &format!("an error with: {part}"), error);
    }
}
