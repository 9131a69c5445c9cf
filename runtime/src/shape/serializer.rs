//! The serialization interface that codecs implement as a stream of events, and the [`ValueSerializer`] that drives it.
//!
//! **Invariants**
//! - [`ShapeSerializer`] has no generic methods, so `dyn` is possible; every serializing codec implements it.
//! - Events are nested: each `begin_…` has its `end_…`, and exactly one value follows each `member`, `element` or `key`.
//! - Every event has its [`Member`], so serializers need not track schemas.

use std::collections::BTreeMap;

use crate::model::schema::{Kind, Member};
use crate::shape::sealed::Sealed;
use crate::shape::{Key, MemberVisitor, Shape, ValueSerializer};
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// Serializes a value from a stream of events.
///
/// `at` is the member that holds the value, in a structure, list or map; for a root value, a plain [`Member`] named after its
/// shape.
pub trait ShapeSerializer {
    /// Returns true if the number of structure members is needed; counting requires another walk.
    #[inline]
    fn counts(&self) -> bool {
        true
    }
    /// Begins a structure or union; `at.target` is its schema, `present` the number of members that follow, if
    /// [`counts`](Self::counts) is true.
    fn begin_structure(&mut self, at: &Member, present: usize);
    /// Announces the value of a member.
    fn member(&mut self, member: &'static Member);
    /// Writes the unknown member of a union.
    fn unknown(&mut self, at: &Member, member: &UnknownMember);
    /// Ends the structure or union.
    fn end_structure(&mut self, at: &Member);
    /// Begins a list of `length` elements.
    fn begin_list(&mut self, at: &Member, length: usize);
    /// Announces the element at `index`.
    fn element(&mut self, element: &'static Member, index: usize);
    /// Ends the list.
    fn end_list(&mut self, at: &Member);
    /// Begins a map of `length` entries.
    fn begin_map(&mut self, at: &Member, length: usize);
    /// Writes a key; its value follows. `at` is the member that holds the map, `index` counts the entries.
    fn key(&mut self, at: &Member, key: &str, index: usize);
    /// Ends the map.
    fn end_map(&mut self, at: &Member);
    /// A null in a sparse list or map.
    fn null(&mut self, at: &Member);
    /// A boolean.
    fn boolean(&mut self, at: &Member, value: bool);
    /// A byte, short, integer or long, depending on `at.target`.
    fn integer(&mut self, at: &Member, value: i64);
    /// A 32-bit float.
    fn float(&mut self, at: &Member, value: f32);
    /// A 64-bit float.
    fn double(&mut self, at: &Member, value: f64);
    /// A big number in JSON syntax; written as text if the format has no numbers of that size.
    fn number(&mut self, at: &Member, value: &str) {
        self.string(at, value);
    }
    /// Text.
    fn string(&mut self, at: &Member, value: &str);
    /// The wire value of a string enum.
    fn enumeration(&mut self, at: &Member, value: &str);
    /// Bytes.
    fn blob(&mut self, at: &Member, value: &Blob);
    /// A timestamp.
    fn timestamp(&mut self, at: &Member, value: &Timestamp);
    /// A document.
    fn document(&mut self, at: &Member, value: &Document);
}

/// Serializes a root value.
pub fn write<T: Shape, W: ShapeSerializer + ?Sized>(value: &T, writer: &mut W) {
    let schema = value.own_schema();
    let root = Member::new(schema.name, schema);
    value.write(Push { writer, at: &root });
}

/// Serializes a value held by member `at`.
pub fn write_at<T: Shape, W: ShapeSerializer + ?Sized>(value: &T, at: &Member, writer: &mut W) {
    value.write(Push { writer, at });
}

/// Converts the walk to events.
struct Push<'a, W: ?Sized> {
    writer: &'a mut W,
    at: &'a Member,
}

/// Converts structure members to events.
struct PushMembers<'a, W: ?Sized> {
    writer: &'a mut W,
    at: &'a Member,
    members: &'static [Member],
}

impl<W: ShapeSerializer + ?Sized> Sealed for PushMembers<'_, W> {}

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

/// Counts present members.
struct Count(usize);

impl Sealed for Count {}

impl MemberVisitor<'_> for Count {
    #[inline]
    fn member<T: Shape>(&mut self, _: usize, value: &T) {
        self.0 += usize::from(!value.is_absent());
    }

    fn unknown(&mut self, _: &UnknownMember) {
        self.0 += 1;
    }
}

/// Number of present members in a structure.
#[inline]
pub fn present<T: Shape>(value: &T) -> usize {
    let mut count = Count(0);
    value.members(&mut count);
    count.0
}

impl<W: ShapeSerializer + ?Sized> Sealed for Push<'_, W> {}

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
            members: value.own_schema().members(),
        });
        self.writer.end_structure(self.at);
    }
}
