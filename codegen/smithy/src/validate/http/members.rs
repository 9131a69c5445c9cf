//! `HttpHeaderTrait`, `HttpQueryTrait`, `HttpQueryParamsTrait`, `HttpPrefixHeadersTrait` and `HttpPayload`: members
//! that are bound to parts of a message.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Severity;
use crate::model::{Member, Node, Shape, ShapeId};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

const HEADER: &str = "smithy.api#httpHeader";
const QUERY: &str = "smithy.api#httpQuery";
const PAYLOAD: &str = "smithy.api#httpPayload";

/// The traits that bind a member to another part than the body.
const ELSEWHERE: [&str; 6] = [
    HEADER,
    QUERY,
    "smithy.api#httpLabel",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
];

/// The members of a structure that are in the body of its message: the payload, or all that are not elsewhere.
pub(super) fn body(shape: &Shape) -> Vec<&Member> {
    // Of several bindings on one member, these count first.
    let is_first = |member: &&Member| {
        let before = [
            HEADER,
            "smithy.api#httpPrefixHeaders",
            QUERY,
            "smithy.api#httpQueryParams",
        ];
        !before.iter().any(|id| member.traits.has(*id))
    };
    let payload = shape
        .members
        .values()
        .filter(|member| member.traits.has(PAYLOAD))
        .filter(is_first);
    let payload: Vec<_> = payload.collect();
    if payload.is_empty() {
        unbound(shape)
    } else {
        payload
    }
}

fn unbound(shape: &Shape) -> Vec<&Member> {
    let is_unbound = |member: &&Member| !ELSEWHERE.iter().any(|id| member.traits.has(*id));
    shape.members.values().filter(is_unbound).collect()
}

/// The structures that have members with a trait.
fn containers<'m>(views: &Views<'m>, id: &str) -> Vec<&'m Shape> {
    let members = views.having(id).iter();
    let ids: BTreeSet<ShapeId> = members.map(|subject| subject.id().root()).collect();
    ids.iter().filter_map(|id| views.model.shape(id)).collect()
}

/// The members of a structure by the value of a trait, which `key` unifies.
fn by_value<'m>(
    shape: &'m Shape,
    id: &str,
    key: fn(&str) -> String,
) -> BTreeMap<String, Vec<&'m str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for member in shape.members.values() {
        if let Some(value) = member.traits.get(id).and_then(Node::as_str) {
            found.entry(key(value)).or_default().push(member.name());
        }
    }
    found
}

/// The headers that HTTP itself, clients and servers set.
const RESERVED: [&str; 15] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "max-forwards",
    "proxy-authenticate",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "www-authenticate",
    "x-forwarded-for",
];

/// Checks names of headers: allowed, well-formed, and once in a structure.
pub(in crate::validate) fn headers(views: &Views<'_>, report: &mut Report) {
    for shape in containers(views, HEADER) {
        for (name, members) in by_value(shape, HEADER, str::to_ascii_lowercase) {
            if members.len() > 1 {
                report.error(
                    shape,
                    format!(
                        "several members are the header `{name}`: {}",
                        ticked(members)
                    ),
                );
            }
        }
    }
    for subject in views.having(HEADER) {
        let node = subject.traits().get(HEADER);
        let Some((node, name)) = node.and_then(|node| Some((node, node.as_str()?))) else {
            continue;
        };
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        let fault = if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            "is reserved"
        } else if !name.bytes().all(is_token) {
            "is no name of a header"
        } else {
            continue;
        };
        report.add_at(
            Severity::Danger,
            *subject,
            node.at,
            format!("`{name}` {fault}"),
        );
    }
}

/// Checks that parameters of the query are bound once, and are not in the URI.
pub(in crate::validate) fn queries(views: &Views<'_>, report: &mut Report) {
    let operations = super::all(views);
    for shape in containers(views, QUERY) {
        let by_name = by_value(shape, QUERY, str::to_owned);
        for (name, members) in &by_name {
            if members.len() > 1 {
                report.error(
                    shape,
                    format!(
                        "several members are the query parameter `{name}`: {}",
                        ticked(members)
                    ),
                );
            }
        }
        let of_shape =
            |bound: &&super::Bound<'_>| bound.input.is_some_and(|input| input.id == shape.id);
        for bound in operations.iter().filter(of_shape) {
            for (name, _) in bound
                .uri
                .query
                .iter()
                .filter(|(name, _)| by_name.contains_key(*name))
            {
                report.error(
                    shape,
                    format!(
                        "the query parameter `{name}` is in the URI of `{}` too",
                        bound.shape.id
                    ),
                );
            }
        }
    }
}

/// Notes structures with both single parameters and a map of them.
pub(in crate::validate) fn query_params(views: &Views<'_>, report: &mut Report) {
    for shape in containers(views, "smithy.api#httpQueryParams") {
        let single = shape
            .members
            .values()
            .filter(|member| member.traits.has(QUERY));
        let single: Vec<_> = single.map(Member::name).collect();
        if !single.is_empty() {
            let message = format!(
                "a server cannot tell the parameters of `@httpQueryParams` from these members: {}",
                ticked(single)
            );
            report.add(Severity::Note, Subject::Shape(shape), message);
        }
    }
}

/// Checks that single headers do not begin as a map of headers does.
pub(in crate::validate) fn prefixes(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#httpPrefixHeaders") {
        let prefix = subject.traits().get("smithy.api#httpPrefixHeaders");
        let prefix = prefix
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let Some(shape) = views.model.shape(subject.id().root_str()) else {
            continue;
        };
        let severity = if prefix.is_empty() {
            Severity::Note
        } else {
            Severity::Error
        };
        for member in shape.members.values() {
            let node = member.traits.get(HEADER);
            let name = node.and_then(Node::as_str).map(str::to_ascii_lowercase);
            if let (Some(node), Some(name)) = (node, name)
                && name.starts_with(&prefix)
            {
                let message = format!(
                    "the header `{name}` begins as those of `{}` do",
                    subject.id()
                );
                report.add_at(severity, Subject::Member(member), node.at, message);
            }
        }
    }
}

/// Checks that all members except the payload are bound to other parts.
pub(in crate::validate) fn payloads(views: &Views<'_>, report: &mut Report) {
    let mut messages: BTreeSet<&ShapeId> = BTreeSet::new();
    for bound in super::all(views) {
        let operation = bound.shape.operation();
        let sides = operation
            .into_iter()
            .flat_map(|found| [&found.input, &found.output]);
        messages.extend(sides.flatten());
    }
    let errors = views.having("smithy.api#error").iter();
    messages.extend(errors.map(|subject| subject.id()));
    for shape in containers(views, PAYLOAD) {
        let unbound = unbound(shape).into_iter();
        let unbound = unbound.filter(|member| !member.traits.has(PAYLOAD));
        let unbound: Vec<_> = unbound.map(Member::name).collect();
        if messages.contains(&shape.id) && !unbound.is_empty() {
            let message = format!(
                "a member is the payload, so the others cannot be in the body: {}",
                ticked(unbound)
            );
            report.error(shape, message);
        }
    }
}
