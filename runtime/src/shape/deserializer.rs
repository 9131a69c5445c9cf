//! The deserialization interface that codecs implement, and the walk over a parsed message.
//!
//! A codec validates its text and stores it as nodes; [`Shape::read`](crate::shape::Shape::read) then asks for what the schema
//! expects. Members may thus come in any order, the last duplicate applies, and a value is built in one expression.
//!
//! **Invariants**
//! - [`ShapeDeserializer`] has no generic methods, so `dyn` is possible; every deserializing codec implements it.
//! - The deserializer keeps the first error with path and offset, and then returns zero values: the walk has no `Result`s, and
//!   the caller checks once.
//! - Nesting is limited by the codec, so the walk cannot overflow the stack.

mod fields;
mod leavings;
mod source;

pub(crate) use self::fields::Slots;
pub use self::fields::{MemberSource, zero_value};
pub(crate) use self::leavings::{Leavings, MOST_TOLD};
pub use self::source::{Source, read, read_as, read_at};

use std::borrow::Cow;

use crate::model::schema::Member;
use crate::types::{Blob, Document, Error, ErrorKind, Timestamp, UnknownMember};

/// A node of a parsed message.
///
/// The number is defined by the codec. [`Node::NONE`] means absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node(pub u32);

impl Node {
    /// No node.
    pub const NONE: Self = Self(u32::MAX);

    /// Returns true unless absent.
    #[inline]
    pub const fn is_some(self) -> bool {
        self.0 != u32::MAX
    }
}

/// A parsed message.
///
/// `at` is the member that holds the value at the node, as for a
/// [`ShapeSerializer`](crate::shape::serializer::ShapeSerializer). A method that finds a value of the wrong kind records an
/// error and returns a zero value.
pub trait ShapeDeserializer {
    /// Finds the members of the structure or union at `node`: `slots[i]` becomes the node of the member at index `i` of `at.target`.
    /// Slots are initially [`Node::NONE`], and stay so for absent members and for nulls (unless the member is a document). The
    /// last duplicate applies. Unknown members are skipped.
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]);
    /// The unknown member of the union at `node`, if no known one is present; its tag is empty if there is none.
    fn unknown(&mut self, node: Node, at: &Member) -> UnknownMember;
    /// The first element of the list at `node`, and an estimate of the length.
    fn first_element(&mut self, node: Node, at: &Member) -> (Node, usize);
    /// The element after `element`.
    fn next_element(&mut self, element: Node, at: &Member) -> Node;
    /// The first entry of the map at `node`: key and value.
    fn first_entry(&mut self, node: Node, at: &Member) -> (Node, Node);
    /// The entry after the one with the value `value`.
    fn next_entry(&mut self, value: Node, at: &Member) -> (Node, Node);
    /// Returns true if the node is null.
    fn is_null(&mut self, node: Node) -> bool;
    /// A boolean.
    fn boolean(&mut self, node: Node, at: &Member) -> bool;
    /// A byte, short, integer or long.
    fn integer(&mut self, node: Node, at: &Member) -> i64;
    /// A 32-bit float.
    fn float(&mut self, node: Node, at: &Member) -> f32;
    /// A 64-bit float.
    fn double(&mut self, node: Node, at: &Member) -> f64;
    /// A big number in JSON syntax; the caller validates it.
    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        self.string(node, at)
    }
    /// A string, an enum value, or a map key.
    fn string(&mut self, node: Node, at: &Member) -> Cow<'_, str>;
    /// Bytes.
    fn blob(&mut self, node: Node, at: &Member) -> Blob;
    /// A timestamp.
    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp;
    /// A document.
    fn document(&mut self, node: Node, at: &Member) -> Document;
    /// Records that the structure at `node` lacks a required member: an error, or a correction in lenient mode. A zero value is used
    /// in either case.
    fn missing(&mut self, node: Node, at: &Member, member: &'static Member);
    /// Records a null in a list or map that is not sparse: an error, or ignored in lenient mode. The element is skipped in either
    /// case.
    fn hole(&mut self, node: Node);
    /// Records an error, if it is the first. Path and offset are computed from the node only now, so that success costs nothing.
    fn fail(&mut self, node: Node, error: ErrorKind);
    /// Returns true if an error was recorded.
    fn failed(&self) -> bool;
    /// Records an error outside of the body as a skipped part, if `keep_going` is enabled; returns false if it is not, so the caller
    /// must fail.
    fn leave_out(&mut self, error: &Error) -> bool {
        let _ = error;
        false
    }
}
