//! Tests of event streams: each is a list of steps, of which some are a client's and some a server's.
//!
//! <https://smithy.io/2.0/additional-specs/event-stream-protocol-compliance-tests.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sansmith_codegen::Ir;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::case::{Media, RequestCase, ResponseCase};
use super::compare::{self, Entries};
use super::frame::{self, Frame};
use super::judge::{Subject, input, output};
use super::value::Writer;

/// A test of an event stream.
#[derive(Debug, Default)]
pub(super) struct EventsCase {
    /// Steps in order.
    pub(super) steps: Vec<Step>,
}

/// A step of a test: a line for the program, and what its answer must be.
#[derive(Debug)]
pub(super) enum Step {
    /// An input becomes the head of a request.
    Request(Box<RequestCase>),
    /// The head of a response becomes an output.
    Output(Box<ResponseCase>, Value),
    /// The head of a response becomes an error, of a shape if the test names it.
    Error(Box<ResponseCase>, Option<String>),
    /// An event becomes a frame.
    Write(Direction, Box<WrittenEvent>),
    /// A frame becomes an event.
    Read(Direction, Box<WrittenEvent>),
    /// A frame becomes an error, of a shape if the test names it.
    Refuse(Direction, Box<WrittenEvent>, Option<String>),
}

/// The direction of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Input,
    Output,
}

/// An event in the trait's format.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WrittenEvent {
    #[serde(rename = "type")]
    pub(super) direction: String,
    pub(super) params: Option<Value>,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    forbid_headers: Vec<String>,
    #[serde(default)]
    require_headers: Vec<String>,
    body: Option<String>,
    body_media_type: Option<String>,
    bytes: Option<String>,
}

impl EventsCase {
    /// The lines for the program, as a list.
    pub(super) fn lines(&self, subject: &Subject, operation: &str) -> Result<Value, String> {
        let lines = self.steps.iter().map(|step| step.line(subject, operation));
        Ok(Value::Array(lines.collect::<Result<_, _>>()?))
    }

    /// Differences between the answers and the expectations, but for requests.
    pub(super) fn judge(&self, subject: &Subject, operation: &str, answers: &Value) -> Vec<String> {
        let none = Value::Null;
        let steps = self.steps.iter().enumerate();
        let found = steps.flat_map(|(index, step)| {
            let answer = answers.get(index).unwrap_or(&none);
            let wrong = step.judge(subject, operation, answer).into_iter();
            wrong.map(move |wrong| format!("step {index}: {wrong}"))
        });
        found.collect()
    }
}

impl Direction {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
        }
    }
}

impl Step {
    /// The line for the program.
    pub(super) fn line(&self, subject: &Subject, operation: &str) -> Result<Value, String> {
        let mut line = json!({"service": subject.module, "operation": operation});
        let (key, value) = match self {
            Self::Request(case) => {
                let shape = input(&subject.ir, operation)?;
                ("input", subject.read(Writer::File, shape, &case.params)?)
            }
            Self::Output(case, _) | Self::Error(case, _) => {
                line["shape"] = true.into();
                ("response", case.as_json())
            }
            Self::Write(side, event) => {
                line["side"] = side.as_str().into();
                let shape = events(&subject.ir, operation, *side)?;
                let params = event.params.as_ref().ok_or("the event has no `params`")?;
                ("event", subject.read(Writer::File, shape, params)?)
            }
            Self::Read(side, event) | Self::Refuse(side, event, _) => {
                line["side"] = side.as_str().into();
                let bytes = BASE64.encode(event.frame()?);
                ("event_base64", bytes.into())
            }
        };
        line[key] = value;
        Ok(line)
    }

    /// Differences between the answer and the expectations, but for requests.
    pub(super) fn judge(&self, subject: &Subject, operation: &str, answer: &Value) -> Vec<String> {
        let found = match self {
            Self::Request(_) => Ok(Vec::new()),
            Self::Output(_, expected) => match answer.get("output") {
                Some(actual) => output(&subject.ir, operation)
                    .and_then(|shape| subject.differ(shape, expected, actual))
                    .map(|found| found.into_iter().collect()),
                None => Err("expected an output".to_owned()),
            },
            Self::Error(_, shape) => error(answer, shape.as_deref(), |error| {
                error.get("shape")?.as_str().map(str::to_owned)
            }),
            Self::Write(_, event) => event.judge(subject, answer),
            Self::Read(side, event) => match (answer.get("event"), &event.params) {
                (Some(actual), Some(expected)) => events(&subject.ir, operation, *side)
                    .and_then(|shape| subject.differ(shape, expected, actual))
                    .map(|found| found.into_iter().collect()),
                (None, _) => Err("expected an event".to_owned()),
                (_, None) => Err("the event has no `params`".to_owned()),
            },
            Self::Refuse(side, _, shape) => error(answer, shape.as_deref(), |error| {
                let (member, _) = error.get("event")?.as_object()?.iter().next()?;
                let union = events(&subject.ir, operation, *side).ok()?;
                let mut members = subject.ir.shapes.get(union)?.members();
                let member = members.find(|held| held.name == member.as_str())?;
                Some(member.target.to_string())
            }),
        };
        found.unwrap_or_else(|why| vec![why])
    }
}

