//! Endpoints of a rule set that move between Signature Version 4 and 4A.

use std::collections::BTreeMap;

use super::auth::{Places, effective, migration};
use super::event;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Node, Object, ShapeType, Value};

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const AUTH: &str = "smithy.api#auth";

/// `EndpointSigV4Migration`
pub(super) fn migrated(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        let Some((old, new)) = change.shapes_of(ShapeType::Service) else {
            continue;
        };
        let rules = old.traits.get(RULE_SET).zip(new.traits.get(RULE_SET));
        let Some((old_rules, new_rules)) = rules else {
            continue;
        };
        let old_schemes = effective(differences.old, old, old);
        let new_schemes = effective(differences.new, new, new);
        let auths = old.traits.get(AUTH).zip(new.traits.get(AUTH));
        let is_changed = old_rules != new_rules
            || auths.is_some_and(|(old, new)| old != new)
            || old_schemes != new_schemes;
        if !is_changed {
            continue;
        }
        let old_endpoints = endpoints(old_rules);
        for (path, endpoint) in endpoints(new_rules) {
            let Some(before) = old_endpoints.get(&path) else {
                continue;
            };
            if is_same(before, endpoint) {
                continue;
            }
            let old_places = places(before, &old_schemes);
            if let Some(problem) = migration(old_places, places(endpoint, &new_schemes)) {
                let message = format!(
                    "{problem} in the effective schemes of the endpoint `{path}` of `{}`",
                    new.id
                );
                let subject = Subject::Shape(new);
                events.push(event(
                    Severity::Danger,
                    "EndpointSigV4Migration",
                    subject,
                    message,
                ));
            }
        }
    }
}

/// The endpoints of a rule set by their paths.
fn endpoints(rules: &Node) -> BTreeMap<String, &Node> {
    let mut found = BTreeMap::new();
    let mut waiting: Vec<(String, &Node)> = rules
        .get("rules")
        .map(|rules| ("/rules".to_owned(), rules))
        .into_iter()
        .collect();
    while let Some((path, node)) = waiting.pop() {
        match &node.value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                waiting.extend(items.map(|(index, item)| (format!("{path}/{index}"), item)));
            }
            Value::Object(object) => {
                let is_endpoint = node.get("type").and_then(Node::as_str) == Some("endpoint");
                match node.get("endpoint").filter(|_| is_endpoint) {
                    Some(endpoint) => {
                        found.insert(format!("{path}/endpoint"), endpoint);
                    }
                    None => waiting.extend(
                        object
                            .iter()
                            .map(|entry| (format!("{path}/{}", entry.key), &entry.node)),
                    ),
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

fn is_same(old: &Node, new: &Node) -> bool {
    let is_empty = |node: &&Node| node.as_object().is_some_and(Object::is_empty);
    ["url", "properties", "headers"].iter().all(|key| {
        let (old, new) = (old.get(key), new.get(key));
        old.filter(|node| !is_empty(node)) == new.filter(|node| !is_empty(node))
    })
}

/// The places of both signatures among the schemes of an endpoint, or of its service where it names none.
fn places(endpoint: &Node, of_service: &[&str]) -> Places {
    let schemes = endpoint
        .get("properties")
        .and_then(|properties| properties.get("authSchemes")?.as_array())
        .unwrap_or_default();
    let own: Vec<&str> = schemes
        .iter()
        .filter_map(|scheme| scheme.get("name")?.as_str())
        .collect();
    let names = if schemes.is_empty() { of_service } else { &own };
    Places {
        sigv4: names.iter().position(|name| is_sigv4(name)),
        sigv4a: names.iter().position(|name| is_sigv4a(name)),
    }
}

fn is_sigv4(name: &str) -> bool {
    matches!(name, "sigv4" | "aws.auth#sigv4")
        || (name.starts_with("sigv4-") && name != "sigv4-s3express")
}

fn is_sigv4a(name: &str) -> bool {
    matches!(name, "sigv4a" | "aws.auth#sigv4a" | "sigv4-s3express")
}
