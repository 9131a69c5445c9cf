//! Steps of a selector.

use super::attribute::Path;
use super::compare::Comparator;
use super::graph::Relation;
use crate::model::ShapeType;

/// A step, applied to each shape.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// Passes on shapes of some types.
    Types(Vec<ShapeType>),
    /// Passes on shapes whose attribute exists, or matches one of the values.
    Attribute {
        path: Path,
        test: Option<(Comparator, Vec<String>)>,
        ignore_case: bool,
    },
    /// Passes on shapes with an attribute about which all assertions hold.
    Scope {
        path: Path,
        assertions: Vec<Assertion>,
    },
    /// Passes on the neighbors of a shape.
    Neighbors { labels: Vec<Label>, reverse: bool },
    /// Passes on all shapes that a shape reaches.
    Reachable,
    /// Passes on a shape if the chain passes nothing on.
    Not(Vec<Self>),
    /// Passes on a shape if one of the chains passes something on.
    Test(Vec<Vec<Self>>),
    /// Passes on what the chains pass on.
    Is(Vec<Vec<Self>>),
    /// Passes on a shape if the chain passes the same one on.
    In(Vec<Self>),
    /// Passes on the matches of a chain in the whole model, by its index.
    Root(usize),
    /// Passes on services, resources and operations from a match of the first chain down to one of the second.
    TopDown(Vec<Self>, Option<Vec<Self>>),
    /// Passes on what the chain passes on, and what it makes of that, and so on.
    Recursive(Vec<Self>),
    /// Keeps the matches of a chain in a variable and passes the shape on.
    Store(usize, Vec<Self>),
    /// Passes on the shapes in a variable.
    Load(usize),
    /// Passes nothing on: an unknown function.
    Nothing,
}

/// A relationship by its name in selectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    Relation(Relation),
    /// The deprecated `bound`: from a resource to the resources and services that have it.
    Bound,
    /// The deprecated `instanceOperation`: the operations of a resource on an instance.
    InstanceOperation,
    /// An unknown relationship.
    Unknown,
}

/// A comparison within a scope.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Assertion {
    pub(super) left: Operand,
    pub(super) comparator: Comparator,
    pub(super) right: Vec<Operand>,
    pub(super) ignore_case: bool,
}

/// A side of a comparison: a value, or a path in the scope.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Value(String),
    Path(Vec<String>),
}

impl Step {
    /// Returns true if the step passes on only the shape itself, or nothing.
    pub(super) fn is_filter(&self) -> bool {
        match self {
            Self::Types(_)
            | Self::Attribute { .. }
            | Self::Scope { .. }
            | Self::Not(_)
            | Self::Test(_)
            | Self::In(_)
            | Self::Store(..)
            | Self::Nothing => true,
            Self::Is(chains) => chains.iter().flatten().all(Self::is_filter),
            Self::Neighbors { .. }
            | Self::Reachable
            | Self::Root(_)
            | Self::TopDown(..)
            | Self::Recursive(_)
            | Self::Load(_) => false,
        }
    }
}
