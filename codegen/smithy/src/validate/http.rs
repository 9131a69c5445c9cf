//! `HttpBindingsMissing`, `HttpLabelTrait`, `HttpUriConflict`, `HttpUriGreedyLabel`, `HttpUriFormat`,
//! `HttpMethodSemantics` and `HttpResponseCodeSemantics`: operations over HTTP.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

mod hosts;
pub(super) mod ignored;
pub(super) mod members;
mod uri;

use std::collections::{BTreeMap, BTreeSet};

use self::uri::{Part, Uri};
use super::report::Report;
use super::text::{SHOWN, ticked};
use super::views::Views;
use crate::event::Severity;
use crate::model::{Member, Node, Number, Shape, ShapeType};
use crate::subject::Subject;

const HTTP: &str = "smithy.api#http";
const LABEL: &str = "smithy.api#httpLabel";

/// An operation with the trait `http`.
struct Bound<'m> {
    shape: &'m Shape,
    node: &'m Node,
    method: &'m str,
    uri: Uri<'m>,
    input: Option<&'m Shape>,
}

fn bound<'m>(views: &Views<'m>, shape: &'m Shape) -> Option<Bound<'m>> {
    let node = shape.traits.get(HTTP)?;
    let input = shape.operation()?.input.as_ref();
    Some(Bound {
        shape,
        node,
        method: node.get("method")?.as_str()?,
        uri: Uri::parse(node.get("uri")?.as_str()?),
        input: input.and_then(|id| views.model.shape(id)),
    })
}

fn all<'m>(views: &Views<'m>) -> Vec<Bound<'m>> {
    let subjects = views.having(HTTP).iter();
    subjects
        .filter_map(|subject| match subject {
            Subject::Shape(shape) => bound(views, shape),
            Subject::Member(_) => None,
        })
        .collect()
}

/// Reports operations without `http` in a service that uses it.
pub(super) fn missing(views: &Views<'_>, report: &mut Report) {
    if views.having(HTTP).is_empty() {
        return;
    }
    for service in views.of_kind(ShapeType::Service) {
        let below = views.bound_below(service);
        let shapes = below.keys().filter_map(|id| views.model.shape(*id));
        let operations = shapes.filter(|shape| shape.kind == ShapeType::Operation);
        let (with, without): (Vec<_>, Vec<_>) =
            operations.partition(|shape| shape.traits.has(HTTP));
        let protocol = protocol_with(views, service, HTTP);
        let severity = match protocol {
            Some(_) => Severity::Error,
            None if with.is_empty() => continue,
            None => Severity::Warning,
        };
        let why = protocol.map_or_else(
            || "others have it".to_owned(),
            |id| format!("the protocol `{id}` needs it"),
        );
        for shape in without {
            let message = format!(
                "this operation of `{}` lacks the trait `http`: {why}",
                service.id
            );
            report.add(severity, Subject::Shape(shape), message);
        }
    }
}

/// The first protocol of a service that uses a trait.
pub(super) fn protocol_with<'m>(
    views: &Views<'m>,
    service: &'m Shape,
    wanted: &str,
) -> Option<&'m str> {
    let mut ids = service.traits.iter().map(|found| found.id.as_str());
    ids.find(|id| {
        let definition = views.model.shape(*id);
        let protocol =
            definition.and_then(|shape| shape.traits.get("smithy.api#protocolDefinition"));
        let used = protocol.and_then(|node| node.get("traits")?.as_array());
        let mut used = used.unwrap_or_default().iter().filter_map(Node::as_str);
        used.any(|used| used == wanted)
    })
}

/// Checks labels of URIs against the members of the input.
pub(super) fn labels(views: &Views<'_>, report: &mut Report) {
    for bound in all(views) {
        let mut left: BTreeSet<&str> = bound.uri.labels().map(|(name, _)| name).collect();
        let members = bound
            .input
            .into_iter()
            .flat_map(|input| input.members.values());
        for member in members {
            let Some(node) = member.traits.get(LABEL) else {
                continue;
            };
            left.remove(member.name());
            let label = bound.uri.labels().find(|(name, _)| *name == member.name());
            match label {
                None => {
                    let message = format!(
                        "the URI of `{}` has no label `{}`",
                        bound.shape.id,
                        member.name()
                    );
                    report.error_at(member, node.at, message);
                }
                Some((_, true)) if !super::views::is_text(views.model.target(member)) => {
                    let message = format!(
                        "the greedy label `{}` of `{}` needs a string",
                        member.name(),
                        bound.shape.id
                    );
                    report.error_at(member, node.at, message);
                }
                Some(_) => {}
            }
        }
        if !left.is_empty() {
            let message = format!("no member of the input is marked as label {}", ticked(left));
            report.error(bound.shape, message);
        }
    }
}

/// Checks that no two operations of a service have one method and URI, at one host.
pub(super) fn conflicts(views: &Views<'_>, report: &mut Report) {
    for service in views.of_kind(ShapeType::Service) {
        let mut same: BTreeMap<(&str, String, bool), Vec<&Shape>> = BTreeMap::new();
        for shape in views.operations(service) {
            if let Some(bound) = bound(views, shape) {
                let has_host = bound.shape.traits.has("smithy.api#endpoint");
                let key = (bound.method, bound.uri.skeleton(), has_host);
                same.entry(key).or_default().push(bound.shape);
            }
        }
        for shapes in same.into_values().filter(|shapes| shapes.len() > 1) {
            for shape in &shapes {
                let others = shapes
                    .iter()
                    .filter(|other| other.id != shape.id && hosts::conflict(views, shape, other));
                let others = others.map(|other| other.id.as_str());
                let others: Vec<_> = others.take(SHOWN).collect();
                if !others.is_empty() {
                    let message = format!(
                        "other operations of `{}` have the same method and URI: {}",
                        service.id,
                        ticked(others)
                    );
                    report.error(*shape, message);
                }
            }
        }
    }
}

