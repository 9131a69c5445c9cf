//! A JSON-lines server: converts inputs to requests, and responses to outputs or errors.
//!
//! It lets scripts and programs in other languages use a crate: each input line gives one output line.
//!
//! **Invariants**
//! - Every line gets a response; an invalid line gives an error, and serving continues.
//! - Responses are deterministic: absent tokens are all zeros.

mod entry;
#[cfg(feature = "events")]
mod event;
mod resolved;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

#[cfg(feature = "server")]
use super::served;
use super::{Answer, OperationEntry};
use crate::http::request::{Options, Request};
use crate::http::response;

pub use self::entry::Entry;
#[cfg(feature = "events")]
pub use self::entry::EventSide;
#[cfg(feature = "endpoint")]
pub use self::entry::resolve;
#[cfg(feature = "events")]
use self::event::event;

/// Replacement of an absent token.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// Operations of a service, with its name.
pub type Service<'a, E = OperationEntry> = (&'a str, &'a [E]);

/// Reads lines and writes a response line for each.
///
/// ```
/// let mut answers = Vec::new();
/// sansmith::registry::serve(&[], &b"{\"operation\": \"Glow\", \"input\": {}}\n"[..], &mut answers)?;
/// assert_eq!(answers, b"{\"failed\":\"unknown operation `Glow`\"}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// Reading or writing fails. Invalid lines are not errors.
pub fn serve(services: &[Service<'_>], input: impl BufRead, output: impl Write) -> io::Result<()> {
    serve_with(services, input, output)
}

/// Like [`serve`], for operations of any kind.
///
/// # Errors
///
/// Reading or writing fails. Invalid lines are not errors.
pub fn serve_with<E: Entry>(
    services: &[Service<'_, E>],
    input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    for line in input.split(b'\n') {
        let answer = respond_with(services, &line?);
        match writeln!(output, "{answer}").and_then(|()| output.flush()) {
            // The reader has gone away.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            written => written?,
        }
    }
    Ok(())
}

/// The response to a line, without line break.
///
/// A line has the name of an `operation` (and of a `service`, if there are several), and either `input` or `response`.
/// `input` gives `method`, `uri`, `headers` and `body`; with `params`, values of endpoint parameters by name, the URI is that at the
/// endpoint of the service's rules; with `"validate": true`, it gives the `violations` of constraints.
/// `response` gives `output` or `error`; with `"shape": true`, an error includes its shape name.
/// `event` gives the frame of an event as `event_base64`, and the reverse; `"side": "output"` is for those of the response.
/// Lines of servers (feature `server`) have one of `request`, `output` and `error` instead: `request` gives `input`, or `rejected` with the
/// `response`; `output` and `error`, which has `shape` and `fields`, give `status`, `headers` and `body`.
/// Failures give `failed` with the reason. A list of lines gives the list of their responses.
pub fn respond(services: &[Service<'_>], line: &[u8]) -> String {
    respond_with(services, line)
}

/// Like [`respond`], for operations of any kind.
pub fn respond_with<E: Entry>(services: &[Service<'_, E>], line: &[u8]) -> String {
    let lines = serde_json::from_slice::<Vec<&RawValue>>(line);
    if let Some(lines) = lines.ok().filter(|lines| !lines.is_empty()) {
        let lines = lines.into_iter();
        let answers = lines.map(|line| respond_to_one(services, line.get().as_bytes()));
        return format!("[{}]", answers.collect::<Vec<_>>().join(","));
    }
    respond_to_one(services, line)
}

/// The response to a line that is no list: lists do not nest.
fn respond_to_one<E: Entry>(services: &[Service<'_, E>], line: &[u8]) -> String {
    match try_respond(services, line) {
        Ok(answer) => answer,
        Err(why) => json!({"failed": why}).to_string(),
    }
}

/// Parts of a line, unparsed.
pub(super) struct Line<'a> {
    parts: BTreeMap<String, &'a RawValue>,
    /// Name in messages: that of a part and a dot, or empty for the line itself.
    prefix: &'static str,
}

impl<'a> Line<'a> {
    /// Splits a part of a line, which is an object.
    pub(super) fn of(object: &'a RawValue, prefix: &'static str) -> Result<Self, String> {
        let parts = serde_json::from_str(object.get()).map_err(|error| {
            let name = prefix.trim_end_matches('.');
            format!("`{name}` is not an object: {error}")
        })?;
        Ok(Self { parts, prefix })
    }

    /// A part, if present.
    pub(super) fn part(&self, name: &str) -> Option<&'a RawValue> {
        self.parts.get(name).copied()
    }

    /// A string part, if present.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(part) = self.part(name) else {
            return Ok(None);
        };
        serde_json::from_str(part.get())
            .map(Some)
            .map_err(|_| format!("`{}{name}` is not a string", self.prefix))
    }

    /// The body of a message.
    pub(super) fn body(&self) -> Result<Vec<u8>, String> {
        match (self.text("body")?, self.text("body_base64")?) {
            (Some(_), Some(_)) => {
                let name = self.prefix.trim_end_matches('.');
                Err(format!("`{name}` has a `body` and a `body_base64`"))
            }
            (Some(text), None) => Ok(text.into_bytes()),
            (None, Some(text)) => BASE64
                .decode(text)
                .map_err(|error| format!("`{}body_base64` is not base64: {error}", self.prefix)),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// The headers of a message; values may be lists.
    pub(super) fn headers(&self) -> Result<HeaderMap, String> {
        let prefix = self.prefix;
        let mut headers = HeaderMap::new();
        let Some(part) = self.part("headers") else {
            return Ok(headers);
        };
        let parts: BTreeMap<String, Value> = serde_json::from_str(part.get())
            .map_err(|error| format!("`{prefix}headers` is not an object: {error}"))?;
        for (name, value) in &parts {
            let wrong = || format!("`{prefix}headers` has an invalid header `{name}`");
            let key = HeaderName::try_from(name).map_err(|_| wrong())?;
            let one = std::slice::from_ref(value);
            let values = value.as_array().map_or(one, Vec::as_slice);
            for value in values {
                let value = value
                    .as_str()
                    .and_then(|text| HeaderValue::try_from(text).ok());
                headers.append(&key, value.ok_or_else(wrong)?);
            }
        }
        Ok(headers)
    }

    /// Returns true if a part is present and true.
    pub(super) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.part(name).map(RawValue::get) {
            Some("true") => Ok(true),
            None | Some("false") => Ok(false),
            Some(_) => Err(format!("`{}{name}` is not a boolean", self.prefix)),
        }
    }
}

fn try_respond<E: Entry>(services: &[Service<'_, E>], line: &[u8]) -> Result<String, String> {
    let parts = serde_json::from_slice(line)
        .map_err(|error| format!("the line is not a JSON object: {error}"))?;
    let line = Line { parts, prefix: "" };
    let entry = entry(services, &line)?;
    #[cfg(feature = "server")]
    if let Some(answer) = served::respond(entry, &line)? {
        return Ok(answer);
    }
    #[cfg(feature = "events")]
    if let Some(answer) = event(entry, &line)? {
        return Ok(answer);
    }
    match (line.part("input"), line.part("response")) {
        (Some(input), None) if line.flag("validate")? => validate(entry, input),
        (Some(input), None) => request(entry, input, &line),
        (None, Some(response)) => parse_response(entry, response, &line),
        (Some(_), Some(_)) => Err("the line has an `input` and a `response`".to_owned()),
        (None, None) => Err("the line has neither an `input` nor a `response`".to_owned()),
    }
}

/// The operation named by a line.
fn entry<'a, E: Entry>(services: &[Service<'a, E>], line: &Line<'_>) -> Result<&'a E, String> {
    let operation = line
        .text("operation")?
        .ok_or("the line has no `operation`")?;
    let service = line.text("service")?;
    let of_service = services
        .iter()
        .filter(|(name, _)| service.as_ref().is_none_or(|service| service == name));
    let mut found = of_service
        .flat_map(|(_, entries)| *entries)
        .filter(|entry| entry.name() == operation);
    match (found.next(), found.next()) {
        (Some(entry), None) => Ok(entry),
        (None, _) => Err(format!("unknown operation `{operation}`")),
        (Some(_), Some(_)) => Err(format!("several services have an operation `{operation}`")),
    }
}

fn request<E: Entry>(entry: &E, input: &RawValue, line: &Line<'_>) -> Result<String, String> {
    let options = Options::new().token(TOKEN);
    let request = entry
        .request(input.get().as_bytes(), &options)
        .map_err(|error| error.to_string())?;
    match line.part("params") {
        Some(params) => resolved::request(entry, input, request, params),
        None => Ok(request_line(&request).to_string()),
    }
}

/// A request as JSON.
fn request_line(request: &Request) -> Value {
    let mut answer = Map::new();
    answer.insert("method".to_owned(), request.http.method().as_str().into());
    answer.insert("uri".to_owned(), request.http.uri().to_string().into());
    let optional = [
        ("host_prefix", &request.host_prefix),
        ("endpoint", &request.endpoint),
    ];
    for (name, value) in optional {
        answer.extend(
            value
                .as_ref()
                .map(|value| (name.to_owned(), value.as_str().into())),
        );
    }
    answer.insert(
        "headers".to_owned(),
        headers_line(request.http.headers()).into(),
    );
    push_body(
        request.http.body().as_bytes().unwrap_or_default(),
        &mut answer,
    );
    answer.into()
}

/// Adds a body as JSON.
pub(super) fn push_body(bytes: &[u8], answer: &mut Map<String, Value>) {
    let (name, text) = match std::str::from_utf8(bytes) {
        Ok(text) => ("body", text.to_owned()),
        Err(_) => ("body_base64", BASE64.encode(bytes)),
    };
    answer.insert(name.to_owned(), text.into());
}

/// Headers as JSON; the values of repeated ones are joined by commas.
pub(super) fn headers_line(headers: &HeaderMap) -> Map<String, Value> {
    let mut line = Map::new();
    for name in headers.keys() {
        let values = headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        line.insert(name.as_str().to_owned(), values.join(", ").into());
    }
    line
}

#[cfg(feature = "validate")]
fn validate<E: Entry>(entry: &E, input: &RawValue) -> Result<String, String> {
    let violations = entry
        .validate(input.get().as_bytes())
        .map_err(|error| error.to_string())?;
    let line = |violation: &crate::validate::Violation| {
        json!({
            "path": violation.path,
            "rule": violation.rule.name(),
            "message": violation.message(),
        })
    };
    let violations: Vec<Value> = violations.iter().map(line).collect();
    Ok(json!({"violations": violations}).to_string())
}

#[cfg(not(feature = "validate"))]
fn validate<E: Entry>(_: &E, _: &RawValue) -> Result<String, String> {
    Err("this program was built without the feature `validate`".to_owned())
}

fn parse_response<E: Entry>(
    entry: &E,
    response: &RawValue,
    line: &Line<'_>,
) -> Result<String, String> {
    let parts = Line::of(response, "response.")?;
    let status = parts.part("status").map(RawValue::get);
    let status = status
        .and_then(|status| status.parse().ok())
        .and_then(|status| StatusCode::from_u16(status).ok())
        .ok_or("`response.status` is not a valid status")?;
    let body = parts.body()?;
    let mut message = http::Response::new(body.as_slice());
    *message.status_mut() = status;
    *message.headers_mut() = parts.headers()?;
    let answer = entry.response(&message, &response::Options::new());
    match (answer, line.flag("shape")?) {
        (Answer::Error(error), true) => Ok(error.to_json(error.shape)),
        (answer, _) => Ok(answer.to_json()),
    }
}

#[cfg(test)]
mod tests;
