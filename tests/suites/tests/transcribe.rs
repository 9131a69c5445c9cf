//! A recorded session of Amazon Transcribe, by the client and a model that is interpreted: the audio goes out in the same events,
//! and the transcript comes in.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sansmith::Timestamp;
use sansmith::events::{Frame, FrameDecoder, HeaderValue, Limits};
use sansmith::identity::Credentials;
use sansmith::sign::EventSigner;
use sansmith_client::blocking::Client;
use sansmith_client::testing::{Mock, Reply, VirtualTime};
use sansmith_client::{CallOptions, Time as _};
use sansmith_dynamic::Source;
use sansmith_dynamic::{DynError, DynValue, Model};
use serde_json::{Value, json};

/// The operation of the session, as far as that uses it.
const MODEL: &str = r#"{
"metadata":{"protocol":"rest-json","serviceId":"Transcribe Streaming","apiVersion":"2017-10-26","endpointPrefix":"transcribestreaming","signingName":"transcribe","signatureVersion":"v4"},
"operations":{"StartStreamTranscription":{"name":"StartStreamTranscription","http":{"method":"POST","requestUri":"/stream-transcription"},"input":{"shape":"In"},"output":{"shape":"Out"}}},
"shapes":{
"In":{"type":"structure","members":{
"LanguageCode":{"shape":"Text","location":"header","locationName":"x-amzn-transcribe-language-code"},
"MediaSampleRateHertz":{"shape":"Number","location":"header","locationName":"x-amzn-transcribe-sample-rate"},
"MediaEncoding":{"shape":"Text","location":"header","locationName":"x-amzn-transcribe-media-encoding"},
"AudioStream":{"shape":"AudioStream"}},"payload":"AudioStream"},
"Out":{"type":"structure","members":{
"SessionId":{"shape":"Text","location":"header","locationName":"x-amzn-transcribe-session-id"},
"TranscriptResultStream":{"shape":"ResultStream"}},"payload":"TranscriptResultStream"},
"AudioStream":{"type":"structure","eventstream":true,"members":{"AudioEvent":{"shape":"AudioEvent"}}},
"AudioEvent":{"type":"structure","event":true,"members":{"AudioChunk":{"shape":"Bytes","eventpayload":true}}},
"ResultStream":{"type":"structure","eventstream":true,"members":{"TranscriptEvent":{"shape":"TranscriptEvent"}}},
"TranscriptEvent":{"type":"structure","event":true,"members":{"Transcript":{"shape":"Transcript"}}},
"Transcript":{"type":"structure","members":{"Results":{"shape":"Results"}}},
"Results":{"type":"list","member":{"shape":"Result"}},
"Result":{"type":"structure","members":{"IsPartial":{"shape":"Flag"},"Alternatives":{"shape":"Alternatives"}}},
"Alternatives":{"type":"list","member":{"shape":"Alternative"}},
"Alternative":{"type":"structure","members":{"Transcript":{"shape":"Text"}}},
"Text":{"type":"string"},"Number":{"type":"integer"},"Flag":{"type":"boolean"},"Bytes":{"type":"blob"}}}"#;

/// The recording, from the workspace.
const RECORDING: &str = "../shared/corpus/call/event-streams/smithy-rs/aws/sdk/integration-tests/transcribestreaming/tests/success.json";

/// A part of the actions of a recording.
fn actions<'r>(recording: &'r Value, pointer: &'r str) -> impl Iterator<Item = &'r Value> {
    let events = recording.as_array().unwrap().iter();
    events.filter_map(move |event| event.pointer(pointer))
}

/// The parts of a body.
fn parts(recording: &Value, direction: &str) -> Vec<Vec<u8>> {
    let data = actions(recording, "/action/Data");
    let data = data.filter(|data| data["direction"] == direction);
    data.map(|data| match &data["data"]["Utf8"] {
        Value::String(text) => text.as_bytes().to_vec(),
        _ => BASE64
            .decode(data["data"]["Base64"].as_str().unwrap())
            .unwrap(),
    })
    .collect()
}

