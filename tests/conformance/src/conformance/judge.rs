//! Converts tests to program input, and checks the responses.
//!
//! **Invariants**
//!
//! - A test passes only if all of its expectations were compared.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sansmith_codegen::Ir;
use serde_json::{Map, Value, json};

use super::case::{Becomes, Case, Endpoint, ExpectedError, Kind, RequestCase, ResponseCase};
use super::compare::{self, Entries};
use super::correction;
use super::events::{EventsCase, Step};
use super::value::{Reader, Writer};

/// The model of a suite, and its module in the program.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) module: String,
    pub(super) ir: Ir,
}

/// A running test.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    subject: &'a Subject,
    case: &'a Case,
    /// Input line for the program.
    pub(super) line: Value,
    /// Required members absent from the input.
    missing: Vec<String>,
}

impl<'a> Trial<'a> {
    /// Prepares a test; fails if its own model contradicts it.
    pub(super) fn new(subject: &'a Subject, case: &'a Case) -> Result<Self, String> {
        let mut line = json!({"service": subject.module, "operation": case.operation});
        let mut missing = Vec::new();
        let asked = match &case.kind {
            Kind::Events(events) => {
                return Ok(Self {
                    subject,
                    case,
                    line: events.lines(subject, &case.operation)?,
                    missing,
                });
            }
            Kind::Request(request) => {
                let shape = input(&subject.ir, &case.operation)?;
                let input = subject.read(Writer::File, shape, &request.params)?;
                missing = correction::missing(&subject.ir, shape, &input, "$");
                if subject.ir.service.endpoint_rules.is_some()
                    && let Some(params) = &request.rules
                {
                    line["params"] = params.clone();
                }
                ("input", input)
            }
            Kind::Response(response) => {
                line["shape"] = true.into();
                ("response", response.as_json())
            }
            Kind::Malformed(_) => return Err("clients send no malformed requests".to_owned()),
        };
        line[asked.0] = asked.1;
        Ok(Self {
            subject,
            case,
            line,
            missing,
        })
    }

    /// Differences between the response and the expectations.
    pub(super) fn judge(&self, answer: &Value) -> Vec<String> {
        let failed = answer.get("failed").and_then(Value::as_str);
        match (&self.case.kind, failed) {
            (Kind::Events(events), _) => self.events(events, answer),
            (Kind::Request(_), Some(why)) if !self.missing.is_empty() => self.refusal(why),
            (_, Some(why)) => vec![why.to_owned()],
            // An input without its required members cannot be constructed, so there is no request to compare.
            (Kind::Request(_), None) if !self.missing.is_empty() => {
                vec![format!(
                    "was not rejected for the missing {}",
                    self.missing.join(", ")
                )]
            }
            (Kind::Request(request), None) => self.request(request, answer),
            (Kind::Response(response), None) => self.response(response, answer),
            (Kind::Malformed(_), None) => vec!["clients send no malformed requests".to_owned()],
        }
    }

    /// Judges each step of a test of events.
    fn events(&self, expected: &EventsCase, answers: &Value) -> Vec<String> {
        let mut wrong = expected.judge(self.subject, &self.case.operation, answers);
        for (index, step) in expected.steps.iter().enumerate() {
            if let (Step::Request(request), Some(answer)) = (step, answers.get(index)) {
                wrong.extend(self.request(request, answer));
            }
        }
        wrong
    }

    /// An error for an invalid input must name the missing member.
    fn refusal(&self, why: &str) -> Vec<String> {
        let mut names = self
            .missing
            .iter()
            .filter_map(|path| path.rsplit('.').next());
        if names.any(|name| why.contains(name)) {
            Vec::new()
        } else {
            vec![format!(
                "expected a rejection for the missing {}, found `{why}`",
                self.missing.join(", ")
            )]
        }
    }

    fn request(&self, expected: &RequestCase, answer: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        let text = |key: &str| answer.get(key).and_then(Value::as_str);
        if let Some(method) = &expected.method {
            let actual = text("method").unwrap_or_default();
            wrong.extend(
                (actual != method).then(|| format!("expected the method {method}, found {actual}")),
            );
        }
        if let Some(uri) = &expected.uri {
            let actual = text("uri").unwrap_or_default();
            let actual = match actual.split_once("://") {
                Some((_, rest)) => rest.find('/').and_then(|path| rest.get(path..)),
                None => Some(actual),
            };
            let actual = format!("{}{}", expected.endpoint.path, actual.unwrap_or("/"));
            wrong.extend(compare::uri(uri, expected.query.as_ref(), &actual));
        }
        if let Some(host) = &expected.host {
            let actual = host_of(expected, answer);
            wrong.extend(
                (actual != *host).then(|| format!("expected the host {host}, found {actual}")),
            );
        }
        wrong.extend(headers(expected, answer));
        if let Some(body) = &expected.body {
            match bytes(answer) {
                Ok(actual) => {
                    let entries = Entries::of(&self.subject.ir);
                    let found = compare::bodies(body.media, &body.bytes, &actual, &entries);
                    wrong.extend(found.map(|found| format!("the body {found}")));
                }
                Err(error) => wrong.push(error),
            }
        }
        wrong
    }

    fn response(&self, expected: &ResponseCase, answer: &Value) -> Vec<String> {
        let compared = match &expected.becomes {
            Becomes::Output(expected) => self.output(expected, answer),
            Becomes::Error(expected) => self.error(expected, answer),
        };
        compared.unwrap_or_else(|error| vec![error])
    }

