//! Converts a test of an event stream to its steps.

use miette::IntoDiagnostic;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::case::{Case, Kind, Side};
use super::super::events::{Direction, EventsCase, Step, WrittenEvent};
use super::local;
use super::written::Written;

/// A test in the trait's format.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WrittenEvents {
    id: String,
    pub(super) protocol: String,
    applies_to: Option<String>,
    initial_request_params: Option<Value>,
    initial_request: Option<Map<String, Value>>,
    initial_response_params: Option<Value>,
    initial_response: Option<Map<String, Value>>,
    #[serde(default)]
    events: Vec<WrittenEvent>,
    expectation: Option<Expectation>,
}

/// The expected end.
#[derive(Debug, Deserialize)]
struct Expectation {
    failure: Option<Failure>,
}

/// An expected failure.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    error_id: Option<String>,
}

impl WrittenEvents {
    /// Converts to a case of an operation.
    ///
    /// # Errors
    ///
    /// If a required property is missing.
    pub(super) fn case(self, operation: &str, side: Side) -> miette::Result<Case> {
        let is_client = side == Side::Client;
        let failure = self
            .expectation
            .as_ref()
            .and_then(|end| end.failure.as_ref());
        let shape = failure.map(|failure| failure.error_id.as_deref().map(local));
        let shape = shape.map(|shape| shape.map(str::to_owned));
        let mut steps = Vec::new();
        let case = |kind| Case {
            id: self.id.clone(),
            operation: operation.to_owned(),
            side: self.applies_to.as_deref().and_then(Side::parse),
            kind,
        };
        if let Some(head) = self.initial_request {
            let kind = message(&self.protocol, head, self.initial_request_params, operation)?;
            match kind {
                kind if self.events.is_empty() && self.initial_response.is_none() => {
                    return Ok(case(kind));
                }
                Kind::Request(request) if is_client => steps.push(Step::Request(request)),
                _ => {}
            }
        }
        if let Some(head) = self.initial_response {
            let params = self.initial_response_params.clone();
            let expected = self.initial_response_params.unwrap_or_else(|| json!({}));
            let kind = message(&self.protocol, head, params, operation)?;
            match (kind, shape.clone().filter(|_| self.events.is_empty())) {
                (kind, None) if self.events.is_empty() && steps.is_empty() => {
                    return Ok(case(kind));
                }
                (Kind::Response(response), Some(shape)) if is_client => {
                    steps.push(Step::Error(response, shape));
                }
                (Kind::Response(response), None) if is_client => {
                    steps.push(Step::Output(response, expected));
                }
                _ => {}
            }
        }
        let last = self.events.len().saturating_sub(1);
        for (index, event) in self.events.into_iter().enumerate() {
            let (side, writes, reads) = if event.direction == "request" {
                (Direction::Input, is_client, !is_client)
            } else {
                (Direction::Output, !is_client, is_client)
            };
            let shape = shape.clone().filter(|_| index == last);
            if writes && event.params.is_some() {
                steps.push(Step::Write(side, Box::new(event.clone())));
            }
            if reads && let Some(shape) = shape {
                steps.push(Step::Refuse(side, Box::new(event), shape));
            } else if reads {
                steps.push(Step::Read(side, Box::new(event)));
            }
        }
        Ok(case(Kind::Events(EventsCase { steps })))
    }
}

/// Converts the head of a message, which has the format of other tests.
fn message(
    protocol: &str,
    mut head: Map<String, Value>,
    params: Option<Value>,
    operation: &str,
) -> miette::Result<Kind> {
    head.insert("id".to_owned(), "head".into());
    head.insert("protocol".to_owned(), protocol.into());
    head.extend(params.map(|params| ("params".to_owned(), params)));
    let written = Written::deserialize(Value::Object(head)).into_diagnostic()?;
    Ok(written.case(operation, None)?.kind)
}
