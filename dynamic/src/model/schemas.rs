//! Schemas of shapes, made on first use.
//!
//! **Invariants**
//! - A structure or union makes its members when they are first asked for, so that recursive shapes end.
//! - Any image gives schemas: a damaged record is a document.

use std::sync::OnceLock;

use sansmith::schema::{DOCUMENT, Kind, LateMembers, Members};
use sansmith::{Member, Schema};

use super::{Model, traits};
use crate::image::{KindRecord, MemberRecord, ShapeRecord};
use crate::interned::keep;

/// Depth to which lists and maps of lists and maps are made; the generator accepts 40.
const DEEPEST: usize = 64;

/// Members of a structure or union.
struct Late {
    model: Model,
    offset: u32,
    members: OnceLock<&'static [Member]>,
}

impl LateMembers for Late {
    fn members(&self) -> &'static [Member] {
        if let Some(members) = self.members.get() {
            return members;
        }
        let record: Option<ShapeRecord<'static>> = self.model.0.image.record(self.offset);
        let members = match record.map(|record| record.kind) {
            Some(KindRecord::Structure(members) | KindRecord::Union(members)) => members,
            _ => Vec::new(),
        };
        let members = members
            .iter()
            .map(|row| self.model.member(row, 0))
            .collect();
        self.members.get_or_init(|| keep(members))
    }
}

impl Model {
    /// The schema of a shape by its place.
    pub(super) fn schema_at(self, place: u32) -> Option<&'static Schema> {
        self.nested(place, 0)
    }

    /// The schema of a shape within others.
    fn nested(self, place: u32, depth: usize) -> Option<&'static Schema> {
        let place = usize::try_from(place).ok()?;
        let cell = self.0.schemas.get(place)?;
        if let Some(schema) = cell.get() {
            return Some(schema);
        }
        let (name, offset) = *self.0.image.index.shapes.get(place)?;
        let record: ShapeRecord<'static> = self.0.image.record(offset)?;
        let late = || {
            Members::Late(Box::leak(Box::new(Late {
                model: self,
                offset,
                members: OnceLock::new(),
            })))
        };
        let kind = match record.kind {
            KindRecord::Scalar(name) => scalar(name),
            KindRecord::Enum(values) => Kind::Enum(keep(values)),
            KindRecord::IntEnum(values) => Kind::IntEnum(keep(values)),
            KindRecord::List(element) => Kind::List(self.kept(&element, depth)),
            KindRecord::Map(key, value) => {
                Kind::Map(self.kept(&key, depth), self.kept(&value, depth))
            }
            KindRecord::Structure(_) => Kind::Structure(late()),
            KindRecord::Union(_) => Kind::Union(late()),
        };
        let mut schema = traits::schema(Schema::new(name, kind), &record.calls);
        if !record.traits.is_empty() {
            schema = schema.with(Box::leak(Box::new(traits::traits(&record.traits))));
        }
        Some(cell.get_or_init(|| Box::leak(Box::new(schema))))
    }

    fn kept(self, row: &MemberRecord<'static>, depth: usize) -> &'static Member {
        Box::leak(Box::new(self.member(row, depth + 1)))
    }

    /// A member.
    fn member(self, row: &MemberRecord<'static>, depth: usize) -> Member {
        let target = (depth < DEEPEST).then(|| self.nested(row.target, depth));
        let target = target.flatten().unwrap_or(&DOCUMENT);
        let member = if row.required {
            Member::required(row.name, target)
        } else {
            Member::new(row.name, target)
        };
        if row.location.is_none() && row.traits.is_empty() {
            return member;
        }
        let traits = traits::member(row.location, &row.traits);
        member.with(Box::leak(Box::new(traits)))
    }
}

fn scalar(name: &str) -> Kind {
    match name {
        "Boolean" => Kind::Boolean,
        "Byte" => Kind::Byte,
        "Short" => Kind::Short,
        "Integer" => Kind::Integer,
        "Long" => Kind::Long,
        "Float" => Kind::Float,
        "Double" => Kind::Double,
        "BigInteger" => Kind::BigInteger,
        "BigDecimal" => Kind::BigDecimal,
        "String" => Kind::String,
        "Blob" => Kind::Blob,
        "Timestamp" => Kind::Timestamp,
        _ => Kind::Document,
    }
}
