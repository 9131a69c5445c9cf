//! The traits of all files, merged by target.
//!
//! **Invariants**
//! - Traits of ASTs come first, then those written at shapes, then those of `apply` statements.
//!
//! <https://smithy.io/2.0/spec/model.html#trait-conflict-resolution>

use indexmap::IndexMap;

use super::Options;
use super::document::{Application, Document, Ids, Target};
use super::names::{Names, PRELUDE, Within};
use crate::event::{Event, Severity};
use crate::files::Location;
use crate::model::{Node, Origin, ShapeId, ShapeType, Trait, Traits, Value, Version};

/// The traits of every target.
#[derive(Debug, Default)]
pub(super) struct Applied {
    targets: IndexMap<ShapeId, Entry>,
    /// The traits that are used without being marked as traits, once per use.
    pub(super) unmarked: Vec<ShapeId>,
}

/// The traits of a target.
#[derive(Debug, Default)]
struct Entry {
    traits: Traits,
    claimed: bool,
}

impl Applied {
    /// The traits of a shape or member, which is thereby known to exist.
    pub(super) fn claim(&mut self, target: &str) -> Traits {
        match self.targets.get_mut(target) {
            Some(entry) => {
                entry.claimed = true;
                entry.traits.clone()
            }
            None => Traits::default(),
        }
    }

    /// The errors of traits applied to what does not exist, `found` aside.
    pub(super) fn unclaimed(&self, found: impl Fn(&ShapeId) -> bool) -> Vec<Event> {
        let targets = self.targets.iter();
        let lost = targets.filter(|(target, entry)| !entry.claimed && !found(target));
        lost.flat_map(|(target, entry)| {
            entry.traits.iter().map(move |lost| {
                let message = format!("trait `{}` applied to unknown shape `{target}`", lost.id);
                Event::model_error(message, lost.node.at)
            })
        })
        .collect()
    }
}

/// A trait with its target and value resolved.
struct Use {
    within: usize,
    target: ShapeId,
    id: ShapeId,
    node: Node,
}

/// Facts about a file that determine the handling of its traits.
#[derive(Debug, Clone, Copy)]
struct Facts {
    version: Version,
    bundled: bool,
    idl: bool,
    /// True for a file that defines the prelude.
    prelude: bool,
}

impl Facts {
    fn of(document: &Document) -> Self {
        let mut definitions = document.definitions.iter();
        Self {
            version: document.version,
            bundled: document.bundled,
            idl: document.namespace.is_some(),
            prelude: definitions.any(|definition| definition.id.namespace() == PRELUDE),
        }
    }
}

/// The collection under construction.
struct Collector<'a> {
    applied: Applied,
    documents: Vec<Facts>,
    events: &'a mut Vec<Event>,
}

