//! `Model`: values that the bundled definitions of traits and metadata cannot take at all.
//!
//! The reference implementation makes an object of such a trait while it loads a model, so a fault in its value is one
//! of the loader: nothing else is reported beside it. Faults against constraints are left to `TraitValue`.
//!
//! <https://smithy.io/2.0/spec/model.html#trait-node-values>

use std::collections::BTreeSet;

use super::formats::documentation_fault;
use super::host;
use super::report::Report;
use super::text::{json, trait_name};
use super::views::Views;
use crate::event::{Event, Severity};
use crate::files::Location;
use crate::model::{Model, Node, Shape, ShapeId, ShapeType, Value, is_identifier};
use crate::rules;
use crate::subject::Subject;

/// A rule about the value of a trait beyond its shape: the fault, if there is one.
type Rule = fn(&Node) -> Option<String>;

/// The rules by trait.
const RULES: [(&str, Rule); 11] = [
    ("smithy.api#endpoint", host_prefix),
    ("smithy.api#enum", empty_enum),
    ("smithy.api#error", side),
    ("smithy.api#externalDocumentation", documentation_fault),
    ("smithy.api#http", uri),
    ("smithy.api#httpHeader", empty_text),
    ("smithy.api#httpQuery", empty_text),
    ("smithy.api#length", no_limit),
    ("smithy.api#range", no_limit),
    ("smithy.contracts#conditions", super::conditions::fault),
    (rules::DIAGRAM, diagram),
];

/// Checks the values of traits with bundled definitions.
pub(super) fn traits(views: &Views<'_>, report: &mut Report) {
    for shape in views.model.own_shapes() {
        of_subject(views, Subject::Shape(shape), report);
        for member in shape.members.values() {
            of_subject(views, Subject::Member(member), report);
        }
    }
}

/// The traits with test cases that name the shape of their `vendorParams`.
const WITH_VENDORS: [&str; 2] = [
    "smithy.test#httpRequestTests",
    "smithy.test#httpResponseTests",
];

/// Checks that the shapes of `vendorParams` exist; the event has no shape, as in the reference implementation.
pub(super) fn vendors(views: &Views<'_>, report: &mut Report) {
    for (_, node) in WITH_VENDORS.iter().flat_map(|id| views.with_trait(id)) {
        for case in node.as_array().unwrap_or_default() {
            let Some(node) = case.get("vendorParamsShape") else {
                continue;
            };
            let id = node.as_str().unwrap_or_default();
            let params = case.get("vendorParams").and_then(Node::as_object);
            if params.is_some_and(|params| !params.is_empty()) && views.model.shape(id).is_none() {
                let message = format!("the shape of `vendorParams`, `{id}`, does not exist");
                let event = Event::new(Severity::Error, report.name(), message, node.at);
                report.events.push(event);
            }
        }
    }
}

fn of_subject(views: &Views<'_>, subject: Subject<'_>, report: &mut Report) {
    for found in subject.traits().own() {
        let definition = views.model.shape(&found.id);
        let Some(definition) = definition.filter(|shape| shape.bundled) else {
            continue;
        };
        let by_shape = || fault(views.model, definition, &found.node);
        let by_rule = || {
            let (_, rule) = RULES.iter().find(|(id, _)| found.id == *id)?;
            Some((rule(&found.node)?, found.node.at))
        };
        if let Some((fault, at)) = by_shape().or_else(by_rule) {
            let message = format!(
                "the trait `{}` cannot be read: {fault}",
                trait_name(&found.id)
            );
            report.error_at(subject, at, message);
        }
    }
}