/// Frames of a body, each signed one with the time of its signature.
fn frames(body: &[u8]) -> Vec<Frame> {
    let mut decoder = FrameDecoder::new(Limits::CLIENT);
    decoder.feed(body);
    let frames = std::iter::from_fn(|| decoder.next_frame());
    frames.map(Result::unwrap).collect()
}

/// The recorded response.
fn reply(recording: &Value) -> Reply {
    let mut reply = Reply::new(200);
    for response in actions(recording, "/action/Response/response/Ok") {
        for (name, values) in response["headers"].as_object().unwrap() {
            reply = reply.header(name, values[0].as_str().unwrap());
        }
    }
    for part in parts(recording, "Response") {
        reply = reply.body(part);
    }
    reply
}

/// Checks that a request has the same events in signed frames, whose signatures follow that of the request.
fn check_signatures(request: &http::Request<impl AsRef<[u8]>>, sent: &[Frame], now: Timestamp) {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let (_, seed) = authorization.rsplit_once('=').unwrap();
    let mut signer = EventSigner::after(
        &Credentials::new("test", "test"),
        "us-west-2",
        "transcribe",
        seed,
    );
    let ours = frames(request.body().as_ref());
    assert_eq!(ours.len(), sent.len());
    for (ours, sent) in ours.iter().zip(sent) {
        assert_eq!(ours.payload(), sent.payload());
        let Some(HeaderValue::Timestamp(millis)) = ours.headers().get(":date") else {
            panic!("{ours:?}");
        };
        assert_eq!(millis, now.seconds() * 1000);
        let signature = signer.sign(ours.payload(), now).unwrap().signature;
        let given = ours.headers().get(":chunk-signature");
        assert_eq!(given, Some(HeaderValue::Bytes(&signature)));
    }
}

#[test]
fn a_session_of_transcribe_is_replayed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Ok(text) = std::fs::read_to_string(root.join(RECORDING)) else {
        eprintln!("no recording: {RECORDING}");
        return;
    };
    let recording: Value = serde_json::from_str(&text).unwrap();
    let reply = reply(&recording);
    let sent = frames(&parts(&recording, "Request").concat());

    let model = Model::of_sources(Source::new("service-2.json", MODEL), []).unwrap();
    let operation = model.operation("StartStreamTranscription").unwrap();
    let input =
        r#"{"LanguageCode": "en-GB", "MediaSampleRateHertz": 8000, "MediaEncoding": "pcm"}"#;
    let input = DynValue::from_json(operation.input(), input).unwrap();
    let audio = sent.iter().filter(|frame| !frame.payload().is_empty());
    let audio = audio.map(|frame| {
        let inner = Frame::parse(frame.payload().clone()).unwrap();
        let chunk = json!({"AudioEvent": {"AudioChunk": BASE64.encode(inner.payload())}});
        DynValue::from_json(operation.input_events().unwrap(), chunk.to_string()).unwrap()
    });
    let audio: Vec<DynValue> = audio.collect();

    let (mock, time) = (Mock::of([reply]), VirtualTime::new());
    let client = Client::builder()
        .region("us-west-2")
        .endpoint("https://transcribestreaming.us-west-2.amazonaws.com")
        .credentials(Credentials::new("test", "test"))
        .time(time.clone())
        .build_with(mock.clone());
    let options = CallOptions::new();
    let called =
        client.exchange_events_any::<_, DynError>(operation.any(), &input, audio, &options);
    let mut events = called.unwrap();
    let session = r#"{"SessionId":"207abc31-4dc9-4e00-a586-d77f2e5c4c40"}"#;
    assert_eq!(events.output().unwrap().to_json(), session);
    assert_eq!(
        events.request_id(),
        Some("43736651-0286-4f25-9699-95d85620803c")
    );
    let events: Vec<Value> = events
        .map(|event| serde_json::from_str(&event.unwrap().to_json()).unwrap())
        .collect();
    assert_eq!(events.len(), 35);
    let last = events.last().unwrap();
    let result = &last["TranscriptEvent"]["Transcript"]["Results"][0];
    let text = result["Alternatives"][0]["Transcript"].as_str().unwrap();
    assert!(text.starts_with("This is Polly"), "{text}");

    check_signatures(&mock.requests()[0], &sent, time.now());
}
