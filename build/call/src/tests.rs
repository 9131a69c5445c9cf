//! Commands against a server on this machine.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

use sansmith_dynamic::{Model, Source};

use crate::error::Error;
use crate::run::run;
use crate::tool::{Given, Shared, Tool};
use crate::wait::wait as run_wait;
use crate::words::{self, Asked, Kind};

const HOUSE: &str = r#"{
"metadata":{"protocol":"rest-json","serviceId":"House","apiVersion":"2026-01-01","endpointPrefix":"house","signatureVersion":"v4"},
"operations":{
"ListLamps":{"name":"ListLamps","http":{"method":"GET","requestUri":"/lamps"},"input":{"shape":"In"},"output":{"shape":"Out"}},
"GetPlan":{"name":"GetPlan","http":{"method":"GET","requestUri":"/plan"},"output":{"shape":"Plan"}}},
"shapes":{
"In":{"type":"structure","members":{"Token":{"shape":"Text","location":"querystring","locationName":"token"}}},
"Out":{"type":"structure","members":{"Row":{"shape":"Row"},"Owner":{"shape":"Text"}}},
"Row":{"type":"structure","members":{"Lamps":{"shape":"Texts"},"Next":{"shape":"Text"}}},
"Plan":{"type":"structure","members":{"Body":{"shape":"Bytes","streaming":true}},"payload":"Body"},
"Texts":{"type":"list","member":{"shape":"Text"}},
"Bytes":{"type":"blob"},"Text":{"type":"string"}}}"#;

const PAGINATORS: &str = r#"{"pagination":{
"ListLamps":{"input_token":"Token","output_token":"Row.Next","result_key":"Row.Lamps"}}}"#;

/// The first acceptor of each fails, as there is no list whose length it could take.
const WAITERS: &str = r#"{"version":2,"waiters":{
"LampsListed":{"delay":1,"maxAttempts":3,"operation":"ListLamps","acceptors":[
{"matcher":"path","argument":"length(Row.Lamps)","expected":2,"state":"failure"},
{"matcher":"status","expected":202,"state":"success"},
{"matcher":"status","expected":200,"state":"failure"}]}}}"#;

fn open(_: &Tool, _: &str) -> Result<Model, Error> {
    let beside = [
        Source::new("paginators-1.json", PAGINATORS),
        Source::new("waiters-2.json", WAITERS),
    ];
    Ok(Model::of_sources(
        Source::new("service-2.json", HOUSE),
        beside,
    )?)
}

fn read(kind: Kind, shared: Shared, line: &str) -> Result<Asked, Error> {
    let given = Given::from(Tool {
        shared,
        ..Tool::default()
    });
    let words = line.split(' ').map(str::to_owned).collect();
    words::read(open, given, words, kind)
}

/// A server that has not answered yet.
struct Server(TcpListener);

impl Server {
    fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").unwrap())
    }

    /// Options for calls of this server.
    fn shared(&self) -> Shared {
        Shared {
            endpoint: Some(format!("http://{}", self.0.local_addr().unwrap())),
            region: Some("us-east-1".to_owned()),
            no_sign_request: true,
            ..Shared::default()
        }
    }

    /// Answers one connection after the other; gives the first lines of the requests.
    fn answer(&self, answers: &'static [(u16, &'static str)]) -> JoinHandle<Vec<String>> {
        let listener = self.0.try_clone().unwrap();
        std::thread::spawn(move || {
            let answers = answers.iter().map(|(status, body)| {
                let (stream, _) = listener.accept().unwrap();
                let mut lines = BufReader::new(&stream).lines().map(Result::unwrap);
                let first = lines.next().unwrap();
                assert!(lines.any(|line| line.is_empty()));
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status} Fine\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
                );
                (&stream).write_all(head.as_bytes()).unwrap();
                (&stream).write_all(body.as_bytes()).unwrap();
                first
            });
            answers.collect()
        })
    }

    /// Returns true if there was a connection that nothing answered.
    fn was_called(&self) -> bool {
        self.0.set_nonblocking(true).unwrap();
        let was_called = self.0.accept().is_ok();
        self.0.set_nonblocking(false).unwrap();
        was_called
    }
}

