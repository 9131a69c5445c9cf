use serde_json::{Value, json};

use super::{lower_diagram, lower_rule_set};
use crate::ir::{
    Attribute, AttributeStep, DiagramTarget, EndpointLogic, EndpointOutcome, EndpointRules,
    Expression, Function, Pointer,
};
use crate::problem::Problems;
use crate::read::endpoint::{Diagram, RuleSet};
use crate::read::json::Node;
use crate::read::mirror::{At, Read};

/// Lowered rules, with the locations and codes of problems.
fn lower(rules: &Value) -> (Option<EndpointRules>, Vec<(String, &'static str)>) {
    let text = rules.to_string();
    let mut problems = Problems::new();
    let at = Pointer::root();
    let node = Node::parse(&text, &at, &mut problems).unwrap();
    let lowered = if rules.get("nodes").is_some() {
        let read = Diagram::read(node, &At::root(&at), &mut problems);
        read.and_then(|read| lower_diagram(read, &at, &mut problems))
    } else {
        let read = RuleSet::read(node, &At::root(&at), &mut problems);
        read.and_then(|read| lower_rule_set(read, &at, &mut problems))
    };
    let found = problems.iter();
    let found = found.map(|problem| (problem.at.to_string(), problem.kind.code()));
    (lowered, found.collect())
}

fn with_url(url: &Value) -> Value {
    json!({"version": "1.0", "parameters": {}, "rules": [
        {"type": "endpoint", "conditions": [], "endpoint": {"url": url}}]})
}

fn url(text: &str) -> Result<Expression, &'static str> {
    let (rules, problems) = lower(&with_url(&text.into()));
    let Some(rules) = rules else {
        return Err(problems[0].1);
    };
    let EndpointLogic::Tree(rules) = rules.logic else {
        return Err("no tree");
    };
    match rules.into_iter().next().map(|rule| rule.outcome) {
        Some(EndpointOutcome::Endpoint(endpoint)) => Ok(endpoint.url),
        _ => Err("no endpoint"),
    }
}

#[test]
fn a_template_has_parts() {
    let text = |text: &str| Expression::Text(text.to_owned());
    let name = |name: &str| Expression::Reference(name.to_owned());
    assert_eq!(url("https://a{{b}}c"), Ok(text("https://a{b}c")));
    let parts = vec![
        text("https://"),
        name("Bucket"),
        text("."),
        Expression::Attribute(
            Box::new(name("arn")),
            vec![
                AttributeStep::Name(Attribute::ResourceId),
                AttributeStep::Index(-1),
            ],
        ),
    ];
    assert_eq!(
        url("https://{Bucket}.{arn#resourceId[-1]}"),
        Ok(Expression::Template(parts))
    );
    for (faulty, code) in [
        ("{a", "model::invalid_rules"),
        ("a}", "model::invalid_rules"),
        ("{a#}", "model::invalid_rules"),
        ("{a#resourceId[x]}", "model::invalid_rules"),
        ("{a#colour}", "model::unknown_reference"),
    ] {
        assert_eq!(url(faulty), Err(code), "{faulty}");
    }
}

#[test]
fn every_fault_of_rules_is_found_at_its_place() {
    let (rules, problems) = lower(&json!({
    "version": "1.0",
    "parameters": {"A": {"type": "float"}, "B": {"type": "String", "default": 1}},
    "rules": [
        {"type": "tree", "conditions": [{"fn": "isSett", "argv": []}], "rules": []},
        {"type": "error", "conditions": [{"fn": "getAttr", "argv": ["x"]}], "error": 1.5},
        {"type": "endpoint", "conditions": [], "error": "x"},
        {"type": "endpoint", "conditions": [], "endpoint": {"url": null, "headers": {"a b": []}}},
        {"type": "endpoint", "conditions": [], "endpoint": {"url": "u", "headers": {"a b": ["x"]}}},
        {"type": "endpoint", "conditions": [], "endpoint": {"url": "u", "properties": {
            "authSchemes": [{"signingName": "x"}]}}}
    ]}));
    assert_eq!(rules, None);
    let expected = [
        ("/rules/3/endpoint/url", "model::wrong_type"),
        ("/parameters/A/type", "model::unknown_value"),
        ("/parameters/B/default", "model::wrong_type"),
        ("/rules/0/conditions/0/fn", "model::unknown_function"),
        ("/rules/1/conditions/0", "model::invalid_rules"),
        ("/rules/1/error", "model::invalid_rules"),
        ("/rules/2", "model::invalid_rules"),
        ("/rules/3", "model::invalid_rules"),
        ("/rules/4/endpoint/headers/a b", "model::invalid_rules"),
        (
            "/rules/5/endpoint/properties/authSchemes/0",
            "model::invalid_rules",
        ),
    ];
    let expected = expected.map(|(at, code)| (at.to_owned(), code));
    for problem in &expected {
        assert!(
            problems.contains(problem),
            "{problem:?} not in {problems:#?}"
        );
    }
}

#[test]
fn a_diagram_has_nodes_in_base64() {
    // The terminal, and a node with condition 0: high leads to the first result, low to the complemented terminal.
    let nodes = "/////wAAAAH/////AAAAAAX14QH/////";
    let diagram = |nodes: &str| {
        json!({"version": "1.1", "parameters": {"A": {"type": "string"}},
            "conditions": [{"fn": "isSet", "argv": [{"ref": "A"}]}],
            "results": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://a"}}],
            "root": 2, "nodeCount": 2, "nodes": nodes})
    };
    let (rules, problems) = lower(&diagram(nodes));
    assert_eq!(problems, []);
    let EndpointLogic::Diagram(lowered) = rules.unwrap().logic else {
        panic!("no diagram");
    };
    assert_eq!(
        lowered.root,
        DiagramTarget::Node {
            index: 1,
            complement: false
        }
    );
    let node = lowered.nodes[1];
    assert_eq!(
        (node.condition, node.high, node.low),
        (0, DiagramTarget::Result(0), DiagramTarget::NoMatch)
    );
    for faulty in ["*", "AAAA"] {
        let (_, problems) = lower(&diagram(faulty));
        assert_eq!(problems, [("/nodes".to_owned(), "model::invalid_rules")]);
    }
}

#[test]
fn a_root_may_be_any_integer() {
    for root in [0, i64::MIN, i64::MIN + 1, i64::MAX] {
        let (rules, problems) = lower(
            &json!({"version": "1.1", "parameters": {}, "conditions": [],
            "results": [], "root": root, "nodeCount": 0, "nodes": ""}),
        );
        assert_eq!(problems, []);
        let EndpointLogic::Diagram(lowered) = rules.unwrap().logic else {
            panic!("no diagram");
        };
        let (DiagramTarget::Node { index, .. } | DiagramTarget::Result(index)) = lowered.root
        else {
            panic!("{root}: {:?}", lowered.root);
        };
        assert!(index >= lowered.nodes.len(), "{root}: {index}");
    }
}

#[test]
fn functions_and_attributes_have_one_name_each() {
    for function in Function::ALL {
        assert_eq!(Function::parse(function.as_str()), Some(*function));
    }
    for attribute in Attribute::ALL {
        assert_eq!(Attribute::parse(attribute.as_str()), Some(*attribute));
    }
}
