//! Recorded HTTP: expected requests in order, with responses.

use std::collections::BTreeMap;

use serde_json::Value;

use super::text;

/// Recorded HTTP, with the differences found.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    exchanges: Vec<Recorded>,
    next: usize,
    problems: Vec<String>,
}

/// Status and headers of a response.
type Head = (u16, BTreeMap<String, String>);

/// A request and the response to it.
#[derive(Debug, Default)]
struct Recorded {
    method: String,
    uri: String,
    headers: BTreeMap<String, String>,
    response: Option<Result<Head, String>>,
    body: Vec<u8>,
}

impl Traffic {
    /// Reads `http-traffic.json`: events by connection, with one request each.
    pub(super) fn read(recorded: &Value) -> Self {
        let mut by_connection: BTreeMap<u64, Recorded> = BTreeMap::new();
        let events = recorded.get("events").and_then(Value::as_array);
        for event in events.into_iter().flatten() {
            let connection = event.get("connection_id").and_then(Value::as_u64);
            let recorded = by_connection
                .entry(connection.unwrap_or_default())
                .or_default();
            if let Some(action) = event.get("action") {
                recorded.add(action);
            }
        }
        Self {
            exchanges: by_connection.into_values().collect(),
            ..Self::default()
        }
    }

    /// Adds a response without a recorded request.
    pub(super) fn answer(&mut self, status: u16, body: &str) {
        self.exchanges.push(Recorded {
            response: Some(Ok((status, BTreeMap::new()))),
            body: body.as_bytes().to_vec(),
            ..Recorded::default()
        });
    }

    /// The response to the next request, which must equal the recorded one.
    pub(super) fn respond(
        &mut self,
        request: &http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, String> {
        let Some(recorded) = self.exchanges.get(self.next) else {
            return Err("no more recorded HTTP".to_owned());
        };
        self.next += 1;
        if let Err(problem) = recorded.check(request) {
            self.problems.push(problem);
        }
        let (status, headers) = match &recorded.response {
            Some(Ok(head)) => head,
            Some(Err(reason)) => return Err(reason.clone()),
            None => return Err("no response is recorded".to_owned()),
        };
        let mut response = http::Response::builder().status(*status);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        response
            .body(recorded.body.clone())
            .map_err(|error| error.to_string())
    }

    /// Differences between actual and recorded requests.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = self.problems.clone();
        for unsent in self.exchanges.iter().skip(self.next) {
            problems.push(format!("not sent: {} {}", unsent.method, unsent.uri));
        }
        problems
    }
}

impl Recorded {
    fn add(&mut self, action: &Value) {
        if let Some(request) = action.pointer("/Request/request") {
            let part = |name| text(request, name).unwrap_or_default();
            part("method").clone_into(&mut self.method);
            part("uri").clone_into(&mut self.uri);
            self.headers = headers(request);
        } else if let Some(response) = action.pointer("/Response/response/Ok") {
            let status = response.get("status").and_then(Value::as_u64);
            let status = status.and_then(|status| u16::try_from(status).ok());
            self.response = Some(Ok((status.unwrap_or_default(), headers(response))));
        } else if let Some(reason) = action.pointer("/Response/response/Err") {
            self.response = Some(Err(reason.to_string()));
        } else if let Some(data) = action.get("Data")
            && text(data, "direction") == Some("Response")
        {
            let data = data.pointer("/data/Utf8").and_then(Value::as_str);
            self.body.extend(data.unwrap_or_default().as_bytes());
        } else if let Some(end) = action.get("Eof")
            && text(end, "direction") == Some("Response")
            && end.get("ok") == Some(&Value::Bool(false))
        {
            self.response = Some(Err("the response was cut off".to_owned()));
        }
    }

    /// Compares method, URI and session token, like the original test runner.
    fn check(&self, request: &http::Request<Vec<u8>>) -> Result<(), String> {
        if self.uri.is_empty() {
            return Ok(());
        }
        let expected = format!("{} {}", self.method, comparable(&self.uri));
        let uri = request.uri().to_string();
        let got = format!("{} {}", request.method(), comparable(&uri));
        if expected != got {
            return Err(format!("request: expected {expected}, got {got}"));
        }
        let name = "x-aws-ec2-metadata-token";
        let got = request.headers().get(name);
        let got = got.and_then(|value| value.to_str().ok());
        match self.headers.get(name) {
            Some(expected) if got != Some(expected.as_str()) => {
                Err(format!("{name}: expected {expected}, got {got:?}"))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// A URI with sorted query, as its order is irrelevant.
fn comparable(uri: &str) -> String {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    format!("{}?{}", path.trim_end_matches('/'), query.join("&"))
}

fn headers(head: &Value) -> BTreeMap<String, String> {
    let headers = head.get("headers").and_then(Value::as_object);
    let headers = headers.into_iter().flatten().filter_map(|(name, values)| {
        let value = values.pointer("/0")?.as_str()?;
        Some((name.to_ascii_lowercase(), value.to_owned()))
    });
    // Bodies may be shorter than the recorded ones.
    headers
        .filter(|(name, _)| name != "content-length")
        .collect()
}