fn call(server: &Server, line: &str) -> Result<String, Error> {
    let mut output = Vec::new();
    let asked = read(Kind::Operation, server.shared(), line)?;
    run(&asked, &mut output)?;
    Ok(String::from_utf8(output).unwrap())
}

fn wait(server: &Server, line: &str) -> Result<String, Error> {
    let mut output = Vec::new();
    let asked = read(Kind::Waiter, server.shared(), line)?;
    run_wait(&asked, &mut output)?;
    Ok(String::from_utf8(output).unwrap())
}

#[test]
fn nested_tokens_lead_from_page_to_page() {
    let server = Server::new();
    let answers = server.answer(&[
        (
            200,
            r#"{"Row":{"Lamps":["a"],"Next":"second"},"Owner":"o"}"#,
        ),
        (200, r#"{"Row":{"Lamps":["b"]}}"#),
    ]);
    let output = call(&server, "house list-lamps --all-pages").unwrap();
    let output: serde_json::Value = serde_json::from_str(&output).unwrap();
    let expected = serde_json::json!({"Row": {"Lamps": ["a", "b"]}, "Owner": "o"});
    assert_eq!(output, expected);
    let asked = answers.join().unwrap();
    assert_eq!(
        asked,
        [
            "GET /lamps HTTP/1.1".to_owned(),
            "GET /lamps?token=second HTTP/1.1".to_owned()
        ]
    );
}

#[test]
fn nothing_is_sent_before_the_destination_is_open() {
    let (server, folder) = (Server::new(), tempfile::tempdir().unwrap());
    assert_eq!(call(&server, "house GetPlan").unwrap_err().status(), 2);
    let out = folder.path().join("no").join("out");
    let line = format!("house GetPlan --out {}", out.display());
    assert_eq!(call(&server, &line).unwrap_err().status(), 1);
    assert!(!server.was_called());
    let out = folder.path().join("out");
    let answers = server.answer(&[(200, "plan")]);
    let line = format!("house GetPlan --out {}", out.display());
    call(&server, &line).unwrap();
    assert_eq!(std::fs::read(out).unwrap(), b"plan");
    answers.join().unwrap();
}

#[test]
fn acceptors_see_the_status_and_a_path_that_fails_matches_nothing() {
    let server = Server::new();
    let answers = server.answer(&[(202, "{}"), (200, "{}")]);
    assert_eq!(wait(&server, "house lamps-listed").unwrap(), "");
    let error = wait(&server, "house LampsListed").unwrap_err().to_string();
    assert_eq!(error, "`LampsListed` can no longer be reached");
    answers.join().unwrap();
}

#[test]
fn a_waiter_takes_only_the_options_that_it_heeds() {
    let server = Server::new();
    for option in [
        "--dry-run",
        "--reveal",
        "--skeleton",
        "--query=a",
        "--all-pages",
        "--body=-",
        "--out=-",
        "--output=table",
        "--timeout=0",
        "--timeout=soon",
    ] {
        let after = wait(&server, &format!("house LampsListed {option}"));
        assert_eq!(after.unwrap_err().status(), 2, "{option}");
        let before = wait(&server, &format!("house {option} LampsListed"));
        assert_eq!(before.unwrap_err().status(), 2, "{option}");
    }
    assert!(!server.was_called());
    for line in [
        "house LampsListed --timeout 7",
        "house --timeout=7 LampsListed",
    ] {
        let asked = read(Kind::Waiter, server.shared(), line).unwrap();
        assert_eq!(asked.timeout, Some(7), "{line}");
    }
    let refused = read(
        Kind::Operation,
        server.shared(),
        "house ListLamps --timeout 7",
    );
    assert_eq!(refused.unwrap_err().status(), 2);
}

#[test]
fn help_of_a_waiter_is_printed() {
    let help = wait(&Server::new(), "house lamps-listed --help").unwrap();
    assert!(help.starts_with("LampsListed of House, a waiter on ListLamps\n"));
    assert!(help.contains("--token <string>"), "{help}");
    assert!(
        help.contains("--timeout") && !help.contains("--dry-run"),
        "{help}"
    );
}

#[test]
fn an_unknown_waiter_is_an_error_with_similar_names() {
    let error = wait(&Server::new(), "house LampListed").unwrap_err();
    assert!(error.to_string().contains("`LampsListed`"), "{error}");
}
