use super::*;
use crate::http::protocol::{AwsQuery, RestJson1};
use crate::http::request::Options as RequestOptions;
use crate::http::response::fixture::{Glow, Peek};

static ROWS: &[OperationEntry] = &[
    OperationEntry::of::<Glow<RestJson1>>(),
    OperationEntry::of::<Glow<AwsQuery>>(),
    OperationEntry::of::<Peek<RestJson1>>(),
];

/// The response of the entry at an index.
fn answer(index: usize, status: u16, headers: &[(&str, &str)], body: &str) -> String {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(body.as_bytes()).unwrap();
    let options = response::Options::new();
    ROWS[index].response(&response, &options).to_json()
}

#[test]
fn a_row_knows_its_operation() {
    let entry = &ROWS[0];
    assert_eq!((entry.name(), entry.schema().uri), ("Glow", "/glow"));
    assert_eq!(
        (entry.input().name, entry.output().name),
        ("Light", "Light")
    );
    assert_eq!(entry.errors().len(), 3);
}

#[test]
fn an_input_by_the_names_of_the_model_becomes_a_request() {
    let json = br#"{"Name":"n","Text":"t","Date":"2019-12-16T23:48:18Z","Epoch":1576540098.5}"#;
    let request = ROWS[0].request(json, &RequestOptions::new()).unwrap();
    assert_eq!(
        request.http.body().as_bytes(),
        Some(&br#"{"name":"n"}"#[..])
    );
    assert_eq!(request.http.headers()["x-text"], "t");
    assert_eq!(
        request.http.headers()["x-date"],
        "Mon, 16 Dec 2019 23:48:18 GMT"
    );
    assert_eq!(request.http.headers()["x-epoch"], "1576540098.5");
    let request = ROWS[1].request(json, &RequestOptions::new()).unwrap();
    let body = request.http.body().as_bytes().unwrap();
    assert!(body.starts_with(b"Action=Glow&Version=2026-01-01&Name=n&Text=t&"));
}

#[test]
fn invalid_inputs_are_rejected_with_a_path() {
    for (json, expected) in [
        ("{", "expected a key (at byte 1)"),
        ("{}", "the required member `Name` is missing (at byte 0)"),
        (
            r#"{"Name":"n","Numbers":[1,"x"]}"#,
            "Numbers[1]: found text, expected an integer (at byte 25)",
        ),
        (
            r#"{"Name":"n","Texts":[null]}"#,
            "Texts[0]: found null, expected a value",
        ),
        (r#"{"Name":"n","Text":"a\nb"}"#, "Text"),
    ] {
        let error = ROWS[0]
            .request(json.as_bytes(), &RequestOptions::new())
            .unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}

#[test]
fn a_response_becomes_a_line_of_json() {
    let date = "Mon, 16 Dec 2019 23:48:18 GMT";
    assert_eq!(
        answer(
            0,
            202,
            &[("x-date", date)],
            r#"{"name":"n\"","Secrets":{"a":1}}"#
        ),
        r#"{"output":{"Name":"n\"","Date":"2019-12-16T23:48:18Z","Meta":{},"Status":202,"Secrets":{"a":1}}}"#
    );
    assert_eq!(
        answer(
            1,
            404,
            &[],
            "<E><Error><Code>Gone</Code><Message>m</Message></Error><RequestId>r</RequestId></E>"
        ),
        r#"{"error":{"code":"Gone","message":"m","request_id":"r","fields":{"Message":"m"}}}"#
    );
    assert_eq!(
        answer(2, 500, &[], ""),
        r#"{"error":{"code":"500","fields":{}}}"#
    );
    assert_eq!(
        answer(2, 400, &[], r#"{"__type":"Newer","x":[1]}"#),
        r#"{"error":{"code":"Newer","fields":{"__type":"Newer","x":[1]}}}"#
    );
    assert_eq!(
        answer(0, 200, &[], "<"),
        r#"{"error":{"code":"200","message":"<","fields":{}}}"#
    );
}

#[test]
fn corrections_are_told() {
    let response = http::Response::new(&b"{}"[..]);
    let answer = ROWS[0].response(&response, &response::Options::new());
    assert!(matches!(answer, Answer::Output { corrected, .. } if corrected == ["name"]));
}

#[cfg(feature = "validate")]
#[test]
fn violations_of_json_are_told() {
    let violations = ROWS[0].validate(br#"{"Count":"x"}"#).unwrap();
    let texts: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "Name: is required and missing",
            "Count: is text, expected integer"
        ]
    );
    assert_eq!(ROWS[0].validate(br#"{"Name":"n"}"#).unwrap(), []);
    assert!(ROWS[0].validate(b"{").is_err());
}
