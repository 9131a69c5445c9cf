//! Changes to traits that the definitions of the traits call breaking.
//!
//! <https://smithy.io/2.0/spec/model.html#breaking-change-rules>

use std::collections::BTreeMap;

use super::event;
use super::modified::message;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Model, Node, Shape, ShapeType};

/// `TraitBreakingChange`: the rules of `breakingChanges` in the definitions.
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        for (id, old, new) in change.traits() {
            let Some(definition) = differences.trait_definition(id) else {
                continue;
            };
            let rules = definition.traits.get("smithy.api#trait");
            let rules = rules.and_then(|value| value.get("breakingChanges")?.as_array());
            for rule in rules.unwrap_or_default().iter().filter_map(Rule::read) {
                let walk = Walk {
                    differences,
                    definition,
                    rule,
                };
                walk.check(change.new, old, new, events);
            }
        }
    }
}

/// A rule of a definition.
struct Rule<'a> {
    change: &'a str,
    /// The names of members on the way to the part that the rule is about.
    path: Vec<String>,
    severity: Severity,
    message: Option<&'a str>,
}

impl<'a> Rule<'a> {
    fn read(node: &'a Node) -> Option<Self> {
        let text = |key| node.get(key).and_then(Node::as_str);
        let path = text("path").unwrap_or_default();
        let parts = path.strip_prefix('/').map(|path| path.split('/'));
        Some(Self {
            change: text("change")?,
            path: parts
                .into_iter()
                .flatten()
                .map(|part| part.replace("~1", "/").replace("~0", "~"))
                .take_while(|part| !part.is_empty())
                .collect(),
            severity: text("severity")
                .and_then(Severity::from_name)
                .unwrap_or(Severity::Error),
            message: text("message"),
        })
    }

    /// The kind of change from one value to another, if the rule is about it; `null` counts as no value.
    fn broken_by(&self, old: Option<&Node>, new: Option<&Node>) -> Option<&'static str> {
        let old = old.filter(|node| !node.is_null());
        let new = new.filter(|node| !node.is_null());
        let (kind, names) = match (old, new) {
            (None, Some(_)) => ("Add", ["add", "any", "presence"]),
            (Some(_), None) => ("Remove", ["remove", "any", "presence"]),
            (Some(old), Some(new)) if old != new => ("Update", ["update", "any", "any"]),
            _ => return None,
        };
        names.contains(&self.change).then_some(kind)
    }
}

/// Parts of a trait's value by their paths.
type Parts<'a> = BTreeMap<String, &'a Node>;

/// A look at the parts of a trait's value that a rule is about.
struct Walk<'d, 'a> {
    differences: &'d Differences<'a>,
    definition: &'d Shape,
    rule: Rule<'d>,
}

impl Walk<'_, '_> {
    fn check(
        &self,
        subject: Subject<'_>,
        old: Option<&Node>,
        new: Option<&Node>,
        events: &mut Vec<Event>,
    ) {
        if new.is_none_or(Node::is_null) && !self.rule.path.is_empty() {
            return;
        }
        let (old, new) = (self.parts(old), self.parts(new));
        let added = new.keys().filter(|path| !old.contains_key(*path));
        for path in old.keys().chain(added) {
            let values = (old.get(path).copied(), new.get(path).copied());
            let Some(kind) = self.rule.broken_by(values.0, values.1) else {
                continue;
            };
            let id = &self.definition.id;
            let mut message = message(id, path, values.0, values.1);
            if let Some(text) = self.rule.message {
                message = format!("{message}; {text}");
            }
            let name = format!("TraitBreakingChange.{kind}.{id}");
            events.push(event(self.rule.severity, name, subject, message));
        }
    }

    fn parts<'n>(&self, value: Option<&'n Node>) -> Parts<'n> {
        let mut parts = BTreeMap::new();
        if let Some(value) = value {
            self.extract(
                self.definition,
                &self.rule.path,
                String::new(),
                value,
                &mut parts,
            );
        }
        parts
    }

    fn extract<'n>(
        &self,
        shape: &Shape,
        path: &[String],
        place: String,
        value: &'n Node,
        parts: &mut Parts<'n>,
    ) {
        let Some((name, rest)) = path.split_first() else {
            parts.insert(place, value);
            return;
        };
        let target = shape.members.get(name).and_then(|member| {
            let find = |model: &'_ Model| model.shape(&member.target).is_some();
            let model = if find(self.differences.new) {
                self.differences.new
            } else {
                self.differences.old
            };
            model.target(member)
        });
        let Some(target) = target else {
            return;
        };
        match shape.kind {
            ShapeType::List | ShapeType::Set => {
                for (index, item) in value.as_array().unwrap_or_default().iter().enumerate() {
                    self.extract(target, rest, format!("{place}/{index}"), item, parts);
                }
            }
            ShapeType::Map => {
                for entry in value.as_object().into_iter().flatten() {
                    let place = format!("{place}/{}", entry.key);
                    self.extract(target, rest, place, &entry.node, parts);
                }
            }
            ShapeType::Structure | ShapeType::Union => {
                if let Some(item) = value.get(name) {
                    self.extract(target, rest, format!("{place}/{name}"), item, parts);
                }
            }
            _ => {}
        }
    }
}
