//! The mock answers every operation of Amazon Connect, by a script, and on a socket.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use http::Request;
use sansmith_dynamic::{DynValue, Finder, Model, Operation, Sampler};
use sansmith_mock::{Answer, MockService, Script};
use serde_json::Value;

/// The model of Amazon Connect, in this repository.
fn connect() -> Model {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    Finder::new().folder(models).open("connect").unwrap()
}

/// Sends an input to a mock.
fn send(mock: &MockService, operation: Operation, input: &DynValue) -> Answer {
    let request = operation.request(input, &sansmith::request::Options::default());
    let (head, body) = request.unwrap().http.into_parts();
    mock.answer(&head, body.as_bytes().unwrap_or_default())
}

#[test]
fn inputs_arrive_and_outputs_come_back() {
    let model = connect();
    let log = std::env::temp_dir().join(format!("sansmith-mock-{}.jsonl", std::process::id()));
    let mock = MockService::new(model).unvalidated().log(&log).unwrap();
    let mut sent = Vec::new();
    for operation in model.operations() {
        let input = Sampler::new(1).value(operation.input());
        let answer = send(&mock, operation, &input);
        let read = operation.response(&answer.response, &sansmith::response::Options::default());
        let read = read.unwrap_or_else(|error| panic!("{}: {error}", operation.name()));
        assert_eq!(read.paths, [""; 0], "{}", operation.name());
        let parse = |text: String| serde_json::from_str::<Value>(&text).unwrap();
        let (input, output) = (parse(input.to_json()), parse(read.output.to_json()));
        sent.push((operation.name(), input, output));
    }
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::remove_file(&log).unwrap();
    assert_eq!(text.lines().count(), sent.len());
    for (line, (name, input, output)) in text.lines().zip(sent) {
        let line: Value = serde_json::from_str(line).unwrap();
        let part = |key: &str| line.get(key).cloned().unwrap_or_default();
        assert_eq!(part("operation"), name);
        assert_eq!(part("input"), input, "input of {name}");
        assert_eq!(part("output"), output, "output of {name}");
    }
}

#[test]
fn a_script_answers_with_errors() {
    let model = connect();
    let script = Script::parse(
        r#"{"operation": "DescribeUser", "error": {"code": "ResourceNotFoundException", "fields": {"Message": "gone"}}, "times": 1}"#,
    );
    let mock = MockService::new(model)
        .unvalidated()
        .script(script.unwrap());
    let operation = model.operation("DescribeUser").unwrap();
    let input = Sampler::new(1).value(operation.input());
    let answer = send(&mock, operation, &input);
    assert_eq!(answer.response.status(), 404);
    let error = operation
        .response(&answer.response, &sansmith::response::Options::default())
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("ResourceNotFoundException: gone"),
        "{error}"
    );
    assert_eq!(send(&mock, operation, &input).response.status(), 200);
    let unknown = Request::builder().uri("/no/such/path").body(()).unwrap();
    let (head, ()) = unknown.into_parts();
    assert_eq!(mock.answer(&head, b"").response.status(), 404);
}

#[test]
fn a_socket_answers_and_ends() {
    let running = MockService::new(connect()).unvalidated().start().unwrap();
    let mut stream = TcpStream::connect(running.address()).unwrap();
    stream
        .write_all(b"GET /users/i/u HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n"), "{text}");
    let address = running.address();
    drop(running);
    assert!(TcpStream::connect(address).is_err());
}
