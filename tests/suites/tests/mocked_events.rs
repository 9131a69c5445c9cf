//! Events of the mock, by the blocking client: from samples, from a script, and those of a request.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use sansmith_client::blocking::Client;
use sansmith_dynamic::{DynError, DynValue, Model, Source};
use sansmith_mock::{MockService, Script};
use serde_json::Value;

/// A service with events in one direction, and in both.
const TALK: &str = r#"{
"metadata":{"protocol":"rest-json","serviceId":"Talk","apiVersion":"2026-01-01","endpointPrefix":"talk","signatureVersion":"v4"},
"operations":{
"Watch":{"name":"Watch","http":{"method":"GET","requestUri":"/watch"},"output":{"shape":"Out"}},
"Chat":{"name":"Chat","http":{"method":"POST","requestUri":"/chat/{Room}"},"input":{"shape":"In"},"output":{"shape":"Out"}}},
"shapes":{
"In":{"type":"structure","required":["Room"],"members":{"Room":{"shape":"Text","location":"uri","locationName":"Room"},"Words":{"shape":"Words"}},"payload":"Words"},
"Out":{"type":"structure","members":{"Session":{"shape":"Text","location":"header","locationName":"x-session"},"Words":{"shape":"Words"}},"payload":"Words"},
"Words":{"type":"structure","eventstream":true,"members":{"Word":{"shape":"Word"},"Stop":{"shape":"Stop"},"Broken":{"shape":"Broken"}}},
"Word":{"type":"structure","event":true,"members":{"Text":{"shape":"Text"}}},
"Stop":{"type":"structure","event":true,"members":{}},
"Broken":{"type":"structure","exception":true,"error":{"httpStatusCode":400},"members":{"message":{"shape":"Text"}}},
"Text":{"type":"string","min":1,"max":9}}}"#;

fn talk() -> Model {
    Model::of_sources(Source::new("service-2.json", TALK), []).unwrap()
}

/// A client of a running mock.
fn client(url: &str) -> Client {
    let builder = Client::builder().region("eu-west-1").endpoint(url);
    let credentials = sansmith::identity::Credentials::new("AKID", "secret");
    builder.credentials(credentials).build().unwrap()
}

#[test]
fn events_come_from_samples_or_from_a_script() {
    let model = talk();
    let script = r#"{"operation": "Watch", "output": {"Session": "s"}, "times": 1,
        "events": [{"Word": {"Text": "a"}}, {"Broken": {"message": "out"}}, {"Stop": {}}]}"#;
    let script = Script::parse(&script.replace('\n', " ")).unwrap();
    let mock = MockService::new(model).script(script).start().unwrap();
    let client = client(&mock.url());
    let watch = model.operation("Watch").unwrap();
    let input = DynValue::from_json(watch.input(), "{}").unwrap();
    let receive = || {
        let options = sansmith_client::CallOptions::new();
        let called = client.receive_events_any::<_, DynError>(watch.any(), &input, &options);
        called.unwrap()
    };
    let mut events = receive();
    assert_eq!(events.output().unwrap().to_json(), r#"{"Session":"s"}"#);
    let word = events.next().unwrap().unwrap();
    assert_eq!(word.to_json(), r#"{"Word":{"Text":"a"}}"#);
    let error = events.next().unwrap().unwrap_err();
    assert_eq!(error.code(), Some("Broken"));
    assert!(error.request_id().is_some());
    assert!(events.next().is_none());

    let events: Vec<_> = receive().map(|event| event.unwrap().to_json()).collect();
    assert_eq!(events.len(), 2, "a word and a stop: {events:?}");
    assert!(events[0].starts_with(r#"{"Word":{"#), "{events:?}");
    assert_eq!(events[1], r#"{"Stop":{}}"#);
}

#[test]
fn events_of_a_request_arrive() {
    let model = talk();
    let log = tempfile::NamedTempFile::new().unwrap();
    let mock = MockService::new(model).log(log.path()).unwrap();
    let mock = mock.start().unwrap();
    let client = client(&mock.url());
    let chat = model.operation("Chat").unwrap();
    let input = DynValue::from_json(chat.input(), r#"{"Room": "tea"}"#).unwrap();
    let union = chat.input_events().unwrap();
    let sent = [r#"{"Word":{"Text":"a"}}"#, r#"{"Stop":{}}"#];
    let events = sent.map(|event| DynValue::from_json(union, event).unwrap());
    let options = sansmith_client::CallOptions::new();
    let called =
        client.exchange_events_any::<_, DynError>(chat.any(), &input, events.clone(), &options);
    let back: Vec<_> = called.unwrap().map(Result::unwrap).collect();
    assert_eq!(back.len(), 2);
    let line = std::fs::read_to_string(log.path()).unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["input"].to_string(), r#"{"Room":"tea"}"#);
    assert_eq!(
        line["input_events"].to_string(),
        format!("[{}]", sent.join(","))
    );
    assert_eq!(line["output_events"].as_array().unwrap().len(), 2);
}
