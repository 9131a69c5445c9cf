//! Joins the members of mixins with the shape's own.
//!
//! **Invariants**
//! - Members of mixins come first, in the order of the mixins; one that the shape defines again keeps that place.
//!
//! <https://smithy.io/2.0/spec/mixins.html#mixin-members>

use indexmap::{IndexMap, IndexSet};

use super::build::{Builder, Pending};
use crate::event::Event;
use crate::files::Location;
use crate::model::{Member, Origin, ShapeId, Traits};

/// A member that the shape defines itself, or that traits are applied to.
pub(super) struct Local {
    pub(super) at: Location,
    pub(super) target: ShapeId,
    pub(super) traits: Traits,
}

/// Members of a shape under construction.
struct Joined<'a> {
    id: &'a ShapeId,
    local: IndexMap<String, Local>,
    members: IndexMap<String, Member>,
    /// Members without own definition or traits.
    inherited: IndexSet<String>,
    events: Vec<Event>,
}

/// Joins the members; nothing if mixins contradict each other.
pub(super) fn join(
    builder: &mut Builder<'_>,
    pending: &Pending,
    local: IndexMap<String, Local>,
) -> Option<IndexMap<String, Member>> {
    let mut joined = Joined {
        id: &pending.definition.id,
        local,
        members: IndexMap::new(),
        inherited: IndexSet::new(),
        events: Vec::new(),
    };
    let mut lost = false;
    for mixin in &pending.mixins {
        let Some(shape) = builder.shapes.get(mixin) else {
            continue;
        };
        for source in shape.members.values() {
            if joined.members.contains_key(source.name()) {
                lost |= !joined.add_mixin(source);
            } else {
                let id = joined.id.with_member(source.name());
                let applied = builder.applied.claim(id.as_str());
                joined.add(source, id, applied);
            }
        }
    }
    joined.add_local();
    builder.events.append(&mut joined.events);
    (!lost).then_some(joined.members)
}

impl Joined<'_> {
    /// Adds the first member of its name; `applied` are the traits of `apply` statements.
    fn add(&mut self, source: &Member, id: ShapeId, applied: Traits) {
        let name = source.name();
        let own = self.local.shift_remove(name).unwrap_or_else(|| {
            if applied.is_empty() {
                self.inherited.insert(name.to_owned());
            }
            Local {
                at: source.at,
                target: source.target.clone(),
                traits: applied,
            }
        });
        if own.target != source.target {
            self.conflict(&id, &source.id, own.at);
        }
        let mut traits = Traits::default();
        for inherited in &source.traits {
            traits.inherit(inherited);
        }
        for written in own.traits {
            traits.insert(written.id, written.node, written.origin);
        }
        let member = Member {
            id,
            target: own.target,
            at: own.at,
            mixins: vec![source.id.clone()],
            traits,
        };
        self.members.insert(name.to_owned(), member);
    }

    /// Adds the member of another mixin to the one of its name; false if they contradict each other.
    ///
    /// The traits of the second mixin become the member's own if the shape says nothing about it; so does the
    /// reference implementation.
    fn add_mixin(&mut self, source: &Member) -> bool {
        let inherited = self.inherited.contains(source.name());
        let Some(member) = self.members.get_mut(source.name()) else {
            return true;
        };
        let (known, known_at) = (member.id.clone(), member.at);
        let conflict = member.target != source.target;
        member.mixins.push(source.id.clone());
        for added in &source.traits {
            let own = member.traits.find(&added.id);
            let own = own.is_some_and(|own| own.origin == Origin::Own);
            if inherited && added.origin != Origin::Synthetic {
                let (id, node) = (added.id.clone(), added.node.clone());
                member.traits.insert(id, node, Origin::Own);
            } else if !own {
                member.traits.inherit(added);
            }
        }
        if inherited {
            member.at = source.at;
        }
        match (conflict, inherited) {
            (false, _) => true,
            (true, false) => {
                self.conflict(&known, &source.id, known_at);
                true
            }
            (true, true) => {
                self.conflict(&self.id.clone(), &known, source.at);
                false
            }
        }
    }

    fn conflict(&mut self, shape: &ShapeId, other: &ShapeId, at: Location) {
        let message =
            format!("the member conflicts with the inherited `{other}`, which has another target");
        let event = Event::model_error(message, at);
        self.events.push(event.of(shape.clone()));
    }

    /// Adds the members that no mixin has.
    fn add_local(&mut self) {
        for (name, own) in std::mem::take(&mut self.local) {
            let member = Member {
                id: self.id.with_member(&name),
                target: own.target,
                at: own.at,
                mixins: Vec::new(),
                traits: own.traits,
            };
            self.members.insert(name, member);
        }
    }
}
