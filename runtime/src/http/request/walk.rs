//! Visits an input to build a request: each member goes to its HTTP binding.
//!
//! **Invariants**
//! - A structure is only instantiated with the body's serializer: other bindings require [`SIMPLE`](Shape::SIMPLE) types, and
//!   their code is omitted for others.

use std::marker::PhantomData;

use super::head::Place;
use super::parts::RequestParts;
use super::uri::invalid_input;
use crate::http::protocol::EmptyBody;
use crate::model::schema::{Kind, Location, Member};
use crate::shape::sealed::Sealed;
use crate::shape::serializer::{self, ShapeSerializer};
use crate::shape::{MemberVisitor, Shape};
use crate::types::UnknownMember;

/// Part of an input that is in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// No body.
    Nothing,
    /// All unbound members.
    Members,
    /// A payload member.
    Payload,
}

impl Content {
    /// Determines the body from the HTTP bindings.
    pub(super) const fn of(members: &[Member]) -> Self {
        let mut content = Self::Nothing;
        let mut rest = members;
        while let [member, after @ ..] = rest {
            match member.place() {
                Location::Payload => return Self::Payload,
                Location::Body | Location::StatusCode => content = Self::Members,
                Location::Label
                | Location::Query(_)
                | Location::QueryParams
                | Location::Header(_)
                | Location::PrefixHeaders(_) => {}
            }
            rest = after;
        }
        content
    }
}

/// Facts about an input type.
struct Input<T>(PhantomData<T>);

impl<T: Shape> Input<T> {
    const CONTENT: Content = Content::of(T::SCHEMA.ready_members());
}

/// Destination of a member.
enum Way {
    /// Among the body members.
    Body,
    /// The entire body, in the protocol's format.
    Payload,
    /// Outside of the body.
    Head(Place),
    /// Not sent: the body is used otherwise.
    Nowhere,
}

/// Error message for a missing token.
const NO_TOKEN: &str = "no source of random tokens: set the member or \
    `Options::tokens`, or use the feature `getrandom`, which wasm32-unknown-unknown does not have";

/// Writes an input.
pub(super) fn write<T: Shape, W: ShapeSerializer + ?Sized>(
    input: &T,
    parts: &mut RequestParts<'_>,
    body: &mut W,
) {
    let schema = input.own_schema();
    let members = schema.members();
    let content = if !parts.binds() {
        Content::Members
    } else if T::DYNAMIC {
        Content::of(members)
    } else {
        Input::<T>::CONTENT
    };
    let root = parts.root(schema);
    let mut walk = Walk {
        parts,
        body,
        members,
        content,
        root: &root,
    };
    if content == Content::Members && walk.parts.sends_empty_body() {
        let present = if walk.body.counts() {
            let mut count = Count {
                parts: walk.parts,
                members,
                present: 0,
            };
            input.members(&mut count);
            count.present
        } else {
            0
        };
        walk.begin(present);
    }
    input.members(&mut walk);
    if content == Content::Members && walk.parts.has_body {
        walk.body.end_structure(&root);
    }
}

/// Counts the body members of a protocol without bindings.
struct Count<'c, 'o> {
    parts: &'c RequestParts<'o>,
    members: &'static [Member],
    present: usize,
}

impl Sealed for Count<'_, '_> {}

impl MemberVisitor<'_> for Count<'_, '_> {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        let filled = || {
            let member = self.members.get(index);
            member.is_some_and(|member| self.parts.fills(member))
        };
        self.present += usize::from(!value.is_absent() || filled());
    }

    fn unknown(&mut self, _: &UnknownMember) {
        self.present += 1;
    }
}

/// Visits the members of an input.
struct Walk<'w, 'o, W: ?Sized> {
    parts: &'w mut RequestParts<'o>,
    body: &'w mut W,
    members: &'static [Member],
    content: Content,
    root: &'w Member,
}

