use super::check;
use crate::config::Config;
use crate::passes::sample;
use crate::problem::Problems;

fn found(shapes: &str, operations: &str) -> Vec<(String, &'static str)> {
    let mut problems = Problems::new();
    let mut ir = sample::ir(shapes, operations);
    check(&mut ir, &Config::default(), &mut problems);
    let found = problems.iter();
    found
        .map(|problem| (problem.at.to_string(), problem.kind.code()))
        .collect()
}

fn one(shapes: &str, at: &str, code: &'static str) {
    assert_eq!(found(shapes, ""), [(at.to_owned(), code)], "{shapes}");
}

#[test]
fn each_fault_of_a_shape_is_found() {
    one(
        r#""L": {"type": "list", "member": {"shape": "Strin"}}, "String": {"type": "string"}"#,
        "/shapes/L/member",
        "model::unknown_target",
    );
    one(
        r#""M": {"type": "map", "key": {"shape": "I"}, "value": {"shape": "I"}},
           "I": {"type": "integer"}"#,
        "/shapes/M/key",
        "model::wrong_target",
    );
    one(
        r#""S": {"type": "string", "min": 2, "max": 1}"#,
        "/shapes/S",
        "model::min_above_max",
    );
    one(
        r#""L": {"type": "long", "min": 9007199254740993, "max": 9007199254740992}"#,
        "/shapes/L",
        "model::min_above_max",
    );
    one(
        r#""E": {"type": "string", "enum": ["a", "b", "a"]}"#,
        "/shapes/E",
        "model::repeated_value",
    );
}

#[test]
fn each_fault_of_a_binding_is_found() {
    let bound = |location: &str, target: &str, expected: &str| {
        let shapes = format!(
            r#""S": {{"type": "structure", "members": {{"M": {{"shape": "T", {location}}}}}}},
               "T": {target}, "N": {{"type": "structure", "members": {{}}}}"#
        );
        let problems = found(&shapes, "");
        let codes: Vec<_> = problems.iter().map(|(_, code)| *code).collect();
        let expected: Vec<_> = expected.split_whitespace().collect();
        assert_eq!(codes, expected, "{shapes}");
    };
    let list = r#"{"type": "list", "member": {"shape": "N"}}"#;
    let text = r#"{"type": "string"}"#;
    bound(r#""location": "uri""#, list, "model::wrong_target");
    bound(r#""location": "header""#, list, "model::wrong_target");
    bound(r#""location": "header""#, text, "");
    bound(
        r#""location": "header", "locationName": "a\r\nb""#,
        text,
        "model::unknown_value",
    );
    bound(r#""location": "statusCode""#, text, "model::wrong_target");
    bound(r#""location": "headers""#, text, "model::wrong_target");
    bound(r#""streaming": true"#, text, "model::wrong_target");
    bound(r#""idempotencyToken": true"#, list, "model::wrong_target");
}

#[test]
fn each_fault_of_an_operation_is_found() {
    let problems = found(
        r#"
        "In": {"type": "structure", "members": {
            "Id": {"shape": "S", "location": "uri"},
            "Lost": {"shape": "S", "location": "uri"}}},
        "S": {"type": "string"}"#,
        r#"
        "Get": {"http": {"method": "GET", "requestUri": "/{Id}"}, "input": {"shape": "In"},
                "output": {"shape": "S"}, "errors": [{"shape": "Gone"}],
                "httpChecksum": {"requestAlgorithmMember": "Algorithm"}}"#,
    );
    let expected = [
        ("/shapes/In/members/Lost", "model::unused_label"),
        ("/operations/Get/httpChecksum", "model::unknown_member"),
        ("/operations/Get/output", "model::wrong_target"),
        ("/operations/Get/errors", "model::unknown_target"),
    ];
    assert_eq!(problems, expected.map(|(at, code)| (at.to_owned(), code)));
}
