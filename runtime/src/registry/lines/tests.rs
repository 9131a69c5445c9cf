//! Lines and their responses.

use super::*;
use crate::http::protocol::{AwsQuery, RestJson1};
use crate::http::response::fixture::Glow;

static JSON: &[OperationEntry] = &[OperationEntry::of::<Glow<RestJson1>>()];
static QUERY: &[OperationEntry] = &[OperationEntry::of::<Glow<AwsQuery>>()];

fn ask(services: &[Service<'_>], line: &str) -> Value {
    serde_json::from_str(&respond(services, line.as_bytes())).unwrap()
}

fn failure(line: &str) -> String {
    let answer = ask(&[("a", JSON)], line);
    answer["failed"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_line_has_an_answer_in_order() {
    let fine = r#"{"operation": "Glow", "input": {"Name": "n"}}"#;
    let lines = format!("{fine}\n\n\u{0}\n{fine}");
    let mut answers = Vec::new();
    serve(&[("a", JSON)], lines.as_bytes(), &mut answers).unwrap();
    let answers = String::from_utf8(answers).unwrap();
    let kinds = answers.lines().map(|line| line.starts_with("{\"failed\""));
    assert_eq!(kinds.collect::<Vec<_>>(), [false, true, true, false]);
}

#[test]
fn an_input_gives_a_request() {
    let answer = ask(
        &[("a", JSON)],
        r#"{"operation": "Glow", "input": {"Name": "n", "Text": "t"}}"#,
    );
    assert_eq!(answer["method"], "GET");
    assert_eq!(answer["body"], r#"{"name":"n"}"#);
    assert_eq!(answer["headers"]["x-text"], "t");
    assert!(answer.get("host_prefix").is_none());
}

#[test]
fn a_line_may_name_its_service() {
    let services: [Service<'_>; 2] = [("a", JSON), ("b", QUERY)];
    let of = |service: &str| {
        let line = json!({"service": service, "operation": "Glow", "input": {"Name": "n"}});
        ask(&services, &line.to_string())
    };
    assert_eq!(of("a")["headers"]["content-type"], "application/json");
    assert_eq!(
        of("b")["headers"]["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(of("c")["failed"], "unknown operation `Glow`");
    let unclear = ask(&services, r#"{"operation": "Glow", "input": {}}"#);
    assert_eq!(
        unclear["failed"],
        "several services have an operation `Glow`"
    );
}

#[test]
fn a_response_gives_an_output_or_an_error() {
    let of = |line: Value| ask(&[("a", JSON)], &line.to_string());
    let fine = of(json!({
        "operation": "Glow",
        "response": {"status": 200, "headers": {"X-Text": ["t"]}, "body_base64": "eyJuYW1lIjoibiJ9"},
    }));
    assert_eq!(fine["output"]["Name"], "n");
    assert_eq!(fine["output"]["Text"], "t");
    let mut line = json!({
        "operation": "Glow",
        "response": {"status": 404, "headers": {"x-amzn-errortype": "Gone"}, "body": "{}"},
    });
    let error = of(line.clone());
    assert_eq!(error["error"]["code"], "Gone");
    assert!(error["error"].get("shape").is_none());
    line["shape"] = true.into();
    assert_eq!(of(line)["error"]["shape"], "Gone");
}

#[cfg(feature = "validate")]
#[test]
fn violations_are_told_with_their_paths() {
    let answer = ask(
        &[("a", JSON)],
        r#"{"operation": "Glow", "validate": true, "input": {}}"#,
    );
    assert_eq!(
        answer,
        json!({"violations": [
            {"path": "Name", "rule": "required", "message": "is required and missing"},
        ]})
    );
}

#[test]
fn a_list_of_lines_has_a_list_of_answers() {
    let fine = r#"{"operation": "Glow", "input": {"Name": "n"}}"#;
    let answer = ask(&[("a", JSON)], &format!("[{fine}, [{fine}], 1]"));
    assert_eq!(answer[0]["method"], "GET");
    // Lists do not nest.
    assert!(answer[1]["failed"].is_string() && answer[2]["failed"].is_string());
    // An empty one holds no line.
    assert!(ask(&[("a", JSON)], "[]")["failed"].is_string());
}

#[test]
fn what_is_wrong_with_a_line_is_told() {
    for (line, expected) in [
        ("1", "the line is not a JSON object"),
        (r#"{"operation": 1}"#, "`operation` is not a string"),
        (
            r#"{"operation": "Glow"}"#,
            "neither an `input` nor a `response`",
        ),
        (
            r#"{"operation": "Glow", "input": {}, "response": {}}"#,
            "an `input` and a `response`",
        ),
        (
            r#"{"operation": "Glow", "input": {}, "validate": 1}"#,
            "`validate` is not a boolean",
        ),
        (
            r#"{"operation": "Glow", "input": {"Name": "a"}, "params": {"Odd": 1}}"#,
            "`params.Odd` is 1",
        ),
        (r#"{"operation": "Glow", "input": {}}"#, "`Name` is missing"),
        (r#"{"operation": "Glow", "input": {"Name": 1}}"#, "Name: "),
        (
            r#"{"operation": "Glow", "response": []}"#,
            "`response` is not an object",
        ),
        (
            r#"{"operation": "Glow", "response": {}}"#,
            "`response.status`",
        ),
        (
            r#"{"operation": "Glow", "response": {"status": 1}}"#,
            "`response.status`",
        ),
        (
            r#"{"operation": "Glow", "response": {"status": 200, "headers": {"a b": "c"}}}"#,
            "`a b`",
        ),
        (
            r#"{"operation": "Glow", "response": {"status": 200, "headers": {"a": 1}}}"#,
            "`a`",
        ),
        (
            r#"{"operation": "Glow", "response": {"status": 200, "body_base64": "%"}}"#,
            "base64",
        ),
        (
            r#"{"operation": "Glow", "response": {"status": 200, "body": 1}}"#,
            "`response.body` is not a string",
        ),
    ] {
        let found = failure(line);
        assert!(found.contains(expected), "{line}: {found}");
    }
}

#[cfg(feature = "server")]
#[test]
fn what_is_wrong_with_a_line_of_a_server_is_told_by_its_own_name() {
    for (part, expected) in [
        (r#""request": 1"#, "`request` is not an object"),
        (
            r#""request": {"method": 1}"#,
            "`request.method` is not a string",
        ),
        (
            r#""request": {"method": "GET", "uri": "/", "body": 1}"#,
            "`request.body` is not a string",
        ),
        (
            r#""request": {"method": "GET", "uri": "/", "body": "", "body_base64": ""}"#,
            "`request` has a `body` and a `body_base64`",
        ),
        (
            r#""request": {"method": "GET", "uri": "/", "body_base64": "%"}"#,
            "`request.body_base64` is not base64",
        ),
        (
            r#""request": {"method": "GET", "uri": "/", "headers": 1}"#,
            "`request.headers` is not an object",
        ),
        (
            r#""request": {"method": "GET", "uri": "/", "headers": {"a b": "c"}}"#,
            "`request.headers` has an invalid header `a b`",
        ),
        (r#""error": {"shape": 1}"#, "`error.shape` is not a string"),
    ] {
        let line = format!(r#"{{"operation": "Glow", {part}}}"#);
        let found = failure(&line);
        assert!(found.starts_with(expected), "{line}: {found}");
    }
}
