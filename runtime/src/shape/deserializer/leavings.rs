//! What could not be read of a message and was left out, of a reading that goes on past it.
//!
//! A part that cannot be read is noted, and the walk goes on with a zero in its place. Then everything is read once
//! more, and now the part counts as absent.
//!
//! **Invariants**
//! - Each reading leaves out a part that the one before did not, and there is a most of them, so readings end.

use std::collections::BTreeSet;

use super::Node;
use crate::types::Error;

/// The most parts of a message whose paths are told, be they left out or corrected: each path costs a walk.
pub(crate) const MOST_TOLD: usize = 1000;

/// The parts of a message that were left out.
#[derive(Debug)]
pub(crate) struct Leavings {
    is_on: bool,
    /// Whether a part was added since the last reading began.
    is_new: bool,
    nodes: BTreeSet<u32>,
    errors: Vec<Error>,
}

impl Leavings {
    /// None yet; where it is not on, none ever.
    #[inline]
    pub(crate) const fn new(is_on: bool) -> Self {
        Self {
            is_on,
            is_new: false,
            nodes: BTreeSet::new(),
            errors: Vec::new(),
        }
    }

    /// Whether a part was left out.
    #[inline]
    pub(crate) fn holds(&self, node: Node) -> bool {
        !self.nodes.is_empty() && self.nodes.contains(&node.0)
    }

    /// Takes the parts that were left out from the members of a structure.
    #[inline]
    pub(crate) fn clear(&self, slots: &mut [Node]) {
        if !self.nodes.is_empty() {
            for slot in slots {
                if self.holds(*slot) {
                    *slot = Node::NONE;
                }
            }
        }
    }

    /// Leaves out a part, if that is asked for and there is one: the whole of a message is none.
    #[cold]
    pub(crate) fn take(&mut self, part: Node, error: &Error) -> bool {
        if !part.is_some() || !self.has_room() {
            return false;
        }
        if self.nodes.insert(part.0) {
            self.is_new = true;
            self.errors.push(error.clone());
        }
        true
    }

    /// Takes note of what was left out elsewhere, if that is asked for.
    #[cold]
    pub(crate) fn note(&mut self, error: &Error) -> bool {
        if !self.has_room() {
            return false;
        }
        if !self.errors.contains(error) {
            self.errors.push(error.clone());
        }
        true
    }

    /// Whether there may be more.
    const fn has_room(&self) -> bool {
        self.is_on && self.errors.len() < MOST_TOLD
    }

    /// Whether everything is to be read once more.
    #[inline]
    pub(crate) const fn begins_again(&mut self) -> bool {
        std::mem::replace(&mut self.is_new, false)
    }

    /// Takes the reasons, each with its path.
    #[inline]
    pub(crate) fn take_errors(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.errors)
    }
}
