//! Reads a response structure: bound members from the head, others from the body.
//!
//! **Invariants**
//! - Nested types are only read from the body's tree; the head only supports [`Shape::SIMPLE`] types, so that no type is
//!   compiled twice.

use std::marker::PhantomData;

use super::ResponseParts;
use super::head::Head;
use crate::model::customization::Customization;
use crate::model::schema::{Kind, Location, Member, Schema};
use crate::shape::Shape;
use crate::shape::deserializer::{
    MemberSource, Node, ShapeDeserializer, Slots, read_at, zero_value,
};
use crate::shape::sealed::Sealed;
use crate::types::{Error, UnknownMember};

/// Number of member nodes kept on the stack.
const INLINE: usize = 32;

/// Reads the output or error of a response; `node` is its position in the parsed body, if any.
///
/// Header errors go to `fault`, body errors stay in the tree.
#[inline]
pub(crate) fn read<S: Shape, T: ShapeDeserializer + ?Sized>(
    parts: &ResponseParts<'_>,
    tree: &mut T,
    (node, schema): (Node, &'static Schema),
    fault: &mut Option<Error>,
) -> S {
    let root = Member::new(schema.name, schema);
    let members = schema.members();
    let mut inline = [Node::NONE; INLINE];
    let mut more = Vec::new();
    let nodes = if let Some(nodes) = inline.get_mut(..members.len()) {
        nodes
    } else {
        more.resize(members.len(), Node::NONE);
        &mut more[..]
    };
    let is_whole = parts.spec.binds() && has_payload::<S>(members);
    if node.is_some() && !is_whole && !tree.is_null(node) {
        place(parts, tree, (node, &root), nodes);
    }
    S::build(&mut BoundMembers {
        slots: Slots {
            tree,
            node,
            at: &root,
            members,
            nodes,
        },
        parts,
        fault,
    })
}

/// The payload member in the protocol's format, if there is one.
pub(super) fn payload(
    parts: &ResponseParts<'_>,
    output: &'static Schema,
) -> Option<&'static Member> {
    let mut members = output.members().iter();
    members.find(|member| {
        parts.spec.binds() && member.location == Location::Payload && !member.target.kind.is_raw()
    })
}

/// Finds the body members.
#[inline]
fn place<T: ShapeDeserializer + ?Sized>(
    parts: &ResponseParts<'_>,
    tree: &mut T,
    (node, root): (Node, &Member),
    nodes: &mut [Node],
) {
    if parts.has(Customization::UnwrappedOutput) && root.target.error.is_none() {
        place_root(tree, node, root, nodes);
    } else {
        tree.structure(node, root, nodes);
        if parts.message_node.is_some() {
            place_message(parts.message_node, root, nodes);
        }
    }
}

/// Uses the error message of the body for the message member, in case services spell it differently than the model.
#[cold]
fn place_message(message_node: Node, root: &Member, nodes: &mut [Node]) {
    let is_message = |member: &Member| {
        let names = ["message", "errorMessage"];
        let is_one = names
            .iter()
            .any(|name| member.name.eq_ignore_ascii_case(name));
        is_one && member.location == Location::Body && matches!(member.target.kind, Kind::String)
    };
    for (member, slot) in std::iter::zip(root.target.members(), nodes) {
        if is_message(member) && !slot.is_some() {
            *slot = message_node;
        }
    }
}

/// Uses the body root as the only body member; an empty one is absent.
#[cold]
fn place_root<T: ShapeDeserializer + ?Sized>(
    tree: &mut T,
    node: Node,
    root: &Member,
    nodes: &mut [Node],
) {
    let mut members = std::iter::zip(root.target.members(), nodes);
    let found = members.find(|(member, _)| member.location == Location::Body);
    if let Some((member, slot)) = found
        && !tree.string(node, member).is_empty()
    {
        *slot = node;
    }
}

/// Facts about the body of a structure, for protocols with bindings.
struct Content<S>(PhantomData<S>);

impl<S: Shape> Content<S> {
    /// True if a payload member exists.
    const PAYLOAD: bool = has(S::SCHEMA.ready_members(), true, true);

