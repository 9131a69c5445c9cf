//! Checks tests from the side of a server: requests become inputs, outputs and errors become responses, and malformed requests
//! are refused.
//!
//! **Invariants**
//!
//! - A test passes only if all of its expectations were compared.
//! - Only [`losses`] make an input equal to parameters that differ.

mod losses;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use regex::Regex;
use serde_json::{Map, Value, json};

use super::case::{
    Becomes, Body, Case, ExpectedText, Kind, MalformedCase, Media, RequestCase, ResponseCase,
};
use super::compare::{self, Entries};
use super::correction;
use super::judge::{Subject, bytes, header_of, input, output};
use super::value::Writer;

/// A running test.
#[derive(Debug)]
pub(super) struct ServerTrial<'a> {
    subject: &'a Subject,
    case: &'a Case,
    /// Input line for the program.
    pub(super) line: Value,
}

impl<'a> ServerTrial<'a> {
    /// Prepares a test; fails if its own model contradicts it.
    pub(super) fn new(subject: &'a Subject, case: &'a Case) -> Result<Self, String> {
        let mut line = json!({"service": subject.module, "operation": case.operation});
        match &case.kind {
            Kind::Events(events) => line = events.lines(subject, &case.operation)?,
            Kind::Request(request) => {
                line["request"] = request.as_json();
                // Parameters of tests need not keep the constraints of their model.
                line["unvalidated"] = true.into();
                // Bodies of tests are laid out for readers, so a checksum is not that of their bytes.
                line["without_sums"] = true.into();
            }
            Kind::Malformed(malformed) => line["request"] = malformed.request.clone(),
            Kind::Response(response) => match &response.becomes {
                Becomes::Output(params) => {
                    let shape = output(&subject.ir, &case.operation)?;
                    line["output"] = subject.complete(shape, params)?;
                }
                Becomes::Error(error) => {
                    line["error"] = json!({
                        "shape": error.shape,
                        "fields": subject.complete(&error.shape, &error.fields)?,
                    });
                }
            },
        }
        Ok(Self {
            subject,
            case,
            line,
        })
    }

    /// Differences between the response and the expectations.
    pub(super) fn judge(&self, answer: &Value) -> Vec<String> {
        if let Some(why) = answer.get("failed").and_then(Value::as_str) {
            return vec![why.to_owned()];
        }
        match &self.case.kind {
            Kind::Events(events) => events.judge(self.subject, &self.case.operation, answer),
            Kind::Request(request) => self.request(request, answer),
            Kind::Response(response) => self.response(response, answer),
            Kind::Malformed(malformed) => self.malformed(malformed, answer),
        }
    }

    /// Compares an input with the parameters.
    fn request(&self, expected: &RequestCase, answer: &Value) -> Vec<String> {
        let Some(actual) = answer.get("input") else {
            return vec!["expected an input".to_owned()];
        };
        match self.input(expected, actual) {
            Ok(found) => found.into_iter().collect(),
            Err(error) => vec![error],
        }
    }

    /// The first difference between an input and the parameters.
    fn input(&self, expected: &RequestCase, actual: &Value) -> Result<Option<String>, String> {
        let ir = &self.subject.ir;
        let shape = input(ir, &self.case.operation)?;
        let mut expected = self.subject.complete(shape, &expected.params)?;
        let mut actual = self.subject.read(Writer::Program, shape, actual)?;
        // A test of servers alone states what they must read.
        if self.case.side.is_none() {
            losses::forgive(ir, shape, &mut expected, &mut actual);
        }
        Ok(compare::values(&expected, &actual))
    }

    /// Compares a response with the message.
    fn response(&self, expected: &ResponseCase, answer: &Value) -> Vec<String> {
        let mut wrong = status(expected.status, answer);
        wrong.extend(headers(&expected.headers, answer));
        for name in &expected.required_headers {
            wrong.extend(
                header_of(answer, name)
                    .is_none()
                    .then(|| format!("expected a header {name}")),
            );
        }
        for name in &expected.forbidden_headers {
            wrong.extend(
                header_of(answer, name)
                    .is_some()
                    .then(|| format!("expected no header {name}")),
            );
        }
        wrong.extend(
            expected
                .written
                .as_ref()
                .and_then(|body| self.body(body, answer)),
        );
        wrong
    }

