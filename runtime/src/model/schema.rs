//! Run-time schemas of shapes: names, members, constraints and bindings, as `'static` data.
//!
//! **Invariants**
//! - A schema is a `static`, so shapes may be recursive: members refer to the schemas of their targets. Schemas made at run time
//!   break such cycles with [`LateMembers`].
//! - [`Member`] has the traits of the member, [`Schema`] those of the target; if both may have a trait, such as a timestamp
//!   format, the member's accessor applies the precedence.
//!
//! <https://smithy.io/2.0/spec/model.html>

mod late;
mod member;
mod traits;

use std::ops::Deref;

pub use self::late::{LateMembers, Members};
pub use self::member::{Location, Member, MemberTraits};
pub use self::traits::{Fault, Length, Namespace, Range, Retryable, Traits};
pub use crate::types::TimestampFormat;

/// A shape. Rare traits are in [`Traits`], available through `Deref`.
///
/// ```
/// use sansmith::schema::{Kind, Member, Schema, Traits, STRING};
///
/// static NAME: Schema =
///     Schema::new("Name", Kind::String).length(Some(1), Some(64));
/// static PERSON_MEMBERS: &[Member] = &[Member::required("Name", &NAME)];
/// static PERSON: Schema = Schema::structure("Person", PERSON_MEMBERS);
///
/// assert_eq!(PERSON.name, "Person");
/// assert_eq!(PERSON.members()[0].target.length.unwrap().max, Some(64));
/// assert_eq!(STRING.kind.as_str(), "string");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Schema {
    /// Name in the model.
    pub name: &'static str,
    /// Kind, with members or values.
    pub kind: Kind,
    /// True if values are redacted.
    pub sensitive: bool,
    /// Length constraint of a string, blob, list or map.
    pub length: Option<Length>,
    /// Pattern (unanchored) in Rust's syntax; `None` if no engine supports it.
    pub pattern: Option<&'static str>,
    traits: &'static Traits,
}

/// The kind of a shape.
#[derive(Debug)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A signed 8-bit integer.
    Byte,
    /// A signed 16-bit integer.
    Short,
    /// A signed 32-bit integer.
    Integer,
    /// A signed 64-bit integer.
    Long,
    /// A 32-bit float.
    Float,
    /// A 64-bit float.
    Double,
    /// An integer of arbitrary size.
    BigInteger,
    /// A decimal number of arbitrary size and precision.
    BigDecimal,
    /// An integer enum, with its known values.
    IntEnum(&'static [i32]),
    /// Text.
    String,
    /// A string enum, with its known values.
    Enum(&'static [&'static str]),
    /// Bytes.
    Blob,
    /// A timestamp.
    Timestamp,
    /// A document.
    Document,
    /// A list with its element member.
    List(&'static Member),
    /// A map with its key and value members.
    Map(&'static Member, &'static Member),
    /// A structure, with members in the model's order.
    Structure(Members),
    /// A union, with members in the model's order.
    Union(Members),
}

impl Kind {
    /// The Smithy name of the type, such as `structure`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::IntEnum(_) => "intEnum",
            Self::String => "string",
            Self::Enum(_) => "enum",
            Self::Blob => "blob",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::List(_) => "list",
            Self::Map(..) => "map",
            Self::Structure(_) => "structure",
            Self::Union(_) => "union",
        }
    }

    /// Returns true if a payload of this kind is the raw body rather than a document.
    pub(crate) const fn is_raw(&self) -> bool {
        matches!(self, Self::Blob | Self::String | Self::Enum(_))
    }
}

impl Deref for Schema {
    type Target = Traits;

    #[inline]
    fn deref(&self) -> &Traits {
        self.traits
    }
}

