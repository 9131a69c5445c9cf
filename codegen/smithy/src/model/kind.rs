//! The types of shapes.
//!
//! <https://smithy.io/2.0/spec/model.html#shape-types>

use std::fmt;

/// The type of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum ShapeType {
    Blob,
    Boolean,
    String,
    Timestamp,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Document,
    Double,
    BigDecimal,
    BigInteger,
    Enum,
    IntEnum,
    List,
    Set,
    Map,
    Structure,
    Union,
    Member,
    Service,
    Resource,
    Operation,
}

impl ShapeType {
    /// All types with their names.
    const NAMES: [(Self, &'static str); 24] = [
        (Self::Blob, "blob"),
        (Self::Boolean, "boolean"),
        (Self::String, "string"),
        (Self::Timestamp, "timestamp"),
        (Self::Byte, "byte"),
        (Self::Short, "short"),
        (Self::Integer, "integer"),
        (Self::Long, "long"),
        (Self::Float, "float"),
        (Self::Document, "document"),
        (Self::Double, "double"),
        (Self::BigDecimal, "bigDecimal"),
        (Self::BigInteger, "bigInteger"),
        (Self::Enum, "enum"),
        (Self::IntEnum, "intEnum"),
        (Self::List, "list"),
        (Self::Set, "set"),
        (Self::Map, "map"),
        (Self::Structure, "structure"),
        (Self::Union, "union"),
        (Self::Member, "member"),
        (Self::Service, "service"),
        (Self::Resource, "resource"),
        (Self::Operation, "operation"),
    ];

    /// The type with the given name in models; `member` has none.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found
            .map(|(kind, _)| *kind)
            .filter(|kind| *kind != Self::Member)
    }

    /// The name as models write it.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(kind, _)| *kind == self);
        found.map_or("", |(_, name)| name)
    }

    /// Returns true for types without members that are neither service, resource nor operation.
    pub fn is_simple(self) -> bool {
        self < Self::Enum
    }

    /// Returns true for types that had a default of zero or false in Smithy 1.0.
    pub fn had_default_in_1_0(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Short
                | Self::Integer
                | Self::Long
                | Self::Float
                | Self::Double
                | Self::Boolean
                | Self::IntEnum
        )
    }
}

impl fmt::Display for ShapeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
