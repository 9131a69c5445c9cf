//! `HttpRequestTestsInput`, `HttpResponseTestsOutput`, `HttpResponseTestsError`, `HttpMalformedRequestTests`,
//! `EventStreamTestsTrait`, `UniqueProtocolTestCaseId`, `SmokeTestCase` and `UniqueSmokeTestCaseId`: test cases.
//!
//! <https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html>

mod body;
mod smoke;
mod streams;
mod unique;

pub(super) use self::smoke::{cases as smoke_cases, unique as unique_smoke_cases};
pub(super) use self::streams::streams;
pub(super) use self::unique::unique;

use std::collections::BTreeSet;

use super::check::Check;
use super::report::Report;
use super::views::Views;
use crate::event::Severity;
use crate::model::{Node, Object, Shape, ShapeType};
use crate::subject::Subject;

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";
const MALFORMED: &str = "smithy.test#httpMalformedRequestTests";
const STREAMS: &str = "smithy.test#eventStreamTests";

/// A test case: the shape, the trait and its value, the place in it, and the content of the case.
struct Case<'m> {
    shape: &'m Shape,
    id: &'static str,
    node: &'m Node,
    position: usize,
    content: &'m Node,
}

/// All cases of a trait.
fn cases<'m>(views: &Views<'m>, id: &'static str) -> Vec<Case<'m>> {
    let shapes = views.with_trait(id);
    let cases = shapes.flat_map(|(shape, node)| {
        let items = node.as_array().unwrap_or_default().iter().enumerate();
        items.map(move |(position, content)| Case {
            shape,
            id,
            node,
            position,
            content,
        })
    });
    cases.collect()
}

impl<'m> Case<'m> {
    fn text(&self, key: &str) -> Option<&'m str> {
        self.content.get(key)?.as_str()
    }

    /// Checks a value of the case against a shape; `part` leads to it.
    fn value(
        &self,
        views: &Views<'m>,
        value: (&str, &Node),
        shape: &'m Shape,
        report: &mut Report,
    ) {
        let (part, node) = value;
        let path = vec![
            self.id.to_owned(),
            self.position.to_string(),
            part.to_owned(),
        ];
        let mut check = Check::new(views, report.name(), Some(&self.shape.id), path);
        check.test = true;
        check.shape(shape, None, node);
        report.events.append(&mut check.events);
    }
}

/// Checks the cases of requests.
pub(super) fn requests(views: &Views<'_>, report: &mut Report) {
    for case in cases(views, REQUESTS) {
        messages(views, &case, views.input(case.shape), report);
    }
}

/// Checks the cases of responses with an output.
pub(super) fn outputs(views: &Views<'_>, report: &mut Report) {
    for case in cases(views, RESPONSES) {
        if case.shape.kind == ShapeType::Operation {
            messages(views, &case, views.output(case.shape), report);
        } else {
            media_type(&case, report);
        }
    }
}

/// Checks the cases of responses with an error.
pub(super) fn errors(views: &Views<'_>, report: &mut Report) {
    for case in cases(views, RESPONSES) {
        if case.shape.kind == ShapeType::Structure {
            messages(views, &case, Some(case.shape), report);
        } else {
            media_type(&case, report);
        }
    }
}

fn messages<'m>(
    views: &Views<'m>,
    case: &Case<'m>,
    structure: Option<&'m Shape>,
    report: &mut Report,
) {
    media_type(case, report);
    let (shape, at) = (case.shape, case.node.at);
    let vendor = case
        .text("vendorParamsShape")
        .and_then(|id| views.model.shape(id));
    if let Some(vendor) = vendor {
        let params = case.content.get("vendorParams");
        let is_filled = |node: &&Node| node.as_object().is_some_and(|object| !object.is_empty());
        if let Some(params) = params.filter(is_filled) {
            case.value(views, ("vendorParams", params), vendor, report);
        } else {
            let message = "the test case has a `vendorParamsShape` but no `vendorParams`";
            report.warning_at(shape, at, message.to_owned());
        }
    }
    if let Some(structure) = structure {
        let empty = Node::empty_object(at);
        let params = case.content.get("params").unwrap_or(&empty);
        case.value(views, ("params", params), structure, report);
    }
}

fn media_type(case: &Case<'_>, report: &mut Report) {
    let (body, kind) = (case.text("body"), case.text("bodyMediaType"));
    let fault = body
        .zip(kind)
        .and_then(|(body, kind)| body::fault(body, kind));
    if let Some(fault) = fault {
        let message = format!(
            "the body of the test case `{}` is not of its media type: {fault}",
            case.text("id").unwrap_or_default()
        );
        report.add_at(
            Severity::Danger,
            Subject::Shape(case.shape),
            case.node.at,
            message,
        );
    }
}

/// Checks that the parameters of a malformed request have equally many values.
pub(super) fn malformed(views: &Views<'_>, report: &mut Report) {
    for case in cases(views, MALFORMED) {
        let parameters = case.content.get("testParameters").and_then(Node::as_object);
        let sizes = parameters.into_iter().flat_map(Object::iter);
        let sizes = sizes.map(|entry| entry.node.as_array().map_or(0, <[Node]>::len));
        if sizes.collect::<BTreeSet<_>>().len() > 1 {
            let message = "all `testParameters` need equally many values".to_owned();
            report.error_at(case.shape, case.node.at, message);
        }
    }
}
