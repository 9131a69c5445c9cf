//! `ProtocolHttp`, `Rpcv2CborTrait`, `Rpcv2JsonTrait`, `ProtocolHttpPayload`, `ErrorRename` and `QueryErrorCode`:
//! limits of protocols.
//!
//! <https://smithy.io/2.0/aws/protocols/index.html>

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Severity;
use crate::model::{Member, Node, Shape, ShapeId, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

/// The protocols of AWS that list versions of HTTP.
const WITH_HTTP: [&str; 4] = [
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
];

const QUERY: [&str; 3] = [
    "aws.protocols#awsQuery",
    "aws.protocols#awsQueryCompatible",
    "aws.protocols#ec2Query",
];

/// Checks the versions of HTTP of the protocols of AWS.
pub(in crate::validate) fn http(views: &Views<'_>, report: &mut Report) {
    for id in WITH_HTTP {
        versions(views, id, report);
    }
}

/// Checks the versions of HTTP of `@rpcv2Cbor`.
pub(in crate::validate) fn cbor(views: &Views<'_>, report: &mut Report) {
    versions(views, "smithy.protocols#rpcv2Cbor", report);
}

/// Checks the versions of HTTP of `@rpcv2Json`.
pub(in crate::validate) fn json(views: &Views<'_>, report: &mut Report) {
    versions(views, "smithy.protocols#rpcv2Json", report);
}

/// Checks that each version for event streams is one for all messages too.
fn versions(views: &Views<'_>, id: &str, report: &mut Report) {
    for (shape, node) in views.with_trait(id) {
        let list = |key| {
            let items = node.get(key).and_then(Node::as_array).unwrap_or_default();
            items.iter().filter_map(Node::as_str).collect::<Vec<_>>()
        };
        let known = list("http");
        let streams = list("eventStreamHttp").into_iter();
        let other: Vec<_> = streams.filter(|version| !known.contains(version)).collect();
        if !other.is_empty() {
            let message = format!(
                "`eventStreamHttp` of `{id}` has versions that `http` lacks: {}",
                ticked(other)
            );
            report.error_at(shape, node.at, message);
        }
    }
}

/// Checks the types of payloads in services with a protocol of AWS.
pub(in crate::validate) fn payloads(views: &Views<'_>, report: &mut Report) {
    let mut checked = BTreeSet::new();
    for service in views.of_kind(ShapeType::Service) {
        if !WITH_HTTP.iter().any(|id| service.traits.has(*id)) {
            continue;
        }
        for operation in views.operations(service) {
            let errors = operation.operation().map(|found| &found.errors);
            let errors = errors.into_iter().flatten();
            let errors = errors.filter_map(|id| views.model.shape(id));
            let sides = [views.input(operation), views.output(operation)];
            for shape in sides.into_iter().flatten().chain(errors) {
                if checked.insert(&shape.id) {
                    payload(views, shape, report);
                }
            }
        }
    }
}

fn payload(views: &Views<'_>, shape: &Shape, report: &mut Report) {
    use ShapeType::{Blob, Document, Enum, String, Structure, Union};
    let is_bad = |member: &&Member| {
        let target = views.model.target(member).map(|shape| shape.kind);
        let fits = matches!(
            target,
            Some(Structure | Union | Document | Blob | String | Enum)
        );
        member.traits.has("smithy.api#httpPayload") && !fits
    };
    if let Some(member) = shape.members.values().find(is_bad) {
        let message =
            "with a protocol of AWS, a payload is a string, blob, structure, union or document"
                .to_owned();
        report.error(member, message);
    }
}

/// Checks that services do not rename errors where a protocol sends their names.
pub(in crate::validate) fn renames(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Service) {
        let all = WITH_HTTP.iter().chain([&QUERY[0], &QUERY[2]]);
        let protocols: Vec<_> = all.filter(|id| shape.traits.has(**id)).collect();
        let Some(service) = shape.service().filter(|_| !protocols.is_empty()) else {
            continue;
        };
        for (id, name) in &service.rename {
            let target = views.model.shape(id);
            if target.is_some_and(|shape| shape.traits.has("smithy.api#error")) {
                let message = format!(
                    "the error `{id}` cannot be renamed to `{name}` with {}",
                    ticked(&protocols)
                );
                report.error(shape, message);
            }
        }
    }
}

/// Reports errors of one service that have one code in the query protocols.
pub(in crate::validate) fn query_codes(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Service) {
        let Some(service) = shape.service() else {
            continue;
        };
        if !QUERY.iter().any(|id| shape.traits.has(*id)) {
            continue;
        }
        let mut errors: BTreeSet<&ShapeId> = service.errors.iter().collect();
        for operation in views.operations(shape) {
            errors.extend(operation.operation().into_iter().flat_map(|o| &o.errors));
        }
        let mut by_code: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for error in errors.into_iter().filter_map(|id| views.model.shape(id)) {
            let code = error.traits.get("aws.protocols#awsQueryError");
            let code = code.and_then(|node| node.get("code")?.as_str());
            let code = code.unwrap_or_else(|| error.id.name());
            by_code.entry(code).or_default().push(error.id.as_str());
        }
        for (code, errors) in by_code.into_iter().filter(|(_, errors)| errors.len() > 1) {
            let message = format!(
                "several errors have the code `{code}`, so clients cannot tell them apart: {}",
                ticked(errors)
            );
            report.add(Severity::Danger, Subject::Shape(shape), message);
        }
    }
}
