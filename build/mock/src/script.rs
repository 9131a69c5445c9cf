//! Scripts: answers and faults by operation and input.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;

/// Answers and faults, in the order of their precedence.
///
/// ```
/// use sansmith_mock::Script;
///
/// let script = Script::parse(
///     r#"{"operation": "GetUser", "input": {"Name": "a"}, "error": {"code": "NoSuchEntity"}, "times": 1}"#,
/// )?;
/// # assert_eq!(script.len(), 1);
/// # Ok::<(), sansmith_mock::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Script(Vec<Rule>);

/// A line of a script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// The operation; any by default.
    operation: Option<String>,
    /// Members that the input must have, at any depth.
    #[serde(default)]
    input: Value,
    /// The output, in serde's form.
    pub(crate) output: Option<Value>,
    /// The events of the response, in serde's form; an exception ends them.
    pub(crate) events: Option<Vec<Value>>,
    /// The error.
    pub(crate) error: Option<ScriptedError>,
    /// Number of answers; without limit by default.
    times: Option<u64>,
    /// Only every n-th request that matches.
    every: Option<u64>,
    /// Milliseconds before the answer.
    #[serde(default)]
    pub(crate) delay: u64,
    /// Fault of the connection.
    pub(crate) fault: Option<Fault>,
    #[serde(skip)]
    seen: AtomicU64,
    #[serde(skip)]
    used: AtomicU64,
}

/// An error of a script.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScriptedError {
    /// Shape name or wire code.
    pub(crate) code: String,
    pub(crate) message: Option<String>,
    /// Status of an error that is not modelled.
    pub(crate) status: Option<u16>,
    /// Members, in serde's form.
    pub(crate) fields: Option<Value>,
}

/// A fault of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Fault {
    /// The connection ends without an answer.
    Reset,
    /// The connection ends after half of the body.
    Truncate,
    /// The body comes in small pieces, a millisecond apart.
    Slow,
}

impl Script {
    /// Parses a script: a JSON object per line; empty lines and lines with `#` at their start are skipped.
    ///
    /// # Errors
    ///
    /// A line is not as described.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let lines = (1..).zip(text.lines());
        let lines = lines.filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let rules = lines.map(|(line, text)| {
            serde_json::from_str(text).map_err(|error| Error::Script {
                line,
                why: error.to_string(),
            })
        });
        rules.collect::<Result<_, _>>().map(Self)
    }

    /// Number of rules.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there are no rules.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rule for a call: the first that matches and is not used up.
    pub(crate) fn find(&self, operation: &str, input: impl FnOnce() -> Value) -> Option<&Rule> {
        if self.0.is_empty() {
            return None;
        }
        let input = input();
        self.0.iter().find(|rule| rule.applies(operation, &input))
    }
}

impl Rule {
    fn applies(&self, operation: &str, input: &Value) -> bool {
        let is_named = self
            .operation
            .as_deref()
            .is_none_or(|name| name == operation);
        if !is_named || !has(input, &self.input) {
            return false;
        }
        let seen = self.seen.fetch_add(1, Ordering::Relaxed) + 1;
        if self
            .every
            .is_some_and(|every| !seen.is_multiple_of(every.max(1)))
        {
            return false;
        }
        let used = self.used.fetch_add(1, Ordering::Relaxed);
        self.times.is_none_or(|times| used < times)
    }
}

/// Returns true if a value has all members of another.
fn has(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (_, Value::Null) => true,
        (Value::Object(value), Value::Object(wanted)) => wanted
            .iter()
            .all(|(key, wanted)| value.get(key).is_some_and(|value| has(value, wanted))),
        (value, wanted) => value == wanted,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rules_apply_in_order_and_are_used_up() {
        let script = Script::parse(
            "# a comment\n\
             {\"operation\": \"A\", \"input\": {\"x\": {\"y\": 1}}, \"output\": {}, \"times\": 1}\n\n\
             {\"every\": 2, \"error\": {\"code\": \"Slow\"}}\n",
        )
        .unwrap();
        let find = |name: &str, input: Value| {
            let found = script.find(name, || input);
            found.map(|rule| rule.output.is_some())
        };
        let input = json!({"x": {"y": 1, "z": 2}});
        assert_eq!(find("A", input.clone()), Some(true));
        assert_eq!(find("A", input.clone()), None);
        assert_eq!(find("A", input), Some(false));
        assert_eq!(find("B", json!({})), None);
        assert!(Script::parse("{\"operation\": 1}").is_err());
    }
}
