//! The parameters of endpoint rules that a service and its operations give.

use std::collections::BTreeMap;

use super::super::parameters::returns;
use super::super::report::Report;
use super::super::views::{Views, is_text};
use crate::files::Location;
use crate::model::{Entry, Member, Node, Object, Shape, ShapeType, Traits, Value};
use crate::rules::Kind;
use crate::subject::Subject;

pub(super) const CLIENT: &str = "smithy.rules#clientContextParams";
pub(super) const FIXED: &str = "smithy.rules#staticContextParams";
pub(super) const PATHS: &str = "smithy.rules#operationContextParams";
const MEMBER: &str = "smithy.rules#contextParam";

/// Adds an error with a name of two parts.
pub(super) fn error(
    report: &mut Report,
    subject: Subject<'_>,
    at: Location,
    kind: [&str; 2],
    message: String,
) {
    report.error_at(subject, at, message);
    report.within(&kind.join("."));
}

/// The entries of a trait that is an object.
pub(super) fn entries<'m>(shape: &'m Shape, id: &str) -> impl Iterator<Item = &'m Entry> {
    let object = shape.traits.get(id).and_then(Node::as_object);
    object.into_iter().flat_map(Object::iter)
}

/// The parameters that the service and its operations give, with their types.
pub(super) fn given<'m>(
    views: &Views<'m>,
    service: &'m Shape,
    operations: &[&'m Shape],
    report: &mut Report,
) -> BTreeMap<&'m str, Kind> {
    let mut given = Given {
        views,
        kinds: BTreeMap::new(),
        report,
    };
    for entry in entries(service, CLIENT) {
        let is_flag = entry.node.get("type").and_then(Node::as_str) == Some("boolean");
        let kind = if is_flag { Kind::Flag } else { Kind::Text };
        given.kinds.insert(&entry.key, kind);
    }
    for operation in operations {
        given.operation(operation);
        let input = views.input(operation);
        for member in input.into_iter().flat_map(|input| input.members.values()) {
            given.member(member);
        }
    }
    given.kinds
}

/// The value of `contextParam` and the name of the parameter.
pub(super) fn named(traits: &Traits) -> Option<(&Node, &str)> {
    let node = traits.get(MEMBER)?;
    Some((node, node.get("name")?.as_str()?))
}

/// The parameters found so far.
struct Given<'r, 'm> {
    views: &'r Views<'m>,
    kinds: BTreeMap<&'m str, Kind>,
    report: &'r mut Report,
}

impl<'m> Given<'_, 'm> {
    fn operation(&mut self, operation: &'m Shape) {
        let subject = Subject::Shape(operation);
        for entry in entries(operation, FIXED) {
            if let Some(kind) = entry.node.get("value").and_then(kind_of) {
                self.add(
                    &entry.key,
                    kind,
                    (subject, entry.node.at),
                    "StaticContextParams",
                );
            }
        }
        for entry in entries(operation, PATHS) {
            let path = entry.node.get("path").and_then(Node::as_str);
            let kind = match path.and_then(|path| returns(self.views, operation, path)) {
                Some("boolean") => Kind::Flag,
                Some("string") => Kind::Text,
                Some("array") => Kind::Texts,
                _ => continue,
            };
            self.add(
                &entry.key,
                kind,
                (subject, entry.node.at),
                "OperationContextParams",
            );
        }
    }

    fn member(&mut self, member: &'m Member) {
        let named = named(&member.traits).zip(self.views.model.target(member));
        let Some(((node, name), target)) = named else {
            return;
        };
        let subject = Subject::Member(member);
        if is_text(Some(target)) {
            self.add(name, Kind::Text, (subject, node.at), "ContextParam");
        } else if target.kind == ShapeType::Boolean {
            self.add(name, Kind::Flag, (subject, node.at), "ContextParam");
        } else {
            let message = format!(
                "the parameter `{name}` cannot be of the type {}",
                target.kind
            );
            let id = ["ContextParam", "UnsupportedType"];
            error(self.report, subject, node.at, id, message);
        }
    }

    fn add(&mut self, name: &'m str, kind: Kind, place: (Subject<'_>, Location), id: &str) {
        let known = *self.kinds.entry(name).or_insert(kind);
        if known != kind {
            let message = format!(
                "the parameter `{name}` is a {} here, but a {} elsewhere",
                kind.name(),
                known.name()
            );
            let (subject, at) = place;
            error(self.report, subject, at, [id, "InconsistentType"], message);
        }
    }
}

/// The type of a parameter with a value.
pub(super) fn kind_of(node: &Node) -> Option<Kind> {
    match &node.value {
        Value::String(_) => Some(Kind::Text),
        Value::Bool(_) => Some(Kind::Flag),
        Value::Array(items) if items.iter().all(|item| item.as_str().is_some()) => {
            Some(Kind::Texts)
        }
        _ => None,
    }
}
