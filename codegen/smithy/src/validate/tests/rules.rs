//! Events of endpoint rules.

use super::events;

/// The events of a service with rules, the unstable trait's left out.
fn of_rules(version: &str, parameters: &str, rules: &str) -> Vec<String> {
    let mut found = events(&format!(
        "use smithy.rules#endpointRuleSet\n@endpointRuleSet({{\nversion: \"{version}\"\n\
         parameters: {{ {parameters} }}\nrules: [{rules}]\n}})\nservice S {{}}"
    ));
    found.retain(|event| !event.starts_with("WARNING UnstableTrait"));
    found
}

/// A rule with conditions that ends in an endpoint.
fn endpoint(conditions: &str, url: &str) -> String {
    format!("{{ type: \"endpoint\", conditions: [{conditions}], endpoint: {{ url: \"{url}\" }} }}")
}

const REGION: &str = "Region: { type: \"string\", builtIn: \"AWS::Region\", documentation: \"R\" }";

#[test]
fn a_value_that_may_be_missing_needs_a_test() {
    let is_set = "{ fn: \"isSet\", argv: [{ ref: \"Region\" }] }";
    let url = "https://a.{Region}";
    assert_eq!(of_rules("1.0", REGION, &endpoint(is_set, url)), [""; 0]);
    let not_set = format!("{{ fn: \"not\", argv: [{is_set}] }}");
    for conditions in ["", &not_set] {
        let found = of_rules("1.0", REGION, &endpoint(conditions, url));
        assert!(
            matches!(&found[..], [one] if one.starts_with("ERROR TraitValue a#S 7:")),
            "{found:?}"
        );
    }
}

#[test]
fn rules_with_faults_of_form_or_type_are_errors() {
    let error = |conditions: &str| {
        format!("{{ type: \"error\", conditions: [{conditions}], error: \"e\" }}")
    };
    let call = |name: &str, arguments: &str| format!("{{ fn: \"{name}\", argv: [{arguments}] }}");
    let bad = [
        error(&call("nothing", "")),
        error(&call("stringEquals", "\"a\", true")),
        error(&call("stringEquals", "\"a\"")),
        error(&call("isSet", "\"a\"")),
        error(&call("not", "\"a\"")),
        error(&call("getAttr", "{ ref: \"Region\" }, \"a\"")),
        error(&call("coalesce", "\"a\", 1")),
        error(&call("ite", "\"a\", 1, 2")),
        error("{ fn: \"uriEncode\", argv: [\"a\"], assign: \"Region\" }"),
        "{ type: \"tree\", conditions: [], rules: [] }".to_owned(),
        "{ type: \"other\", conditions: [] }".to_owned(),
        endpoint("", "https://{a"),
        endpoint("", "https://{a#b}"),
    ];
    for rule in bad {
        let found = of_rules("1.1", REGION, &rule);
        assert!(
            matches!(&found[..], [one] if one.starts_with("ERROR TraitValue a#S")),
            "{rule}: {found:?}"
        );
    }
}

#[test]
fn types_follow_assignments_paths_and_choices() {
    let rule = endpoint(
        "{ fn: \"isSet\", argv: [{ ref: \"Region\" }] }, \
         { fn: \"aws.partition\", argv: [\"{Region}\"], assign: \"p\" }, \
         { fn: \"split\", argv: [\"{p#name}\", \"-\", 0], assign: \"parts\" }, \
         { fn: \"coalesce\", argv: [{ fn: \"getAttr\", argv: [{ ref: \"parts\" }, \"[-1]\"] }, \"x\"], \
           assign: \"last\" }, \
         { fn: \"ite\", argv: [{ fn: \"getAttr\", argv: [{ ref: \"p\" }, \"supportsFIPS\"] }, \"f\", \"g\"], \
           assign: \"kind\" }",
        "https://{last}.{kind}.{p#dnsSuffix}",
    );
    assert_eq!(of_rules("1.1", REGION, &rule), [""; 0]);
    let found = of_rules("1.0", REGION, &rule);
    let versions = found
        .iter()
        .filter(|event| event.starts_with("ERROR RulesEngineVersion"));
    assert_eq!(versions.count(), 4, "{found:?}");
}

/// The events of a service with a test case for a diagram of two nodes, whose root is the second.
fn of_diagram(nodes: &str) -> Vec<String> {
    events(&format!(
        "use smithy.rules#endpointBdd\nuse smithy.rules#endpointTests\n\
         @endpointBdd(version: \"1.1\", parameters: {{}}, \
         conditions: [{{ fn: \"booleanEquals\", argv: [true, true] }}], results: [], root: 2, nodeCount: 2, \
         nodes: \"{nodes}\")\n\
         @endpointTests(version: \"1.0\", testCases: [{{ expect: {{ error: \"e\" }} }}])\nservice S {{}}"
    ))
}

#[test]
fn a_diagram_with_a_cycle_ends() {
    // The node 2 tests the condition 0 and leads to itself both ways.
    let found = of_diagram("/////wAAAAH/////AAAAAAAAAAIAAAAC");
    assert!(
        found.contains(&"WARNING RuleSetTestCase a#S 6:44".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_diagram_may_lead_to_the_least_reference() {
    // The node 2 tests the condition 0 and leads to -2147483648 both ways.
    let found = of_diagram("/////wAAAAH/////AAAAAIAAAACAAAAA");
    assert!(
        found.contains(&"ERROR RuleSetTestCase a#S 6:44".to_owned()),
        "{found:?}"
    );
}