    fn output(&self, expected: &Value, answer: &Value) -> Result<Vec<String>, String> {
        let Some(actual) = answer.get("output") else {
            return Err("expected an output".to_owned());
        };
        let shape = output(&self.subject.ir, &self.case.operation)?;
        let found = self.subject.differ(shape, expected, actual)?;
        Ok(found.into_iter().collect())
    }

    fn error(&self, expected: &ExpectedError, answer: &Value) -> Result<Vec<String>, String> {
        let Some(actual) = answer.get("error") else {
            return Err(format!("expected the error `{}`", expected.shape));
        };
        let mut wrong = Vec::new();
        let mut differs = |what: &str, expected: &[&str]| {
            let actual = actual.get(what).and_then(Value::as_str);
            if !expected.iter().any(|expected| actual == Some(expected)) {
                let expected = expected.join("` or `");
                wrong.push(format!(
                    "expected the {what} `{expected}`, found {actual:?}"
                ));
            }
        };
        differs("shape", &[&expected.shape]);
        match &expected.code {
            Some(code) => differs("code", &[code]),
            None => differs("code", &self.subject.codes(&expected.shape)),
        }
        if let Some(message) = &expected.message {
            differs("message", &[message]);
        }
        let none = Value::Object(Map::new());
        let fields = actual.get("fields").unwrap_or(&none);
        wrong.extend(
            self.subject
                .differ(&expected.shape, &expected.fields, fields)?,
        );
        Ok(wrong)
    }
}

impl Subject {
    pub(super) fn read(&self, writer: Writer, shape: &str, value: &Value) -> Result<Value, String> {
        let reader = Reader {
            ir: &self.ir,
            writer,
        };
        reader.read(shape, value)
    }

    /// The first difference between a value in the test and in the program's output.
    pub(super) fn differ(
        &self,
        shape: &str,
        expected: &Value,
        actual: &Value,
    ) -> Result<Option<String>, String> {
        let mut expected = self.read(Writer::File, shape, expected)?;
        correction::complete(&self.ir, shape, &mut expected);
        let actual = self.read(Writer::Program, shape, actual)?;
        Ok(compare::values(&expected, &actual))
    }

    /// Accepted codes of an error: shape name and wire code.
    fn codes<'a>(&'a self, shape: &'a str) -> Vec<&'a str> {
        let error = self
            .ir
            .shapes
            .get(shape)
            .and_then(|shape| shape.traits.error.as_ref());
        let own = error.and_then(|error| error.code.as_deref());
        std::iter::once(shape).chain(own).collect()
    }
}

/// Input shape of an operation.
pub(super) fn input<'a>(ir: &'a Ir, operation: &str) -> Result<&'a str, String> {
    let operation = ir.service.operations.get(operation);
    let input = operation.and_then(|operation| operation.input.as_ref());
    input
        .map(|input| input.shape.as_str())
        .ok_or_else(|| "the model has no input for it".to_owned())
}

/// Output shape of an operation.
pub(super) fn output<'a>(ir: &'a Ir, operation: &str) -> Result<&'a str, String> {
    let operation = ir.service.operations.get(operation);
    let output = operation.and_then(|operation| operation.output.as_ref());
    output
        .map(|output| output.shape.as_str())
        .ok_or_else(|| "the model has no output for it".to_owned())
}

impl ResponseCase {
    /// The response as a JSON line.
    pub(super) fn as_json(&self) -> Value {
        let headers: Map<String, Value> = self
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.clone().into()))
            .collect();
        let mut response = json!({"status": self.status, "headers": headers});
        match std::str::from_utf8(&self.body) {
            Ok(text) => response["body"] = text.into(),
            Err(_) => response["body_base64"] = BASE64.encode(&self.body).into(),
        }
        response
    }
}

/// The host of a request.
fn host_of(expected: &RequestCase, answer: &Value) -> String {
    let text = |key: &str| answer.get(key).and_then(Value::as_str);
    if let Some(endpoint) = text("endpoint") {
        return Endpoint::parse(endpoint).host;
    }
    if let Some(uri) = text("uri").filter(|uri| uri.contains("://")) {
        return Endpoint::parse(uri).host;
    }
    let prefix = text("host_prefix").unwrap_or_default();
    format!("{prefix}{}", expected.endpoint.host)
}

/// A header of a message line.
pub(super) fn header_of<'a>(answer: &'a Value, name: &str) -> Option<&'a str> {
    let headers = answer.get("headers").and_then(Value::as_object);
    let mut headers = headers.into_iter().flatten();
    let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| value.as_str())
}

fn headers(expected: &RequestCase, answer: &Value) -> Vec<String> {
    let actual = |name: &str| header_of(answer, name);
    let listed = expected
        .headers
        .iter()
        .filter_map(|(name, value)| compare::header(name, value, actual(name)));
    let required = expected
        .required_headers
        .iter()
        .filter(|name| actual(name).is_none())
        .map(|name| format!("expected a header {name}"));
    let forbidden = expected
        .forbidden_headers
        .iter()
        .filter(|name| actual(name).is_some())
        .map(|name| format!("expected no header {name}"));
    listed.chain(required).chain(forbidden).collect()
}

/// The body of a response line.
pub(super) fn bytes(answer: &Value) -> Result<Vec<u8>, String> {
    let text = |key: &str| answer.get(key).and_then(Value::as_str);
    match text("body_base64") {
        Some(text) => BASE64
            .decode(text)
            .map_err(|error| format!("the body is not base64: {error}")),
        None => Ok(text("body").unwrap_or_default().as_bytes().to_vec()),
    }
}
