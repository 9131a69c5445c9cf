//! The calls of a recording, made again: they send the recorded requests, and take the recorded responses.

use http::HeaderMap;
use http::uri::PathAndQuery;
use sansmith::Timestamp;
use sansmith::deserializer::read_as;
use sansmith_client::call::{
    AnyCall, Encoder, Event, Identity, Need, Payload, Settings, Shared, Step, StreamBody,
    TransportError, TransportErrorKind,
};
use sansmith_dynamic::{DynError, DynValue, Model, Operation};
use sansmith_server::{Facts, Options, RequestTree, Routes, parse_with};

use super::signature::{authorization, credentials, time};
use super::traffic::{Exchange, chunks, header};

/// Recorded headers that are not compared: those of the other client, of time, and of signatures, which are checked by themselves.
const OTHERS: [&str; 8] = [
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    // The recorded one is that of unsigned chunks of another length.
    "content-length",
    "user-agent",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-user-agent",
];

/// Makes the calls of a recording.
pub(super) fn replay(model: Model, exchanges: &[Exchange]) -> Result<(), String> {
    let operations: Vec<Operation> = model.operations().collect();
    let facts = |operation: &Operation| {
        let any = operation.any();
        Facts::new(
            any.protocol.spec(),
            any.facts,
            Some(any.input),
            Some(any.output),
        )
    };
    let routes = Routes::new(operations.iter().map(facts));
    let mut shared = Shared::new();
    let mut rest = exchanges;
    while let Some(first) = rest.first() {
        // A call that makes a session has its own request behind that.
        let is_session = first.request.uri().query() == Some("session");
        let own = if is_session {
            rest.get(1).unwrap_or(first)
        } else {
            first
        };
        let request = as_modelled(&own.request).ok_or("the place of a request")?;
        let (head, body) = request.into_parts();
        let found = routes
            .find(&head, &body)
            .map_err(|error| error.to_string())?;
        let operation = operations.get(found.index).ok_or("an operation")?;
        let mut read =
            |tree: &mut RequestTree<'_>| read_as(tree, RequestTree::ROOT, operation.input());
        let options = Options::new().unvalidated();
        let input: DynValue = parse_with(found.facts, &head, &body, &options, &mut read, |_| {
            Vec::new()
        })
        .map_err(|error| error.to_string())?;
        let call = Replayed {
            operation: *operation,
            input,
            body,
            stream: header(own.request.headers(), "x-amz-decoded-content-length")
                .and_then(|length| length.parse().ok()),
        };
        let used = call.make(rest, &own.request, &mut shared)?;
        rest = rest.get(used..).unwrap_or_default();
    }
    Ok(())
}

/// A request with the bucket in its path, and a body as it was before chunks.
fn as_modelled(request: &http::Request<Vec<u8>>) -> Option<http::Request<Vec<u8>>> {
    let host = request.uri().host()?;
    let labels: Vec<_> = host.split('.').collect();
    let is_service = |label: &&str| *label == "s3" || label.starts_with("s3express");
    let at = labels.iter().rposition(is_service).unwrap_or(0);
    let bucket = labels.get(..at)?.join(".");
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", PathAndQuery::as_str);
    let path = if bucket.is_empty() {
        path.to_owned()
    } else {
        format!("/{bucket}{path}")
    };
    let mut modelled = request.clone();
    *modelled.uri_mut() = path.parse().ok()?;
    if header(request.headers(), "content-encoding") == Some("aws-chunked") {
        let (parts, _) = chunks(request.body())?;
        *modelled.body_mut() = parts
            .iter()
            .flat_map(|part| part.bytes.iter().copied())
            .collect();
        modelled.headers_mut().remove("content-encoding");
    }
    Some(modelled)
}

/// A call to make again.
struct Replayed {
    operation: Operation,
    input: DynValue,
    /// The length of its payload, if that was sent in chunks.
    stream: Option<u64>,
    /// The payload.
    body: Vec<u8>,
}