/// Checks that a greedy label is the last one.
pub(super) fn greedy(views: &Views<'_>, report: &mut Report) {
    for bound in all(views) {
        let mut parts = bound
            .uri
            .parts
            .iter()
            .skip_while(|part| !matches!(part, Part::Label(_, true)));
        let (shape, at) = (Subject::Shape(bound.shape), bound.node.at);
        if parts.next().is_none() {
            continue;
        }
        let rest: Vec<_> = parts.filter_map(Part::label).collect();
        if rest.iter().any(|(_, is_greedy)| *is_greedy) {
            report.add_at(
                Severity::Danger,
                shape,
                at,
                "a URI can have one greedy label only".to_owned(),
            );
            report.within("MultipleGreedyLabels");
        }
        if !rest.is_empty() {
            report.add_at(
                Severity::Danger,
                shape,
                at,
                "a greedy label has to be the last label".to_owned(),
            );
            report.within("GreedyLabelIsNotLastLabel");
        }
    }
}

/// Checks that URIs are ASCII.
pub(super) fn formats(views: &Views<'_>, report: &mut Report) {
    for bound in all(views) {
        if !bound.uri.text.is_ascii() {
            report.error_at(
                bound.shape,
                bound.node.at,
                "a URI has to be ASCII; percent-encode other characters".to_owned(),
            );
        }
    }
}

/// The traits that the methods ask for: read-only, idempotent if that is certain, and if a body is usual.
const METHODS: [(&str, bool, Option<bool>, bool); 8] = [
    ("GET", true, Some(false), false),
    ("HEAD", true, Some(false), false),
    ("OPTIONS", true, Some(false), true),
    ("TRACE", true, Some(false), false),
    ("POST", false, None, true),
    ("DELETE", false, Some(true), false),
    ("PUT", false, Some(true), true),
    ("PATCH", false, None, true),
];

/// Checks that operations are marked, and take a body, as their methods imply.
pub(super) fn methods(views: &Views<'_>, report: &mut Report) {
    for bound in all(views) {
        let method = bound.method.to_ascii_uppercase();
        let row = METHODS.iter().find(|(name, ..)| *name == method);
        let Some((name, is_readonly, is_idempotent, takes_body)) = row else {
            continue;
        };
        let (shape, at) = (bound.shape, bound.node.at);
        if *name != bound.method {
            report.warning_at(
                shape,
                at,
                format!("the method should be `{name}`, not `{}`", bound.method),
            );
        }
        if *name == "OPTIONS" {
            report.warning_at(
                shape,
                at,
                "OPTIONS is for CORS; use `@cors` on the service instead".to_owned(),
            );
            report.within("OPTIONS");
        }
        let rules = [
            (
                Some(*is_readonly),
                "readonly",
                "UnnecessaryReadonlyTrait",
                "MissingReadonlyTrait",
            ),
            (
                *is_idempotent,
                "idempotent",
                "UnnecessaryIdempotentTrait",
                "MissingIdempotentTrait",
            ),
        ];
        for (expected, mark, unnecessary, missing) in rules {
            let is_marked = shape.traits.has(&format!("smithy.api#{mark}"));
            if expected.is_some_and(|expected| expected != is_marked) {
                let verb = if is_marked { "is" } else { "is not" };
                report.warning_at(
                    shape,
                    at,
                    format!("this operation uses {name}, but {verb} marked with `@{mark}`"),
                );
                report.within(if is_marked { unnecessary } else { missing });
            }
        }
        let body = bound.input.map(members::body).unwrap_or_default();
        if !takes_body && !body.is_empty() {
            let names = ticked(body.into_iter().map(Member::name));
            let message = format!(
                "many clients send no body with {name}, but these members are in it: {names}"
            );
            report.add_at(Severity::Danger, Subject::Shape(shape), at, message);
            report.within("UnexpectedPayload");
        }
    }
}

/// Checks status codes of operations and errors.
pub(super) fn codes(views: &Views<'_>, report: &mut Report) {
    let code = |node: &Node| node.as_number().and_then(Number::to_i64);
    for bound in all(views) {
        let code = bound.node.get("code").and_then(code).unwrap_or(200);
        if !(200..300).contains(&code) {
            let message = format!("the status code of an operation should be 2xx, but is {code}");
            report.add_at(
                Severity::Danger,
                Subject::Shape(bound.shape),
                bound.node.at,
                message,
            );
        }
        let output = bound
            .shape
            .operation()
            .and_then(|found| found.output.as_ref());
        let output = output.and_then(|id| views.model.shape(id));
        let has_body = output.is_some_and(|output| !members::body(output).is_empty());
        if matches!(code, 204 | 205) && has_body {
            report.warning(bound.shape, format!("a response with the status code {code} has no body, but members are bound to it"));
        }
    }
    for subject in views.having("smithy.api#httpError") {
        let of = |name| subject.traits().get(name);
        let (Some(node), Some(side)) = (of("smithy.api#httpError"), of("smithy.api#error")) else {
            continue;
        };
        let hundreds = match side.as_str() {
            Some("client") => 4,
            Some("server") => 5,
            _ => continue,
        };
        if code(node).is_some_and(|code| code.div_euclid(100) != hundreds) {
            let message = format!("the status code of this error should be {hundreds}xx");
            report.add_at(Severity::Danger, *subject, node.at, message);
        }
    }
}
