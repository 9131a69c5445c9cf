//! The parameters that an operation gives: fixed values, members of its input, and values deep inside of it.
//!
//! **Invariants**
//! - Of two bindings of one parameter the later counts.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/parameters.html>

mod capture;
mod walk;

use self::capture::capture;
use self::walk::walk;
use super::params::Argument;
use super::rules::{Kind, Rules};
use crate::shape::{MemberVisitor, Shape};
use crate::types::UnknownMember;

/// A parameter that an operation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The slot of the parameter.
    pub slot: u8,
    /// The origin of its value.
    pub source: Source,
}

impl Binding {
    /// A parameter with a fixed text.
    pub const fn text(slot: u8, text: &'static str) -> Self {
        let source = Source::Text(text);
        Self { slot, source }
    }

    /// A parameter with a fixed boolean.
    pub const fn boolean(slot: u8, value: bool) -> Self {
        let source = Source::Boolean(value);
        Self { slot, source }
    }

    /// A parameter with a fixed list of texts.
    pub const fn texts(slot: u8, texts: &'static [&'static str]) -> Self {
        let source = Source::Texts(texts);
        Self { slot, source }
    }

    /// A parameter that a member of the input gives.
    pub const fn member(slot: u8, index: usize) -> Self {
        let source = Source::Member(index);
        Self { slot, source }
    }

    /// A parameter that is somewhere in the input.
    pub const fn path(slot: u8, path: &'static [Segment]) -> Self {
        let source = Source::Path(path);
        Self { slot, source }
    }
}

/// The origin of a parameter's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A fixed text: `smithy.rules#staticContextParams`.
    Text(&'static str),
    /// A fixed boolean.
    Boolean(bool),
    /// A fixed list of texts.
    Texts(&'static [&'static str]),
    /// A member of the input, by its index: `smithy.rules#contextParam`.
    Member(usize),
    /// A path into the input: `smithy.rules#operationContextParams`.
    Path(&'static [Segment]),
}

/// A step of a path into an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// The member at that index of a structure or union.
    Member(usize),
    /// Each element of a list, or each value of a map.
    Each,
    /// The keys of a map.
    Keys,
    /// The element at an index of a list; a negative one counts from the end.
    Index(i32),
    /// The values at several paths, one behind the other.
    Select(&'static [&'static [Self]]),
}

/// The parameters that one input gives, by slot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments<'i>(Vec<(u8, Argument<'i>)>);

impl<'i> Arguments<'i> {
    /// The parameters that an input gives by those bindings; `rules` tells of what type each is.
    pub(crate) fn collect<I: Shape>(
        input: &'i I,
        bindings: &'static [Binding],
        rules: Option<&'static Rules<'static>>,
    ) -> Self {
        let mut arguments = Self(Vec::new());
        input.members(&mut Collector {
            bindings,
            rules,
            arguments: &mut arguments,
        });
        for Binding { slot, source } in bindings {
            let value = match *source {
                Source::Text(text) => text.into(),
                Source::Boolean(value) => value.into(),
                Source::Texts(texts) => texts.to_vec().into(),
                Source::Member(_) | Source::Path(_) => continue,
            };
            arguments.set(*slot, value);
        }
        arguments
    }

    /// Adds a parameter by its name in the rules; of two the last counts. It returns whether the rules have it.
    pub fn add(&mut self, rules: &Rules<'_>, name: &str, value: impl Into<Argument<'i>>) -> bool {
        let place = rules.parameters.iter().position(|known| known.name == name);
        let slot = place.and_then(|place| u8::try_from(place).ok());
        if let Some(slot) = slot {
            self.set(slot, value.into());
        }
        slot.is_some()
    }

    /// The same parameters without a borrow.
    #[must_use]
    pub fn into_owned(self) -> Arguments<'static> {
        let values = self.0.into_iter();
        Arguments(
            values
                .map(|(slot, value)| (slot, value.into_owned()))
                .collect(),
        )
    }

    pub(super) fn as_slice(&self) -> &[(u8, Argument<'i>)] {
        &self.0
    }

    /// Gives a slot a value.
    fn set(&mut self, slot: u8, value: Argument<'i>) {
        if value == Argument::Unset {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == slot) {
            Some((_, known)) => *known = value,
            None => self.0.push((slot, value)),
        }
    }
}

/// Takes the members of an input that give a parameter.
struct Collector<'c, 'i> {
    bindings: &'static [Binding],
    rules: Option<&'static Rules<'static>>,
    arguments: &'c mut Arguments<'i>,
}

impl<'i> MemberVisitor<'i> for Collector<'_, 'i> {
    fn member<T: Shape>(&mut self, index: usize, value: &'i T) {
        for Binding { slot, source } in self.bindings {
            let argument = match *source {
                Source::Member(member) if member == index => capture(value),
                Source::Path(&[Segment::Member(member), ref rest @ ..]) if member == index => {
                    let parameter = self
                        .rules
                        .and_then(|rules| rules.parameters.get(usize::from(*slot)));
                    let is_list = parameter.is_some_and(|parameter| parameter.kind == Kind::Texts);
                    walk(value, rest, is_list)
                }
                Source::Member(_)
                | Source::Path(_)
                | Source::Text(_)
                | Source::Boolean(_)
                | Source::Texts(_) => continue,
            };
            self.arguments.set(*slot, argument);
        }
    }

    fn unknown(&mut self, _: &'i UnknownMember) {}
}

#[cfg(all(test, feature = "cbor", feature = "xml"))]
mod tests;
