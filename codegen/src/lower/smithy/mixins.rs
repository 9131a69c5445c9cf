//! Copies mixin members and traits into the shapes that use them, so that later steps need not know mixins.
//!
//! **Invariants**
//! - Inherited members precede own members, in the order of mixins; the nearest trait wins.
//! - The total number of copies is limited: a small model could otherwise exhaust memory.
//!
//! <https://smithy.io/2.0/spec/mixins.html>

use indexmap::{IndexMap, IndexSet};

use super::assemble::unknown_member;
use super::model::{Links, Member, Model, Shape};
use super::traits::Traits;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::{At, Read, Text};
use crate::read::smithy::traits as mirror;

/// Maximum total number of copied members.
const MAX_COPIES: usize = 500_000;

/// Flattens the mixins of all shapes.
pub(super) fn flatten(model: &mut Model<'_>, problems: &mut Problems) {
    let mut copies = 0;
    for index in order(model, problems) {
        let Some((_, shape)) = model.shapes.get_index_mut(index) else {
            continue;
        };
        if shape.mixins.is_empty() {
            continue;
        }
        let mut mixed = Mixed::default();
        for link in std::mem::take(&mut shape.mixins) {
            let Some(shape) = model.shapes.get_index(index).map(|(_, shape)| shape) else {
                continue;
            };
            let Some(mixin) = model.shapes.get(&link.target) else {
                let names = model.shapes.keys().map(|known| &**known);
                let similar = problems.similar(&link.target, names);
                let target = link.target.into_owned();
                problems.push(ProblemKind::UnknownTarget { target, similar }, link.at);
                continue;
            };
            copies += mixin.members.len();
            if copies > MAX_COPIES {
                let what = "members copied from mixins";
                let limit = MAX_COPIES;
                problems.push(ProblemKind::TooMany { what, limit }, link.at);
                return;
            }
            check_kind(shape, (&link.target, mixin), &link.at, problems);
            mixed.add(mixin, problems);
        }
        if let Some((_, shape)) = model.shapes.get_index_mut(index) {
            mixed.put_into(shape, problems);
            shape.complain_of_missing(problems);
        }
    }
}

/// Reports a target that is not a mixin, or is one for another shape type.
fn check_kind(
    shape: &Shape<'_>,
    (id, mixin): (&str, &Shape<'_>),
    at: &Pointer,
    problems: &mut Problems,
) {
    let expected = if !mixin.traits.has("smithy.api#mixin") {
        "a shape with the trait `smithy.api#mixin`"
    } else if mixin.kind != shape.kind {
        "of the same type as the shape that uses it"
    } else {
        return;
    };
    let kind = ProblemKind::WrongTarget {
        what: "a mixin",
        expected,
        shape: id.to_owned(),
        found: mixin.kind.as_str(),
    };
    problems.push(kind, at.clone());
}

/// Members and traits inherited from mixins.
#[derive(Default)]
struct Mixed<'a> {
    traits: Traits<'a>,
    members: IndexMap<Text<'a>, Member<'a>>,
    links: Links<'a>,
}

impl<'a> Mixed<'a> {
    /// Adds a mixin; it takes precedence over earlier ones.
    fn add(&mut self, mixin: &Shape<'a>, problems: &mut Problems) {
        let mut traits = Traits::default();
        let local = local_traits(mixin, problems);
        traits.inherit(&mixin.traits, |id| {
            id == "smithy.api#mixin" || local.contains(id)
        });
        traits.inherit(&self.traits, |_| false);
        self.traits = traits;
        for (name, member) in &mixin.members {
            let Some(known) = self.members.get_mut(name) else {
                self.members.insert(name.clone(), member.clone());
                continue;
            };
            let mut newer = member.clone();
            newer.traits.inherit(&known.traits, |_| false);
            check_target(known, &newer, problems);
            *known = newer;
        }
        let links = &mixin.links;
        self.links.version.clone_from(&links.version);
        add_links(&mut self.links, links);
    }