/// The first fault in a value that is not of the types of a shape, lacks a required member or is no shape ID.
fn fault(model: &Model, shape: &Shape, node: &Node) -> Option<(String, Location)> {
    let other = |expected: &str| {
        let message = format!("expected {expected}, but found {}", json(node));
        Some((message, node.at))
    };
    match (shape.kind, &node.value) {
        (ShapeType::Structure, Value::Object(object)) => {
            let is_missing = |name: &&String| !object.contains(name);
            let required = shape.members.iter().filter_map(|(name, member)| {
                member.traits.has("smithy.api#required").then_some(name)
            });
            if let Some(name) = required.into_iter().find(is_missing) {
                let message = format!("the required member `{name}` of `{}` is missing", shape.id);
                return Some((message, node.at));
            }
            object.iter().find_map(|entry| {
                let member = shape.members.get(&entry.key)?;
                fault(model, model.target(member)?, &entry.node)
            })
        }
        (ShapeType::Map, Value::Object(object)) => {
            let value = model.target(shape.members.get("value")?)?;
            object
                .iter()
                .find_map(|entry| fault(model, value, &entry.node))
        }
        (ShapeType::List, Value::Array(items)) => {
            let item = model.target(shape.members.get("member")?)?;
            items.iter().find_map(|node| fault(model, item, node))
        }
        (_, Value::Null) => None,
        (ShapeType::Structure | ShapeType::Map, _) => other("an object"),
        (ShapeType::List, _) => other("an array"),
        (ShapeType::String, Value::String(text)) => {
            let is_bad = shape.traits.has("smithy.api#idRef") && ShapeId::parse(text).is_none();
            is_bad.then(|| (format!("`{text}` is no shape ID"), node.at))
        }
        (ShapeType::String, _) => other("a string"),
        (ShapeType::Boolean, value) if !matches!(value, Value::Bool(_)) => other("a boolean"),
        _ => None,
    }
}

fn host_prefix(node: &Node) -> Option<String> {
    let text = node.get("hostPrefix")?.as_str()?;
    let Some(parts) = host::parts(text) else {
        return Some(format!("a brace in `{text}` has no partner"));
    };
    let mut is_after_label = false;
    let mut names = BTreeSet::new();
    for part in parts {
        if let host::Part::Label(name) = part {
            if is_after_label {
                return Some(format!("`{text}` has two labels without text between them"));
            }
            if let Some(fault) = label(name, &mut names) {
                return Some(fault);
            }
        }
        is_after_label = matches!(part, host::Part::Label(_));
    }
    None
}

fn label(name: &str, known: &mut BTreeSet<String>) -> Option<String> {
    if !is_identifier(name) {
        return Some(format!("`{name}` is no name of a label"));
    }
    let is_new = known.insert(name.to_ascii_lowercase());
    (!is_new).then(|| format!("the label `{name}` is there more than once"))
}

/// The fault in the URI pattern of `@http`.
fn uri(node: &Node) -> Option<String> {
    let text = node.get("uri")?.as_str()?;
    if !text.starts_with('/') || text.ends_with('?') || text.contains('#') {
        let rule = "a URI has to start with a slash, has no fragment, and no `?` at its end";
        return Some(format!("{rule}, but is `{text}`"));
    }
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    if query.contains(['{', '}']) {
        return Some(format!("a label cannot be in the query: `{text}`"));
    }
    let mut keys = BTreeSet::new();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut names = pairs.map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    if let Some(name) = names.find(|name| !keys.insert(*name)) {
        return Some(format!("the query has `{name}` more than once"));
    }
    let mut labels = BTreeSet::new();
    let path = path.trim_end_matches('/');
    path.split('/').skip(1).find_map(|part| {
        let name = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'));
        match name {
            Some(name) => label(name.strip_suffix('+').unwrap_or(name), &mut labels),
            None if part.is_empty() => Some(format!("`{text}` has an empty segment")),
            None if part.contains(['{', '}']) => Some(format!(
                "a label has to be a whole segment, but `{part}` is not"
            )),
            None => None,
        }
    })
}

fn empty_enum(node: &Node) -> Option<String> {
    let is_empty = node.as_array().is_some_and(<[Node]>::is_empty);
    is_empty.then(|| "an enum needs at least one value".to_owned())
}

