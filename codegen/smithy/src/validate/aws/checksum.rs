//! `HttpChecksumTrait`: checksums of messages.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>

use crate::event::Severity;
use crate::model::{Member, Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

/// The start of the names of headers with checksums.
const PREFIX: &str = "x-amz-checksum-";

/// The values of a member that chooses the algorithm.
const ALGORITHMS: &[&str] = &[
    "CRC64NVME",
    "CRC32C",
    "CRC32",
    "SHA1",
    "SHA256",
    "SHA512",
    "MD5",
    "XXHASH64",
    "XXHASH3",
    "XXHASH128",
];

/// The values of a member that asks for a checked response.
const MODES: &[&str] = &["ENABLED"];

/// Checks the parts of `@httpChecksum`, and headers that are in its way.
pub(in crate::validate) fn checksums(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("aws.protocols#httpChecksum") {
        let Some(input) = views.input(shape) else {
            continue;
        };
        let text = |key| node.get(key).and_then(Node::as_str);
        let algorithms = node.get("responseAlgorithms").and_then(Node::as_array);
        let has_algorithms = algorithms.is_some_and(|items| !items.is_empty());
        let required = node.get("requestChecksumRequired").and_then(Node::as_bool);
        let algorithm = text("requestAlgorithmMember");
        let mode = text("requestValidationModeMember");
        let is_request = required == Some(true) || algorithm.is_some();
        let is_response = has_algorithms || mode.is_some();
        let mut error = |message: &str| report.error_at(shape, node.at, message.to_owned());
        if !is_request && !is_response {
            error("`@httpChecksum` has to say something about requests or responses");
            continue;
        }
        if is_response && mode.is_none() {
            error("a checked response needs `requestValidationModeMember`");
        }
        if is_response && !has_algorithms {
            error("a checked response needs `responseAlgorithms`");
        }
        if is_request {
            headers(shape, input, report);
        }
        if is_response {
            let errors = shape.operation().map(|found| &found.errors);
            let errors = errors.into_iter().flatten();
            let errors = errors.filter_map(|id| views.model.shape(id));
            for side in views.output(shape).into_iter().chain(errors) {
                headers(shape, side, report);
            }
        }
        let members = [
            ("requestAlgorithmMember", algorithm, ALGORITHMS),
            ("requestValidationModeMember", mode, MODES),
        ];
        for (key, name, values) in members {
            let fault = name.and_then(|name| member(views, input.members.get(name), values));
            if let Some(fault) = fault {
                report.error_at(shape, node.at, format!("the member of `{key}` {fault}"));
            }
        }
    }
}

/// The value of a member of an enum.
fn value(member: &Member) -> &str {
    let value = member.traits.get("smithy.api#enumValue");
    value.and_then(Node::as_str).unwrap_or(member.name())
}

/// The fault in a member that has to be an enum of some values.
fn member(views: &Views<'_>, member: Option<&Member>, known: &[&str]) -> Option<String> {
    let Some(target) = member.and_then(|member| views.model.target(member)) else {
        return Some("is no member of the input".to_owned());
    };
    let values: Vec<&str> = match target.traits.get("smithy.api#enum") {
        _ if target.kind == ShapeType::Enum => {
            let members = target.members.values();
            members.map(value).collect()
        }
        Some(node) => {
            let definitions = node.as_array().unwrap_or_default().iter();
            definitions
                .filter_map(|definition| definition.get("value")?.as_str())
                .collect()
        }
        None => return Some("has to target an enum".to_owned()),
    };
    let is_other = |value: &&&str| !known.contains(*value);
    let other: Vec<_> = values.iter().filter(is_other).collect();
    (!other.is_empty()).then(|| {
        format!(
            "targets an enum with values that are not supported: {}",
            ticked(other)
        )
    })
}

/// Reports headers of a structure that collide with those of checksums.
fn headers(operation: &Shape, structure: &Shape, report: &mut Report) {
    for member in structure.members.values() {
        let text = |id: &str| member.traits.get(id).and_then(Node::as_str);
        let name = structure.id.name();
        let mut add = |severity, parts: [&str; 3], message: String| {
            report.add(severity, Subject::Shape(operation), message);
            for part in parts {
                report.within(part);
            }
        };
        if let Some(prefix) = text("smithy.api#httpPrefixHeaders")
            && PREFIX.starts_with(prefix)
        {
            let lower = prefix.to_ascii_lowercase();
            let message = format!(
                "the prefix of headers `{lower}` of `{name}` takes in those of checksums, `{PREFIX}`"
            );
            add(
                Severity::Danger,
                ["HttpPrefixHeaders", name, &lower],
                message,
            );
        }
        if let Some(header) = text("smithy.api#httpHeader")
            && header.starts_with(PREFIX)
        {
            let lower = header.to_ascii_lowercase();
            let message = format!("the header `{lower}` of `{name}` is one of checksums");
            add(Severity::Warning, ["HttpHeader", name, &lower], message);
        }
    }
}
