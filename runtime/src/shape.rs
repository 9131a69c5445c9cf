//! The one trait of every value a model can describe, with its two walks: out to a [`ValueSerializer`], in from a [`ShapeDeserializer`].
//!
//! Generated code implements [`Shape`] for each structure, union and enum; this module does for scalars, lists and
//! maps. Every codec is a serializer or a deserializer, written once, so a crate has no code of its own for any of them.
//!
//! **Invariants**
//! - Nothing here knows a codec.
//! - The walks are generic, so a generated crate holds no code for a codec until somebody calls it; both take a
//!   `dyn` codec where size matters more than speed.

pub mod builder;
mod collections;
pub mod debug;
pub mod deserializer;
mod dynamic;
mod known;
mod scalars;
pub mod serializer;
pub mod structure;

pub use self::builder::{Build, IntoList, IntoMap, IntoTexts, IsSet, Set};
pub use self::deserializer::{MemberSource, ShapeDeserializer, Source, zero_value};
pub use self::dynamic::{DynShape, Type};
pub use self::known::{UnknownEnumValue, known};

use std::fmt::Debug;

use crate::model::schema::{Kind, Schema};
use crate::types::UnknownMember;

/// A value that a model describes.
///
/// The defaults are those of a structure or union: its code is [`members`](Self::members) and
/// [`build`](Self::build) alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not described by a model, so it is neither written nor read",
    label = "expected what a model describes: a type that is generated, or one that stands for a shape",
    note = "an operation that takes or gives an `EventStream` has its types and its schema; its messages are not written or read yet"
)]
pub trait Shape: Clone + Debug + PartialEq + Sized + 'static {
    /// What the model says of the shape. A list or map that stands alone has one without a name; inside of another
    /// value, what its elements are called comes from the [`Member`](crate::model::schema::Member) that holds it.
    const SCHEMA: &'static Schema;

    /// Whether the value may be left out without a word: only `Option` says so.
    const OPTIONAL: bool = false;

    /// Whether a null is a value of this type and not the absence of one: only documents say so.
    const HOLDS_NULL: bool = false;

    /// Whether the value is a scalar, or lists and maps of scalars: what can travel in a path, a query or a header.
    const SIMPLE: bool = !matches!(
        Self::SCHEMA.kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::Document
    );

    /// Hands the value to a serializer.
    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        serializer.structure(self)
    }

    /// Reads the value from a node of a message. An error is kept by the deserializer, and what is read goes on as if it were
    /// a zero: the caller asks once, at the end.
    fn read<T: ShapeDeserializer + ?Sized>(from: Source<'_, T>) -> Self {
        from.structure()
    }

    /// Hands each member, present or not, to `members`; of a union the one it has.
    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        let _ = visitor;
    }

    /// Makes a value of its members. What has none is its zero: `""`, `0`, `false`, an empty list.
    fn build<S: MemberSource>(source: &mut S) -> Self;

    /// Whether both are the same, floats by their bits.
    fn same(&self, other: &Self) -> bool {
        self == other
    }

    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool {
        false
    }
}

/// What can be the key of a map: a string or an enum.
pub trait Key: Shape + Ord + AsRef<str> + for<'t> From<&'t str> {
    /// The key as text.
    fn as_key(&self) -> &str {
        self.as_ref()
    }

    /// The key that a text is.
    fn from_key(text: &str) -> Self {
        Self::from(text)
    }
}

impl<T: Shape + Ord + AsRef<str> + for<'t> From<&'t str>> Key for T {}

/// Where a value goes, by its type; it is used up by the one value it takes.
///
/// A codec rather implements [`ShapeSerializer`](crate::shape::serializer::ShapeSerializer), which is a stream of events and can be a `dyn`;
/// this trait is for what must own the way down, as serde does.
pub trait ValueSerializer: Sized {
    /// What comes back.
    type Out;

    /// Nothing, where a sparse list or map has a hole.
    fn null(self) -> Self::Out;
    /// A boolean.
    fn boolean(self, value: bool) -> Self::Out;
    /// A byte, short, integer or long; the schema says which.
    fn integer(self, value: i64) -> Self::Out;
    /// A float of 32 bits.
    fn float(self, value: f32) -> Self::Out;
    /// A float of 64 bits.
    fn double(self, value: f64) -> Self::Out;
    /// A number of any size, as JSON writes it.
    fn number(self, value: &str) -> Self::Out;
    /// Text.
    fn string(self, value: &str) -> Self::Out;
    /// The wire value of an enum.
    fn enumeration(self, value: &str) -> Self::Out;
    /// Bytes.
    fn blob(self, value: &crate::types::Blob) -> Self::Out;
    /// An instant.
    fn timestamp(self, value: &crate::types::Timestamp) -> Self::Out;
    /// A document.
    fn document(self, value: &crate::types::Document) -> Self::Out;
    /// A list.
    fn list<T: Shape>(self, value: &[T]) -> Self::Out;
    /// A map.
    fn map<K: Key, T: Shape>(self, value: &std::collections::BTreeMap<K, T>) -> Self::Out;
    /// A structure or union; its schema says which.
    fn structure<T: Shape>(self, value: &T) -> Self::Out;
}

/// Takes the members of a structure or union one by one; it may keep them as long as the value is there.
pub trait MemberVisitor<'s> {
    /// The member at `index` of the schema, present or not.
    fn member<T: Shape>(&mut self, index: usize, value: &'s T);

    /// The same, and the next may follow in the same expression.
    #[inline]
    fn visit<T: Shape>(&mut self, index: usize, value: &'s T) -> &mut Self {
        self.member(index, value);
        self
    }

    /// What a union holds that the model does not know.
    fn unknown(&mut self, member: &'s UnknownMember);
}
