//! `CorsTrait`, `HttpApiKeyAuthTrait`, `IdempotentTrait`, `RequestCompressionTrait` and `NoInlineDocumentSupport`:
//! traits whose parts depend on each other, or on the shape that has them.
//!
//! <https://smithy.io/2.0/spec/index.html>

use std::collections::BTreeSet;

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::model::{Node, Shape, ShapeId, ShapeType};

/// Checks that `@cors` has one of `origin` and `origins`.
pub(super) fn cors(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.api#cors") {
        let origins = node.get("origins").and_then(Node::as_object);
        if node.get("origin").is_some() && origins.is_some_and(|origins| !origins.is_empty()) {
            let message = "`@cors` takes `origin` or `origins`, not both".to_owned();
            report.error_at(shape, node.at, message);
        }
    }
}

/// Checks that an API key with a scheme is in a header.
pub(super) fn api_keys(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.api#httpApiKeyAuth") {
        let place = node.get("in").and_then(Node::as_str);
        if node.get("scheme").is_some() && place != Some("header") {
            let message = format!(
                "an API key with a `scheme` has to be in the header, not in `{}`",
                place.unwrap_or_default()
            );
            report.error_at(shape, node.at, message);
        }
    }
}

/// Checks that the errors of `@idempotent` are errors of the operation.
pub(super) fn idempotent(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.api#idempotent") {
        let Some(operation) = shape.operation() else {
            continue;
        };
        if node.get("exists").is_some() && node.get("notFound").is_some() {
            let message = "`@idempotent` takes `exists` or `notFound`, not both".to_owned();
            report.error_at(shape, node.at, message);
        }
        for key in ["exists", "notFound"] {
            let ids = node.get(key).and_then(Node::as_array).unwrap_or_default();
            for id in ids.iter().filter_map(Node::as_str) {
                if !operation.errors.iter().any(|error| error.as_str() == id) {
                    let message = format!(
                        "`{key}` has the error `{id}`, which the operation does not have; it has {}",
                        ticked(operation.errors.iter().map(ShapeId::as_str))
                    );
                    report.error_at(shape, node.at, message);
                }
            }
        }
    }
}

/// Checks that compressed requests have a body, of an algorithm that clients know.
pub(super) fn compression(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.api#requestCompression") {
        compressed_input(views, shape, report);
        let encodings = node.get("encodings").and_then(Node::as_array);
        let encodings = encodings.unwrap_or_default();
        if encodings.is_empty() {
            let message = "`encodings` needs at least one algorithm".to_owned();
            report.error_at(shape, node.at, message);
        }
        let unknown = encodings.iter().filter_map(Node::as_str);
        let unknown: Vec<_> = unknown
            .filter(|name| !name.eq_ignore_ascii_case("gzip"))
            .collect();
        if !unknown.is_empty() {
            let message = format!(
                "these are no known algorithms: {}; `gzip` is one",
                ticked(unknown)
            );
            report.error_at(shape, node.at, message);
        }
    }
}

fn compressed_input(views: &Views<'_>, shape: &Shape, report: &mut Report) {
    let input = views.input(shape);
    let Some(input) = input.filter(|input| input.id != "smithy.api#Unit") else {
        let message = "a compressed request needs an input".to_owned();
        report.error(shape, message);
        return;
    };
    for member in input.members.values() {
        let has = |id| {
            let target = views.model.target(member);
            target.is_some_and(|target| target.traits.has(id))
        };
        if has("smithy.api#streaming") && has("smithy.api#requiresLength") {
            let message = format!(
                "a request whose stream needs a length cannot be compressed, but `{}` targets `{}`",
                member.id, member.target
            );
            report.error(shape, message);
        }
    }
}

/// Checks that services whose protocol has no documents do not use them.
pub(super) fn documents(views: &Views<'_>, report: &mut Report) {
    let protocols = views.with_trait("smithy.api#protocolDefinition");
    let protocols = protocols.filter(|(_, node)| {
        node.get("noInlineDocumentSupport").and_then(Node::as_bool) == Some(true)
    });
    let protocols: Vec<_> = protocols.map(|(shape, _)| shape).collect();
    if protocols.is_empty() || views.of_kind(ShapeType::Document).next().is_none() {
        return;
    }
    for service in views.of_kind(ShapeType::Service) {
        let used = protocols.iter().filter_map(|protocol| {
            let node = service.traits.get(&protocol.id)?;
            Some((protocol, node))
        });
        for (protocol, node) in used {
            let closure = views.closure(&service.id);
            let documents: BTreeSet<&str> = closure
                .into_iter()
                .filter(|shape| shape.kind == ShapeType::Document)
                .map(|shape| shape.id.as_str())
                .collect();
            if !documents.is_empty() {
                let message = format!(
                    "the protocol `{}` does not support documents, but this service uses {}",
                    protocol.id,
                    ticked(documents)
                );
                report.error_at(service, node.at, message);
            }
        }
    }
}
