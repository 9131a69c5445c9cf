//! A shape or a member, for code that treats both alike.

use crate::files::Location;
use crate::model::{Member, Shape, ShapeId, ShapeType, Traits};

/// A shape or a member.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'m> {
    Shape(&'m Shape),
    Member(&'m Member),
}

impl<'m> Subject<'m> {
    pub(crate) fn id(self) -> &'m ShapeId {
        match self {
            Self::Shape(shape) => &shape.id,
            Self::Member(member) => &member.id,
        }
    }

    pub(crate) fn kind(self) -> ShapeType {
        match self {
            Self::Shape(shape) => shape.kind,
            Self::Member(_) => ShapeType::Member,
        }
    }

    pub(crate) fn traits(self) -> &'m Traits {
        match self {
            Self::Shape(shape) => &shape.traits,
            Self::Member(member) => &member.traits,
        }
    }

    pub(crate) fn at(self) -> Location {
        match self {
            Self::Shape(shape) => shape.at,
            Self::Member(member) => member.at,
        }
    }
}

impl<'m> From<&'m Shape> for Subject<'m> {
    fn from(shape: &'m Shape) -> Self {
        Self::Shape(shape)
    }
}

impl<'m> From<&'m Member> for Subject<'m> {
    fn from(member: &'m Member) -> Self {
        Self::Member(member)
    }
}
