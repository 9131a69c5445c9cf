//! Expected events, and their comparison with actual ones.
//!
//! **Invariants**
//! - Severity, name (or an ancestor of it), shape and, if given, line and column must match; messages need not.

use std::fmt;
use std::path::Path;

use sansmith_smithy::load::Loaded;
use sansmith_smithy::model::{Node, ShapeId};
use sansmith_smithy::{Event, Severity};

use crate::compare;
use crate::loaded::describe;

/// An expected event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) severity: Severity,
    pub(crate) id: String,
    pub(crate) shape: Option<String>,
    /// Line and column.
    pub(crate) place: Option<(u32, u32)>,
    pub(crate) message: String,
}

impl Expected {
    pub(crate) fn matches(&self, loaded: &Loaded, event: &Event) -> bool {
        let place = loaded.model.files().place(event.at);
        let shape = event.shape.as_ref().map(ShapeId::as_str);
        event.severity == self.severity
            && event.is_a(&self.id)
            && shape == self.shape.as_deref()
            && self
                .place
                .is_none_or(|expected| expected == (place.line, place.column))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = self.shape.as_deref().unwrap_or("-");
        write!(f, "[{}] {shape} | {}", self.severity, self.id)?;
        if let Some((line, column)) = self.place {
            write!(f, " at {line}:{column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Events of a file `X.events.json`; `None` if it does not exist.
pub(crate) fn read_json(file: &Path) -> Option<Vec<Expected>> {
    let text = std::fs::read_to_string(file).ok()?;
    let node = compare::parse(&text).ok()?;
    node.as_array()?.iter().map(event).collect()
}

fn event(node: &Node) -> Option<Expected> {
    let text = |key| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let number = |key| {
        let number = node.get(key).and_then(Node::as_number)?;
        u32::try_from(number.to_i64()?).ok()
    };
    Some(Expected {
        severity: Severity::from_name(&text("severity")?)?,
        id: text("id")?,
        shape: text("shape").filter(|shape| shape != "-"),
        place: number("line")
            .zip(number("column"))
            .filter(|(line, _)| *line > 0),
        message: text("message")?,
    })
}

/// Events of a file `X.errors` or `X.events`: lines `[SEVERITY] shape: message | ID`, whose message may span several lines.
pub(crate) fn read_errors(text: &str) -> Vec<Expected> {
    let mut events: Vec<String> = Vec::new();
    for line in text.lines() {
        match events.last_mut() {
            Some(last) if !starts_event(line) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => events.push(line.to_owned()),
        }
    }
    events.iter().filter_map(|text| error(text)).collect()
}

/// Returns true for `[SEVERITY] …`; messages may contain lines that start with a bracket.
fn starts_event(line: &str) -> bool {
    let severity = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("] "));
    severity.is_some_and(|(severity, _)| Severity::from_name(severity).is_some())
}

fn error(text: &str) -> Option<Expected> {
    let (severity, rest) = text.trim().strip_prefix('[')?.split_once("] ")?;
    let (shape, rest) = rest.split_once(": ")?;
    let (message, id) = rest.rsplit_once(" | ")?;
    let id = id.split_whitespace().next()?;
    Some(Expected {
        severity: Severity::from_name(severity)?,
        id: id.to_owned(),
        shape: (shape != "-").then(|| shape.to_owned()),
        place: None,
        message: message.to_owned(),
    })
}

/// Missing and unexpected events, as text.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    pub(crate) missing: Vec<String>,
    pub(crate) extra: Vec<String>,
}

impl Difference {
    /// Compares events with the expected ones; suppressed events are optional.
    pub(crate) fn of(expected: &[Expected], loaded: &Loaded, events: &[Event]) -> Self {
        let came = |wanted: &Expected| events.iter().any(|event| wanted.matches(loaded, event));
        let asked = |event: &Event| {
            event.severity == Severity::Suppressed
                || expected.iter().any(|wanted| wanted.matches(loaded, event))
        };
        let missing = expected.iter().filter(|wanted| !came(wanted));
        let extra = events.iter().filter(|event| !asked(event));
        Self {
            missing: missing.map(ToString::to_string).collect(),
            extra: extra.map(|event| describe(loaded, event)).collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }

    /// Expected and actual events of a failure, as text.
    pub(crate) fn texts(&self) -> (String, String) {
        let join = |events: &[String]| {
            if events.is_empty() {
                "nothing else".to_owned()
            } else {
                events.join("\n")
            }
        };
        (join(&self.missing), join(&self.extra))
    }
}

#[cfg(test)]
mod tests {
    use super::read_errors;

    #[test]
    fn errors_may_span_lines() {
        let text = "[ERROR] a#B$c: Message: one | two\n[ more ] | Some.Id // why\n-----\n[NOTE] -: x | Y\n";
        let events = read_errors(text);
        let texts: Vec<_> = events.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "[ERROR] a#B$c | Some.Id: Message: one | two\n[ more ]",
                "[NOTE] - | Y: x"
            ]
        );
    }
}
