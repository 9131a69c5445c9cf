//! The differences of two models: shapes and metadata that were added, removed or changed.
//!
//! Bundled definitions are not part of a model's own text, so they do not count.

use indexmap::IndexMap;

use crate::model::{Member, Model, Node, Shape, ShapeId, ShapeType, Traits};
pub(super) use crate::subject::Subject;

/// A shape or member that both models have.
#[derive(Clone, Copy)]
pub(super) struct Changed<'a> {
    pub(super) old: Subject<'a>,
    pub(super) new: Subject<'a>,
}

impl<'a> Changed<'a> {
    /// The members, if it is one.
    pub(super) fn members(self) -> Option<(&'a Member, &'a Member)> {
        match (self.old, self.new) {
            (Subject::Member(old), Subject::Member(new)) => Some((old, new)),
            _ => None,
        }
    }

    /// The shapes, if it is no member.
    pub(super) fn shapes(self) -> Option<(&'a Shape, &'a Shape)> {
        match (self.old, self.new) {
            (Subject::Shape(old), Subject::Shape(new)) => Some((old, new)),
            _ => None,
        }
    }

    /// The shapes, if they are of this type in both models.
    pub(super) fn shapes_of(self, kind: ShapeType) -> Option<(&'a Shape, &'a Shape)> {
        self.shapes()
            .filter(|(old, new)| old.kind == kind && new.kind == kind)
    }

    /// Each differing trait: id, and values in the old and new model.
    ///
    /// An enum shape replaces a string with the trait `enum`, so that trait is ignored if either is an enum.
    pub(super) fn traits(self) -> Vec<(&'a ShapeId, Option<&'a Node>, Option<&'a Node>)> {
        let (old, new) = (self.old.traits(), self.new.traits());
        let is_enum = [self.old.kind(), self.new.kind()].contains(&ShapeType::Enum);
        let kept = old.iter().filter_map(|found| {
            let value = new.get(&found.id);
            (value != Some(&found.node)).then_some((&found.id, Some(&found.node), value))
        });
        let added = new
            .iter()
            .filter(|found| !old.has(&found.id))
            .map(|found| (&found.id, None, Some(&found.node)));
        kept.chain(added)
            .filter(|(id, _, _)| !(is_enum && *id == "smithy.api#enum"))
            .collect()
    }

    /// Tells if more than members of the shape changed.
    pub(super) fn is_own(self) -> bool {
        let differs = match (self.old, self.new) {
            (Subject::Shape(old), Subject::Shape(new)) => {
                old.kind != new.kind || old.mixins != new.mixins || old.details != new.details
            }
            _ => true,
        };
        differs || !self.traits().is_empty()
    }

    pub(super) fn adds(self, id: &str) -> bool {
        !self.old.traits().has(id) && self.new.traits().has(id)
    }

    pub(super) fn removes(self, id: &str) -> bool {
        self.old.traits().has(id) && !self.new.traits().has(id)
    }

    pub(super) fn keeps(self, id: &str) -> bool {
        self.old.traits().has(id) && self.new.traits().has(id)
    }
}

/// A key of the metadata with its old and new value; one of them is there.
pub(super) struct ChangedMetadata<'a> {
    pub(super) key: &'a str,
    pub(super) old: Option<&'a Node>,
    pub(super) new: Option<&'a Node>,
}

/// All differences between two models, in the order of the shapes' IDs.
pub(super) struct Differences<'a> {
    pub(super) old: &'a Model,
    pub(super) new: &'a Model,
    pub(super) added: Vec<Subject<'a>>,
    pub(super) removed: Vec<Subject<'a>>,
    pub(super) changed: Vec<Changed<'a>>,
    pub(super) metadata: Vec<ChangedMetadata<'a>>,
}

impl<'a> Differences<'a> {
    /// Selected changes only, to inspect a part of the models.
    pub(super) fn of(old: &'a Model, new: &'a Model, changed: Vec<Changed<'a>>) -> Self {
        Self {
            old,
            new,
            added: Vec::new(),
            removed: Vec::new(),
            changed,
            metadata: Vec::new(),
        }
    }

    pub(super) fn detect(old: &'a Model, new: &'a Model) -> Self {
        let mut found = Self::of(old, new, Vec::new());
        for shape in old.shapes() {
            match new.shape(&shape.id) {
                Some(other) if !(shape.bundled && other.bundled) => found.compare(shape, other),
                None if !shape.bundled => {
                    found.removed.push(Subject::Shape(shape));
                    let members = shape.members.values().map(Subject::Member);
                    found.removed.extend(members);
                }
                _ => {}
            }
        }
        for shape in new.own_shapes() {
            if old.shape(&shape.id).is_none() {
                found.added.push(Subject::Shape(shape));
                let members = shape.members.values().map(Subject::Member);
                found.added.extend(members);
            }
        }
        found.metadata = changed_metadata(old.metadata(), new.metadata());
        found
    }

    fn compare(&mut self, old: &'a Shape, new: &'a Shape) {
        if !is_same_shape(old, new) {
            self.changed.push(Changed {
                old: Subject::Shape(old),
                new: Subject::Shape(new),
            });
        }
        for (name, member) in &old.members {
            match new.members.get(name) {
                None => self.removed.push(Subject::Member(member)),
                Some(other) if !is_same_member(member, other) => self.changed.push(Changed {
                    old: Subject::Member(member),
                    new: Subject::Member(other),
                }),
                Some(_) => {}
            }
        }
        let added = new
            .members
            .iter()
            .filter(|(name, _)| !old.members.contains_key(*name));
        self.added
            .extend(added.map(|(_, member)| Subject::Member(member)));
    }

    /// The definition of a trait: from the new model, or a bundled one loaded only by the old model.
    pub(super) fn trait_definition(&self, id: &ShapeId) -> Option<&'a Shape> {
        let bundled = || self.old.trait_definition(id).filter(|shape| shape.bundled);
        self.new.trait_definition(id).or_else(bundled)
    }
}

fn is_same_shape(old: &Shape, new: &Shape) -> bool {
    old.kind == new.kind
        && old.members.len() == new.members.len()
        && old
            .members
            .iter()
            .zip(&new.members)
            .all(|((name, member), (other_name, other))| {
                name == other_name && is_same_member(member, other)
            })
        && is_same_traits(&old.traits, &new.traits)
        && old.mixins == new.mixins
        && old.details == new.details
}

fn is_same_member(old: &Member, new: &Member) -> bool {
    old.target == new.target && is_same_traits(&old.traits, &new.traits) && old.mixins == new.mixins
}

fn is_same_traits(old: &Traits, new: &Traits) -> bool {
    old.len() == new.len()
        && old
            .iter()
            .all(|found| new.get(&found.id) == Some(&found.node))
}

fn changed_metadata<'a>(
    old: &'a IndexMap<String, Node>,
    new: &'a IndexMap<String, Node>,
) -> Vec<ChangedMetadata<'a>> {
    let kept = old.iter().filter_map(|(key, value)| {
        let other = new.get(key);
        (other != Some(value)).then_some(ChangedMetadata {
            key,
            old: Some(value),
            new: other,
        })
    });
    let added = new
        .iter()
        .filter(|(key, _)| !old.contains_key(*key))
        .map(|(key, value)| ChangedMetadata {
            key,
            old: None,
            new: Some(value),
        });
    kept.chain(added).collect()
}
