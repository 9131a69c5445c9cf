//! Lowers a member to a [`Member`].

use super::facets::{lower_deprecated, lower_format, lower_length, lower_namespace, lower_range};
use super::model;
use super::scope::Scope;
use super::traits::Traits;
use crate::ir::{Location, Member};
use crate::lower::values::check_name;
use crate::problem::{ProblemKind, Problems};
use crate::read::json::Node;
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// The shape that contains a member.
#[derive(Clone, Copy)]
pub(super) struct Owner<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    /// True for a structure marked as input: defaults of its members are only applied by the service.
    pub(super) is_input: bool,
    /// True for structures and unions, whose members have names on the wire.
    pub(super) names: bool,
}

/// Lowers a member.
pub(super) fn lower_member(
    name: &str,
    member: model::Member<'_>,
    owner: Owner<'_, '_>,
    problems: &mut Problems,
) -> Member {
    let model::Member {
        target,
        mut traits,
        at,
    } = member;
    check_name("a member", name, &at, problems);
    let default = traits.take_node("smithy.api#default");
    // Null removes the default of the target.
    let default = default
        .map(|default| default.value)
        .filter(|value| *value != Node::Null)
        .map(Node::into_value);
    let xml_name = traits.text("smithy.api#xmlName", problems);
    let json_name = traits.text("smithy.api#jsonName", problems);
    let keeps_name = owner.names && owner.scope.speech.json && xml_name.is_some();
    let is_own = |wire: &String| wire != name;
    let location = lower_location(name, &mut traits, owner, problems);
    // A payload is named after its shape, unless the member has a name of its own.
    let names_root = location == Location::Payload;
    Member {
        required: traits.flag("smithy.api#required", problems),
        client_optional: traits.flag("smithy.api#clientOptional", problems),
        added_default: traits.flag("smithy.api#addedDefault", problems) && default.is_some(),
        service_default: owner.is_input && default.is_some(),
        default,
        location,
        // Otherwise the XML name would be used in JSON, where none is given.
        json_name: json_name
            .filter(is_own)
            .or_else(|| keeps_name.then(|| name.to_owned())),
        xml_name: xml_name.filter(|wire| names_root || is_own(wire)),
        xml_namespace: lower_namespace(&mut traits, problems),
        xml_attribute: traits.flag("smithy.api#xmlAttribute", problems),
        xml_flattened: traits.flag("smithy.api#xmlFlattened", problems),
        ec2_query_name: traits.text("aws.protocols#ec2QueryName", problems),
        timestamp_format: lower_format(&mut traits, problems),
        idempotency_token: traits.flag("smithy.api#idempotencyToken", problems),
        host_label: traits.flag("smithy.api#hostLabel", problems),
        streaming: traits.flag("smithy.api#streaming", problems),
        requires_length: traits.flag("smithy.api#requiresLength", problems),
        media_type: traits.text("smithy.api#mediaType", problems),
        event_payload: traits.flag("smithy.api#eventPayload", problems),
        event_header: traits.flag("smithy.api#eventHeader", problems),
        context_param: traits
            .take::<mirror::ContextParam<'_>>("smithy.rules#contextParam", problems)
            .map(|param| param.name.into_owned()),
        endpoint_discovery_id: traits.flag("aws.api#clientEndpointDiscoveryId", problems),
        length: lower_length(&mut traits, problems),
        range: lower_range(&mut traits, problems),
        pattern: traits.text("smithy.api#pattern", problems),
        docs: traits.docs(problems),
        deprecated: lower_deprecated(&mut traits, problems),
        // Version 1.0 also allows it on members.
        sensitive: traits.flag("smithy.api#sensitive", problems),
        unknown_traits: traits.rest(problems),
        ..Member::new(name, owner.scope.name(&target), at)
    }
}

/// Maps the name in an HTTP trait to a location.
type Named = fn(String) -> Location;

/// HTTP binding of a member; protocols without bindings put all members into the body.
fn lower_location(
    name: &str,
    traits: &mut Traits<'_>,
    owner: Owner<'_, '_>,
    problems: &mut Problems,
) -> Location {
    let flags = [
        ("smithy.api#httpLabel", Location::Label),
        ("smithy.api#httpQueryParams", Location::QueryParams),
        ("smithy.api#httpPayload", Location::Payload),
        ("smithy.api#httpResponseCode", Location::StatusCode),
    ];
    let texts: [(&str, Named); 3] = [
        ("smithy.api#httpQuery", Location::Query),
        ("smithy.api#httpHeader", Location::Header),
        ("smithy.api#httpPrefixHeaders", Location::PrefixHeaders),
    ];
    let mut bound = Vec::new();
    for (id, location) in flags {
        let there = traits.take_with_place::<mirror::Annotation>(id, problems);
        bound.extend(there.map(|(_, at)| (location, at)));
    }
    for (id, location) in texts {
        let text = traits.take_with_place::<Text<'_>>(id, problems);
        bound.extend(text.map(|(text, at)| (location(text.into_owned()), at)));
    }
    let mut bound = bound.into_iter();
    let first = bound.next();
    for (_, at) in bound {
        let what = format!("a second HTTP binding of `{name}`");
        let why = "a member has only one";
        problems.push(ProblemKind::Unsupported { what, why }, at);
    }
    first
        .filter(|_| owner.scope.speech.binds)
        .map(|(location, _)| location)
        .unwrap_or_default()
}
