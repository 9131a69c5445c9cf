//! Lowers a mirror member to a [`Member`].

use super::limits::{lower_bounds, lower_format};
use super::scope::{Names, Scope};
use super::{lower_deprecated, lower_docs, lower_namespace};
use crate::ir::{Location, Member, Pointer, ShapeName};
use crate::lower::values::check_name;
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore as mirror;
use crate::read::mirror::Text;

/// The shape that contains a member.
pub(super) struct Owner<'p, 'a> {
    pub(super) scope: &'p Scope<'a>,
    /// True for lists and maps, whose member names are not used in JSON.
    pub(super) nameless: bool,
    pub(super) required: bool,
    pub(super) payload: bool,
}

/// Lowers a member.
pub(super) fn lower_member(
    name: &str,
    mut member: mirror::Member<'_>,
    (owner, at): (Owner<'_, '_>, Pointer),
    problems: &mut Problems,
) -> Member {
    check_name("a member", name, &at, problems);
    let scope = owner.scope;
    let target_kind = scope.kind(&member.shape);
    let bounds = (member.min.take(), member.max.take());
    let (length, range) = lower_bounds(target_kind, bounds, &at, problems);
    let location = lower_location(name, &member, (&owner, target_kind), (&at, problems));
    let wire = member
        .location_name
        .take()
        // The name of a bound member is part of its location.
        .filter(|_| matches!(location, Location::Body | Location::Payload));
    // A payload element is named after its shape, unless the reference describes the element: by a name that differs from
    // the member's, or by a namespace.
    let describes = location == Location::Payload && member.xml_namespace.is_some();
    let wire = wire
        .filter(|wire| wire != name || describes)
        .map(Text::into_owned);
    let (json_name, xml_name) = if scope.names == Names::Json && !owner.nameless {
        (wire, None)
    } else {
        (None, wire)
    };
    let format = member.timestamp_format.take();
    Member {
        required: owner.required,
        location,
        json_name,
        xml_name,
        xml_namespace: member.xml_namespace.take().map(lower_namespace),
        xml_attribute: member.xml_attribute.unwrap_or(false),
        xml_flattened: member.flattened.unwrap_or(false),
        ec2_query_name: member.query_name.take().map(Text::into_owned),
        timestamp_format: format.and_then(|format| lower_format(&format, &at, problems)),
        idempotency_token: member.idempotency_token.unwrap_or(false),
        host_label: member.host_label.unwrap_or(false),
        streaming: member.streaming.unwrap_or(false),
        requires_length: member.requires_length.unwrap_or(false),
        media_type: (member.jsonvalue == Some(true)).then(|| "application/json".to_owned()),
        event_payload: member.event_payload.unwrap_or(false),
        event_header: member.event_header.unwrap_or(false),
        context_param: member
            .context_param
            .take()
            .map(|param| param.name.into_owned()),
        endpoint_discovery_id: member.endpoint_discovery_id.unwrap_or(false),
        length,
        range,
        pattern: member.pattern.take().map(Text::into_owned),
        docs: member.documentation.take().map(lower_docs),
        deprecated: lower_deprecated(
            member.deprecated,
            member.deprecated_message.take(),
            member.deprecated_since.take(),
        ),
        sensitive: member.sensitive.unwrap_or(false),
        ..Member::new(name, ShapeName::from(&*member.shape), at)
    }
}

/// HTTP binding of a member; a map in the query has no key of its own.
fn lower_location(
    name: &str,
    member: &mirror::Member<'_>,
    (owner, target_kind): (&Owner<'_, '_>, &str),
    (at, problems): (&Pointer, &mut Problems),
) -> Location {
    let wire = || member.location_name.as_deref().unwrap_or(name).to_owned();
    match member.location.as_deref() {
        None if owner.payload => Location::Payload,
        None => Location::Body,
        Some("uri") => Location::Label,
        Some("querystring") if target_kind == "map" => Location::QueryParams,
        Some("querystring") => Location::Query(wire()),
        Some("header") => Location::Header(wire()),
        // Without a name the prefix is empty and matches every header.
        Some("headers") => {
            let prefix = member.location_name.as_deref().unwrap_or_default();
            Location::PrefixHeaders(prefix.to_owned())
        }
        Some("statusCode") => Location::StatusCode,
        Some(other) => {
            let unknown = ProblemKind::UnknownValue {
                what: "location",
                value: other.to_owned(),
                expected: "`uri`, `querystring`, `header`, `headers` or `statusCode`",
            };
            problems.push(unknown, at.child("location"));
            Location::Body
        }
    }
}
