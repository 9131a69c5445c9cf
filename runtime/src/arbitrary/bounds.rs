//! Bounds of a shape: minimal depth, and number of distinct values.

use crate::model::schema::{Kind, Member, Schema};

/// Maximum number of list elements, even if a larger minimum is required.
pub(super) const MOST: u64 = 1 << 12;

/// The depth of the minimal value of a shape, up to `fuel`.
pub(super) fn height(schema: &Schema, fuel: u32) -> u32 {
    let Some(fuel) = fuel.checked_sub(1) else {
        return 1;
    };
    let below = |member: &Member| height(member.target, fuel);
    match schema.kind {
        Kind::Structure(members) => {
            1 + members
                .iter()
                .filter(|m| m.required)
                .map(below)
                .max()
                .unwrap_or(0)
        }
        Kind::Union(members) => 1 + members.iter().map(below).min().unwrap_or(0),
        Kind::List(element) if schema.length.is_some() => 1 + below(element),
        Kind::Map(_, value) if schema.length.is_some() => 1 + below(value),
        Kind::List(_) | Kind::Map(..) => 1,
        Kind::Boolean
        | Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::Long
        | Kind::Float
        | Kind::Double
        | Kind::BigInteger
        | Kind::BigDecimal
        | Kind::IntEnum(_)
        | Kind::String
        | Kind::Enum(_)
        | Kind::Blob
        | Kind::Timestamp
        | Kind::Document => 0,
    }
}

/// Number of distinct values that a random tree can generate for a shape.
pub(super) fn distinct_values(schema: &Schema) -> u64 {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match schema.kind {
        Kind::Boolean => 2,
        Kind::Enum(values) => count(values.len()),
        Kind::IntEnum(values) => count(values.len()),
        Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map(..) => 1,
        Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::Long
        | Kind::Float
        | Kind::Double
        | Kind::BigInteger
        | Kind::BigDecimal
        | Kind::String
        | Kind::Blob
        | Kind::Timestamp
        | Kind::Document => MOST,
    }
}
