//! `cargo xtask wire` handles every kind of line in order, and continues after invalid ones.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod traffic;

use sansmith_tests::command::xtask;
use serde_json::{Value, json};

/// Responses to lines.
fn wire(words: &[&str], lines: &[&[u8]]) -> Vec<Value> {
    let answers = wire_text(words, lines);
    let parse = |line: &String| serde_json::from_str(line).unwrap();
    answers.iter().map(parse).collect()
}

/// The answers to lines, as text.
fn wire_text(words: &[&str], lines: &[&[u8]]) -> Vec<String> {
    let input = lines.join(&b'\n');
    let output = xtask(&[&["wire"], words].concat(), &input);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
    let said = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<String> = said.lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), lines.len(), "{said}\n{complaints}");
    answers
}

/// A line for the lamp's only operation.
fn line(part: &str, value: &Value) -> Vec<u8> {
    json!({"operation": "PutScene", part: value})
        .to_string()
        .into_bytes()
}

const LAMP: &str = "tests/tests/wire/lamp.json";

#[test]
fn inputs_become_requests() {
    let full = line(
        "input",
        &json!({"Room": "attic", "Tags": ["a", "b,c"], "Token": "t", "Scene": "/w=="}),
    );
    let least = line("input", &json!({"Room": "attic"}));
    // Constraints only matter for `validate`; a request is built regardless.
    let long = line("input", &json!({"Room": "cellar", "Scene": "ZHVzaw=="}));
    let answers = wire(&[LAMP], &[&full, &least, &long]);
    assert_eq!(
        answers[0],
        json!({
            "method": "PUT",
            "uri": "/rooms/attic/scene?token=t",
            "host_prefix": "attic.",
            "headers": {"x-tags": "a, \"b,c\"", "content-type": "application/octet-stream", "content-length": "1"},
            "body_base64": "/w==",
        })
    );
    let uri = "/rooms/attic/scene?token=00000000-0000-4000-8000-000000000000";
    assert_eq!(answers[1]["uri"], uri);
    assert_eq!(answers[1]["body"], "");
    assert_eq!(answers[1]["headers"], json!({"content-length": "0"}));
    assert_eq!(answers[2]["body"], "dusk");
    assert_eq!(answers[2]["uri"], uri.replace("attic", "cellar"));
}

#[test]
fn responses_become_outputs_and_errors() {
    let output = json!({
        "status": 200,
        "headers": {"X-At": "Thu, 01 Jan 1970 00:00:01 GMT"},
        "body_base64": "/w==",
    });
    let error = json!({
        "status": 410,
        "headers": {"x-amzn-errortype": "Burnt:http://x/", "x-amzn-requestid": "r"},
        "body": r#"{"Message":"no light","Bulb":"left"}"#,
    });
    let strange =
        json!({"status": 418, "headers": {}, "body": r#"{"__type":"Kettle","message":"short"}"#});
    let lines = [&output, &error, &strange].map(|response| line("response", response));
    let answers = wire(&[LAMP], &[&lines[0], &lines[1], &lines[2]]);
    assert_eq!(
        answers[0],
        json!({"output": {"At": "1970-01-01T00:00:01Z", "Scene": "/w=="}})
    );
    let burnt = &answers[1]["error"];
    assert_eq!(burnt["code"], "Burnt");
    assert_eq!(burnt["message"], "no light");
    assert_eq!(burnt["request_id"], "r");
    assert_eq!(
        burnt["fields"],
        json!({"Message": "no light", "Bulb": "left"})
    );
    let kettle = &answers[2]["error"];
    assert_eq!(
        (&kettle["code"], &kettle["message"]),
        (&json!("Kettle"), &json!("short"))
    );
}

#[test]
fn validation_tells_every_violation() {
    let check = |input: &Value| {
        json!({"operation": "PutScene", "validate": true, "input": input})
            .to_string()
            .into_bytes()
    };
    let (long, missing, fine) = (
        check(&json!({"Room": "cellar"})),
        check(&json!({"Tags": [1]})),
        check(&json!({"Room": "attic"})),
    );
    let answers = wire(&[LAMP], &[&long, &missing, &fine]);
    let violation = &answers[0]["violations"][0];
    assert_eq!(
        (&violation["path"], &violation["rule"]),
        (&json!("Room"), &json!("length"))
    );
    assert!(
        violation["message"].as_str().unwrap().contains('6'),
        "{violation}"
    );
    let found = answers[1]["violations"].as_array().unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|violation| (&violation["path"], &violation["rule"]))
        .collect();
    assert_eq!(
        found,
        [
            (&json!("Room"), &json!("required")),
            (&json!("Tags[0]"), &json!("type"))
        ]
    );
    assert_eq!(answers[2], json!({"violations": []}));
}

#[test]
fn bad_lines_report_a_reason_and_processing_continues() {
    let fine = line("input", &json!({"Room": "attic"}));
    let missing = line("input", &json!({}));
    let mistyped = line("input", &json!({"Room": "attic", "Tags": ["a", 1]}));
    let empty = line("input", &json!({"Room": ""}));
    let status = line("response", &json!({"status": 20}));
    let lines: [(&[u8], &str); 11] = [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[]", "JSON"),
        (b"\"\xff\"", "JSON"),
        (b"{}", "operation"),
        (br#"{"operation": "Glow", "input": {}}"#, "Glow"),
        (br#"{"operation": "PutScene"}"#, "input"),
        (&missing, "Room"),
        (&mistyped, "Tags[1]"),
        (&empty, "Room"),
        (&status, "status"),
    ];
    let mut asked = Vec::new();
    for (line, _) in &lines {
        asked.extend([line, fine.as_slice()]);
    }
    let answers = wire(&[LAMP], &asked);
    for (pair, (line, word)) in answers.chunks(2).zip(lines) {
        let why = pair[0]["failed"].as_str().unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        assert!(why.contains(word), "{line}: {}", pair[0]);
        assert_eq!(pair[1]["method"], "PUT", "after {line}");
    }
}

#[test]
fn a_service_is_cut_down_to_operations() {
    let chat = br#"{"operation": "StartChatContact", "input": {
        "InstanceId": "i", "ContactFlowId": "f", "ParticipantDetails": {"DisplayName": "n"}
    }}"#;
    let chat: Vec<u8> = chat.iter().copied().filter(|byte| *byte != b'\n').collect();
    let other = br#"{"operation": "ListQueues", "input": {"InstanceId": "i"}}"#;
    let answers = wire(
        &["connect", "--operations", "StartChatContact,StopContact"],
        &[&chat, other],
    );
    assert_eq!(answers[0]["method"], "PUT");
    assert_eq!(answers[0]["uri"], "/contact/chat");
    let body: Value = serde_json::from_str(answers[0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "InstanceId": "i",
            "ContactFlowId": "f",
            "ParticipantDetails": {"DisplayName": "n"},
            "ClientToken": "00000000-0000-4000-8000-000000000000",
        })
    );
    assert!(answers[1]["failed"].is_string());
}