/// Checks that an answer is an error, of a shape if one is expected.
fn error(
    answer: &Value,
    expected: Option<&str>,
    shape: impl Fn(&Value) -> Option<String>,
) -> Result<Vec<String>, String> {
    let error = answer.get("error").or_else(|| answer.get("exception"));
    match (expected, error) {
        (None, Some(_)) => Ok(Vec::new()),
        (None, None) if answer.get("failed").is_some() => Ok(Vec::new()),
        (Some(expected), Some(error)) => {
            let actual = shape(error);
            let is_right = actual.as_deref() == Some(expected);
            let wrong = format!("expected the error `{expected}`, found {actual:?}");
            Ok((!is_right).then_some(wrong).into_iter().collect())
        }
        (_, None) => Err("expected an error".to_owned()),
    }
}

impl WrittenEvent {
    /// The frame to be read: its bytes if the test gives them.
    fn frame(&self) -> Result<Vec<u8>, String> {
        if let Some(bytes) = &self.bytes {
            let bytes = BASE64.decode(bytes);
            return bytes.map_err(|error| format!("`bytes` is not base64: {error}"));
        }
        let frame = Frame {
            headers: self.headers.clone().into_iter().collect(),
            payload: self.payload()?.unwrap_or_default(),
        };
        frame.encode()
    }

    /// The expected payload.
    fn payload(&self) -> Result<Option<Vec<u8>>, String> {
        let Some(body) = &self.body else {
            return Ok(None);
        };
        if self.media() == Media::Cbor {
            let bytes = BASE64.decode(body);
            return Ok(Some(
                bytes.map_err(|error| format!("`body` is not base64: {error}"))?,
            ));
        }
        Ok(Some(body.as_bytes().to_vec()))
    }

    fn media(&self) -> Media {
        let media = self.body_media_type.as_deref();
        media.map_or(Media::Bytes, Media::of_type)
    }

    /// Differences between a frame and the expectations.
    fn judge(&self, subject: &Subject, answer: &Value) -> Result<Vec<String>, String> {
        let failed = answer.get("failed").and_then(Value::as_str);
        let bytes = answer.get("event_base64").and_then(Value::as_str);
        let bytes = bytes.ok_or_else(|| failed.unwrap_or("expected a frame").to_owned())?;
        let bytes = BASE64.decode(bytes).map_err(|error| error.to_string())?;
        let frame = Frame::parse(&bytes)?;
        let mut wrong = Vec::new();
        for (name, expected) in &self.headers {
            let actual = frame.headers.get(name);
            if actual != frame::canonical(expected).as_ref() {
                wrong.push(format!(
                    "expected the header {name}: {expected}, found {actual:?}"
                ));
            }
        }
        let required = self.require_headers.iter();
        let required = required.filter(|name| !frame.headers.contains_key(*name));
        wrong.extend(required.map(|name| format!("expected a header {name}")));
        let forbidden = self.forbid_headers.iter();
        let forbidden = forbidden.filter(|name| frame.headers.contains_key(*name));
        wrong.extend(forbidden.map(|name| format!("expected no header {name}")));
        if let Some(expected) = self.payload()? {
            let entries = Entries::of(&subject.ir);
            let found = compare::bodies(self.media(), &expected, &frame.payload, &entries);
            wrong.extend(found.map(|found| format!("the payload {found}")));
        }
        Ok(wrong)
    }
}

/// The union of the events of an operation in a direction.
fn events<'a>(ir: &'a Ir, operation: &str, direction: Direction) -> Result<&'a str, String> {
    let operation = ir.service.operations.get(operation);
    let io = operation.and_then(|operation| match direction {
        Direction::Input => operation.input.as_ref(),
        Direction::Output => operation.output.as_ref(),
    });
    let events = io.and_then(|io| io.events.as_ref());
    events
        .map(|events| events.shape.as_str())
        .ok_or_else(|| "the model has no events in that direction".to_owned())
}