impl Replayed {
    /// Makes the call, and returns the number of requests that it took.
    fn make(
        &self,
        exchanges: &[Exchange],
        own: &http::Request<Vec<u8>>,
        shared: &mut Shared,
    ) -> Result<usize, String> {
        let settings = settings(own);
        let stream = self.stream.map(|length| StreamBody {
            length: Some(length),
            is_replayable: true,
        });
        let any = self.operation.any();
        let call = AnyCall::<DynValue, DynError>::new(any, &self.input, stream, &settings, 0);
        let mut call = call.map_err(|error| error.to_string())?.whole();
        let (mut used, mut event) = (0_usize, Event::Start);
        let mut body = None;
        let now = time(own).unwrap_or(Timestamp::UNIX_EPOCH);
        for _ in 0..1000 {
            let need = match call.step(shared, now, 0, event) {
                Step::Need(need) => need,
                Step::Done(result) => {
                    let last = exchanges.get(used.saturating_sub(1));
                    let response = last.and_then(|last| last.response.as_ref());
                    let is_success = response.is_some_and(|last| last.status().is_success());
                    return match result {
                        Err(error) if is_success => Err(error.to_string()),
                        _ if used == 0 => Err("nothing was sent".to_owned()),
                        _ => Ok(used),
                    };
                }
            };
            event = match need {
                Need::Send(send) => {
                    let exchange = exchanges.get(used).ok_or("more requests than recorded")?;
                    used += 1;
                    compare(&exchange.request, &send.request)?;
                    if let Some(encoder) = send.encoder {
                        compare_stream(&exchange.request, encoder, &self.body)?;
                    }
                    let failed = || TransportError::new(TransportErrorKind::Other, "recorded");
                    match &exchange.response {
                        Some(response) => {
                            body = Some(response.body().clone());
                            Event::head(response.clone()).0
                        }
                        None => Event::Failed(failed()),
                    }
                }
                Need::Chunk { .. } => match body.take().filter(|body| !body.is_empty()) {
                    Some(bytes) => Event::Chunk(bytes.into()),
                    None => Event::End,
                },
                Need::Rewind => Event::Rewound(Ok(())),
                Need::Pause { .. } => Event::Timer,
                other => return Err(format!("an answer to {other:?}")),
            };
            if let (Event::Timer, true) = (&event, used > exchanges.len()) {
                return Err("no end".to_owned());
            }
        }
        Err("no end".to_owned())
    }
}

/// Compares a request with the recorded one.
fn compare(recorded: &http::Request<Vec<u8>>, sent: &http::Request<Payload>) -> Result<(), String> {
    if recorded.method() != sent.method() || place(recorded.uri()) != place(sent.uri()) {
        let found = format!("{} {}", sent.method(), sent.uri());
        return Err(format!(
            "{found}, not {} {}",
            recorded.method(),
            recorded.uri()
        ));
    }
    let text = |headers: &HeaderMap, name: &str| header(headers, name).map(str::to_owned);
    for name in recorded.headers().keys().map(http::HeaderName::as_str) {
        let (expected, found) = (text(recorded.headers(), name), text(sent.headers(), name));
        if !OTHERS.contains(&name) && expected != found {
            return Err(format!("{name}: {found:?}, not {expected:?}"));
        }
    }
    let has = |headers: &HeaderMap| headers.contains_key("authorization");
    if has(recorded.headers()) != has(sent.headers()) {
        return Err("a signature on one side only".to_owned());
    }
    let scope = |request: &http::Request<Vec<u8>>| {
        authorization(request)
            .map(|found| [found.id, found.region, found.service].map(str::to_owned))
    };
    let head = http::Request::from_parts(sent.clone().map(drop).into_parts().0, Vec::new());
    if scope(recorded) != scope(&head) {
        return Err(format!(
            "the scope {:?}, not {:?}",
            scope(&head),
            scope(recorded)
        ));
    }
    if let Payload::Bytes(bytes) = sent.body()
        && bytes != recorded.body()
    {
        return Err("another body".to_owned());
    }
    Ok(())
}

/// Encodes a stream, and compares its trailers with the recorded ones.
fn compare_stream(
    recorded: &http::Request<Vec<u8>>,
    mut encoder: Encoder,
    stream: &[u8],
) -> Result<(), String> {
    let mut body = encoder.push(stream);
    body.extend(encoder.finish());
    let (parts, trailers) = chunks(&body).ok_or("the encoded body is not in chunks")?;
    let (_, expected) = chunks(recorded.body()).ok_or("the recorded body is not in chunks")?;
    let sent: Vec<u8> = parts
        .iter()
        .flat_map(|part| part.bytes.iter().copied())
        .collect();
    let sums = |lines: &[&str]| -> Vec<String> {
        let sums = lines
            .iter()
            .filter(|line| !line.starts_with("x-amz-trailer-signature:"));
        sums.map(ToString::to_string).collect()
    };
    if sent != stream || sums(&trailers) != sums(&expected) {
        return Err(format!("the trailers {trailers:?}, not {expected:?}"));
    }
    Ok(())
}

/// Scheme, host, path and query, without the parameter that names the operation.
fn place(uri: &http::Uri) -> (String, String, String) {
    let query = uri.query().unwrap_or_default().split('&');
    let query: Vec<_> = query
        .filter(|pair| !pair.starts_with("x-id=") && *pair != "encoding-type=url")
        .collect();
    let host = format!(
        "{}://{}",
        uri.scheme_str().unwrap_or_default(),
        uri.host().unwrap_or_default()
    );
    (host, uri.path().to_owned(), query.join("&"))
}

/// The settings by which a request was made.
fn settings(own: &http::Request<Vec<u8>>) -> Settings {
    let mut settings = Settings::new("us-east-1").identity(Identity::Anonymous);
    if let Some(authorization) = authorization(own) {
        settings = settings
            .region(authorization.region)
            .credentials(credentials(own));
        let form = header(own.headers(), "x-amz-content-sha256").unwrap_or_default();
        settings.signs_payloads = form.starts_with("STREAMING-AWS4");
    }
    settings
}
