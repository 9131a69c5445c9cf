//! Shapes and their traits.

use super::{Decimal, Deprecated, Docs, Member, Pointer, ShapeName, UnknownTrait, XmlNamespace};

/// A shape with the traits applied to it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Shape {
    /// Its name.
    pub name: ShapeName,
    /// Kind, with members or values.
    pub kind: ShapeKind,
    /// Its traits.
    pub traits: ShapeTraits,
    /// Facts computed by the passes.
    pub facts: Facts,
    /// Traits unknown to the generator.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Location in the source.
    pub at: Pointer,
}

impl Shape {
    /// A shape without traits.
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

    /// Returns true if a member must be set: required, without a default, not in an error, and not a token filled by requests.
    pub fn requires(&self, member: &Member) -> bool {
        let filled = self.facts.is_input && member.idempotency_token;
        let spared = member.client_optional || filled || self.traits.error.is_some();
        member.required && !spared && member.held_default().is_none()
    }

    /// All members: those of a structure or union, the element of a list, the key and value of a map.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (many, first, second): (&[Member], _, _) = match &self.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => (members, None, None),
            ShapeKind::List(member) => (&[], Some(&**member), None),
            ShapeKind::Map(key, value) => (&[], Some(&**key), Some(&**value)),
            _ => (&[], None, None),
        };
        many.iter().chain(first).chain(second)
    }

    /// The members, mutable.
    pub fn members_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        let (many, first, second): (&mut [Member], _, _) = match &mut self.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => (members, None, None),
            ShapeKind::List(member) => (&mut [], Some(&mut **member), None),
            ShapeKind::Map(key, value) => (&mut [], Some(&mut **key), Some(&mut **value)),
            _ => (&mut [], None, None),
        };
        many.iter_mut().chain(first).chain(second)
    }

    /// The member with the given name.
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
    /// Exactly one member is set. A streaming union is an event stream.
    Union(Vec<Member>),
}

impl ShapeKind {
    /// The Smithy name of the type, such as `structure`.
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

    /// Returns true for numbers of any width.
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

/// An enum value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EnumValue {
    /// Name, if the model gives one; botocore models do not.
    pub name: Option<String>,
    /// The text on the wire.
    pub value: String,
    /// True if clients must not see it in messages: `smithy.api#internal`.
    pub internal: bool,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
}

/// An integer enum value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct IntEnumValue {
    /// Name in the model.
    pub name: String,
    /// The number on the wire.
    pub value: i32,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
}

/// Traits of a shape.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate trait")]
pub struct ShapeTraits {
    /// Documentation from the model.
    pub docs: Option<Docs>,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// Values are redacted in logs.
    pub sensitive: bool,
    /// Length constraint of a string, blob, list or map.
    pub length: Option<Length>,
    /// Range constraint of a number.
    pub range: Option<Range>,
    /// Pattern constraint of a string, in the model's syntax.
    pub pattern: Option<String>,
    /// List elements must be unique.
    pub unique_items: bool,
    /// List elements or map values may be null.
    pub sparse: bool,
    /// Timestamp format.
    pub timestamp_format: Option<TimestampFormat>,
    /// Streaming blob, or union that is an event stream.
    pub streaming: bool,
    /// The length of the stream must be known before sending.
    pub requires_length: bool,
    /// Structure that is an event of an event stream.
    pub event: bool,
    /// Element name of an XML body.
    pub xml_name: Option<String>,
    /// The namespace of that element.
    pub xml_namespace: Option<XmlNamespace>,
    /// Media type of a string or blob.
    pub media_type: Option<String>,
    /// Error trait of a structure.
    pub error: Option<ErrorTrait>,
}

/// Length constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Length {
    /// Minimum length.
    pub min: Option<u64>,
    /// Maximum length.
    pub max: Option<u64>,
}

/// Range constraint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Range {
    /// Minimum.
    pub min: Option<Decimal>,
    /// Maximum.
    pub max: Option<Decimal>,
}

/// Wire format of a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum TimestampFormat {
    /// RFC 3339 with `Z`.
    DateTime,
    /// Seconds since 1970, with an optional fraction.
    EpochSeconds,
    /// RFC 9110's IMF-fixdate.
    HttpDate,
}

/// Error trait of a structure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct ErrorTrait {
    /// Responsible party.
    pub fault: Fault,
    /// Error code on the wire, if it differs from the shape name.
    pub code: Option<String>,
    /// HTTP status of the error.
    pub http_status: Option<u16>,
    /// Retry information; `None` if the error is not retryable.
    pub retryable: Option<Retryable>,
}

/// Party responsible for an error.
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

/// Retry information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Retryable {
    /// Retryable because of throttling.
    pub throttling: bool,
}

/// Facts about a shape, computed by the passes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub struct Facts {
    /// Reachable from the input of an operation.
    pub in_input: bool,
    /// Reachable from the output of an operation.
    pub in_output: bool,
    /// Reachable from an error of an operation.
    pub in_error: bool,
    /// Input of an operation.
    pub is_input: bool,
    /// Output of an operation.
    pub is_output: bool,
    /// Contains itself, directly or indirectly.
    pub recursive: bool,
    /// Contains sensitive data at any depth.
    pub holds_sensitive: bool,
    /// Created by a pass, so absent from the model.
    pub synthetic: bool,
}