fn side(node: &Node) -> Option<String> {
    let text = node.as_str()?;
    let fits = matches!(text, "client" | "server");
    (!fits).then(|| format!("an error is of the `client` or the `server`, not `{text}`"))
}

fn empty_text(node: &Node) -> Option<String> {
    (node.as_str() == Some("")).then(|| "the name cannot be empty".to_owned())
}

fn no_limit(node: &Node) -> Option<String> {
    let has_limit = node.get("min").or_else(|| node.get("max")).is_some();
    (!has_limit).then(|| "it needs `min` or `max`".to_owned())
}

fn diagram(node: &Node) -> Option<String> {
    rules::diagram(node).err().map(|fault| fault.message)
}

/// The metadata that change severities, with the members that each rule needs.
const RULE_KEYS: [(&str, &[&str]); 2] = [
    ("suppressions", &["id", "namespace"]),
    ("severityOverrides", &["id", "namespace", "severity"]),
];

/// Checks the metadata `suppressions` and `severityOverrides`.
pub(super) fn metadata(views: &Views<'_>, report: &mut Report) {
    for (key, members) in RULE_KEYS {
        let Some(node) = views.model.metadata().get(key) else {
            continue;
        };
        let mut add = |message: String, at| {
            let event = Event::new(Severity::Error, report.name(), message, at);
            report.events.push(event);
        };
        let Some(rules) = node.as_array() else {
            add(
                format!(
                    "the metadata `{key}` has to be an array, but is {}",
                    node.type_name()
                ),
                node.at,
            );
            continue;
        };
        for rule in rules {
            if let Some(fault) = rule_fault(rule, members) {
                add(format!("the metadata `{key}`: {fault}"), rule.at);
            }
        }
    }
}

fn rule_fault(rule: &Node, members: &[&str]) -> Option<String> {
    if rule.as_object().is_none() {
        return Some(format!(
            "a rule has to be an object, but is {}",
            rule.type_name()
        ));
    }
    let missing = members
        .iter()
        .find(|name| rule.get(name).and_then(Node::as_str).is_none());
    if let Some(name) = missing {
        return Some(format!("a rule needs the text `{name}`"));
    }
    let severity = rule.get("severity").and_then(Node::as_str)?;
    let fits = !members.contains(&"severity") || matches!(severity, "DANGER" | "WARNING");
    (!fits).then(|| format!("a severity can be raised to `DANGER` or `WARNING`, not `{severity}`"))
}

#[cfg(test)]
mod tests {
    use super::{host_prefix, uri};
    use crate::files::Location;
    use crate::model::{Entry, Node, Object, Value};

    fn object(key: &str, text: &str) -> Node {
        let mut object = Object::new();
        object.insert(Entry {
            key: key.to_owned(),
            key_at: Location::NONE,
            node: Node::string(text, Location::NONE),
        });
        Node::new(Value::Object(object), Location::NONE)
    }

    #[test]
    fn uris_are_patterns() {
        for good in ["/", "/a/{b}/{c+}?d=e&f", "/a/"] {
            assert_eq!(uri(&object("uri", good)), None);
        }
        for bad in [
            "a", "/a?", "/a#b", "/a?{b}", "/a?b&b=1", "/a//b", "/a{b}", "/{a}/{A}", "/{}", "/{a-b}",
        ] {
            assert!(uri(&object("uri", bad)).is_some(), "{bad}");
        }
    }

    #[test]
    fn host_prefixes_are_patterns() {
        for good in ["a.{b}-{c}.", "{a}."] {
            assert_eq!(host_prefix(&object("hostPrefix", good)), None);
        }
        for bad in ["{a", "a}", "{a}{b}", "{a}.{A}", "{}", "{a+}."] {
            assert!(host_prefix(&object("hostPrefix", bad)).is_some(), "{bad}");
        }
    }
}
