//! What a model says of a shape.

use super::{Decimal, Deprecated, Docs, Member, Pointer, ShapeName, UnknownTrait, XmlNamespace};

/// A shape with the traits that sit on it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Shape {
    /// Its name.
    pub name: ShapeName,
    /// Its kind, with its members or values.
    pub kind: ShapeKind,
    /// Its traits.
    pub traits: ShapeTraits,
    /// What the passes found out about it.
    pub facts: Facts,
    /// Traits of it that nothing is known of.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Where it stands.
    pub at: Pointer,
}

impl Shape {
    /// A bare shape.
    pub fn new(name: impl Into<ShapeName>, kind: ShapeKind, at: Pointer) -> Self {
        Self {
            name: name.into(),
            kind,
            traits: ShapeTraits::default(),
            facts: Facts::default(),
            unknown_traits: Vec::new(),
            at,
        }
    }

    /// Every member: of a structure or union, a list's one, a map's key and value.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "kinds without members have nothing to give"
    )]
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (many, first, second): (&[Member], _, _) = match &self.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => (members, None, None),
            ShapeKind::List(member) => (&[], Some(&**member), None),
            ShapeKind::Map(key, value) => (&[], Some(&**key), Some(&**value)),
            _ => (&[], None, None),
        };
        many.iter().chain(first).chain(second)
    }

    /// The same, to be changed.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "kinds without members have nothing to give"
    )]
    pub fn members_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        let (many, first, second): (&mut [Member], _, _) = match &mut self.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => (members, None, None),
            ShapeKind::List(member) => (&mut [], Some(&mut **member), None),
            ShapeKind::Map(key, value) => (&mut [], Some(&mut **key), Some(&mut **value)),
            _ => (&mut [], None, None),
        };
        many.iter_mut().chain(first).chain(second)
    }

    /// The member of that name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().find(|member| member.name == *name)
    }
}

/// The kind of a shape.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
#[expect(
    missing_docs,
    reason = "each is the Smithy type of that name, nothing to add"
)]
pub enum ShapeKind {
    Blob,
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    String,
    Enum(Vec<EnumValue>),
    IntEnum(Vec<IntEnumValue>),
    Timestamp,
    Document,
    /// The element.
    List(Box<Member>),
    /// The key and the value.
    Map(Box<Member>, Box<Member>),
    Structure(Vec<Member>),
    /// One member at a time; a streaming one is an event stream.
    Union(Vec<Member>),
}

impl ShapeKind {
    /// The Smithy name of the type, `structure` say.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::String => "string",
            Self::Enum(_) => "enum",
            Self::IntEnum(_) => "intEnum",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::List(_) => "list",
            Self::Map(..) => "map",
            Self::Structure(_) => "structure",
            Self::Union(_) => "union",
        }
    }

    /// Whether it is a number, of whatever width.
    pub fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Short
                | Self::Integer
                | Self::Long
                | Self::Float
                | Self::Double
                | Self::BigInteger
                | Self::BigDecimal
                | Self::IntEnum(_)
        )
    }
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EnumValue {
    /// The name the model gives it; botocore's gives none.
    pub name: Option<String>,
    /// The text on the wire.
    pub value: String,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// What the model says of it.
    pub docs: Option<Docs>,
}

/// A value of an enum of integers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct IntEnumValue {
    /// The name the model gives it.
    pub name: String,
    /// The number on the wire.
    pub value: i32,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// What the model says of it.
    pub docs: Option<Docs>,
}

/// The traits that sit on a shape.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own that a model gives or not"
)]
pub struct ShapeTraits {
    /// What the model says of it.
    pub docs: Option<Docs>,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Whether its value is hidden in logs.
    pub sensitive: bool,
    /// The length a string, blob, list or map must have.
    pub length: Option<Length>,
    /// The range a number must be in.
    pub range: Option<Range>,
    /// The pattern a string must match, in the model's own syntax.
    pub pattern: Option<String>,
    /// Whether the elements of a list must differ.
    pub unique_items: bool,
    /// Whether elements of a list or values of a map may be null.
    pub sparse: bool,
    /// How a timestamp is written.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether a blob is a stream, or a union a stream of events.
    pub streaming: bool,
    /// Whether the length of a stream must be known before it is sent.
    pub requires_length: bool,
    /// Whether a structure is an event of a stream.
    pub event: bool,
    /// The name of the element of an XML body.
    pub xml_name: Option<String>,
    /// The namespace of that element.
    pub xml_namespace: Option<XmlNamespace>,
    /// The media type of a string or blob.
    pub media_type: Option<String>,
    /// That a structure is an error.
    pub error: Option<ErrorTrait>,
}

/// How long a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Length {
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
}

/// How small and large a number may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Range {
    /// At least.
    pub min: Option<Decimal>,
    /// At most.
    pub max: Option<Decimal>,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum TimestampFormat {
    /// RFC 3339 with `Z`.
    DateTime,
    /// Seconds since 1970, with a fraction where there is one.
    EpochSeconds,
    /// RFC 9110's IMF-fixdate.
    HttpDate,
}

/// What makes a structure an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct ErrorTrait {
    /// Who is at fault.
    pub fault: Fault,
    /// Its code on the wire where that is not the name of its shape.
    pub code: Option<String>,
    /// The status it comes with.
    pub http_status: Option<u16>,
    /// Whether the call may be tried again.
    pub retryable: Option<Retryable>,
}

/// Who is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Fault {
    /// The caller.
    Client,
    /// The service.
    Server,
}

/// That a call may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Retryable {
    /// Whether because there were too many.
    pub throttling: bool,
}

/// What the passes find out about a shape.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub struct Facts {
    /// Whether an operation's input reaches it.
    pub in_input: bool,
    /// Whether an operation's output reaches it.
    pub in_output: bool,
    /// Whether an operation's error reaches it.
    pub in_error: bool,
    /// Whether it is itself the input of an operation.
    pub is_input: bool,
    /// Whether it is itself the output of an operation.
    pub is_output: bool,
    /// Whether a value of it can hold a value of it.
    pub recursive: bool,
    /// Whether something sensitive is in it, however deep.
    pub holds_sensitive: bool,
    /// Whether a pass made it, so that the model does not know its name.
    pub synthetic: bool,
}
