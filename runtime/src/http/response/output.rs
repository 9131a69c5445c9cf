//! A response into the structure that its operation gives: what is bound out of the head, the rest out of the body.
//!
//! **Invariants**
//! - The types below the structure are read from one kind of tree, the body's; from the head only what can travel
//!   there, [`Shape::SIMPLE`], so that no type is compiled twice.

use std::marker::PhantomData;

use super::ResponseParts;
use super::head::Head;
use crate::model::customization::Customization;
use crate::model::schema::{Kind, Location, Member, Schema};
use crate::shape::Shape;
use crate::shape::deserializer::{
    MemberSource, Node, ShapeDeserializer, Slots, read_at, zero_value,
};
use crate::types::{Error, UnknownMember};

/// The most members whose nodes are kept on the stack.
const INLINE: usize = 32;

/// Reads the output or the error of a response. Its body stands at a node of a tree, if it has one.
///
/// What is wrong with a header goes into `fault`, and what is wrong with the body stays in the tree.
#[inline]
pub(crate) fn read<S: Shape, T: ShapeDeserializer + ?Sized>(
    parts: &ResponseParts<'_>,
    tree: &mut T,
    node: Node,
    fault: &mut Option<Error>,
) -> S {
    let root = Member::new(S::SCHEMA.name, S::SCHEMA);
    let members = S::SCHEMA.members();
    let mut inline = [Node::NONE; INLINE];
    let mut more = Vec::new();
    let nodes = if let Some(nodes) = inline.get_mut(..members.len()) {
        nodes
    } else {
        more.resize(members.len(), Node::NONE);
        &mut more[..]
    };
    let is_whole = parts.spec.binds() && Content::<S>::PAYLOAD;
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

/// The member that is the whole of the body, in the format of the protocol.
pub(super) fn payload(
    parts: &ResponseParts<'_>,
    output: &'static Schema,
) -> Option<&'static Member> {
    let mut members = output.members().iter();
    members.find(|member| {
        parts.spec.binds() && member.location == Location::Payload && !member.target.kind.is_raw()
    })
}

/// Finds the members of the body.
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

/// Takes the message of an error for the member that is one, where a service spells it otherwise than its model.
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

/// Takes the root of the body for the one member that travels there; an empty one is absent.
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

/// What can be said of the body of a structure, of a protocol that binds members, before there is one.
pub(super) struct Content<S>(PhantomData<S>);

impl<S: Shape> Content<S> {
    /// Whether one member is the whole of it.
    const PAYLOAD: bool = Self::has(true, true);

    /// Whether a member in it is in the format of the protocol: all but bytes and text that are the whole of it.
    pub(super) const IN_FORMAT: bool = Self::has(false, true) || Self::has(true, false);

    /// Whether there is a member that is the whole of the body, raw or not, or one that is a part of it.
    const fn has(payload: bool, raw: bool) -> bool {
        let mut members = S::SCHEMA.members();
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
}

/// The members of the structure at the top, each from where it travels.
struct BoundMembers<'a, T: ?Sized> {
    slots: Slots<'a, T>,
    parts: &'a ResponseParts<'a>,
    fault: &'a mut Option<Error>,
}

impl<T: ShapeDeserializer + ?Sized> BoundMembers<'_, T> {
    /// A member out of the head.
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

    /// The payload: bytes and text as they are, anything else in the format of the protocol.
    fn payload<S: Shape>(&mut self, member: &'static Member) -> S {
        if S::SIMPLE && member.target.kind.is_raw() {
            // No bytes are a payload too, of those who must have one.
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

    /// The zero of a member that is not there.
    fn absent<S: Shape>(&mut self, member: &'static Member) -> S {
        if !S::OPTIONAL {
            let (node, at) = (self.slots.node, self.slots.at);
            self.slots.tree.missing(node, at, member);
        }
        zero_value()
    }
}

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
            // Where an input travels says nothing of an output of the same shape.
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
}
