//! `ClientEndpointDiscovery`: an operation that tells the endpoints of the others.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>

use std::collections::BTreeSet;

use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

const DISCOVERY: &str = "aws.api#clientEndpointDiscovery";
const DISCOVERED: &str = "aws.api#clientDiscoveredEndpoint";

/// A service with endpoint discovery.
struct Service<'m> {
    shape: &'m Shape,
    node: &'m Node,
    operations: Vec<&'m Shape>,
}

impl<'m> Service<'m> {
    fn text(&self, key: &str) -> Option<&'m str> {
        self.node.get(key)?.as_str()
    }

    fn has(&self, id: &str) -> bool {
        self.operations.iter().any(|shape| shape.id.as_str() == id)
    }
}

/// Checks the operation that tells endpoints, and those that ask for them.
pub(in crate::validate) fn discovery(views: &Views<'_>, report: &mut Report) {
    let services = views.with_trait(DISCOVERY).map(|(shape, node)| Service {
        shape,
        node,
        operations: views.operations(shape),
    });
    let services: Vec<_> = services.collect();
    for service in &services {
        of_service(service, report);
        let operation = service
            .text("operation")
            .and_then(|id| views.model.shape(id));
        if let Some(operation) = operation.filter(|shape| shape.kind == ShapeType::Operation) {
            input(views, operation, report);
            output(views, operation, report);
        }
    }
    for operation in views.shapes_having(DISCOVERED) {
        of_operation(&services, operation, report);
    }
}

fn of_service(service: &Service<'_>, report: &mut Report) {
    let (shape, node) = (service.shape, service.node);
    if service.text("error").is_none() {
        let message = "the service should have an error for a bad endpoint".to_owned();
        report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
        report.within("MissingErrorDefinition");
    }
    let operation = service.text("operation").unwrap_or_default();
    if !service.has(operation) {
        report.error(
            shape,
            format!("the service does not have `{operation}`, which tells its endpoints"),
        );
        report.within("UnboundOperation");
        report.within(operation.split_once('#').map_or("", |(_, name)| name));
    }
    if !service
        .operations
        .iter()
        .any(|shape| shape.traits.has(DISCOVERED))
    {
        let message = format!("no operation of this service has `@{DISCOVERED}`");
        report.warning(shape, message);
        report.within("NoOperations");
    }
}

fn of_operation(services: &[Service<'_>], operation: &Shape, report: &mut Report) {
    let mut with = services
        .iter()
        .filter(|service| service.has(operation.id.as_str()))
        .peekable();
    if with.peek().is_none() {
        let message = format!("no service with `@{DISCOVERY}` has this operation");
        report.error(operation, message);
    }
    for service in with {
        let errors = operation.operation().map(|found| &found.errors);
        let mut errors = errors.into_iter().flatten();
        if let Some(error) = service.text("error")
            && !errors.any(|id| id.as_str() == error)
        {
            let message = format!(
                "this operation needs the error `{error}`, since `{}` discovers its endpoint",
                service.shape.id
            );
            report.error(operation, message);
        }
    }
}

fn input(views: &Views<'_>, operation: &Shape, report: &mut Report) {
    let Some(input) = views.input(operation) else {
        return;
    };
    let names = input.members.keys().map(String::as_str);
    let other: Vec<_> = names
        .filter(|name| !["Operation", "Identifiers"].contains(name))
        .collect();
    if !other.is_empty() {
        let message = format!(
            "the input of `{}` has members besides `Operation` and `Identifiers`: {}",
            operation.id,
            ticked(other)
        );
        report.error(input, message);
    }
    let target = |name: &str| views.model.target(input.members.get(name)?);
    if let Some(target) = target("Operation").filter(|shape| shape.kind != ShapeType::String) {
        report.error(
            target,
            "the member `Operation` has to be a string".to_owned(),
        );
    }
    if let Some(member) = input.members.get("Identifiers") {
        let map = target("Identifiers").filter(|shape| shape.kind == ShapeType::Map);
        let value = map.and_then(|map| views.model.target(map.members.get("value")?));
        if value.is_none_or(|value| value.kind != ShapeType::String) {
            report.error(
                member,
                "the member `Identifiers` has to be a map of strings".to_owned(),
            );
        }
    }
}

fn output(views: &Views<'_>, operation: &Shape, report: &mut Report) {
    let members = views.output(operation).map(|shape| &shape.members);
    let list = members.and_then(|members| members.get("Endpoints"));
    if list.is_none() || members.is_some_and(|members| members.len() != 1) {
        let message = "the output has to have the member `Endpoints`, and no other".to_owned();
        report.error(operation, message);
    }
    let Some(member) = list else { return };
    let target = views.model.target(member);
    let Some(list) = target.filter(|shape| shape.kind == ShapeType::List) else {
        report.error(member, "the member `Endpoints` has to be a list".to_owned());
        return;
    };
    let item = list.members.get("member");
    let item = item.and_then(|member| views.model.target(member));
    let Some(endpoint) = item.filter(|shape| shape.kind == ShapeType::Structure) else {
        report.error(
            list,
            "the list of endpoints has to have structures".to_owned(),
        );
        return;
    };
    let expected = [
        ("Address", ShapeType::String),
        ("CachePeriodInMinutes", ShapeType::Long),
    ];
    for (name, kind) in expected {
        if let Some(member) = endpoint.members.get(name)
            && let Some(target) = views.model.target(member)
            && target.kind != kind
        {
            report.error(member, format!("the member `{name}` has to be a {kind}"));
        }
    }
    let names: BTreeSet<&str> = endpoint.members.keys().map(String::as_str).collect();
    if names != expected.iter().map(|(name, _)| *name).collect() {
        let message = format!(
            "an endpoint has the members `Address` and `CachePeriodInMinutes`, not {}",
            ticked(names)
        );
        report.error(endpoint, message);
    }
}
