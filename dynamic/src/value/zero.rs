//! Zero values and defaults, as those of generated code.

use std::collections::BTreeMap;

use sansmith::schema::{Kind, Schema};
use sansmith::{BigDecimal, BigInteger, Blob, Document, Member, Timestamp, UnknownMember};

use super::{Content, DynValue, Variant};

/// The schema of a value whose own schema is not known yet.
pub(super) static ABSENT: Schema = Schema::new("", Kind::Document);

/// Depth to which zero values of required structures are made; the generator refuses structures without an end.
const DEEPEST: usize = 64;

/// A value that takes its schema from the member that holds it.
pub(super) const fn absent() -> DynValue {
    DynValue {
        schema: &ABSENT,
        content: Content::Document(Document::Null),
    }
}

/// A value that was read, or the zero value if there was none.
pub(super) fn present(value: DynValue, schema: &'static Schema) -> DynValue {
    if std::ptr::eq(value.schema, &raw const ABSENT) {
        zero(schema)
    } else {
        value
    }
}

/// The default of an absent member, if it has one.
pub(super) fn default(member: &Member) -> Option<DynValue> {
    DynValue::from_json(member.target, member.default?).ok()
}

/// The zero value of a shape: empty, `0`, `false`, absent; of a structure, the default or zero value of each member.
pub(crate) fn zero(schema: &'static Schema) -> DynValue {
    nested(schema, 0)
}

fn nested(schema: &'static Schema, depth: usize) -> DynValue {
    let content = match &schema.kind {
        Kind::Boolean => Content::Boolean(false),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_) => {
            Content::Integer(0)
        }
        Kind::Float => Content::Float(0.0),
        Kind::Double => Content::Double(0.0),
        Kind::BigInteger => Content::BigInteger(BigInteger::default()),
        Kind::BigDecimal => Content::BigDecimal(BigDecimal::default()),
        Kind::String => Content::String(String::new()),
        Kind::Enum(_) => Content::Enum(String::new()),
        Kind::Blob => Content::Blob(Blob::default()),
        Kind::Timestamp => Content::Timestamp(Timestamp::UNIX_EPOCH),
        Kind::List(_) if schema.sparse => Content::SparseList(Vec::new()),
        Kind::List(_) => Content::List(Vec::new()),
        Kind::Map(..) if schema.sparse => Content::SparseMap(BTreeMap::new()),
        Kind::Map(..) => Content::Map(BTreeMap::new()),
        Kind::Structure(members) => {
            let members = members.iter().map(|member| {
                if member.required && depth < DEEPEST {
                    Some(nested(member.target, depth + 1))
                } else {
                    default(member)
                }
            });
            Content::Structure(members.collect())
        }
        Kind::Union(_) => Content::Union(Box::new(Variant::Unknown(UnknownMember::default()))),
        _ => Content::Document(Document::Null),
    };
    DynValue { schema, content }
}
