//! Compares JSON values, ignoring the order of members and the spelling of numbers.

use std::borrow::Cow;

use serde_json::Value;

use super::super::exact;
use super::differs;

/// The first difference between two texts; the outer `None` means that the expected one is not JSON.
#[expect(
    clippy::option_option,
    reason = "the outer result is about parsing, the inner one about equality"
)]
pub(super) fn bodies(expected: &[u8], actual: &[u8]) -> Option<Option<String>> {
    let expected = parse(expected).ok()?;
    Some(match parse(actual) {
        Ok(actual) => values(&expected, &actual),
        Err(error) => Some(format!("is not JSON: {error}")),
    })
}

/// The value of a text, with all digits of its numbers.
fn parse(text: &[u8]) -> Result<Value, String> {
    let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
    serde_json::from_str(&exact::keep_numbers(text)).map_err(|error| error.to_string())
}

/// The first difference between two values.
pub(in crate::conformance) fn values(expected: &Value, actual: &Value) -> Option<String> {
    difference(expected, actual, "$")
}

fn difference(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            let missing = expected.iter().find_map(|(key, value)| {
                let path = format!("{path}.{key}");
                match actual.get(key) {
                    Some(actual) => difference(value, actual, &path),
                    None => Some(differs(&path, value, "nothing")),
                }
            });
            missing.or_else(|| {
                let (key, value) = actual
                    .iter()
                    .find(|(key, _)| !expected.contains_key(*key))?;
                Some(differs(&format!("{path}.{key}"), "nothing", value))
            })
        }
        (Value::Array(expected), Value::Array(actual)) => {
            let pairs = expected.iter().zip(actual).enumerate();
            pairs
                .map(|(index, (expected, actual))| {
                    difference(expected, actual, &format!("{path}[{index}]"))
                })
                .find_map(|found| found)
                .or_else(|| {
                    let elements = |list: &[Value]| format!("{} elements", list.len());
                    (expected.len() != actual.len())
                        .then(|| differs(path, elements(expected), elements(actual)))
                })
        }
        _ if expected == actual => None,
        _ => match (exact::number(expected), exact::number(actual)) {
            (Some(a), Some(b)) if exact::is_same(&a, &b) => None,
            (a, b) => {
                let shown = |number: Option<Cow<'_, str>>, value: &Value| match number {
                    Some(number) => number.into_owned(),
                    None => value.to_string(),
                };
                Some(differs(path, shown(a, expected), shown(b, actual)))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::bodies;

    fn differ(expected: &str, actual: &str) -> bool {
        bodies(expected.as_bytes(), actual.as_bytes())
            .expect("what is expected is JSON")
            .is_some()
    }

    #[test]
    fn spelling_makes_no_difference() {
        for (expected, actual) in [
            (r#"{"a": 1, "b": 2}"#, r#"{"b":2,"a":1}"#),
            ("1", "1.0"),
            ("1.5e1", "15"),
            (r#""\u0041""#, r#""A""#),
        ] {
            assert!(!differ(expected, actual), "{expected} {actual}");
        }
    }

    #[test]
    fn everything_else_does() {
        for (expected, actual) in [
            (r#"{"a":1}"#, "{}"),
            ("{}", r#"{"a":1}"#),
            (r#"{"a":null}"#, "{}"),
            ("[1,2]", "[2,1]"),
            ("[1]", "[1,2]"),
            ("[1,2]", "[1]"),
            ("1", "\"1\""),
            ("1", "true"),
            ("0", "null"),
            ("9007199254740993", "9007199254740992"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567891",
            ),
            ("1.000000000000000000000000000001", "1"),
            ("1E+309", "1E+310"),
            ("1E+309", "\"1E+309\""),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[{"b":"d"}]}"#),
            ("{}", "{}{}"),
            ("{}", "oops"),
        ] {
            assert!(differ(expected, actual), "{expected} {actual}");
        }
    }

    #[test]
    fn differences_report_the_path() {
        let found = bodies(br#"{"a":[{"b":1}]}"#, br#"{"a":[{"b":2}]}"#)
            .flatten()
            .unwrap();
        assert_eq!(found, "at `$.a[0].b`: expected 1, found 2");
    }
}
