//! Recorded events into requests with their responses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

/// A request and its response; `None` where the connection failed, or nothing was recorded.
#[derive(Debug)]
pub(super) struct Exchange {
    connection: u64,
    pub(super) request: http::Request<Vec<u8>>,
    pub(super) response: Option<http::Response<Vec<u8>>>,
}

/// The exchanges of a recording; `None` for another file.
pub(super) fn exchanges(recording: &Value) -> Option<Vec<Exchange>> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    for event in recording.get("events")?.as_array()? {
        let connection = event.get("connection_id")?.as_u64()?;
        let action = event.get("action")?;
        if let Some(request) = action.pointer("/Request/request") {
            exchanges.push(Exchange {
                connection,
                request: self::request(request)?,
                response: None,
            });
            continue;
        }
        let mut known = exchanges.iter_mut().rev();
        let exchange = known.find(|exchange| exchange.connection == connection)?;
        if let Some(response) = action.pointer("/Response/response/Ok") {
            exchange.response = Some(self::response(response)?);
        }
        if let Some(data) = action.get("Data") {
            let bytes = bytes(data.get("data")?);
            match (data.get("direction")?.as_str()?, &mut exchange.response) {
                ("Response", Some(response)) => response.body_mut().extend(bytes),
                ("Request", _) => exchange.request.body_mut().extend(bytes),
                _ => {}
            }
        }
    }
    Some(exchanges)
}

fn request(recorded: &Value) -> Option<http::Request<Vec<u8>>> {
    let mut request = http::Request::new(Vec::new());
    *request.uri_mut() = recorded.get("uri")?.as_str()?.parse().ok()?;
    *request.method_mut() = recorded.get("method")?.as_str()?.parse().ok()?;
    *request.headers_mut() = headers(recorded)?;
    Some(request)
}

fn response(recorded: &Value) -> Option<http::Response<Vec<u8>>> {
    let mut response = http::Response::new(Vec::new());
    let status = u16::try_from(recorded.get("status")?.as_u64()?).ok()?;
    *response.status_mut() = http::StatusCode::from_u16(status).ok()?;
    *response.headers_mut() = headers(recorded)?;
    Some(response)
}

fn headers(recorded: &Value) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, values) in recorded.get("headers")?.as_object()? {
        let name: HeaderName = name.parse().ok()?;
        for value in values.as_array()? {
            headers.append(&name, HeaderValue::from_str(value.as_str()?).ok()?);
        }
    }
    Some(headers)
}

fn bytes(data: &Value) -> Vec<u8> {
    match (data.get("Utf8"), data.get("Base64")) {
        (Some(Value::String(text)), _) => text.clone().into_bytes(),
        (_, Some(Value::String(text))) => STANDARD.decode(text).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The text of a header.
pub(super) fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// A part of a body in chunks.
pub(super) struct Chunk<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) signature: Option<&'b str>,
}

/// The chunks of a body in the encoding `aws-chunked`, the empty one included, and the lines of its trailers.
pub(super) fn chunks(mut body: &[u8]) -> Option<(Vec<Chunk<'_>>, Vec<&str>)> {
    let mut chunks = Vec::new();
    loop {
        let end = body.windows(2).position(|pair| pair == b"\r\n")?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let (length, extension) = line.split_once(';').unwrap_or((line, ""));
        let length = usize::from_str_radix(length, 16).ok()?;
        body = body.get(end + 2..)?;
        chunks.push(Chunk {
            bytes: body.get(..length)?,
            signature: extension.strip_prefix("chunk-signature="),
        });
        if length == 0 {
            let lines = std::str::from_utf8(body).ok()?.split("\r\n");
            let lines = lines.filter(|line| !line.is_empty());
            return Some((chunks, lines.collect()));
        }
        body = body.get(length + 2..)?;
    }
}
