//! Merges the files of a model: duplicate definitions must be equal, and `apply` statements are applied.

use super::model::{Model, Shape, left};
use super::traits::Traits;
use crate::ir::Pointer;
use crate::lower::values::is_identifier;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;
use crate::read::smithy::Mirror;

/// Traits to apply to a shape or member, by id.
struct Applied<'a> {
    id: Text<'a>,
    traits: Traits<'a>,
    at: Pointer,
}

/// Merges the files into one model.
pub(super) fn assemble<'a>(mirror: Mirror<'a>, problems: &mut Problems) -> Model<'a> {
    let mut model = Model::default();
    let mut applied = Vec::new();
    for file in mirror.files {
        for (id, mut shape) in file.shapes {
            let at = file.at.child(&id);
            if shape.kind == "apply" {
                let traits = Traits::of(shape.traits.take(), &at);
                for key in left(&shape) {
                    let (key, similar) = (key.to_owned(), None);
                    problems.push(ProblemKind::UnknownKey { key, similar }, at.clone());
                }
                applied.push(Applied { id, traits, at });
                continue;
            }
            check_id(&id, &at, problems);
            let shape = Shape::of(shape, file.version, at, problems);
            match model.shapes.get_mut(&id) {
                Some(known) => join(known, shape, problems),
                None => {
                    model.shapes.insert(id, shape);
                }
            }
        }
    }
    for traits in applied {
        apply(&mut model, traits, problems);
    }
    model
}

/// Reports an id that is not of the form `namespace#name`.
fn check_id(id: &str, at: &Pointer, problems: &mut Problems) {
    let valid = id.split_once('#').is_some_and(|(namespace, name)| {
        namespace.split('.').all(is_identifier) && is_identifier(name)
    });
    if !valid {
        let (what, name) = ("a shape", id.to_owned());
        problems.push(ProblemKind::InvalidName { what, name }, at.clone());
    }
}

/// Merges a duplicate definition of a shape from another file.
fn join<'a>(known: &mut Shape<'a>, other: Shape<'a>, problems: &mut Problems) {
    let same = known.kind == other.kind
        && known.mixins == other.mixins
        && known.links == other.links
        && known.members.len() == other.members.len()
        && known.members.iter().all(|(name, member)| {
            let other = other.members.get(name);
            other.is_some_and(|other| other.target == member.target)
        });
    if !same {
        let what = "the shape".to_owned();
        let first = known.at.clone();
        problems.push(ProblemKind::Conflict { what, first }, other.at);
        return;
    }
    known.traits.join(other.traits, problems);
    for (name, member) in other.members {
        if let Some(known) = known.members.get_mut(&name) {
            known.traits.join(member.traits, problems);
        }
    }
}

/// Applies traits to a shape or member.
fn apply<'a>(model: &mut Model<'a>, applied: Applied<'a>, problems: &mut Problems) {
    let Applied { id, traits, at } = applied;
    let (shape_id, member_name) = match id.split_once('$') {
        Some((shape, member)) => (shape, Some(member)),
        None => (&*id, None),
    };
    let Some(shape) = model.shapes.get_mut(shape_id) else {
        let similar = problems.similar(shape_id, model.shapes.keys().map(|known| &**known));
        let target = shape_id.to_owned();
        problems.push(ProblemKind::UnknownTarget { target, similar }, at);
        return;
    };
    let Some(name) = member_name else {
        shape.traits.join(traits, problems);
        return;
    };
    if let Some(member) = shape.members.get_mut(name) {
        member.traits.join(traits, problems);
    } else if shape.mixins.is_empty() {
        unknown_member(name, shape, at, problems);
    } else {
        let name = Text::Owned(name.to_owned());
        let introduced = shape.introduced.entry(name).or_default();
        introduced.join(traits, problems);
    }
}

/// Reports a member that does not exist in its shape.
pub(super) fn unknown_member(name: &str, shape: &Shape<'_>, at: Pointer, problems: &mut Problems) {
    let similar = problems.similar(name, shape.members.keys().map(|known| &**known));
    let member = name.to_owned();
    problems.push(ProblemKind::UnknownMember { member, similar }, at);
}
