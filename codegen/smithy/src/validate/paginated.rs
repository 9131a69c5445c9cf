//! `PaginatedTrait`: the members that pagination names.
//!
//! <https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait>

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::event::Severity;
use crate::model::{Member, Model, Node, Shape, ShapeType};
use crate::subject::Subject;

const PAGINATED: &str = "smithy.api#paginated";

/// A property of the trait: the side its member is on, and the types it may have.
struct Property {
    name: &'static str,
    /// True for the output, where a path may lead through structures.
    in_output: bool,
    /// True if the trait of the operation or its service has to have it.
    is_needed: bool,
    /// The severity of a member that is required; nothing if it may be.
    required: Option<Severity>,
    types: &'static [ShapeType],
    /// Types that work, but should not be used.
    unwise: &'static [ShapeType],
}

const PROPERTIES: [Property; 4] = [
    Property {
        name: "inputToken",
        in_output: false,
        is_needed: true,
        required: Some(Severity::Error),
        types: &[ShapeType::String, ShapeType::Map],
        unwise: &[ShapeType::Map],
    },
    Property {
        name: "pageSize",
        in_output: false,
        is_needed: false,
        required: Some(Severity::Warning),
        types: &[
            ShapeType::Integer,
            ShapeType::Byte,
            ShapeType::Long,
            ShapeType::Short,
        ],
        unwise: &[ShapeType::Byte, ShapeType::Long, ShapeType::Short],
    },
    Property {
        name: "outputToken",
        in_output: true,
        is_needed: true,
        required: Some(Severity::Danger),
        types: &[ShapeType::String, ShapeType::Map],
        unwise: &[ShapeType::Map],
    },
    Property {
        name: "items",
        in_output: true,
        is_needed: false,
        required: None,
        types: &[ShapeType::List, ShapeType::Map],
        unwise: &[],
    },
];

/// Checks the trait of each operation by itself, then with that of the services that bind it.
pub(super) fn operations(views: &Views<'_>, report: &mut Report) {
    let services: Vec<_> = views
        .of_kind(ShapeType::Service)
        .map(|service| (service, views.bound_below(service)))
        .collect();
    for subject in views.having(PAGINATED) {
        let Subject::Shape(operation) = *subject else {
            continue;
        };
        if operation.kind != ShapeType::Operation {
            continue;
        }
        let before = report.events.len();
        for property in &PROPERTIES {
            check(views, operation, (property, None), report);
        }
        if report.events.len() > before {
            continue;
        }
        let bound = services
            .iter()
            .filter(|(_, bound)| bound.contains_key(&operation.id));
        for (service, _) in bound {
            for property in &PROPERTIES {
                check(views, operation, (property, Some(*service)), report);
            }
        }
    }
}

fn check(
    views: &Views<'_>,
    operation: &Shape,
    of: (&Property, Option<&Shape>),
    report: &mut Report,
) {
    let (property, service) = of;
    let Some(node) = operation.traits.get(PAGINATED) else {
        return;
    };
    let name = property.name;
    let of_service = service.and_then(|service| service.traits.get(PAGINATED));
    let path = node.get(name).or_else(|| of_service?.get(name));
    let Some(path) = path.and_then(Node::as_str) else {
        if let Some(service) = service.filter(|_| property.is_needed) {
            let message = format!("pagination within `{}` lacks `{name}`", service.id);
            report.error_at(operation, node.at, message);
        }
        return;
    };
    if !property.in_output && path.contains('.') {
        report.error_at(
            operation,
            node.at,
            format!("`{name}` of pagination cannot be a path"),
        );
        return;
    }
    let Some(member) = member(views.model, operation, property, path) else {
        report.error_at(
            operation,
            node.at,
            format!("`{name}` of pagination names the member `{path}`, which does not exist"),
        );
        return;
    };
    of_member(views, (operation, node), (property, member), report);
    if property.in_output && path.split('.').count() > 2 {
        report.warning_at(
            operation,
            node.at,
            format!("`{name}` of pagination lies deep; two parts are easier to use"),
        );
        report.within("DeeplyNested");
        report.within(name);
    }
}

fn member<'m>(
    model: &'m Model,
    operation: &Shape,
    property: &Property,
    path: &str,
) -> Option<&'m Member> {
    let operation = operation.operation()?;
    let side = if property.in_output {
        &operation.output
    } else {
        &operation.input
    };
    let mut structure = model.shape(side.as_ref()?);
    let mut found = None;
    for name in path.split('.') {
        let member = structure?.members.get(name)?;
        structure = model
            .target(member)
            .filter(|shape| shape.kind == ShapeType::Structure);
        found = Some(member);
    }
    found
}

fn of_member(
    views: &Views<'_>,
    operation: (&Shape, &Node),
    of: (&Property, &Member),
    report: &mut Report,
) {
    let ((operation, node), (property, member)) = (operation, of);
    let name = property.name;
    if member.traits.has("smithy.api#required")
        && let Some(severity) = property.required
    {
        let message = format!(
            "`{name}` of pagination should not be required, but `{}` is",
            member.name()
        );
        report.add_at(severity, Subject::Shape(operation), node.at, message);
        if severity != Severity::Error {
            report.within("ShouldNotBeRequired");
            report.within(name);
        }
    }
    let Some(target) = views.model.target(member) else {
        return;
    };
    let is_unwise = property.unwise.contains(&target.kind);
    if !property.types.contains(&target.kind) || is_unwise {
        let types = property
            .types
            .iter()
            .filter(|kind| !property.unwise.contains(kind));
        let types = ticked(types.map(|kind| kind.name()));
        let rule = if is_unwise { "should" } else { "has to" };
        let message = format!(
            "`{name}` of pagination {rule} be one of {types}, but `{}` is a {}",
            member.name(),
            target.kind
        );
        let severity = if is_unwise {
            Severity::Danger
        } else {
            Severity::Error
        };
        report.add_at(severity, Subject::Shape(operation), node.at, message);
        if is_unwise {
            report.within("WrongShapeType");
            report.within(name);
        }
    }
}
