//! Test cases of event streams.

use super::{Case, STREAMS, body, cases};
use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::views::Views;

/// Checks the messages and events of each case.
pub(in crate::validate) fn streams(views: &Views<'_>, report: &mut Report) {
    for case in cases(views, STREAMS) {
        initial(views, &case, report);
        shaped(views, &case, case.content, "vendorParams", report);
        let events = case.content.get("events").and_then(Node::as_array);
        for (index, event) in events.unwrap_or_default().iter().enumerate() {
            self::event(views, &case, (index, event), report);
        }
        let initial = [
            "initialRequestParams",
            "initialRequest",
            "initialResponseParams",
            "initialResponse",
        ];
        let has_initial = initial.iter().any(|key| case.content.get(key).is_some());
        if events.is_none_or(<[Node]>::is_empty) && !has_initial {
            let message =
                "a test case needs an event, an initial request or an initial response".to_owned();
            report.error_at(case.shape, case.node.at, message);
            report.within(&case.position.to_string());
        }
    }
}

fn initial<'m>(views: &Views<'m>, case: &Case<'m>, report: &mut Report) {
    let sides = [
        ("initialRequestParams", views.input(case.shape)),
        ("initialResponseParams", views.output(case.shape)),
    ];
    for (key, shape) in sides {
        if let (Some(params), Some(shape)) = (case.content.get(key), shape) {
            case.value(views, (key, params), shape, report);
        }
    }
    for key in ["initialRequest", "initialResponse"] {
        shaped(views, case, case.content, key, report);
    }
}

/// Checks a value against the shape named by the adjacent key `…Shape`.
fn shaped<'m>(
    views: &Views<'m>,
    case: &Case<'m>,
    holder: &'m Node,
    key: &str,
    report: &mut Report,
) {
    let target = holder.get(&format!("{key}Shape")).and_then(Node::as_str);
    if let Some(shape) = target.and_then(|id| views.model.shape(id)) {
        let empty = Node::empty_object(holder.at);
        let value = holder.get(key).unwrap_or(&empty);
        case.value(views, (key, value), shape, report);
    }
}

fn event<'m>(views: &Views<'m>, case: &Case<'m>, of: (usize, &'m Node), report: &mut Report) {
    let (index, event) = of;
    let text = |key| event.get(key).and_then(Node::as_str);
    let kind = text("type").unwrap_or_default();
    let sides = [
        ("request", views.input(case.shape), "input"),
        ("response", views.output(case.shape), "output"),
    ];
    let side = sides.into_iter().find(|(name, _, _)| *name == kind);
    if let (Some(params), Some((_, structure, side))) = (event.get("params"), side) {
        if let Some(stream) = structure.and_then(|structure| stream(views, structure)) {
            let part = format!("events.{index}.params");
            case.value(views, (&part, params), stream, report);
        } else {
            let message =
                format!("the event {index} is a {kind}, but the {side} has no event stream");
            report.error_at(case.shape, case.node.at, message);
            if kind == "response" {
                report.within(&format!("{}.events.{index}", case.position));
            }
        }
    }
    let body = text("bodyMediaType").and_then(|kind| body::fault(text("body")?, kind));
    if let Some(fault) = body {
        let message = format!("the body of the event {index} is not of its media type: {fault}");
        let subject = Subject::Shape(case.shape);
        report.add_at(Severity::Danger, subject, case.node.at, message);
    }
    shaped(views, case, event, "vendorParams", report);
}

/// The event stream of an input or output.
fn stream<'m>(views: &Views<'m>, structure: &Shape) -> Option<&'m Shape> {
    let mut targets = structure
        .members
        .values()
        .filter_map(|member| views.model.target(member));
    targets
        .find(|target| target.kind == ShapeType::Union && target.traits.has("smithy.api#streaming"))
}
