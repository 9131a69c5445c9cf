//! Lowers a data shape to a [`Shape`].

use indexmap::IndexMap;

use super::error::lower_error;
use super::facets::{lower_deprecated, lower_format, lower_length, lower_namespace, lower_range};
use super::member::{Owner, lower_member};
use super::model::{self, Type};
use super::scope::Scope;
use super::values::{lower_definitions, lower_numbers, lower_values};
use crate::ir::{Member, Pointer, Shape, ShapeKind, ShapeTraits};
use crate::problem::Problems;
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// Lowers a shape.
pub(super) fn lower_shape(
    id: &str,
    shape: model::Shape<'_>,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Shape {
    let model::Shape {
        kind,
        mut traits,
        members,
        at,
        ..
    } = shape;
    let owner = Owner {
        scope,
        is_input: traits.has("smithy.api#input"),
        names: matches!(kind, Type::Structure | Type::Union),
    };
    let values = traits.take::<Vec<mirror::EnumDefinition<'_>>>("smithy.api#enum", problems);
    let mut unknown = Vec::new();
    let lowered = match (kind, values) {
        (Type::String, Some(values)) => ShapeKind::Enum(lower_definitions(values)),
        (Type::Enum, _) => ShapeKind::Enum(lower_values(members, &mut unknown, problems)),
        (Type::IntEnum, _) => ShapeKind::IntEnum(lower_numbers(members, &mut unknown, problems)),
        _ => lower_kind(kind, members, owner, problems),
    };
    let unique_items = traits.flag("smithy.api#uniqueItems", problems) || kind == Type::Set;
    let error = lower_error(id, &mut traits, scope, (&at, problems));
    let traits_of_ir = ShapeTraits {
        docs: traits.docs(problems),
        deprecated: lower_deprecated(&mut traits, problems),
        sensitive: traits.flag("smithy.api#sensitive", problems),
        length: lower_length(&mut traits, problems),
        range: lower_range(&mut traits, problems),
        pattern: traits.text("smithy.api#pattern", problems),
        unique_items,
        sparse: traits.flag("smithy.api#sparse", problems),
        timestamp_format: lower_format(&mut traits, problems),
        streaming: traits.flag("smithy.api#streaming", problems),
        requires_length: traits.flag("smithy.api#requiresLength", problems),
        event: scope.events.contains(id),
        xml_name: traits.text("smithy.api#xmlName", problems),
        xml_namespace: lower_namespace(&mut traits, problems),
        media_type: traits.text("smithy.api#mediaType", problems),
        error,
    };
    unknown.extend(traits.rest(problems));
    Shape {
        traits: traits_of_ir,
        unknown_traits: unknown,
        ..Shape::new(scope.name(id), lowered, at)
    }
}

/// The kind of a shape other than an enum, with its members.
fn lower_kind(
    kind: Type,
    members: IndexMap<Text<'_>, model::Member<'_>>,
    owner: Owner<'_, '_>,
    problems: &mut Problems,
) -> ShapeKind {
    let mut members = members
        .into_iter()
        .map(|(name, member)| lower_member(&name, member, owner, problems));
    // Missing members were reported on reading.
    let mut inner = |name: &str| {
        let found = members.next();
        Box::new(found.unwrap_or_else(|| Member::new(name, "", Pointer::root())))
    };
    match kind {
        Type::List | Type::Set => ShapeKind::List(inner("member")),
        Type::Map => {
            let key = inner("key");
            ShapeKind::Map(key, inner("value"))
        }
        Type::Structure => ShapeKind::Structure(members.collect()),
        Type::Union => ShapeKind::Union(members.collect()),
        Type::Blob => ShapeKind::Blob,
        Type::Boolean => ShapeKind::Boolean,
        Type::Byte => ShapeKind::Byte,
        Type::Short => ShapeKind::Short,
        Type::Integer | Type::IntEnum => ShapeKind::Integer,
        Type::Long => ShapeKind::Long,
        Type::Float => ShapeKind::Float,
        Type::Double => ShapeKind::Double,
        Type::BigInteger => ShapeKind::BigInteger,
        Type::BigDecimal => ShapeKind::BigDecimal,
        Type::Timestamp => ShapeKind::Timestamp,
        Type::String | Type::Enum => ShapeKind::String,
        // The closure contains no other types than documents here.
        Type::Document | Type::Service | Type::Resource | Type::Operation => ShapeKind::Document,
    }
}
