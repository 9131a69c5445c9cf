//! Unreadable parts of a message that are skipped.
//!
//! An unreadable part is recorded, and reading continues with a zero value. The message is then read again, with the part treated
//! as absent.
//!
//! **Invariants**
//! - Each pass skips at least one more part, and their number is limited, so reading terminates.

use std::collections::BTreeSet;

use super::Node;
use crate::types::Error;

/// Maximum number of reported paths of skipped or corrected parts, since each path requires a walk.
pub(crate) const MOST_TOLD: usize = 1000;

/// Skipped parts of a message.
#[derive(Debug)]
pub(crate) struct Leavings {
    is_on: bool,
    /// True if a part was added in this pass.
    is_new: bool,
    nodes: BTreeSet<u32>,
    errors: Vec<Error>,
}

impl Leavings {
    /// No skipped parts; if not `is_on`, none will be.
    #[inline]
    pub(crate) const fn new(is_on: bool) -> Self {
        Self {
            is_on,
            is_new: false,
            nodes: BTreeSet::new(),
            errors: Vec::new(),
        }
    }

    /// Returns true if a part is skipped.
    #[inline]
    pub(crate) fn holds(&self, node: Node) -> bool {
        !self.nodes.is_empty() && self.nodes.contains(&node.0)
    }

    /// Removes skipped parts from the members of a structure.
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

    /// Skips a part, if enabled; the root cannot be skipped.
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

    /// Records an error elsewhere as a skipped part, if enabled.
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

    /// Returns true if more parts may be skipped.
    const fn has_room(&self) -> bool {
        self.is_on && self.errors.len() < MOST_TOLD
    }

    /// Returns true if another pass is needed.
    #[inline]
    pub(crate) const fn begins_again(&mut self) -> bool {
        std::mem::replace(&mut self.is_new, false)
    }

    /// Removes and returns the errors, with paths.
    #[inline]
    pub(crate) fn take_errors(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.errors)
    }
}
