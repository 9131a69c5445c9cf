//! Compares CBOR items, ignoring the order of keys, the width of numbers, and definite versus indefinite length.
//!
//! <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>

use ciborium::Value;

use super::differs;

/// The first difference between two items; the outer `None` means that the expected one is not CBOR.
#[expect(
    clippy::option_option,
    reason = "the outer result is about parsing, the inner one about equality"
)]
pub(super) fn bodies(expected: &[u8], actual: &[u8]) -> Option<Option<String>> {
    let expected = parse(expected).ok()?;
    Some(match parse(actual) {
        Ok(actual) => difference(&expected, &actual, "$"),
        Err(error) => Some(format!("is not CBOR: {error}")),
    })
}

/// Parses exactly one item.
fn parse(mut bytes: &[u8]) -> Result<Value, String> {
    let value = ciborium::from_reader(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.is_empty() {
        Ok(value)
    } else {
        Err(format!("{} bytes follow the item", bytes.len()))
    }
}

fn difference(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Map(expected), Value::Map(actual)) => of_maps(expected, actual, path),
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
        (Value::Tag(tag, expected), Value::Tag(other, actual)) if tag == other => {
            // A timestamp may be an integer or a float.
            match (number(expected), number(actual)) {
                (Some(a), Some(b)) if *tag == 1 && a.to_bits() == b.to_bits() => None,
                _ => difference(expected, actual, path),
            }
        }
        (Value::Float(a), Value::Float(b)) if a.to_bits() == b.to_bits() => None,
        (Value::Float(a), Value::Float(b)) if a.is_nan() && b.is_nan() => None,
        // An integral float may be encoded as an integer, but not vice versa.
        (Value::Float(a), Value::Integer(_)) if number(actual) == Some(*a) => None,
        _ if expected == actual => None,
        _ => Some(differs(path, shown(expected), shown(actual))),
    }
}

fn of_maps(expected: &[(Value, Value)], actual: &[(Value, Value)], path: &str) -> Option<String> {
    let at = |key: &Value| match key.as_text() {
        Some(key) => format!("{path}.{key}"),
        None => format!("{path}.{}", shown(key)),
    };
    let missing = expected.iter().find_map(|(key, value)| {
        match actual.iter().find(|(other, _)| other == key) {
            Some((_, actual)) => difference(value, actual, &at(key)),
            None => Some(differs(&at(key), shown(value), "nothing")),
        }
    });
    missing
        .or_else(|| {
            let is_new = |key: &Value| !expected.iter().any(|(other, _)| other == key);
            let (key, value) = actual.iter().find(|(key, _)| is_new(key))?;
            Some(differs(&at(key), "nothing", shown(value)))
        })
        .or_else(|| {
            (expected.len() != actual.len()).then(|| differs(path, "each key once", "a key twice"))
        })
}

/// The nearest float.
#[expect(clippy::cast_precision_loss, reason = "numbers are compared as floats")]
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(i128::from(*number) as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use super::bodies;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD as BASE64;

    /// Compares items given in hexadecimal.
    fn differ(expected: &str, actual: &str) -> bool {
        let bytes = |text: &str| -> Vec<u8> {
            let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            let byte = |pair: &[char]| u8::from_str_radix(&String::from_iter(pair), 16).unwrap();
            digits.chunks(2).map(byte).collect()
        };
        bodies(&bytes(expected), &bytes(actual))
            .expect("what is expected is CBOR")
            .is_some()
    }

    #[test]
    fn encoding_makes_no_difference() {
        for (expected, actual) in [
            ("a2 6161 01 6162 02", "a2 6162 02 6161 01"),
            ("a1 6161 01", "bf 6161 01 ff"),
            ("82 01 02", "9f 01 02 ff"),
            ("01", "1801"),
            ("f93c00", "fb3ff0000000000000"),
            ("f97e00", "fb7ff8000000000000"),
            ("f93c00", "01"),
            ("c1 1a5f5e1000", "c1 fb41d7d78400000000"),
            ("6161", "7f 6161 ff"),
        ] {
            assert!(!differ(expected, actual), "{expected} {actual}");
        }
    }

    #[test]
    fn everything_else_does() {
        for (expected, actual) in [
            ("a1 6161 01", "a0"),
            ("a0", "a1 6161 01"),
            ("a1 6161 01", "a1 6161 02"),
            ("a1 6161 01", "a2 6161 01 6161 01"),
            ("82 01 02", "82 02 01"),
            ("81 01", "82 01 02"),
            ("01", "f93c00"),
            ("f93e00", "01"),
            ("6161", "4161"),
            ("c1 01", "01"),
            ("c1 01", "c1 02"),
            ("f4", "f6"),
            ("01", "01 01"),
            ("01", "61"),
        ] {
            assert!(differ(expected, actual), "{expected} {actual}");
        }
    }

    #[test]
    fn what_is_not_cbor_is_not_compared_as_such() {
        assert!(bodies(&BASE64.decode("/w==").unwrap(), b"").is_none());
    }
}
