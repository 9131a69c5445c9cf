//! Follows a path into a value and collects the strings at its end.
//!
//! **Invariants**
//! - Nulls are omitted, as in `JMESPath` projections.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/parameters.html#smithy-rules-operationcontextparams-trait>

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Segment;
use super::capture::Capture;
use crate::endpoint::{Argument, functions};
use crate::shape::sealed::Sealed;
use crate::shape::{Key, MemberVisitor, Shape, ValueSerializer};
use crate::types::UnknownMember;

/// The value at a path: a list if the parameter is one, else the first value found.
pub(super) fn walk<T: Shape>(value: &T, path: &[Segment], is_list: bool) -> Argument<'static> {
    let mut found = Found::default();
    follow(value, path, &mut found);
    if is_list {
        return if found.is_set {
            Argument::Texts(found.values.into_iter().filter_map(text).collect())
        } else {
            Argument::Unset
        };
    }
    found.values.into_iter().next().unwrap_or_default()
}

fn text(value: Argument<'static>) -> Option<Cow<'static, str>> {
    match value {
        Argument::Text(text) => Some(text),
        Argument::Unset | Argument::Boolean(_) | Argument::Texts(_) => None,
    }
}

/// Values at the end of a path.
#[derive(Default)]
struct Found {
    values: Vec<Argument<'static>>,
    /// True if the path leads to a value, possibly an empty list.
    is_set: bool,
}

impl Found {
    fn push(&mut self, value: Argument<'static>) {
        if let Argument::Texts(texts) = value {
            self.is_set = true;
            self.values.extend(texts.into_iter().map(Argument::Text));
        } else if value != Argument::Unset {
            self.is_set = true;
            self.values.push(value);
        }
    }
}

fn follow<T: Shape>(value: &T, path: &[Segment], found: &mut Found) {
    if !value.is_absent() {
        value.write(Step { path, found });
    }
}

/// A step of a path, which takes one value.
struct Step<'p, 'f> {
    path: &'p [Segment],
    found: &'f mut Found,
}

impl Step<'_, '_> {
    /// The end of the path.
    fn leaf(self, write: impl FnOnce(Capture) -> Argument<'static>) {
        if self.path.is_empty() {
            self.found.push(write(Capture));
        }
    }
}

impl Sealed for Step<'_, '_> {}

impl ValueSerializer for Step<'_, '_> {
    type Out = ();

    fn null(self) {}

    fn boolean(self, value: bool) {
        self.leaf(|capture| capture.boolean(value));
    }

    fn integer(self, _: i64) {}

    fn float(self, _: f32) {}

    fn double(self, _: f64) {}

    fn number(self, _: &str) {}

    fn string(self, value: &str) {
        self.leaf(|capture| capture.string(value));
    }

    fn enumeration(self, value: &str) {
        self.leaf(|capture| capture.enumeration(value));
    }

    fn blob(self, _: &crate::types::Blob) {}

    fn timestamp(self, _: &crate::types::Timestamp) {}

    fn document(self, _: &crate::types::Document) {}

    fn list<T: Shape>(self, value: &[T]) {
        match self.path {
            [] => self.found.push(Capture.list(value)),
            [Segment::Each, rest @ ..] => {
                self.found.is_set = true;
                for item in value {
                    follow(item, rest, self.found);
                }
            }
            [Segment::Index(index), rest @ ..] => {
                let place = functions::place((*index).into(), value.len());
                if let Some(item) = place.and_then(|place| value.get(place)) {
                    follow(item, rest, self.found);
                }
            }
            _ => {}
        }
    }

    fn map<K: Key, T: Shape>(self, value: &BTreeMap<K, T>) {
        match self.path {
            [Segment::Keys, ..] => {
                self.found.is_set = true;
                for key in value.keys() {
                    self.found.push(Argument::from(key.as_key().to_owned()));
                }
            }
            [Segment::Each, rest @ ..] => {
                self.found.is_set = true;
                for item in value.values() {
                    follow(item, rest, self.found);
                }
            }
            _ => {}
        }
    }

    fn structure<T: Shape>(self, value: &T) {
        match self.path {
            [Segment::Member(index), rest @ ..] => value.members(&mut Pick {
                index: *index,
                rest,
                found: self.found,
            }),
            [Segment::Select(paths), ..] => {
                self.found.is_set = true;
                for path in *paths {
                    follow(value, path, self.found);
                }
            }
            _ => {}
        }
    }
}

/// Takes one member of a structure.
struct Pick<'p, 'f> {
    index: usize,
    rest: &'p [Segment],
    found: &'f mut Found,
}

impl Sealed for Pick<'_, '_> {}

impl<'s> MemberVisitor<'s> for Pick<'_, '_> {
    fn member<T: Shape>(&mut self, index: usize, value: &'s T) {
        if index == self.index {
            follow(value, self.rest, self.found);
        }
    }

    fn unknown(&mut self, _: &'s UnknownMember) {}
}
