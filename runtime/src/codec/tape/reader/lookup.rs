//! Looks up members by key.

use super::Reader;
use crate::codec::tape::{self, Entry, Names};
use crate::model::schema::Member;
use crate::shape::deserializer::Node;
use crate::types::similar::{same_but_first, unknown_member};

impl Reader<'_> {
    /// Returns true if an entry equals a text.
    pub(super) fn is_key(&self, entry: &Entry, name: &str) -> bool {
        self.tape.text(entry).is_some_and(|key| key == name)
    }

    /// The member with a key; the search starts at the expected one, because senders usually keep an order.
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

    /// The member for a key without exact match; an error if unknown members are rejected.
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
        // Some services add a type tag, which is not a member.
        if self.options.is_denying() && found != "__type" {
            let names = members.iter().map(|member| names.of(member));
            self.fail_at(node, key, unknown_member(&found, names));
        }
        None
    }

    /// Returns true if a member has the given key.
    pub(in crate::codec::tape) fn is_named(&self, member: &Member, key: &str) -> bool {
        let name = self.names().of(member);
        name == key || self.options.ignores_first_case() && same_but_first(name, key)
    }
}

/// The index of the member with a key.
#[inline]
fn find(key: &[u8], members: &[Member], expected: usize, names: Names) -> Option<usize> {
    let is = |member: &Member| same(key, names.of(member).as_bytes());
    let late = members.get(expected..).unwrap_or_default();
    match late.iter().position(is) {
        Some(index) => Some(expected + index),
        None => members.iter().take(expected).position(is),
    }
}

/// Returns true if two names are equal. Names are short, so overlapping words are compared inline: a call to `memcmp` would cost
/// more.
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
