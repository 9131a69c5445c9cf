//! `cargo xtask differential --call`: answers JSON lines about calls with the requests that they send.
//!
//! | line | answer |
//! |---|---|
//! | `{"service", "operation", "input", "stream", "region", "params"}` | `{"requests"}`: those of the call; `{"failed"}` where there is none |
//!
//! `stream` is the payload as base64, `params` are values of endpoint parameters by name. The time is that of the line, credentials
//! are those of the examples of AWS; every request is answered with success, one for a session with credentials.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sansmith::Timestamp;
use sansmith::endpoint::BuiltIn;
use sansmith::identity::Credentials;
use sansmith_client::call::{
    AnyCall, Event, Need, Payload, Send, Settings, Shared, Step, StreamBody,
};
use sansmith_codegen::Config;
use sansmith_dynamic::{DynError, DynValue, Model};
use serde_json::{Map, Value, json};

/// 2026-01-01T00:00:00Z.
const NOW: Timestamp = Timestamp::from_secs(1_767_225_600);

/// The answer to a request for a session.
const SESSION: &str = "<CreateSessionResult><Credentials><SessionToken>session</SessionToken><SecretAccessKey>secret</SecretAccessKey>\
    <AccessKeyId>ASIASESSION</AccessKeyId><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut services = BTreeMap::new();
    for argument in std::env::args().skip(1) {
        let (name, file) = argument.split_once('=').ok_or("expected NAME=MODEL")?;
        let bundle = sansmith_build::read_bundle(Path::new(file), file);
        let bundle = bundle.map_err(|error| error.to_string())?;
        let model = Model::of_bundle(&bundle, &Config::default());
        services.insert(
            name.to_owned(),
            model.map_err(|error| format!("{file}: {error}"))?,
        );
    }
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let line: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let answer = match requests(&services, &line) {
            Ok(requests) => json!({"requests": requests}),
            Err(why) => json!({"failed": why}),
        };
        writeln!(io::stdout(), "{answer}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The requests of a call.
fn requests(services: &BTreeMap<String, Model>, line: &Value) -> Result<Vec<Value>, String> {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let model = services.get(text("service")).ok_or("unknown service")?;
    let operation = model
        .operation(text("operation"))
        .map_err(|error| error.to_string())?;
    let input = DynValue::from_json(operation.input(), line["input"].to_string());
    let input = input.map_err(|error| error.to_string())?;
    let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    let mut settings = Settings::new(text("region")).credentials(credentials);
    settings.max_attempts = Some(1);
    for (name, value) in line["params"].as_object().into_iter().flatten() {
        if let (Some(built_in), Some(value)) = (BuiltIn::parse(name), value.as_bool()) {
            settings.params = settings.params.built_in(built_in, value);
        }
    }
    let stream = line["stream"]
        .as_str()
        .map(|text| STANDARD.decode(text).unwrap_or_default());
    let facts = stream.as_ref().map(|stream| StreamBody {
        length: u64::try_from(stream.len()).ok(),
        is_replayable: true,
    });
    let call = AnyCall::<DynValue, DynError>::new(operation.any(), &input, facts, &settings, 0);
    let mut call = call.map_err(|error| error.to_string())?.whole();
    let (mut shared, mut event, mut body) = (Shared::new(), Event::Start, "");
    let mut shown = Vec::new();
    loop {
        let need = match call.step(&mut shared, NOW, 0, event) {
            Step::Need(need) => need,
            Step::Done(Err(error)) if shown.is_empty() => return Err(error.to_string()),
            Step::Done(_) => return Ok(shown),
        };
        event = match need {
            Need::Send(send) => {
                let is_session = send.request.uri().query() == Some("session");
                body = if is_session { SESSION } else { "" };
                shown.push(show(*send, stream.as_deref().unwrap_or_default()));
                Event::head(http::Response::new(())).0
            }
            Need::Chunk { .. } if !body.is_empty() => {
                Event::Chunk(std::mem::take(&mut body).as_bytes().to_vec().into())
            }
            Need::Chunk { .. } => Event::End,
            Need::Rewind => Event::Rewound(Ok(())),
            Need::Pause { .. } => Event::Timer,
            other => return Err(format!("{other:?}")),
        };
    }
}

/// A request with the body that a driver would send.
fn show(send: Send, stream: &[u8]) -> Value {
    let (head, payload) = send.request.into_parts();
    let body = match (payload, send.encoder) {
        (Payload::Bytes(bytes), _) => bytes.to_vec(),
        (_, Some(mut encoder)) => {
            let mut body = encoder.push(stream);
            body.extend(encoder.finish());
            body
        }
        (_, None) => stream.to_vec(),
    };
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter();
    let headers: Map<_, _> = headers
        .map(|(name, value)| (name.as_str().to_owned(), text(value).into()))
        .collect();
    json!({
        "method": head.method.as_str(),
        "uri": head.uri.to_string(),
        "headers": headers,
        "body": STANDARD.encode(body),
    })
}
