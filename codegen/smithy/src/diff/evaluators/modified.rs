//! Traits that were added, removed or changed, graded by tags of their definitions.
//!
//! A definition with the tag `diff.error.add` makes the trait's addition an error, and so on.
//! `diff.contents` looks at the tags of the members of the trait's shape.
//!
//! <https://smithy.io/2.0/spec/model.html#trait-definitions>

use super::event;
use super::shown;
use crate::diff::differences::{Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Node, Shape, ShapeId, ShapeType, Traits};

/// Traits that come and go by themselves, or have an evaluator of their own.
const IGNORED: [&str; 2] = ["smithy.api#box", "smithy.api#required"];

/// A kind of change to a trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Add,
    Remove,
    Update,
}

/// A rule of a trait's definition.
#[derive(Debug, Clone, Copy)]
enum Strategy {
    /// Each of these changes has this severity.
    Grade(&'static [Kind], Severity),
    /// The parts of the value have strategies of their own.
    Contents,
}

const ANY: &[Kind] = &[Kind::Add, Kind::Remove, Kind::Update];

/// Strategies of traits whose definition says nothing.
const BY_DEFAULT: [Strategy; 3] = [
    Strategy::Grade(&[Kind::Add], Severity::Note),
    Strategy::Grade(&[Kind::Update], Severity::Note),
    Strategy::Grade(&[Kind::Remove], Severity::Warning),
];

/// `ModifiedTrait`
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        for (id, old, new) in change.traits() {
            if IGNORED.contains(&id.as_str()) {
                continue;
            }
            let definition = differences.trait_definition(id);
            let mut crawl = Crawl {
                differences,
                subject: change.new,
                id,
                events,
            };
            for strategy in strategies(definition) {
                match strategy {
                    Strategy::Grade(kinds, severity) => {
                        crawl.grade(kinds, severity, "", old, new);
                    }
                    Strategy::Contents => {
                        if let Some((shape, values)) = definition.zip(old.zip(new)) {
                            crawl.contents(shape, "", Some(values.0), Some(values.1));
                        }
                    }
                }
            }
        }
    }
}

/// The strategies of a trait; a change to one without a definition is a warning.
fn strategies(definition: Option<&Shape>) -> Vec<Strategy> {
    let Some(definition) = definition else {
        return vec![Strategy::Grade(ANY, Severity::Warning)];
    };
    let tagged: Vec<_> = tags(&definition.traits).filter_map(strategy).collect();
    let breaking = definition
        .traits
        .get("smithy.api#trait")
        .and_then(|value| value.get("breakingChanges")?.as_array());
    if !tagged.is_empty() {
        tagged
    } else if breaking.is_some_and(|rules| !rules.is_empty()) {
        // Those rules report the change.
        Vec::new()
    } else {
        BY_DEFAULT.to_vec()
    }
}

fn tags(traits: &Traits) -> impl Iterator<Item = &str> {
    let tags = traits.get("smithy.api#tags").and_then(Node::as_array);
    tags.unwrap_or_default().iter().filter_map(Node::as_str)
}

fn strategy(tag: &str) -> Option<Strategy> {
    let rule = tag.strip_prefix("diff.")?;
    if rule == "contents" {
        return Some(Strategy::Contents);
    }
    let (severity, kind) = rule.split_once('.')?;
    let severity = match severity {
        "error" => Severity::Error,
        "danger" => Severity::Danger,
        "warning" => Severity::Warning,
        _ => return None,
    };
    let kinds: &[Kind] = match kind {
        "add" => &[Kind::Add],
        "remove" => &[Kind::Remove],
        "update" => &[Kind::Update],
        "const" => ANY,
        _ => return None,
    };
    Some(Strategy::Grade(kinds, severity))
}

/// A walk through the value of a trait and its definition.
struct Crawl<'d, 'a> {
    differences: &'d Differences<'a>,
    subject: Subject<'a>,
    id: &'d ShapeId,
    events: &'d mut Vec<Event>,
}

impl Crawl<'_, '_> {
    fn grade(
        &mut self,
        kinds: &[Kind],
        severity: Severity,
        path: &str,
        old: Option<&Node>,
        new: Option<&Node>,
    ) {
        let kind = match (old, new) {
            (None, Some(_)) => Kind::Add,
            (Some(_), None) => Kind::Remove,
            (Some(old), Some(new)) if old != new => Kind::Update,
            _ => return,
        };
        if !kinds.contains(&kind) {
            return;
        }
        let message = message(self.id, path, old, new);
        let name = format!("ModifiedTrait.{kind:?}.{}", self.id);
        self.events
            .push(event(severity, name, self.subject, message));
    }

    fn contents(&mut self, shape: &Shape, path: &str, old: Option<&Node>, new: Option<&Node>) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        match shape.kind {
            ShapeType::List => {
                let lists = old.as_array().zip(new.as_array());
                let (old, new) = lists.unwrap_or_default();
                for index in 0..old.len().max(new.len()) {
                    let path = format!("{path}/{index}");
                    self.member(shape, "member", &path, old.get(index), new.get(index));
                }
            }
            ShapeType::Map => {
                if let Some((old, new)) = old.as_object().zip(new.as_object()) {
                    let added = new.keys().filter(|key| !old.contains(key));
                    for key in old.keys().chain(added) {
                        let path = format!("{path}/{key}");
                        self.member(shape, "value", &path, old.get(key), new.get(key));
                    }
                }
            }
            ShapeType::Structure | ShapeType::Union => {
                if let Some((old, new)) = old.as_object().zip(new.as_object()) {
                    for name in shape.members.keys() {
                        let path = format!("{path}/{name}");
                        self.member(shape, name, &path, old.get(name), new.get(name));
                    }
                }
            }
            _ => {}
        }
    }

    fn member(
        &mut self,
        shape: &Shape,
        name: &str,
        path: &str,
        old: Option<&Node>,
        new: Option<&Node>,
    ) {
        let Some(member) = shape.members.get(name) else {
            return;
        };
        for strategy in tags(&member.traits).filter_map(strategy) {
            if let Strategy::Grade(kinds, severity) = strategy {
                self.grade(kinds, severity, path, old, new);
            }
        }
        let differences = self.differences;
        let target = differences.new.target(member);
        if let Some(target) = target.or_else(|| differences.old.target(member)) {
            self.contents(target, path, old, new);
        }
    }
}

/// The message for a change to a trait, or to a part of its value.
pub(super) fn message(id: &ShapeId, path: &str, old: Option<&Node>, new: Option<&Node>) -> String {
    let place = if path.is_empty() {
        format!("trait `{id}`")
    } else {
        format!("`{path}` of the trait `{id}`")
    };
    match (old, new) {
        (None, new) => format!("Added {place} with the value {}", shown(new)),
        (old, None) => format!("Removed {place}; its value was {}", shown(old)),
        (old, new) => format!("Changed {place} from {} to {}", shown(old), shown(new)),
    }
}
