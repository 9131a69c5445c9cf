use serde_json::{Value, json};

use crate::bundle::Source;
use crate::endpoint::{compile_diagram, compile_rule_set};

/// Messages for a rule set.
fn found(rules: &Value) -> Vec<String> {
    let source = Source::new("rules.json", rules.to_string());
    let compiled = if rules.get("nodes").is_some() {
        compile_diagram(&source)
    } else {
        compile_rule_set(&source)
    };
    let report = compiled.unwrap_err();
    let entries = report.entries().iter();
    entries
        .map(|entry| entry.problem().kind.to_string())
        .collect()
}

/// Messages for one condition and a URL.
fn condition(condition: &Value, url: &str) -> Vec<String> {
    found(&json!({"version": "1.0",
        "parameters": {"Text": {"type": "string"}, "Flag": {"type": "boolean"}, "List": {"type": "stringArray"}},
        "rules": [{"type": "endpoint", "conditions": [condition], "endpoint": {"url": url}}]}))
}

#[test]
fn types_and_names_are_checked() {
    let call = |function: &str, argv: Value| json!({"fn": function, "argv": argv});
    for (condition_, url, message) in [
        (
            call("isSet", json!([{"ref": "Txt"}])),
            "u",
            "unknown `Txt` in the endpoint rules",
        ),
        (
            call("isSet", json!([])),
            "u",
            "invalid endpoint rules: `isSet` takes 1 arguments, found 0",
        ),
        (
            call("booleanEquals", json!([{"ref": "Text"}, true])),
            "u",
            "invalid endpoint rules: `booleanEquals` takes a boolean here, found a string",
        ),
        (
            call("getAttr", json!([{"ref": "Text"}, "isIp"])),
            "u",
            "invalid endpoint rules: a string has no `isIp`",
        ),
        (
            call("coalesce", json!([{"ref": "Text"}, true])),
            "u",
            "invalid endpoint rules: `coalesce` takes a string here, found a boolean",
        ),
        (
            call("split", json!([{"ref": "Text"}, "", 0])),
            "u",
            "invalid endpoint rules: `split` takes a delimiter that is not empty, and a limit that is not negative",
        ),
        (
            json!({"fn": "isSet", "argv": [{"ref": "Text"}], "assign": "Flag"}),
            "u",
            "invalid endpoint rules: the name `Flag` is already taken",
        ),
        (
            call("isSet", json!([{"ref": "Text"}])),
            "https://{Flag}",
            "invalid endpoint rules: expected a string, found a boolean",
        ),
        (
            call("getAttr", json!([{"ref": "List"}, "[0]"])),
            "https://{List}",
            "invalid endpoint rules: expected a string, found a list of strings",
        ),
    ] {
        assert_eq!(condition(&condition_, url), [message]);
    }
}

#[test]
fn a_variable_is_known_to_its_rule_alone() {
    let endpoint = json!({"url": "https://{part}"});
    let assigns =
        json!([{"fn": "substring", "argv": [{"ref": "Text"}, 0, 1, false], "assign": "part"}]);
    let messages = found(
        &json!({"version": "1.0", "parameters": {"Text": {"type": "string"}}, "rules": [
        {"type": "endpoint", "conditions": assigns, "endpoint": endpoint},
        {"type": "endpoint", "conditions": [], "endpoint": endpoint}]}),
    );
    assert_eq!(messages, ["unknown `part` in the endpoint rules"]);
}

#[test]
fn a_diagram_ends() {
    let diagram = |nodes: &str, root: i64| {
        json!({"version": "1.1", "parameters": {"A": {"type": "string"}},
            "conditions": [{"fn": "isSet", "argv": [{"ref": "A"}]}], "results": [],
            "root": root, "nodeCount": 2, "nodes": nodes})
    };
    // In turn: a cycle at node 1, a missing result, a missing condition.
    let message = |nodes: &str| found(&diagram(nodes, 2)).remove(0);
    let circle = "/////wAAAAH/////AAAAAAAAAAL/////";
    assert_eq!(
        message(circle),
        "invalid endpoint rules: the diagram has a cycle"
    );
    let result = "/////wAAAAH/////AAAAAAX14QH/////";
    assert_eq!(
        message(result),
        "invalid endpoint rules: a node has a dangling reference"
    );
    let condition = "/////wAAAAH/////AAAAAQAAAAH/////";
    assert_eq!(
        message(condition),
        "invalid endpoint rules: a node refers to a missing condition"
    );
    let terminal = "/////wAAAAH/////";
    assert_eq!(
        found(&diagram(terminal, 0)),
        ["invalid endpoint rules: the root is a dangling reference"]
    );
}