    /// Compares a refusal.
    fn malformed(&self, expected: &MalformedCase, answer: &Value) -> Vec<String> {
        let Some(response) = answer.get("response") else {
            return vec!["expected a refusal".to_owned()];
        };
        let mut wrong = status(expected.status, response);
        wrong.extend(headers(&expected.headers, response));
        match &expected.body {
            ExpectedText::Any => {}
            ExpectedText::Body(body) => wrong.extend(self.body(body, response)),
            ExpectedText::Pattern(pattern) => {
                let message = bytes(response)
                    .ok()
                    .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
                    .and_then(|body| Some(body.get("message")?.as_str()?.to_owned()))
                    .unwrap_or_default();
                let is_match = Regex::new(pattern).is_ok_and(|regex| regex.is_match(&message));
                wrong
                    .extend((!is_match).then(|| {
                        format!("expected a message like `{pattern}`, found `{message}`")
                    }));
            }
        }
        wrong
    }

    fn body(&self, expected: &Body, answer: &Value) -> Option<String> {
        let actual = match bytes(answer) {
            Ok(actual) => actual,
            Err(error) => return Some(error),
        };
        let entries = Entries::of(&self.subject.ir);
        let found = if expected.media == Media::Xml {
            // An id is no part of the parameters.
            let (expected, actual) = (plain(&expected.bytes), plain(&actual));
            compare::bodies(Media::Xml, &expected, &actual, &entries)
        } else {
            compare::bodies(expected.media, &expected.bytes, &actual, &entries)
        };
        found.map(|found| format!("the body {found}"))
    }
}

/// An XML document without the ids of requests, and with timestamps in UTC.
fn plain(document: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(document).into_owned();
    for name in ["RequestId", "RequestID", "requestId", "ResponseMetadata"] {
        let (start, end) = (format!("<{name}>"), format!("</{name}>"));
        while let Some((before, rest)) = text.split_once(&start)
            && let Some((_, after)) = rest.split_once(&end)
        {
            text = format!("{}{}", before.trim_end(), after.trim_start());
        }
    }
    let parts = text.split('<').map(|part| {
        let (tag, content) = part.split_once('>').unwrap_or((part, ""));
        let is_offset = content.contains('T') && !content.ends_with('Z');
        match content.parse::<jiff::Timestamp>() {
            Ok(instant) if is_offset => format!("{tag}>{instant}"),
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("<").into_bytes()
}

fn status(expected: u16, answer: &Value) -> Vec<String> {
    let actual = answer.get("status").and_then(Value::as_u64);
    if actual == Some(expected.into()) {
        Vec::new()
    } else {
        vec![format!("expected the status {expected}, found {actual:?}")]
    }
}

fn headers(expected: &[(String, String)], answer: &Value) -> Vec<String> {
    let differ =
        |(name, value): &(String, String)| compare::header(name, value, header_of(answer, name));
    expected.iter().filter_map(differ).collect()
}

impl RequestCase {
    /// The request as a JSON line.
    fn as_json(&self) -> Value {
        let uri = self.uri.clone().unwrap_or_default();
        let path = self.endpoint.path.as_str();
        // The path of an endpoint is no part of the operation's.
        let mut uri = uri.strip_prefix(path).map_or(uri.clone(), str::to_owned);
        if let Some(query) = self.query.as_ref().filter(|query| !query.pairs.is_empty()) {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(&query.pairs.join("&"));
        }
        let headers: Map<String, Value> = self
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.clone().into()))
            .collect();
        let mut line = json!({"method": self.method, "uri": uri, "headers": headers});
        if let Some(body) = &self.body {
            line["body_base64"] = BASE64.encode(&body.bytes).into();
        }
        line
    }
}

impl Subject {
    /// The parameters of an output as the program reads them, with the members that its type always has.
    fn complete(&self, shape: &str, params: &Value) -> Result<Value, String> {
        let mut value = self.read(Writer::File, shape, params)?;
        correction::complete(&self.ir, shape, &mut value);
        Ok(value)
    }
}
