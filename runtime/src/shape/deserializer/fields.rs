//! Members of a structure or union during deserialization.

use crate::model::schema::{Member, Schema};
use crate::shape::Shape;
use crate::shape::deserializer::{Node, ShapeDeserializer, Source};
use crate::shape::sealed::Sealed;
use crate::types::{ErrorKind, UnknownMember};

/// Provides the members of a structure or union to [`Shape::build`].
pub trait MemberSource: Sealed {
    /// The member at `index` of the schema; a zero value if absent.
    fn get<T: Shape>(&mut self, index: usize) -> T;

    /// The member at `index` of the schema; the default if absent, which is not an error.
    #[inline]
    fn get_or<T: Shape>(&mut self, index: usize, default: impl FnOnce() -> T) -> T {
        self.get::<Option<T>>(index).unwrap_or_else(default)
    }

    /// For a union, the index of the member present; `None` if it is unknown.
    fn variant(&mut self) -> Option<usize>;

    /// For a union, its unknown member.
    fn unknown(&mut self) -> UnknownMember;

    /// The schema of the structure or union; `None` if there is no message, so that all members are absent.
    fn schema(&self) -> Option<&'static Schema> {
        None
    }
}

/// Provides zero values for all members.
#[derive(Debug)]
struct Zeros;

impl Sealed for Zeros {}

impl MemberSource for Zeros {
    #[inline]
    fn get<T: Shape>(&mut self, _: usize) -> T {
        T::build(self)
    }

    fn variant(&mut self) -> Option<usize> {
        None
    }

    fn unknown(&mut self) -> UnknownMember {
        UnknownMember::default()
    }
}

/// The zero value of a shape: empty, `0`, `false`, absent; for a structure, each member's default or zero value.
///
/// Smithy's [error correction] uses it for required members missing from a response, and builders start from it.
///
/// [error correction]: https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction
#[inline]
pub fn zero_value<T: Shape>() -> T {
    T::build(&mut Zeros)
}

/// Member nodes found in a message.
pub(crate) struct Slots<'a, T: ?Sized> {
    pub(crate) tree: &'a mut T,
    pub(crate) node: Node,
    pub(crate) at: &'a Member,
    pub(crate) members: &'static [Member],
    pub(crate) nodes: &'a [Node],
}

impl<R: ShapeDeserializer + ?Sized> Sealed for Slots<'_, R> {}

impl<R: ShapeDeserializer + ?Sized> MemberSource for Slots<'_, R> {
    #[inline]
    fn get<T: Shape>(&mut self, index: usize) -> T {
        match (self.nodes.get(index), self.members.get(index)) {
            (Some(&node), Some(at)) if node.is_some() => T::read(Source {
                tree: &mut *self.tree,
                node,
                at,
            }),
            (_, Some(member)) if !T::OPTIONAL => {
                self.tree.missing(self.node, self.at, member);
                zero_value()
            }
            _ => zero_value(),
        }
    }

    fn variant(&mut self) -> Option<usize> {
        let mut present = (0..).zip(self.nodes).filter(|(_, node)| node.is_some());
        let (index, _) = present.next()?;
        if let Some((_, &second)) = present.next() {
            self.tree.fail(second, ErrorKind::TwoUnionMembers);
        }
        Some(index)
    }

    fn unknown(&mut self) -> UnknownMember {
        self.tree.unknown(self.node, self.at)
    }

    fn schema(&self) -> Option<&'static Schema> {
        Some(self.at.target)
    }
}
