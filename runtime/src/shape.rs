//! The trait of all modelled values, for serializing to a [`ValueSerializer`] and deserializing from a [`ShapeDeserializer`].
//!
//! Generated code implements [`Shape`] for structures, unions and enums; this module for scalars, lists and maps. Codecs are
//! written once, so generated crates contain no codec code.
//!
//! **Invariants**
//! - Independent of codecs.
//! - Visitor functions are generic, so a generated crate contains no code for a codec until it is used. `dyn` codecs are
//!   supported too, to reduce code size at the expense of speed.

pub mod builder;
mod collections;
pub(crate) mod debug;
pub mod deserializer;
mod dynamic;
mod known;
#[cfg(feature = "page")]
pub mod node;
mod scalars;
pub(crate) mod sealed;
pub mod serializer;

pub use self::builder::{IntoList, IntoMap, IntoTexts, IsSet, Set};
pub use self::deserializer::{MemberSource, ShapeDeserializer, Source, zero_value};
pub use self::dynamic::{DynShape, Type};
pub use self::known::{UnknownEnumValue, known};

use std::fmt::Debug;

use crate::model::schema::{Kind, Member, Schema};
use crate::shape::sealed::Sealed;
use crate::types::UnknownMember;

/// A value described by a model.
///
/// Default methods are for structures and unions, which only implement [`members`](Self::members) and [`build`](Self::build).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a modelled type, so it can be neither serialized nor parsed",
    label = "expected a generated type, or a type that represents a shape"
)]
pub trait Shape: Clone + Debug + PartialEq + Sized + 'static {
    /// The schema. That of a standalone list or map has no name; within another value, the containing
    /// [`Member`] has the element names.
    const SCHEMA: &'static Schema;

    /// True if the value may be omitted: only for `Option`.
    const OPTIONAL: bool = false;

    /// True if null is a value rather than absence: only for documents.
    const HOLDS_NULL: bool = false;

    /// True for scalars, and for lists and maps of scalars: types that can be bound to path, query or headers.
    const SIMPLE: bool = !matches!(
        Self::SCHEMA.kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::Document
    );

    /// True if values have schemas of their own, because their model is only known at run time. [`SCHEMA`](Self::SCHEMA) has no
    /// meaning then.
    const DYNAMIC: bool = false;

    /// The schema of the value: [`SCHEMA`](Self::SCHEMA), unless the type is [`DYNAMIC`](Self::DYNAMIC).
    #[inline]
    fn own_schema(&self) -> &'static Schema {
        Self::SCHEMA
    }

    /// Returns true if null is a value of member `at` rather than absence.
    #[inline]
    fn holds_null(at: &Member) -> bool {
        let _ = at;
        Self::HOLDS_NULL
    }

    /// Serializes the value.
    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        serializer.structure(self)
    }

    /// Deserializes the value. Errors are kept by the deserializer, and the result continues with a zero value: callers check for
    /// an error once, at the end.
    fn read<T: ShapeDeserializer + ?Sized>(from: Source<'_, T>) -> Self {
        from.structure()
    }

    /// Visits all members, present or not; for a union, the one that is set.
    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        let _ = visitor;
    }

    /// Constructs a value from its members. Absent ones get zero values: `""`, `0`, `false`, an empty list.
    fn build<S: MemberSource>(source: &mut S) -> Self;

    /// Equality, comparing floats by bits.
    fn same(&self, other: &Self) -> bool {
        self == other
    }

    /// Returns true if there is nothing to serialize.
    fn is_absent(&self) -> bool {
        false
    }

    /// The first level of the value, for `JMESPath`.
    #[cfg(feature = "page")]
    #[doc(hidden)]
    fn open(&self) -> node::Opened<'_> {
        node::open(self)
    }
}

/// A map key: string or enum.
pub trait Key: Shape + Ord + AsRef<str> + for<'t> From<&'t str> {
    /// The key as text.
    fn as_key(&self) -> &str {
        self.as_ref()
    }

    /// Parses a key.
    fn from_key(text: &str) -> Self {
        Self::from(text)
    }
}

impl<T: Shape + Ord + AsRef<str> + for<'t> From<&'t str>> Key for T {}

/// A serializer for a single value, by type; consumed by the call.
///
/// Codecs usually implement [`ShapeSerializer`](crate::shape::serializer::ShapeSerializer) instead, which takes a stream of
/// events and supports `dyn`; this trait is for serializers that are passed by value, such as serde's.
pub trait ValueSerializer: Sized + Sealed {
    /// Result.
    type Out;

    /// A null in a sparse list or map.
    fn null(self) -> Self::Out;
    /// A boolean.
    fn boolean(self, value: bool) -> Self::Out;
    /// A byte, short, integer or long, depending on the schema.
    fn integer(self, value: i64) -> Self::Out;
    /// A 32-bit float.
    fn float(self, value: f32) -> Self::Out;
    /// A 64-bit float.
    fn double(self, value: f64) -> Self::Out;
    /// A big number in JSON syntax.
    fn number(self, value: &str) -> Self::Out;
    /// Text.
    fn string(self, value: &str) -> Self::Out;
    /// The wire value of a string enum.
    fn enumeration(self, value: &str) -> Self::Out;
    /// Bytes.
    fn blob(self, value: &crate::types::Blob) -> Self::Out;
    /// A timestamp.
    fn timestamp(self, value: &crate::types::Timestamp) -> Self::Out;
    /// A document.
    fn document(self, value: &crate::types::Document) -> Self::Out;
    /// A list.
    fn list<T: Shape>(self, value: &[T]) -> Self::Out;
    /// A map.
    fn map<K: Key, T: Shape>(self, value: &std::collections::BTreeMap<K, T>) -> Self::Out;
    /// A structure or union, depending on the schema.
    fn structure<T: Shape>(self, value: &T) -> Self::Out;
}

/// A visitor of structure or union members; it may keep references while the value is borrowed.
pub trait MemberVisitor<'s>: Sealed {
    /// Visits the member at `index` of the schema, present or not.
    fn member<T: Shape>(&mut self, index: usize, value: &'s T);

    /// Like [`member`](Self::member), returning the visitor for chaining.
    #[inline]
    fn visit<T: Shape>(&mut self, index: usize, value: &'s T) -> &mut Self {
        self.member(index, value);
        self
    }

    /// Visits an unknown union member.
    fn unknown(&mut self, member: &'s UnknownMember);
}
