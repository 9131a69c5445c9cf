//! `ExamplesTrait`: examples are inputs, outputs and errors of their operation.
//!
//! <https://smithy.io/2.0/spec/documentation-traits.html#examples-trait>

use super::check::Check;
use super::report::Report;
use super::views::Views;
use crate::model::{Node, Shape, ShapeId, ShapeType};
use crate::subject::Subject;

/// Checks the examples of each operation.
pub(super) fn examples(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#examples") {
        let Subject::Shape(shape) = *subject else {
            continue;
        };
        let Some(node) = shape.traits.get("smithy.api#examples") else {
            continue;
        };
        for example in node.as_array().unwrap_or_default() {
            check(views, (shape, node), example, report);
        }
    }
}

fn check(views: &Views<'_>, of: (&Shape, &Node), example: &Node, report: &mut Report) {
    let (shape, node) = of;
    let Some(operation) = shape.operation() else {
        return;
    };
    let is_lenient = example.get("allowConstraintErrors").and_then(Node::as_bool) == Some(true);
    let (output, error) = (example.get("output"), example.get("error"));
    if is_lenient && error.is_none() {
        let message = "an example with `allowConstraintErrors` needs an `error`".to_owned();
        report.error_at(shape, node.at, message);
    }
    let empty = Node::empty_object(node.at);
    let input = example.get("input").unwrap_or(&empty);
    let unit = || ShapeId::parse("smithy.api#Unit");
    let target = |id: &Option<ShapeId>| id.clone().or_else(unit);
    let mut sides = vec![("input", target(&operation.input), input)];
    match (output, error) {
        (Some(_), Some(_)) => {
            let message = "an example has an `output` or an `error`, not both".to_owned();
            report.error_at(shape, node.at, message);
        }
        (Some(output), None) => sides.push(("output", target(&operation.output), output)),
        (None, Some(error)) => {
            let id = error
                .get("shapeId")
                .and_then(Node::as_str)
                .and_then(ShapeId::parse);
            let id = id.filter(|id| operation.errors.contains(id) || of_services(views, shape, id));
            if id.is_none() {
                let message = "an example has an error that the operation does not have".to_owned();
                report.error_at(shape, node.at, message);
            }
            sides.push(("error", id, error.get("content").unwrap_or(&empty)));
        }
        (None, None) => {}
    }
    for (side, id, value) in sides {
        let Some(target) = id.and_then(|id| views.model.shape(&id)) else {
            continue;
        };
        let path = vec!["example".to_owned(), side.to_owned()];
        let mut check = Check::new(views, report.name(), Some(&shape.id), path);
        check.lenient = is_lenient;
        check.shape(target, None, value);
        report.events.append(&mut check.events);
    }
}

/// Returns true if there are services, and each one that has the operation has the error.
fn of_services(views: &Views<'_>, operation: &Shape, error: &ShapeId) -> bool {
    let mut services = views.of_kind(ShapeType::Service).peekable();
    services.peek().is_some()
        && services.all(|shape| {
            let has_error = shape
                .service()
                .is_some_and(|service| service.errors.contains(error));
            has_error || !views.bound_below(shape).contains_key(&operation.id)
        })
}
