//! `AuthTrait` and `ServiceAuthDefinitions`: authentication schemes of services.
//!
//! <https://smithy.io/2.0/spec/authentication-traits.html>

use std::collections::BTreeSet;

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};
use crate::subject::Subject;

const AUTH: &str = "smithy.api#auth";

/// The schemes that a service has.
pub(super) fn schemes<'m>(views: &Views<'m>, service: &'m Shape) -> BTreeSet<&'m str> {
    let ids = service.traits.iter().map(|found| found.id.as_str());
    let is_scheme = |id: &&str| {
        let definition = views.model.shape(*id);
        definition.is_some_and(|shape| shape.traits.has("smithy.api#authDefinition"))
    };
    ids.filter(is_scheme).collect()
}

/// Checks that `@auth` names schemes that the service has.
pub(super) fn traits(views: &Views<'_>, report: &mut Report) {
    for service in views.of_kind(ShapeType::Service) {
        let schemes = schemes(views, service);
        let bound = views.bound_below(service);
        let shapes = bound.keys().filter_map(|id| views.model.shape(*id));
        let operations = shapes.filter(|shape| shape.kind == ShapeType::Operation);
        for shape in std::iter::once(service).chain(operations) {
            let Some(node) = shape.traits.get(AUTH) else {
                continue;
            };
            let named = node.as_array().unwrap_or_default().iter();
            let named = named.filter_map(Node::as_str);
            let missing: Vec<_> = named.filter(|id| !schemes.contains(id)).collect();
            if !missing.is_empty() {
                let message = format!(
                    "the service `{}` does not have the authentication {}",
                    service.id,
                    ticked(missing)
                );
                report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
            }
        }
    }
}

/// Warns of services with several schemes and no order among them.
pub(super) fn services(views: &Views<'_>, report: &mut Report) {
    for service in views.of_kind(ShapeType::Service) {
        if !service.traits.has(AUTH) && schemes(views, service).len() > 1 {
            let message = "this service has several authentication schemes; order them with `@auth`, else they are in the order of their names".to_owned();
            report.warning(service, message);
        }
    }
}
