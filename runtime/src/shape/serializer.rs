//! A shape as a stream of events: implemented by each codec that writes, and the [`ValueSerializer`] that drives it.
//!
//! **Invariants**
//! - [`ShapeSerializer`] has no generic method, so it can be a `dyn ShapeSerializer`; every codec that writes is one.
//! - Events nest: each `begin_…` has its `end_…`, and exactly one value follows each `member`, `element` or `key`.
//! - Every event says at which [`Member`] it stands, so a serializer keeps no schema of its own.

use std::collections::BTreeMap;

use crate::model::schema::{Kind, Member};
use crate::shape::{Key, MemberVisitor, Shape, ValueSerializer};
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// Takes a value as a stream of events.
///
/// `at` is the member that holds the value: of a structure, of a list, of a map; of a value that nothing holds, a
/// bare [`Member`] named after its shape.
pub trait ShapeSerializer {
    /// Tells whether the serializer needs the number of members that a structure has; counting costs a walk.
    #[inline]
    fn counts(&self) -> bool {
        true
    }
    /// A structure or union begins; `at.target` is its schema, `present` the number of members that follow, if
    /// the serializer [`counts`](Self::counts) them.
    fn begin_structure(&mut self, at: &Member, present: usize);
    /// The value of that member follows.
    fn member(&mut self, member: &'static Member);
    /// The one member of a union follows that the model does not know; its value is at hand.
    fn unknown(&mut self, at: &Member, member: &UnknownMember);
    /// The structure or union ends.
    fn end_structure(&mut self, at: &Member);
    /// A list of `length` begins.
    fn begin_list(&mut self, at: &Member, length: usize);
    /// The element at `index` follows.
    fn element(&mut self, element: &'static Member, index: usize);
    /// The list ends.
    fn end_list(&mut self, at: &Member);
    /// A map of `length` begins.
    fn begin_map(&mut self, at: &Member, length: usize);
    /// A key; its value follows. `at` is the member that holds the map, `index` counts the entries.
    fn key(&mut self, at: &Member, key: &str, index: usize);
    /// The map ends.
    fn end_map(&mut self, at: &Member);
    /// Nothing, where a sparse list or map has a hole.
    fn null(&mut self, at: &Member);
    /// A boolean.
    fn boolean(&mut self, at: &Member, value: bool);
    /// A byte, short, integer or long; `at.target` says which.
    fn integer(&mut self, at: &Member, value: i64);
    /// A float of 32 bits.
    fn float(&mut self, at: &Member, value: f32);
    /// A float of 64 bits.
    fn double(&mut self, at: &Member, value: f64);
    /// A number of any size, as JSON writes it: text, where a format has nothing better for it.
    fn number(&mut self, at: &Member, value: &str) {
        self.string(at, value);
    }
    /// Text.
    fn string(&mut self, at: &Member, value: &str);
    /// The wire value of an enum.
    fn enumeration(&mut self, at: &Member, value: &str);
    /// Bytes.
    fn blob(&mut self, at: &Member, value: &Blob);
    /// An instant.
    fn timestamp(&mut self, at: &Member, value: &Timestamp);
    /// A document.
    fn document(&mut self, at: &Member, value: &Document);
}

/// Writes a value that nothing holds.
pub fn write<T: Shape, W: ShapeSerializer + ?Sized>(value: &T, writer: &mut W) {
    let root = Member::new(T::SCHEMA.name, T::SCHEMA);
    value.write(Push { writer, at: &root });
}

/// Writes a value that `at` holds.
pub fn write_at<T: Shape, W: ShapeSerializer + ?Sized>(value: &T, at: &Member, writer: &mut W) {
    value.write(Push { writer, at });
}

/// The value serializer that turns the walk into events.
struct Push<'a, W: ?Sized> {
    writer: &'a mut W,
    at: &'a Member,
}

/// The members of one structure, as events.
struct PushMembers<'a, W: ?Sized> {
    writer: &'a mut W,
    at: &'a Member,
    members: &'static [Member],
}

impl<W: ShapeSerializer + ?Sized> MemberVisitor<'_> for PushMembers<'_, W> {
    #[inline]
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        if value.is_absent() {
            return;
        }
        if let Some(member) = self.members.get(index) {
            self.writer.member(member);
            value.write(Push {
                writer: &mut *self.writer,
                at: member,
            });
        }
    }

    fn unknown(&mut self, member: &UnknownMember) {
        self.writer.unknown(self.at, member);
    }
}

/// Counts the members that are present.
struct Count(usize);

impl MemberVisitor<'_> for Count {
    #[inline]
    fn member<T: Shape>(&mut self, _: usize, value: &T) {
        self.0 += usize::from(!value.is_absent());
    }

    fn unknown(&mut self, _: &UnknownMember) {
        self.0 += 1;
    }
}

/// The number of members of a structure that are present.
#[inline]
pub fn present<T: Shape>(value: &T) -> usize {
    let mut count = Count(0);
    value.members(&mut count);
    count.0
}

impl<W: ShapeSerializer + ?Sized> ValueSerializer for Push<'_, W> {
    type Out = ();

    #[inline]
    fn null(self) {
        self.writer.null(self.at);
    }

    #[inline]
    fn boolean(self, value: bool) {
        self.writer.boolean(self.at, value);
    }

    #[inline]
    fn integer(self, value: i64) {
        self.writer.integer(self.at, value);
    }

    #[inline]
    fn float(self, value: f32) {
        self.writer.float(self.at, value);
    }

    #[inline]
    fn double(self, value: f64) {
        self.writer.double(self.at, value);
    }

    fn number(self, value: &str) {
        self.writer.number(self.at, value);
    }

    #[inline]
    fn string(self, value: &str) {
        self.writer.string(self.at, value);
    }

    #[inline]
    fn enumeration(self, value: &str) {
        self.writer.enumeration(self.at, value);
    }

    #[inline]
    fn blob(self, value: &Blob) {
        self.writer.blob(self.at, value);
    }

    #[inline]
    fn timestamp(self, value: &Timestamp) {
        self.writer.timestamp(self.at, value);
    }

    #[inline]
    fn document(self, value: &Document) {
        self.writer.document(self.at, value);
    }

    fn list<T: Shape>(self, value: &[T]) {
        let Kind::List(element) = self.at.target.kind else {
            return;
        };
        self.writer.begin_list(self.at, value.len());
        for (index, item) in value.iter().enumerate() {
            self.writer.element(element, index);
            item.write(Push {
                writer: &mut *self.writer,
                at: element,
            });
        }
        self.writer.end_list(self.at);
    }

    fn map<K: Key, T: Shape>(self, value: &BTreeMap<K, T>) {
        let Kind::Map(_, held) = self.at.target.kind else {
            return;
        };
        self.writer.begin_map(self.at, value.len());
        for (index, (key, item)) in value.iter().enumerate() {
            self.writer.key(self.at, key.as_key(), index);
            item.write(Push {
                writer: &mut *self.writer,
                at: held,
            });
        }
        self.writer.end_map(self.at);
    }

    #[inline]
    fn structure<T: Shape>(self, value: &T) {
        let present = if self.writer.counts() {
            present(value)
        } else {
            0
        };
        self.writer.begin_structure(self.at, present);
        value.members(&mut PushMembers {
            writer: &mut *self.writer,
            at: self.at,
            members: T::SCHEMA.members(),
        });
        self.writer.end_structure(self.at);
    }
}
