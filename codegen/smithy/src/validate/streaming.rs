//! `StreamingTrait` and `EventPayloadTrait`: streams of bytes and events.
//!
//! <https://smithy.io/2.0/spec/streaming.html>

use std::collections::BTreeSet;

use super::http::protocol_with;
use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::model::{Member, Model, Shape, ShapeId, ShapeType};
use crate::subject::Subject;

const STREAMING: &str = "smithy.api#streaming";
const PAYLOAD: &str = "smithy.api#httpPayload";

/// Checks that streams are in inputs and outputs only, are never missing, and are payloads over HTTP.
pub(super) fn streams(views: &Views<'_>, report: &mut Report) {
    for subject in views.having(STREAMING) {
        let Subject::Shape(stream) = *subject else {
            continue;
        };
        if stream.kind == ShapeType::Union {
            events(views.model, stream, report);
        }
        for relation in views.to(&stream.id) {
            let Subject::Member(member) = relation.source else {
                continue;
            };
            let has = |name: &str| member.traits.has(&format!("smithy.api#{name}"));
            if stream.kind == ShapeType::Blob && !has("required") && !has("default") {
                let message = "a streamed blob cannot be missing; mark the member with `@required` or give it a default".to_owned();
                report.error(member, message);
            }
            if let Some(container) = views.container(member) {
                users(views, stream, container, report);
            }
        }
    }
    for service in views.of_kind(ShapeType::Service) {
        if let Some(protocol) = protocol_with(views, service, PAYLOAD) {
            payloads(views, service, protocol, report);
        }
    }
}

/// Checks that the structure with a stream is an input or output.
fn users(views: &Views<'_>, stream: &Shape, container: &Shape, report: &mut Report) {
    for relation in views.to(&container.id) {
        match relation.label {
            "input" | "mixin" => {}
            "output" => {
                if stream.traits.has("smithy.api#requiresLength") {
                    let message = format!(
                        "a stream whose length has to be known cannot be in an output, that of `{}`",
                        relation.source.id()
                    );
                    report.error(container, message);
                }
            }
            label => {
                let message = format!(
                    "the {label} `{}` of this shape has a stream, so it can be an input or output only",
                    container.id
                );
                report.error(relation.source, message);
            }
        }
    }
}

fn events(model: &Model, union: &Shape, report: &mut Report) {
    let is_other = |member: &&Member| {
        let target = model.target(member);
        target.is_some_and(|target| target.kind != ShapeType::Structure)
    };
    let others = union.members.values().filter(is_other);
    let others: Vec<_> = others.map(Member::name).collect();
    if !others.is_empty() {
        let message = format!(
            "each member of an event stream has to target a structure, but these do not: {}",
            ticked(others)
        );
        report.error(union, message);
    }
}

/// Checks that the streams of a service are payloads.
fn payloads<'m>(views: &Views<'m>, service: &'m Shape, protocol: &str, report: &mut Report) {
    let mut seen: BTreeSet<&ShapeId> = BTreeSet::new();
    let mut left = vec![&service.id];
    while let Some(id) = left.pop() {
        left.extend(views.next(id).filter(|next| seen.insert(next)));
    }
    for shape in seen.into_iter().filter_map(|id| views.model.shape(id)) {
        for member in shape.members.values() {
            let target = views.model.target(member);
            let is_stream = target.is_some_and(|target| target.traits.has(STREAMING));
            if is_stream && !member.traits.has(PAYLOAD) {
                let message = format!(
                    "a stream has to be the payload, marked with `@httpPayload`, in `{protocol}` of `{}`",
                    service.id
                );
                report.error(member, message);
            }
        }
    }
}

/// Checks that all members of an event except the payload are headers.
pub(super) fn event_payloads(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#eventPayload") {
        let Some(shape) = views.model.shape(subject.id().root_str()) else {
            continue;
        };
        let is_free = |member: &&Member| {
            !["smithy.api#eventHeader", "smithy.api#eventPayload"]
                .iter()
                .any(|id| member.traits.has(*id))
        };
        let free = shape.members.values().filter(is_free);
        let free: Vec<_> = free.map(Member::name).collect();
        if !free.is_empty() {
            let message = format!(
                "a member is the payload of the event, so the others have to be headers: {}",
                ticked(free)
            );
            report.error(shape, message);
        }
    }
}