impl<W: ShapeSerializer + ?Sized> Sealed for Walk<'_, '_, W> {}

impl<W: ShapeSerializer + ?Sized> MemberVisitor<'_> for Walk<'_, '_, W> {
    #[inline]
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        let Some(member) = self.members.get(index) else {
            return;
        };
        if value.is_absent() {
            self.absent(member);
            return;
        }
        if T::SIMPLE && self.parts.captures(member) && self.captured(member, value) {
            return;
        }
        match self.way(member) {
            Way::Body => {
                self.enter(member);
                serializer::write_at(value, member, &mut *self.body);
            }
            Way::Payload => {
                self.parts.has_body = true;
                serializer::write_at(value, member, &mut *self.body);
            }
            Way::Head(place) => {
                if T::SIMPLE {
                    self.parts.head.write(place, member, value);
                }
            }
            Way::Nowhere => {}
        }
    }

    /// Inputs are not unions in any model; protocols define no form for them.
    fn unknown(&mut self, _: &UnknownMember) {}
}

impl<W: ShapeSerializer + ?Sized> Walk<'_, '_, W> {
    /// The destination of a member.
    #[inline]
    fn way(&self, member: &Member) -> Way {
        if !self.parts.binds() {
            return Way::Body;
        }
        match member.location {
            // Response codes have no meaning in a request.
            Location::Body | Location::StatusCode if self.content == Content::Members => Way::Body,
            Location::Body | Location::StatusCode => Way::Nowhere,
            Location::Payload if self.parts.streams() => Way::Nowhere,
            Location::Payload if member.target.kind.is_raw() => Way::Head(Place::Raw),
            Location::Payload => Way::Payload,
            Location::Label => Way::Head(Place::Label),
            Location::Query(name) => Way::Head(Place::Query(name)),
            Location::QueryParams => Way::Head(Place::QueryParams),
            Location::Header(name) => Way::Head(Place::Header(name)),
            Location::PrefixHeaders(prefix) => Way::Head(Place::PrefixHeaders(prefix)),
        }
    }

    /// Starts the body.
    fn begin(&mut self, present: usize) {
        self.parts.has_body = true;
        self.body.begin_structure(self.root, present);
    }

    /// Announces a body member.
    #[inline]
    fn enter(&mut self, member: &'static Member) {
        if !self.parts.has_body {
            self.begin(0);
        }
        self.body.member(member);
    }

    /// Captures a member value; returns true if a replacement was written.
    #[cold]
    fn captured<T: Shape>(&mut self, member: &'static Member, value: &T) -> bool {
        let Some(text) = self.parts.head.capture(member, value) else {
            return false;
        };
        let Some(text) = self.parts.capture(member, text) else {
            return false;
        };
        self.text(member, &text);
        true
    }

    /// Handles an absent member.
    fn absent(&mut self, member: &'static Member) {
        if member.idempotency_token {
            match self.parts.new_token() {
                Some(token) => self.text(member, &token),
                None => self
                    .parts
                    .head
                    .fail(invalid_input(NO_TOKEN).at(member.name)),
            }
        } else if let Some(text) = self.parts.fallback_value(member) {
            self.text(member, &text);
        } else if let (Location::Payload, Kind::Structure(_)) =
            (member.location, &member.target.kind)
            && self.parts.binds()
            && self.parts.empty_body() == EmptyBody::WithInput
        {
            self.parts.has_body = true;
            self.body.begin_structure(member, 0);
            self.body.end_structure(member);
        }
    }

    /// Writes a text as a member value.
    fn text(&mut self, member: &'static Member, value: &str) {
        match self.way(member) {
            Way::Body => {
                self.enter(member);
                self.body.string(member, value);
            }
            Way::Head(place) => self.parts.head.write_text(place, member, value),
            // A payload in the protocol's format is never a text.
            Way::Payload | Way::Nowhere => {}
        }
    }
}
