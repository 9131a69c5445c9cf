//! What a generated crate knows of its shapes at run time: names, members, constraints and bindings, as `'static` data.
//!
//! **Invariants**
//! - A schema is a `static`, so a shape may reach itself: members point at the schemas of their targets.
//! - [`Member`] carries what the model says of the member, [`Schema`] what it says of the target; where both may say
//!   a thing (a timestamp's format, say), the accessor of the member settles who wins.
//!
//! <https://smithy.io/2.0/spec/model.html>

mod member;
mod traits;

use std::ops::Deref;

pub use self::member::{Location, Member, MemberTraits};
pub use self::traits::{Fault, Length, Namespace, Range, Retryable, Traits};
pub use crate::types::TimestampFormat;

/// A shape of the model: what it says beyond a name and a kind is in [`Traits`], by `Deref`.
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
    /// The name of the shape in the model.
    pub name: &'static str,
    /// Its kind, with its members or values.
    pub kind: Kind,
    /// Whether its values are hidden wherever a value is shown.
    pub sensitive: bool,
    /// How long a string, blob, list or map must be.
    pub length: Option<Length>,
    /// The pattern a string must match somewhere, in Rust's syntax; `None` too where no engine takes the model's.
    pub pattern: Option<&'static str>,
    traits: &'static Traits,
}

/// The kind of a shape.
#[derive(Debug)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A signed integer of 8 bits.
    Byte,
    /// A signed integer of 16 bits.
    Short,
    /// A signed integer of 32 bits.
    Integer,
    /// A signed integer of 64 bits.
    Long,
    /// A float of 32 bits.
    Float,
    /// A float of 64 bits.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size and precision.
    BigDecimal,
    /// An integer of 32 bits out of a set, with the values the model knows.
    IntEnum(&'static [i32]),
    /// Text.
    String,
    /// Text out of a set, with the values the model knows.
    Enum(&'static [&'static str]),
    /// Bytes.
    Blob,
    /// An instant.
    Timestamp,
    /// Whatever JSON can say.
    Document,
    /// A list, with its element.
    List(&'static Member),
    /// A map, with its key and its value.
    Map(&'static Member, &'static Member),
    /// A structure, with its members in the model's order.
    Structure(&'static [Member]),
    /// A union, with its members in the model's order.
    Union(&'static [Member]),
}

impl Kind {
    /// The Smithy name of the type, `structure` say.
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

    /// Whether a body that is one such value is its bytes, and no document of the protocol.
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
    /// A shape that the model says nothing more of.
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
        Self::new(name, Kind::Structure(members))
    }

    /// A union.
    pub const fn union(name: &'static str, members: &'static [Member]) -> Self {
        Self::new(name, Kind::Union(members))
    }

    /// A list of what `element` says.
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

    /// An enum of integers.
    pub const fn int_enumeration(name: &'static str, values: &'static [i32]) -> Self {
        Self::new(name, Kind::IntEnum(values))
    }

    /// Values are hidden: `smithy.api#sensitive`.
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

    /// The same schema with these traits.
    #[must_use]
    pub const fn with(mut self, traits: &'static Traits) -> Self {
        self.traits = traits;
        self
    }

    /// How a timestamp is written, where the shape says so.
    pub(crate) const fn written_as(&self) -> Option<TimestampFormat> {
        self.traits.timestamp_format
    }

    /// The members of a structure or union; none of anything else.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "kinds without named members have none to give"
    )]
    pub const fn members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure(members) | Kind::Union(members) => members,
            _ => &[],
        }
    }

    /// Whether it is a union.
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
