//! Members by their keys.

use super::Reader;
use crate::codec::tape::{self, Entry, Names};
use crate::model::schema::Member;
use crate::shape::deserializer::Node;
use crate::types::similar::{same_but_first, unknown_member};

impl Reader<'_> {
    /// Whether an entry is that text.
    pub(super) fn is_key(&self, entry: &Entry, name: &str) -> bool {
        self.tape.text(entry).is_some_and(|key| key == name)
    }

    /// The member with a key, looked for from the expected one on: senders keep to some order.
    #[inline]
    pub(super) fn find(&self, key: &Entry, members: &[Member], expected: usize) -> Option<usize> {
        if let Entry::Text(span) = *key {
            let key = tape::slice_bytes(self.tape.text.as_bytes(), span);
            find(key, members, expected, self.names())
        } else {
            let key = self.tape.text(key)?;
            find(key.as_bytes(), members, expected, self.names())
        }
    }

    /// The member with a key that none has by its exact name; it fails where there must be one.
    #[cold]
    pub(super) fn find_again(
        &mut self,
        node: Node,
        key: u32,
        members: &'static [Member],
    ) -> Option<usize> {
        let found = self.tape.text(self.tape.get(key))?.into_owned();
        let names = self.names();
        if self.options.ignores_first_case() {
            let mut members = members.iter();
            let position = members.position(|member| same_but_first(names.of(member), &found));
            if position.is_some() {
                return position;
            }
        }
        // What some services say of the shape itself is no member.
        if self.options.is_denying() && found != "__type" {
            let names = members.iter().map(|member| names.of(member));
            self.fail_at(node, key, unknown_member(&found, names));
        }
        None
    }

    /// Whether the key of a member is that name.
    pub(in crate::codec::tape) fn is_named(&self, member: &Member, key: &str) -> bool {
        let name = self.names().of(member);
        name == key || self.options.ignores_first_case() && same_but_first(name, key)
    }
}

/// The member with a key.
#[inline]
fn find(key: &[u8], members: &[Member], expected: usize, names: Names) -> Option<usize> {
    let is = |member: &Member| same(key, names.of(member).as_bytes());
    let late = members.get(expected..).unwrap_or_default();
    match late.iter().position(is) {
        Some(index) => Some(expected + index),
        None => members.iter().take(expected).position(is),
    }
}

/// Whether two names are the same. Names are short, so words that overlap are compared here and now: a call to compare
/// memory costs more than the comparison.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(end), Some(other_end)) => {
            u64::from_le_bytes(*end) == u64::from_le_bytes(*other_end)
                && std::iter::zip(one.as_chunks::<8>().0, other.as_chunks::<8>().0)
                    .all(|(one, other)| one == other)
        }
        _ => one == other,
    }
}
