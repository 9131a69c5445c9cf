//! The traits of one shape or member, each taken once by what it means.
//!
//! **Invariants**
//! - What is taken is gone, so whatever is left at the end is ignored by name, misplaced or unknown.

use super::known::{self, Fate};
use crate::ir::{Docs, Pointer, UnknownTrait};
use crate::problem::{ProblemKind, Problems};
use crate::read::json::Node;
use crate::read::mirror::{At, Entries, Read, Text};
use crate::read::smithy::traits::Annotation;

/// Traits in the order of the model. There are few of them, so they are searched one by one.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits<'a>(Vec<Trait<'a>>);

/// A trait with its place.
#[derive(Debug, Clone)]
pub(super) struct Trait<'a> {
    pub(super) id: Text<'a>,
    pub(super) value: Node<'a>,
    pub(super) at: Pointer,
}

impl<'a> Traits<'a> {
    /// The traits under the key `traits` of what stands at `at`.
    pub(super) fn of(entries: Option<Entries<'a, Node<'a>>>, at: &Pointer) -> Self {
        let Some(entries) = entries else {
            return Self::default();
        };
        let at = at.child("traits");
        let entries = entries.into_iter();
        Self(
            entries
                .map(|(id, value)| Trait {
                    at: at.child(&id),
                    id,
                    value,
                })
                .collect(),
        )
    }

    /// Whether the trait is there.
    pub(super) fn has(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// The trait, to look at.
    pub(super) fn get(&self, id: &str) -> Option<&Trait<'a>> {
        self.0.iter().find(|known| known.id == id)
    }

    /// All of them, to look at.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Trait<'a>> {
        self.0.iter()
    }

    /// Adds a trait that the model says in another way.
    pub(super) fn add(&mut self, id: &'static str, value: Node<'a>, at: Pointer) {
        let id = Text::Borrowed(id);
        self.0.push(Trait { id, value, at });
    }

    /// Takes a trait as it stands.
    pub(super) fn take_node(&mut self, id: &str) -> Option<Trait<'a>> {
        let index = self.0.iter().position(|known| known.id == id)?;
        Some(self.0.remove(index))
    }

    /// Takes the value of a trait.
    pub(super) fn take<T: Read<'a>>(&mut self, id: &str, problems: &mut Problems) -> Option<T> {
        self.take_with_place(id, problems).map(|(value, _)| value)
    }

    /// Takes the value of a trait, and its place.
    pub(super) fn take_with_place<T: Read<'a>>(
        &mut self,
        id: &str,
        problems: &mut Problems,
    ) -> Option<(T, Pointer)> {
        let Trait { value, at, .. } = self.take_node(id)?;
        T::read(value, &At::root(&at), problems).map(|value| (value, at))
    }

    /// Takes a trait that says all by being there.
    pub(super) fn flag(&mut self, id: &str, problems: &mut Problems) -> bool {
        self.take::<Annotation>(id, problems).is_some()
    }

    /// Takes the text of a trait.
    pub(super) fn text(&mut self, id: &str, problems: &mut Problems) -> Option<String> {
        self.take::<Text<'_>>(id, problems).map(Text::into_owned)
    }

    /// Takes the documentation.
    pub(super) fn docs(&mut self, problems: &mut Problems) -> Option<Docs> {
        self.text("smithy.api#documentation", problems)
            .map(Docs::from)
    }

    /// Joins traits that another place of the model gives to the same thing: lists are put together, and anything
    /// else must be said twice alike.
    pub(super) fn join(&mut self, others: Self, problems: &mut Problems) {
        for other in others.0 {
            let Some(known) = self.0.iter_mut().find(|known| known.id == other.id) else {
                self.0.push(other);
                continue;
            };
            if known.value == other.value {
                continue;
            }
            if let (Node::List(known), Node::List(items)) = (&mut known.value, &other.value) {
                known.extend(items.iter().cloned());
                continue;
            }
            let what = format!("the trait `{}`", other.id);
            let first = known.at.clone();
            problems.push(ProblemKind::Conflict { what, first }, other.at);
        }
    }

    /// Adds the traits of `others` that are not there, but for those that `stays` names.
    pub(super) fn inherit(&mut self, others: &Self, stays: impl Fn(&str) -> bool) {
        for other in &others.0 {
            if !stays(&other.id) && !self.has(&other.id) {
                self.0.push(other.clone());
            }
        }
    }

    /// What nobody took: what is ignored is let go, what is out of place is warned of, and the rest is kept.
    pub(super) fn rest(self, problems: &mut Problems) -> Vec<UnknownTrait> {
        let mut unknown = Vec::new();
        for Trait { id, value, at } in self.0 {
            match known::fate(&id) {
                Fate::Ignored => {}
                Fate::Misplaced => {
                    let what = format!("the trait `{id}`");
                    let why = "it says nothing in this place";
                    problems.push(ProblemKind::Unsupported { what, why }, at);
                }
                Fate::Unknown => unknown.push(UnknownTrait {
                    id: id.into_owned(),
                    value: value.into_value(),
                }),
            }
        }
        unknown
    }
}
