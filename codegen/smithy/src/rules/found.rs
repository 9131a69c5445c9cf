//! The end of an evaluation, and its comparison with what a test case expects.

use std::collections::BTreeMap;

use super::Fault;
use super::value::Value;
use crate::model::Node;

/// The end of an evaluation.
pub(super) enum Found {
    Error(Value),
    Endpoint {
        url: Value,
        properties: BTreeMap<String, Value>,
        headers: BTreeMap<String, Value>,
    },
}

/// Compares an end with what a test case expects.
///
/// # Errors
///
/// They differ.
pub(super) fn compare(found: &Found, case: &Node) -> Result<(), Fault> {
    let expected = case.get("expect").unwrap_or(case);
    let differs = |what: &str, expected: &Value, found: &Value| {
        let message = format!("the test case expects the {what} {expected}, but got {found}");
        if expected == found {
            Ok(())
        } else {
            Err(Fault::new(message, case.at))
        }
    };
    let values = |node: Option<&Node>| match node.map(Value::of).transpose()? {
        Some(Value::Record(members)) => Ok(members),
        _ => Ok(BTreeMap::new()),
    };
    match (expected.get("endpoint"), expected.get("error"), found) {
        (
            Some(node),
            _,
            Found::Endpoint {
                url,
                properties,
                headers,
            },
        ) => {
            let expected = node.get("url").map(Value::of).transpose()?;
            differs("URL", &expected.unwrap_or(Value::Empty), url)?;
            let parts = [("properties", properties), ("headers", headers)];
            parts.into_iter().try_for_each(|(part, found)| {
                let expected = values(node.get(part))?;
                differs(
                    part,
                    &Value::Record(expected),
                    &Value::Record(found.clone()),
                )
            })
        }
        (Some(_), _, Found::Error(error)) => {
            let message = format!("the test case expects an endpoint, but got the error {error}");
            Err(Fault::new(message, case.at))
        }
        (None, Some(node), Found::Error(error)) => differs("error", &Value::of(node)?, error),
        (None, Some(_), Found::Endpoint { url, .. }) => {
            let message = format!("the test case expects an error, but got the endpoint {url}");
            Err(Fault::new(message, case.at))
        }
        (None, None, _) => {
            let message = "the test case expects neither an endpoint nor an error";
            Err(Fault::new(message, case.at))
        }
    }
}
