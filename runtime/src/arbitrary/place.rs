//! Nodes of a message that generates its contents while it is read.

use crate::shape::deserializer::Node;

/// Depth at which lists end even if they must not be empty.
pub(super) const DEEPEST: u32 = 60;

/// The data encoded in a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) depth: u32,
    pub(super) null: bool,
    pub(super) distinct: bool,
    /// Number of following elements.
    pub(super) left: u32,
}

impl Place {
    /// Encodes a node: 6 bits of depth, two flags, 24 bits for the remaining elements.
    pub(super) const fn node(self) -> Node {
        Node(
            (self.depth << 26)
                | ((self.null as u32) << 25)
                | ((self.distinct as u32) << 24)
                | self.left,
        )
    }

    /// Decodes a node.
    pub(super) const fn of(node: Node) -> Self {
        Self {
            depth: node.0 >> 26,
            null: node.0 & (1 << 25) != 0,
            distinct: node.0 & (1 << 24) != 0,
            left: node.0 & ((1 << 24) - 1),
        }
    }

    /// The number that makes it distinct from its siblings, if required.
    pub(super) fn distinction(node: Node) -> Option<usize> {
        let place = Self::of(node);
        place
            .distinct
            .then(|| usize::try_from(place.left).unwrap_or(usize::MAX))
    }

    /// The value of a map entry; only keys must be distinct.
    pub(super) const fn value_of(key: Node) -> Node {
        if key.is_some() {
            Self {
                distinct: false,
                ..Self::of(key)
            }
            .node()
        } else {
            key
        }
    }

    /// A place in it.
    pub(super) const fn inside(self) -> Self {
        let depth = if self.depth < DEEPEST {
            self.depth + 1
        } else {
            self.depth
        };
        Self {
            depth,
            null: false,
            distinct: false,
            left: 0,
        }
    }
}