/// Collects the traits of all files.
pub(super) fn collect(
    documents: &mut [Document],
    context: (&mut Names<'_>, &Options),
    events: &mut Vec<Event>,
) -> Applied {
    let (names, options) = context;
    let mut late = Vec::new();
    let mut collector = Collector {
        documents: documents.iter().map(Facts::of).collect(),
        applied: Applied::default(),
        events,
    };
    for idl in [false, true] {
        for (index, document) in documents.iter_mut().enumerate() {
            if document.namespace.is_some() != idl {
                continue;
            }
            for application in std::mem::take(&mut document.applications) {
                if matches!(application.target, Target::Apply(_)) {
                    late.push((index, application));
                } else if let Some(used) = resolve(application, (names, index), collector.events) {
                    collector.add(used);
                }
            }
        }
    }
    for (index, application) in late {
        if let Some(used) = resolve(application, (names, index), collector.events) {
            collector.add(used);
        }
    }
    collector.check(names, options);
    collector.applied
}

/// Resolves the names of an application and gives an annotation its value.
fn resolve(
    application: Application,
    scope: (&mut Names<'_>, usize),
    events: &mut Vec<Event>,
) -> Option<Use> {
    let (names, within) = scope;
    let here = Within::Shapes(within);
    let target = match application.target {
        Target::Here(id) => id,
        Target::Apply(name) => names.expect(&name, here, events)?.id,
    };
    let found = names.expect(&application.name, here, events)?;
    let literal = application.literal;
    let node = if application.annotation {
        annotation(found.kind, literal.node.at)
    } else if literal.ids == Ids::None {
        literal.node
    } else {
        names.literal(literal, here)
    };
    Some(Use {
        within,
        target,
        id: found.id,
        node,
    })
}

/// The value of a trait without one, by the type of its definition.
fn annotation(kind: Option<ShapeType>, at: Location) -> Node {
    let value = match kind {
        None | Some(ShapeType::Structure | ShapeType::Map) => return Node::empty_object(at),
        Some(ShapeType::List | ShapeType::Set) => Value::Array(Vec::new()),
        Some(_) => Value::Null,
    };
    Node::new(value, at)
}

impl Collector<'_> {
    fn add(&mut self, used: Use) {
        if let Some(facts) = self.documents.get(used.within).copied()
            && !facts.bundled
        {
            self.events.extend(check_version(&used, facts.version));
            if !facts.prelude && used.target.namespace() == PRELUDE {
                self.refuse_prelude(&used, facts.idl);
                return;
            }
        }
        let entry = self.applied.targets.entry(used.target.clone()).or_default();
        match entry.traits.find_mut(used.id.as_str()) {
            None => {
                let origin = origin(&used.id);
                entry.traits.insert(used.id, used.node, origin);
            }
            Some(known) => {
                let event = merge(&mut known.node, used.node, (&used.target, &used.id));
                self.events.extend(event);
            }
        }
    }

    fn refuse_prelude(&mut self, used: &Use, idl: bool) {
        let message = format!(
            "cannot apply `{}` to `{}`: the prelude cannot be changed",
            used.id, used.target
        );
        let event = Event::model_error(message, used.node.at);
        self.events.push(if idl {
            event.of(used.target.clone())
        } else {
            event
        });
    }

    /// Checks that each trait is defined.
    fn check(&mut self, names: &Names<'_>, options: &Options) {
        let severity = if options.allow_unknown_traits {
            Severity::Warning
        } else {
            Severity::Error
        };
        for (target, entry) in &self.applied.targets {
            for Trait { id, node, .. } in &entry.traits {
                if names.kind(id.as_str()).is_none() {
                    let message = format!(
                        "the trait `{id}` is not defined; add the file that defines it, or allow unknown traits"
                    );
                    let event = Event::new(severity, "Model.UnresolvedTrait", message, node.at);
                    self.events.push(event.of(target.clone()));
                } else if !self.is_marked(id) {
                    self.applied.unmarked.push(id.clone());
                }
            }
        }
    }

    /// Returns true for a shape with the trait `trait`.
    fn is_marked(&self, id: &ShapeId) -> bool {
        let entry = self.applied.targets.get(id);
        entry.is_some_and(|entry| entry.traits.has("smithy.api#trait"))
    }
}

/// The origin of a written trait: `box` only serves readers of Smithy 1.0, and version 2.0 does not write it.
fn origin(id: &ShapeId) -> Origin {
    if id.as_str() == "smithy.api#box" {
        Origin::Synthetic
    } else {
        Origin::Own
    }
}

/// Merges a trait that already exists: arrays are concatenated, other values must be equal.
fn merge(known: &mut Node, node: Node, of: (&ShapeId, &ShapeId)) -> Option<Event> {
    let (target, id) = of;
    let at = node.at;
    if known.at == at && *known == node {
        return None;
    }
    match (&mut known.value, node.value) {
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more);
            None
        }
        (known, value) => (*known != value).then(|| {
            let message = format!("`{target}` has the trait `{id}` twice, with different values");
            Event::model_error(message, at).of(target.clone())
        }),
    }
}

/// The event for a trait that does not exist in the version of its file.
fn check_version(used: &Use, version: Version) -> Option<Event> {
    let at = used.node.at;
    let event = match (version, used.id.as_str()) {
        (Version::One, "smithy.api#mixin") => {
            let message = "mixins need Smithy 2.0, but this file is read as version 1.0";
            Event::model_error(message, at)
        }
        (Version::One, "smithy.api#default") => {
            let message = "`@default` needs Smithy 2.0, but this file is read as version 1.0";
            Event::model_error(message, at)
        }
        (Version::Two, "smithy.api#box") => {
            let message = "`@box` is of Smithy 1.0; in version 2.0 members without `@default` or `@required` are optional";
            Event::model_error(message, at)
        }
        (Version::Two, "smithy.api#enum") => {
            let message = "the trait `enum` is deprecated; use an `enum` shape";
            Event::new(Severity::Warning, "ModelDeprecation", message, at)
        }
        _ => return None,
    };
    Some(event.of(used.target.clone()))
}
