//! Lowers a mirror shape to a [`Shape`].

use super::limits::{lower_bounds, lower_format};
use super::member::{Owner, lower_member};
use super::scope::{Names, Scope};
use super::{lower_deprecated, lower_docs, lower_namespace};
use crate::ir::{
    EnumValue, ErrorTrait, Fault, Member, Pointer, Retryable, Shape, ShapeKind, ShapeTraits,
};
use crate::lower::values::lower_status;
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore as mirror;
use crate::read::mirror::Text;

/// Model-wide facts, and the location of the shape.
type Place<'p, 'a> = (&'p Scope<'a>, Pointer);

/// Lowers a shape.
pub(super) fn lower_shape(
    name: &str,
    mut shape: mirror::Shape<'_>,
    (scope, at): Place<'_, '_>,
    problems: &mut Problems,
) -> Shape {
    let kind = lower_kind(&mut shape, (scope, at.clone()), problems);
    let bounds = (shape.min.take(), shape.max.take());
    let (length, range) = lower_bounds(&shape.kind, bounds, &at, problems);
    let format = shape.timestamp_format.take();
    let streams_events = shape.eventstream == Some(true);
    let traits = ShapeTraits {
        docs: shape.documentation.take().map(lower_docs),
        deprecated: lower_deprecated(
            shape.deprecated,
            shape.deprecated_message.take(),
            shape.deprecated_since.take(),
        ),
        sensitive: shape.sensitive.unwrap_or(false),
        length,
        range,
        pattern: shape.pattern.take().map(Text::into_owned),
        // botocore has no key for it.
        unique_items: false,
        sparse: shape.sparse.unwrap_or(false),
        timestamp_format: format.and_then(|format| lower_format(&format, &at, problems)),
        streaming: shape.streaming.unwrap_or(false) || streams_events,
        requires_length: shape.requires_length.unwrap_or(false),
        event: shape.event.unwrap_or(false),
        // Lists are never the root of a document; their name was copied to the members that hold them.
        xml_name: (shape.kind == "structure" && scope.names == Names::Xml)
            .then(|| shape.location_name.take().map(Text::into_owned))
            .flatten(),
        xml_namespace: shape.xml_namespace.take().map(lower_namespace),
        media_type: None,
        error: lower_error(name, &shape, scope, (&at, problems)),
    };
    Shape {
        traits,
        ..Shape::new(name, kind, at)
    }
}

/// The kind of a shape, from its type and from flags for types that botocore cannot express.
fn lower_kind(
    shape: &mut mirror::Shape<'_>,
    (scope, at): Place<'_, '_>,
    problems: &mut Problems,
) -> ShapeKind {
    match &*shape.kind {
        "structure" if shape.document == Some(true) => ShapeKind::Document,
        "structure" => {
            let members = lower_members(shape, (scope, at), problems);
            if shape.union == Some(true) || shape.eventstream == Some(true) {
                ShapeKind::Union(members)
            } else {
                ShapeKind::Structure(members)
            }
        }
        "list" => {
            let element = shape.member.take();
            let element = lower_inner("member", element, (scope, at), problems);
            ShapeKind::List(Box::new(element))
        }
        "map" => {
            let key = lower_inner("key", shape.key.take(), (scope, at.clone()), problems);
            let value = lower_inner("value", shape.value.take(), (scope, at), problems);
            ShapeKind::Map(Box::new(key), Box::new(value))
        }
        "string" | "character" => match shape.values.take() {
            Some(values) => ShapeKind::Enum(lower_values(values)),
            None => ShapeKind::String,
        },
        "integer" => ShapeKind::Integer,
        "long" => ShapeKind::Long,
        "float" => ShapeKind::Float,
        "double" => ShapeKind::Double,
        "boolean" => ShapeKind::Boolean,
        "blob" => ShapeKind::Blob,
        "timestamp" => ShapeKind::Timestamp,
        unknown => {
            let kind = ProblemKind::UnknownValue {
                what: "shape type",
                value: unknown.to_owned(),
                expected: "`structure`, `list`, `map`, `string`, `character`, `integer`, `long`, `float`, \
                           `double`, `boolean`, `blob` or `timestamp`",
            };
            problems.push(kind, at.child("type"));
            ShapeKind::Document
        }
    }
}

/// Lowers the member of a list, or the key or value of a map.
fn lower_inner(
    key: &'static str,
    member: Option<mirror::Member<'_>>,
    (scope, at): Place<'_, '_>,
    problems: &mut Problems,
) -> Member {
    let Some(member) = member else {
        problems.push(ProblemKind::MissingKey { key }, at.clone());
        return Member::new(key, "", at);
    };
    let owner = Owner {
        scope,
        nameless: true,
        required: false,
        payload: false,
    };
    lower_member(key, member, (owner, at.child(key)), problems)
}

/// Lowers the members of a structure or union, in the model's order.
fn lower_members(
    shape: &mut mirror::Shape<'_>,
    (scope, at): Place<'_, '_>,
    problems: &mut Problems,
) -> Vec<Member> {
    let members = shape.members.take().unwrap_or_default();
    let required: indexmap::IndexSet<_> = shape.required.take().into_iter().flatten().collect();
    let payload = shape.payload.take();
    let referred = required.iter().map(|name| (name, "required"));
    for (name, key) in referred.chain(payload.iter().map(|name| (name, "payload"))) {
        if !members.contains_key(name) {
            let similar = problems.similar(name, members.keys().map(|known| &**known));
            let member = name.clone().into_owned();
            problems.push(
                ProblemKind::UnknownMember { member, similar },
                at.child(key),
            );
        }
    }
    let at = at.child("members");
    members
        .into_iter()
        .map(|(name, member)| {
            let owner = Owner {
                scope,
                nameless: false,
                required: required.contains(&name),
                payload: payload.as_ref() == Some(&name),
            };
            lower_member(&name, member, (owner, at.child(&name)), problems)
        })
        .collect()
}

fn lower_values(values: Vec<Text<'_>>) -> Vec<EnumValue> {
    values
        .into_iter()
        .map(|value| EnumValue {
            name: None,
            value: value.into_owned(),
            internal: false,
            deprecated: None,
            docs: None,
        })
        .collect()
}

/// The error trait: from the shape itself, or because an operation lists it as an error.
fn lower_error(
    name: &str,
    shape: &mirror::Shape<'_>,
    scope: &Scope<'_>,
    (at, problems): (&Pointer, &mut Problems),
) -> Option<ErrorTrait> {
    let flagged = shape.exception == Some(true) || shape.fault == Some(true);
    if !flagged && shape.error.is_none() && !scope.is_error(name) {
        return None;
    }
    let info = shape.error.as_ref();
    let http_status = info
        .and_then(|info| info.http_status_code.as_ref())
        .and_then(|code| lower_status(code, &at.child("error"), problems));
    let of_service = shape.fault == Some(true) || info.is_some_and(|info| info.fault == Some(true));
    let of_caller = info.is_some_and(|info| info.sender_fault == Some(true));
    let fault = if of_service || (!of_caller && http_status.is_some_and(|code| code >= 500)) {
        Fault::Server
    } else {
        Fault::Client
    };
    let code = info.and_then(|info| info.code.as_ref());
    Some(ErrorTrait {
        fault,
        code: code
            .filter(|code| *code != name)
            .map(|code| code.clone().into_owned()),
        http_status,
        retryable: shape.retryable.as_ref().map(|retryable| Retryable {
            throttling: retryable.throttling.unwrap_or(false),
        }),
    })
}
