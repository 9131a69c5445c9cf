//! The lines of a recording.
//!
//! ```json
//! {"request": {"method": "GET", "uri": "https://…", "headers": [["host", "…"]], "body": "…"},
//!  "response": {"status": 200, "headers": [], "body": "…"}}
//! ```
//!
//! A body that is no UTF-8 is base64 in `body_base64`; in the place of a response there may be a
//! `failure` with `kind` and `message`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value, json};

use crate::transport::{TransportError, TransportErrorKind};

/// A request and its outcome, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The request.
    pub request: RecordedRequest,
    /// The response, or the reason why there is none.
    pub outcome: Outcome,
}

/// A request, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Method.
    pub method: String,
    /// The absolute URI.
    pub uri: String,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

/// A response, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedResponse {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl RecordedResponse {
    /// The response as it came, but for its secrets.
    pub(crate) fn into_http(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(self.body);
        *response.status_mut() = http::StatusCode::from_u16(self.status)
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = self.headers;
        response
    }
}

/// The outcome of a request.
pub type Outcome = Result<RecordedResponse, TransportError>;

/// The kinds of failures, with their names in lines.
const KINDS: [(TransportErrorKind, &str); 7] = [
    (TransportErrorKind::Dns, "dns"),
    (TransportErrorKind::Connect, "connect"),
    (TransportErrorKind::Tls, "tls"),
    (TransportErrorKind::Timeout, "timeout"),
    (TransportErrorKind::ResetBefore, "reset_before"),
    (TransportErrorKind::ResetAfter, "reset_after"),
    (TransportErrorKind::Other, "other"),
];

impl Exchange {
    /// The line, without its end.
    pub fn to_line(&self) -> String {
        let request = &self.request;
        let mut fields = Map::new();
        fields.insert("method".to_owned(), json!(request.method));
        fields.insert("uri".to_owned(), json!(request.uri));
        put_message(&mut fields, &request.headers, &request.body);
        let request = Value::Object(fields);
        let line = match &self.outcome {
            Ok(response) => {
                let mut fields = Map::new();
                fields.insert("status".to_owned(), json!(response.status));
                put_message(&mut fields, &response.headers, &response.body);
                json!({ "request": request, "response": fields })
            }
            Err(error) => {
                let kind = KINDS.iter().find(|(kind, _)| *kind == error.kind);
                let kind = kind.map_or("other", |(_, name)| name);
                json!({ "request": request, "failure": { "kind": kind, "message": error.message } })
            }
        };
        line.to_string()
    }

    /// Reads a line.
    ///
    /// # Errors
    ///
    /// The line is no JSON, or a field is missing or wrong: the message names it.
    pub fn parse(line: &str) -> Result<Self, String> {
        let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let request = field(&line, "request")?;
        let text = |value: &Value, name: &str| {
            let text = field(value, name)?.as_str().map(str::to_owned);
            text.ok_or_else(|| format!("`{name}` is not a string"))
        };
        let request = RecordedRequest {
            method: text(request, "method")?,
            uri: text(request, "uri")?,
            headers: headers(request)?,
            body: body(request)?,
        };
        let outcome = if let Some(failure) = line.get("failure") {
            let name = text(failure, "kind")?;
            let kind = KINDS.iter().find(|(_, known)| *known == name);
            let (kind, _) = kind.ok_or_else(|| format!("the kind `{name}` is unknown"))?;
            Err(TransportError::new(*kind, text(failure, "message")?))
        } else {
            let response = field(&line, "response")?;
            let status = field(response, "status")?.as_u64();
            let status = status.and_then(|status| u16::try_from(status).ok());
            Ok(RecordedResponse {
                status: status.ok_or("`status` is not a status")?,
                headers: headers(response)?,
                body: body(response)?,
            })
        };
        Ok(Self { request, outcome })
    }
}

fn field<'v>(value: &'v Value, name: &str) -> Result<&'v Value, String> {
    value
        .get(name)
        .ok_or_else(|| format!("`{name}` is missing"))
}

fn put_message(fields: &mut Map<String, Value>, headers: &HeaderMap, body: &[u8]) {
    let pairs = headers.iter().map(|(name, value)| {
        // Latin-1 where it is no UTF-8, as in HTTP.
        let value = match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => text.to_owned(),
            Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
        };
        json!([name.as_str(), value])
    });
    fields.insert("headers".to_owned(), pairs.collect());
    match std::str::from_utf8(body) {
        Ok(text) => fields.insert("body".to_owned(), json!(text)),
        Err(_) => fields.insert("body_base64".to_owned(), json!(STANDARD.encode(body))),
    };
}

fn headers(value: &Value) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    let pairs = field(value, "headers")?.as_array();
    for pair in pairs.ok_or("`headers` is not a list")? {
        let text = |index| pair.get(index).and_then(Value::as_str);
        let (Some(name), Some(value)) = (text(0), text(1)) else {
            return Err("a header is not a pair of strings".to_owned());
        };
        let name: Result<HeaderName, _> = name.parse();
        let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.as_bytes())) else {
            return Err("a header cannot be sent".to_owned());
        };
        headers.append(name, value);
    }
    Ok(headers)
}

fn body(value: &Value) -> Result<Bytes, String> {
    if let Some(text) = value.get("body").and_then(Value::as_str) {
        return Ok(Bytes::from(text.to_owned()));
    }
    let text = value.get("body_base64").and_then(Value::as_str);
    let bytes = STANDARD.decode(text.unwrap_or_default());
    bytes.map(Bytes::from).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        let mut headers = HeaderMap::new();
        headers.insert("x-name", HeaderValue::from_static("a \"b\""));
        let request = RecordedRequest {
            method: "PUT".to_owned(),
            uri: "https://host/a?b=c".to_owned(),
            headers: headers.clone(),
            body: Bytes::from_static(&[0, 159, 146, 150]),
        };
        let response = RecordedResponse {
            status: 200,
            headers,
            body: Bytes::from_static(b"{}\n"),
        };
        let failure = TransportError::new(TransportErrorKind::ResetAfter, "gone");
        for outcome in [Ok(response), Err(failure)] {
            let request = request.clone();
            let exchange = Exchange { request, outcome };
            let line = exchange.to_line();
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(Exchange::parse(&line), Ok(exchange));
        }
        let error = Exchange::parse("{\"request\": {}}").unwrap_err();
        assert_eq!(error, "`method` is missing");
    }
}
