//! The traits of one shape or member, each consumed once when it is lowered.
//!
//! **Invariants**
//! - Lowered traits are removed; the rest is ignored by name, misplaced or unknown.

use super::known::{self, Fate};
use crate::ir::{Docs, Pointer, UnknownTrait};
use crate::problem::{ProblemKind, Problems};
use crate::read::json::Node;
use crate::read::mirror::{At, Entries, Read, Text};
use crate::read::smithy::traits::Annotation;

/// Traits in the order of the model. They are few, so lookups are linear.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits<'a>(Vec<Trait<'a>>);

/// A trait with its location.
#[derive(Debug, Clone)]
pub(super) struct Trait<'a> {
    pub(super) id: Text<'a>,
    pub(super) value: Node<'a>,
    pub(super) at: Pointer,
}

impl<'a> Traits<'a> {
    /// Traits under the key `traits` of the item at `at`.
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

    /// Returns true if the trait is present.
    pub(super) fn has(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// A trait, without consuming it.
    pub(super) fn get(&self, id: &str) -> Option<&Trait<'a>> {
        self.0.iter().find(|known| known.id == id)
    }

    /// All traits, without consuming them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Trait<'a>> {
        self.0.iter()
    }

    /// Adds a trait that the model states in another form.
    pub(super) fn add(&mut self, id: &'static str, value: Node<'a>, at: Pointer) {
        let id = Text::Borrowed(id);
        self.0.push(Trait { id, value, at });
    }

    /// Removes and returns a trait as a JSON tree.
    pub(super) fn take_node(&mut self, id: &str) -> Option<Trait<'a>> {
        let index = self.0.iter().position(|known| known.id == id)?;
        Some(self.0.remove(index))
    }

    /// Removes and returns the value of a trait.
    pub(super) fn take<T: Read<'a>>(&mut self, id: &str, problems: &mut Problems) -> Option<T> {
        self.take_with_place(id, problems).map(|(value, _)| value)
    }

    /// Removes and returns the value of a trait, with its location.
    pub(super) fn take_with_place<T: Read<'a>>(
        &mut self,
        id: &str,
        problems: &mut Problems,
    ) -> Option<(T, Pointer)> {
        let Trait { value, at, .. } = self.take_node(id)?;
        T::read(value, &At::root(&at), problems).map(|value| (value, at))
    }

    /// Removes an annotation trait; returns true if it was present.
    pub(super) fn flag(&mut self, id: &str, problems: &mut Problems) -> bool {
        self.take::<Annotation>(id, problems).is_some()
    }

    /// Removes and returns the string value of a trait.
    pub(super) fn text(&mut self, id: &str, problems: &mut Problems) -> Option<String> {
        self.take::<Text<'_>>(id, problems).map(Text::into_owned)
    }

    /// Removes and returns the documentation.
    pub(super) fn docs(&mut self, problems: &mut Problems) -> Option<Docs> {
        self.text("smithy.api#documentation", problems)
            .map(Docs::from)
    }

    /// Merges traits applied to the same item elsewhere: lists are concatenated, all other values must be equal.
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

    /// Adds missing traits from `others`, except those for which `stays` is true.
    pub(super) fn inherit(&mut self, others: &Self, stays: impl Fn(&str) -> bool) {
        for other in &others.0 {
            if !stays(&other.id) && !self.has(&other.id) {
                self.0.push(other.clone());
            }
        }
    }

    /// Handles the remaining traits: drops ignored ones, warns of misplaced ones, returns unknown ones.
    pub(super) fn rest(self, problems: &mut Problems) -> Vec<UnknownTrait> {
        let mut unknown = Vec::new();
        for Trait { id, value, at } in self.0 {
            match known::fate(&id) {
                Fate::Ignored => {}
                Fate::Misplaced => {
                    let what = format!("the trait `{id}`");
                    let why = "it has no effect here";
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