impl Schema {
    /// A shape without traits.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            sensitive: false,
            length: None,
            pattern: None,
            traits: Traits::NONE,
        }
    }

    /// A structure.
    pub const fn structure(name: &'static str, members: &'static [Member]) -> Self {
        Self::new(name, Kind::Structure(Members::Ready(members)))
    }

    /// A union.
    pub const fn union(name: &'static str, members: &'static [Member]) -> Self {
        Self::new(name, Kind::Union(Members::Ready(members)))
    }

    /// A list with the given element.
    pub const fn list(name: &'static str, element: &'static Member) -> Self {
        Self::new(name, Kind::List(element))
    }

    /// A map from `key` to `value`.
    pub const fn map(name: &'static str, key: &'static Member, value: &'static Member) -> Self {
        Self::new(name, Kind::Map(key, value))
    }

    /// An enum of `values`.
    pub const fn enumeration(name: &'static str, values: &'static [&'static str]) -> Self {
        Self::new(name, Kind::Enum(values))
    }

    /// An integer enum of `values`.
    pub const fn int_enumeration(name: &'static str, values: &'static [i32]) -> Self {
        Self::new(name, Kind::IntEnum(values))
    }

    /// Marks values as sensitive: `smithy.api#sensitive`.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// `smithy.api#length`: characters of a string, bytes of a blob, entries of a list or map.
    #[must_use]
    pub const fn length(mut self, min: Option<u64>, max: Option<u64>) -> Self {
        self.length = Some(Length { min, max });
        self
    }

    /// `smithy.api#pattern`.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Sets the rare traits.
    #[must_use]
    pub const fn with(mut self, traits: &'static Traits) -> Self {
        self.traits = traits;
        self
    }

    /// The timestamp format, if set on the shape.
    pub(crate) const fn written_as(&self) -> Option<TimestampFormat> {
        self.traits.timestamp_format
    }

    /// Members of a structure or union; empty for others.
    #[inline]
    pub fn members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure(members) | Kind::Union(members) => members.get(),
            _ => &[],
        }
    }

    /// Members of a `static` schema, for use in constants; empty for a schema made at run time.
    pub(crate) const fn ready_members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure(Members::Ready(members)) | Kind::Union(Members::Ready(members)) => {
                members
            }
            _ => &[],
        }
    }

    /// Returns true for unions.
    pub const fn is_union(&self) -> bool {
        matches!(self.kind, Kind::Union(_))
    }
}

/// The schema of a plain `bool`.
pub static BOOLEAN: Schema = Schema::new("Boolean", Kind::Boolean);
/// The schema of a plain `i8`.
pub static BYTE: Schema = Schema::new("Byte", Kind::Byte);
/// The schema of a plain `i16`.
pub static SHORT: Schema = Schema::new("Short", Kind::Short);
/// The schema of a plain `i32`.
pub static INTEGER: Schema = Schema::new("Integer", Kind::Integer);
/// The schema of a plain `i64`.
pub static LONG: Schema = Schema::new("Long", Kind::Long);
/// The schema of a plain `f32`.
pub static FLOAT: Schema = Schema::new("Float", Kind::Float);
/// The schema of a plain `f64`.
pub static DOUBLE: Schema = Schema::new("Double", Kind::Double);
/// The schema of a plain [`BigInteger`](crate::types::BigInteger).
pub static BIG_INTEGER: Schema = Schema::new("BigInteger", Kind::BigInteger);
/// The schema of a plain [`BigDecimal`](crate::types::BigDecimal).
pub static BIG_DECIMAL: Schema = Schema::new("BigDecimal", Kind::BigDecimal);
/// The schema of a plain `String`.
pub static STRING: Schema = Schema::new("String", Kind::String);
/// The schema of a plain [`Blob`](crate::types::Blob).
pub static BLOB: Schema = Schema::new("Blob", Kind::Blob);
/// The schema of a plain [`Timestamp`](crate::types::Timestamp).
pub static TIMESTAMP: Schema = Schema::new("Timestamp", Kind::Timestamp);
/// The schema of a plain [`Document`](crate::types::Document).
pub static DOCUMENT: Schema = Schema::new("Document", Kind::Document);