    /// True if a body member is in the protocol's format.
    const IN_FORMAT: bool = is_in_format(S::SCHEMA.ready_members());
}

/// Returns true if a structure has a payload member.
#[inline]
fn has_payload<S: Shape>(members: &[Member]) -> bool {
    if S::DYNAMIC {
        has(members, true, true)
    } else {
        Content::<S>::PAYLOAD
    }
}

/// Returns true if a body member is in the protocol's format: everything except raw blob and string payloads.
#[inline]
pub(super) fn reads_format<S: Shape>(schema: &Schema) -> bool {
    if S::DYNAMIC {
        is_in_format(schema.members())
    } else {
        Content::<S>::IN_FORMAT
    }
}

const fn is_in_format(members: &[Member]) -> bool {
    has(members, false, true) || has(members, true, false)
}

/// Looks for a payload (raw or not), or for body members.
const fn has(members: &[Member], payload: bool, raw: bool) -> bool {
    let mut members = members;
    while let [member, rest @ ..] = members {
        let found = match member.place() {
            Location::Header(_) | Location::PrefixHeaders(_) | Location::StatusCode => false,
            Location::Payload => payload && (raw || !member.target.kind.is_raw()),
            Location::Body | Location::Label | Location::Query(_) | Location::QueryParams => {
                !payload
            }
        };
        if found {
            return true;
        }
        members = rest;
    }
    false
}

/// Sources of the members of the top-level structure.
struct BoundMembers<'a, T: ?Sized> {
    slots: Slots<'a, T>,
    parts: &'a ResponseParts<'a>,
    fault: &'a mut Option<Error>,
}

impl<T: ShapeDeserializer + ?Sized> BoundMembers<'_, T> {
    /// Reads a member from the head.
    fn head<S: Shape>(&mut self, member: &'static Member) -> S {
        let mut head = Head::of(member, self.parts);
        if !head.is_present() {
            return self.absent(member);
        }
        let value = read_at(&mut head, Head::ROOT, member);
        match head.into_error() {
            None => value,
            Some(error) if self.slots.tree.leave_out(&error) => self.absent(member),
            Some(error) => {
                self.fault.get_or_insert(error);
                zero_value()
            }
        }
    }

    /// Reads the payload: raw for blobs and strings, otherwise in the protocol's format.
    fn payload<S: Shape>(&mut self, member: &'static Member) -> S {
        if S::SIMPLE && member.target.kind.is_raw() {
            // An empty body is a valid value for a required payload.
            return if self.parts.body.is_empty() {
                zero_value()
            } else {
                self.head(member)
            };
        }
        if self.slots.node.is_some() {
            return read_at(&mut *self.slots.tree, self.slots.node, member);
        }
        self.absent(member)
    }

    /// The value of an absent member.
    fn absent<S: Shape>(&mut self, member: &'static Member) -> S {
        if !S::OPTIONAL {
            let (node, at) = (self.slots.node, self.slots.at);
            self.slots.tree.missing(node, at, member);
        }
        zero_value()
    }
}

impl<T: ShapeDeserializer + ?Sized> Sealed for BoundMembers<'_, T> {}

impl<T: ShapeDeserializer + ?Sized> MemberSource for BoundMembers<'_, T> {
    #[inline]
    fn get<S: Shape>(&mut self, index: usize) -> S {
        let Some(member) = self.slots.members.get(index) else {
            return zero_value();
        };
        match member.location {
            _ if !self.parts.spec.binds() => self.slots.get(index),
            Location::Header(_) | Location::PrefixHeaders(_) | Location::StatusCode => {
                if S::SIMPLE {
                    self.head(member)
                } else {
                    zero_value()
                }
            }
            Location::Payload => self.payload(member),
            // Request bindings have no meaning in a response.
            Location::Body | Location::Label | Location::Query(_) | Location::QueryParams => {
                self.slots.get(index)
            }
        }
    }

    fn variant(&mut self) -> Option<usize> {
        self.slots.variant()
    }

    fn unknown(&mut self) -> UnknownMember {
        self.slots.unknown()
    }

    fn schema(&self) -> Option<&'static Schema> {
        self.slots.schema()
    }
}
