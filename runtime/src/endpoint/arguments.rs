//! Endpoint parameters set by an operation: constants, input members, and values nested in the input.
//!
//! **Invariants**
//! - Later bindings of a parameter override earlier ones.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/parameters.html>

mod capture;
mod walk;

use self::capture::capture;
use self::walk::walk;
use super::params::Argument;
use super::rules::{Kind, Rules};
use crate::shape::sealed::Sealed;
use crate::shape::{MemberVisitor, Shape};
use crate::types::UnknownMember;

/// A parameter set by an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Slot of the parameter.
    pub slot: u8,
    /// Source of its value.
    pub source: Source,
}

impl Binding {
    /// A constant string.
    pub const fn text(slot: u8, text: &'static str) -> Self {
        let source = Source::Text(text);
        Self { slot, source }
    }

    /// A constant boolean.
    pub const fn boolean(slot: u8, value: bool) -> Self {
        let source = Source::Boolean(value);
        Self { slot, source }
    }

    /// A constant list of strings.
    pub const fn texts(slot: u8, texts: &'static [&'static str]) -> Self {
        let source = Source::Texts(texts);
        Self { slot, source }
    }

    /// An input member.
    pub const fn member(slot: u8, index: usize) -> Self {
        let source = Source::Member(index);
        Self { slot, source }
    }

    /// A path into the input.
    pub const fn path(slot: u8, path: &'static [Segment]) -> Self {
        let source = Source::Path(path);
        Self { slot, source }
    }
}

/// Source of a parameter's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A constant string: `smithy.rules#staticContextParams`.
    Text(&'static str),
    /// A constant boolean.
    Boolean(bool),
    /// A constant list of strings.
    Texts(&'static [&'static str]),
    /// An input member by index: `smithy.rules#contextParam`.
    Member(usize),
    /// A path into the input: `smithy.rules#operationContextParams`.
    Path(&'static [Segment]),
}

/// A step of a path into the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// The member with the given index of a structure or union.
    Member(usize),
    /// Each element of a list, or each value of a map.
    Each,
    /// The keys of a map.
    Keys,
    /// The list element with the given index; negative indices count from the end.
    Index(i32),
    /// The concatenated results of several paths.
    Select(&'static [&'static [Self]]),
}

/// Endpoint parameters from an input, by slot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments<'i>(Vec<(u8, Argument<'i>)>);

impl<'i> Arguments<'i> {
    /// Collects the parameters set by an input; `rules` gives their types.
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

    /// Adds a parameter by name, overriding an earlier one. Returns false if the rules do not have it.
    pub fn add(&mut self, rules: &Rules<'_>, name: &str, value: impl Into<Argument<'i>>) -> bool {
        let place = rules.parameters.iter().position(|known| known.name == name);
        let slot = place.and_then(|place| u8::try_from(place).ok());
        if let Some(slot) = slot {
            self.set(slot, value.into());
        }
        slot.is_some()
    }

    /// A parameter by name; none if the input does not set it.
    pub fn get(&self, rules: &Rules<'_>, name: &str) -> Option<&Argument<'i>> {
        let place = rules
            .parameters
            .iter()
            .position(|known| known.name == name)?;
        let mut known = self.0.iter();
        let found = known.find(|(slot, _)| usize::from(*slot) == place);
        found.map(|(_, value)| value)
    }

    /// A copy without borrowed data.
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

    /// Sets the value of a slot.
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

/// Collects the members of an input that set a parameter.
struct Collector<'c, 'i> {
    bindings: &'static [Binding],
    rules: Option<&'static Rules<'static>>,
    arguments: &'c mut Arguments<'i>,
}

impl Sealed for Collector<'_, '_> {}

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
