//! A parsed message that a shape is read from: implemented by each codec that reads, and the walk over it.
//!
//! A codec first makes sure that its text is well-formed and keeps it as nodes, then
//! [`Shape::read`](crate::shape::Shape::read) asks for what the schema expects at each. So members may come in any order, the last of two wins, and a value is built in one
//! expression.
//!
//! **Invariants**
//! - [`ShapeDeserializer`] has no generic method, so it can be a `dyn ShapeDeserializer`; every codec that reads is one.
//! - The first error is kept by the deserializer with its path and offset, and every later answer is a zero: nothing in a
//!   walk returns a `Result`, and the caller asks once.
//! - A message is never deeper than its codec's limit, so the walk cannot overflow the stack.

mod fields;
mod leavings;
mod source;

pub(crate) use self::fields::Slots;
pub use self::fields::{MemberSource, zero_value};
pub(crate) use self::leavings::{Leavings, MOST_TOLD};
pub use self::source::{Source, read, read_at};

use std::borrow::Cow;

use crate::model::schema::Member;
use crate::types::{Blob, Document, Error, ErrorKind, Timestamp, UnknownMember};

/// A node of a parsed message.
///
/// What the number means is the codec's business. Absent is [`Node::NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node(pub u32);

impl Node {
    /// No node.
    pub const NONE: Self = Self(u32::MAX);

    /// Whether there is a node.
    #[inline]
    pub const fn is_some(self) -> bool {
        self.0 != u32::MAX
    }
}

/// A parsed message.
///
/// `at` is the member that holds the value at the node, as for a [`ShapeSerializer`](crate::shape::serializer::ShapeSerializer).
/// A method that finds something else than it is asked for fails and gives a zero.
pub trait ShapeDeserializer {
    /// Finds the members of the structure or union at `node`: `slots[i]` is the node of the member at index `i` of
    /// `at.target`. Slots come filled with [`Node::NONE`]; a member that is absent, or null where
    /// `at.target`'s member is no document, stays so. The last of two wins. Unknown members are skipped.
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]);
    /// Of the union at `node`, where no member of the schema is present: its unknown member, or an empty tag.
    fn unknown(&mut self, node: Node, at: &Member) -> UnknownMember;
    /// The first element of the list at `node`, and a guess how many there are.
    fn first_element(&mut self, node: Node, at: &Member) -> (Node, usize);
    /// The element after `element`.
    fn next_element(&mut self, element: Node, at: &Member) -> Node;
    /// The first entry of the map at `node`: its key and its value.
    fn first_entry(&mut self, node: Node, at: &Member) -> (Node, Node);
    /// The entry after the one with the value `value`.
    fn next_entry(&mut self, value: Node, at: &Member) -> (Node, Node);
    /// Whether the node is null.
    fn is_null(&mut self, node: Node) -> bool;
    /// A boolean.
    fn boolean(&mut self, node: Node, at: &Member) -> bool;
    /// A byte, short, integer or long.
    fn integer(&mut self, node: Node, at: &Member) -> i64;
    /// A float of 32 bits.
    fn float(&mut self, node: Node, at: &Member) -> f32;
    /// A float of 64 bits.
    fn double(&mut self, node: Node, at: &Member) -> f64;
    /// A number of any size, as JSON writes it; whether it is one is for the caller to see.
    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        self.string(node, at)
    }
    /// Text, or the value of an enum, or a key.
    fn string(&mut self, node: Node, at: &Member) -> Cow<'_, str>;
    /// Bytes.
    fn blob(&mut self, node: Node, at: &Member) -> Blob;
    /// An instant.
    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp;
    /// A document.
    fn document(&mut self, node: Node, at: &Member) -> Document;
    /// The structure at `node` lacks a required member: an error, or, in a lenient reading, a correction to remember.
    /// Either way a zero takes its place.
    fn missing(&mut self, node: Node, at: &Member, member: &'static Member);
    /// A list or map that is not sparse has a null at `node`: an error, or, in a lenient reading, nothing. Either way
    /// it is no element.
    fn hole(&mut self, node: Node);
    /// Keeps an error, if it is the first. Its path and offset follow from the node, and only now: a walk that
    /// succeeds pays nothing for them.
    fn fail(&mut self, node: Node, error: ErrorKind);
    /// Whether an error was kept.
    fn failed(&self) -> bool;
    /// Takes note that something beside the body cannot be read and is left out, in a reading that goes on past it.
    /// False in any other, which ends with the error.
    fn leave_out(&mut self, error: &Error) -> bool {
        let _ = error;
        false
    }
}