    /// Merges the inherited parts into a shape; its own traits take precedence.
    fn put_into(self, shape: &mut Shape<'a>, problems: &mut Problems) {
        shape.traits.inherit(&self.traits, |_| false);
        let own = std::mem::replace(&mut shape.members, self.members);
        for (name, mut member) in own {
            if let Some(inherited) = shape.members.get(&name) {
                check_target(inherited, &member, problems);
                member.traits.inherit(&inherited.traits, |_| false);
            }
            shape.members.insert(name, member);
        }
        for (name, traits) in std::mem::take(&mut shape.introduced) {
            let Some(member) = shape.members.get_mut(&name) else {
                let first = traits.iter().next();
                let at = first.map_or_else(|| shape.at.clone(), |first| first.at.clone());
                unknown_member(&name, shape, at, problems);
                continue;
            };
            let inherited = std::mem::replace(&mut member.traits, traits);
            member.traits.inherit(&inherited, |_| false);
        }
        let own = std::mem::replace(&mut shape.links, self.links);
        if own.version.is_some() {
            shape.links.version = own.version.clone();
        }
        shape.links.input = own.input.clone();
        shape.links.output = own.output.clone();
        add_links(&mut shape.links, &own);
    }
}

/// Appends references, and overrides renames.
fn add_links<'a>(links: &mut Links<'a>, more: &Links<'a>) {
    let pairs = [
        (&mut links.operations, &more.operations),
        (&mut links.resources, &more.resources),
        (&mut links.errors, &more.errors),
    ];
    for (known, more) in pairs {
        let there: IndexSet<_> = known.iter().map(|link| link.target.clone()).collect();
        let new = more.iter().filter(|link| !there.contains(&link.target));
        known.extend(new.cloned());
    }
    let renames = more.rename.iter();
    links
        .rename
        .extend(renames.map(|(id, name)| (id.clone(), name.clone())));
}

/// Traits of a mixin that are not inherited.
fn local_traits<'a>(mixin: &Shape<'a>, problems: &mut Problems) -> IndexSet<Text<'a>> {
    let Some(found) = mixin.traits.get("smithy.api#mixin") else {
        return IndexSet::new();
    };
    let read = mirror::Mixin::read(found.value.clone(), &At::root(&found.at), problems);
    let local = read.and_then(|read| read.local_traits);
    local.into_iter().flatten().collect()
}

/// Reports a member redefined with another target.
fn check_target(first: &Member<'_>, again: &Member<'_>, problems: &mut Problems) {
    if first.target != again.target {
        let what = "the target of the member".to_owned();
        let first = first.at.clone();
        problems.push(ProblemKind::Conflict { what, first }, again.at.clone());
    }
}

/// Shape indices, each after its mixins. A cycle is reported and left unflattened.
fn order(model: &mut Model<'_>, problems: &mut Problems) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut order = Vec::new();
    let mut states = vec![State::New; model.shapes.len()];
    let mut cycles = Vec::new();
    for start in 0..model.shapes.len() {
        // Each entry is a shape and the number of its mixins visited so far.
        let mut path = vec![(start, 0)];
        while let Some((index, looked)) = path.last_mut() {
            let Some((_, shape)) = model.shapes.get_index(*index) else {
                break;
            };
            let Some(state) = states.get_mut(*index) else {
                break;
            };
            if *looked == 0 && *state != State::New {
                path.pop();
                continue;
            }
            *state = State::Open;
            let Some(link) = shape.mixins.get(*looked) else {
                *state = State::Done;
                order.push(*index);
                path.pop();
                continue;
            };
            *looked += 1;
            let Some(mixin) = model.shapes.get_index_of(&link.target) else {
                continue;
            };
            if states.get(mixin) == Some(&State::Open) {
                cycles.push((*index, link.target.clone()));
            } else {
                path.push((mixin, 0));
            }
        }
    }
    for (index, target) in cycles {
        if let Some((id, shape)) = model.shapes.get_index_mut(index) {
            shape.mixins.retain(|link| link.target != target);
            let shape_name = id.clone().into_owned();
            let at = shape.at.child("mixins");
            problems.push(ProblemKind::MixinCycle { shape: shape_name }, at);
        }
    }
    order
}
