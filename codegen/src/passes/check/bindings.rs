//! Checks the HTTP bindings of members.

use super::wrong_target;
use crate::ir::{Ir, Location, Member, Shape, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// Reports a member whose kind its HTTP binding does not allow.
pub(super) fn check_binding(ir: &Ir, member: &Member, target: &Shape, problems: &mut Problems) {
    let mut complain = |fits: bool, what, expected| {
        if !fits {
            wrong_target((what, expected), target, &member.at, problems);
        }
    };
    let kind = &target.kind;
    match &member.location {
        Location::Body => {}
        Location::Label => complain(is_simple(kind), "a label", "a string, number or timestamp"),
        Location::Query(_) => complain(
            is_simple(kind) || is_list(ir, kind),
            "a query parameter",
            "a simple value or a list of them",
        ),
        Location::QueryParams => complain(
            is_map(ir, kind, true),
            "a map of query parameters",
            "a map of strings or lists of strings",
        ),
        Location::Header(_) => complain(
            is_simple(kind) || is_list(ir, kind),
            "a header",
            "a simple value or a list of them",
        ),
        Location::PrefixHeaders(_) => complain(
            is_map(ir, kind, false),
            "a map of headers",
            "a map of strings",
        ),
        Location::StatusCode => complain(
            kind.is_number() && !matches!(kind, ShapeKind::Float | ShapeKind::Double),
            "a status",
            "an integer",
        ),
        Location::Payload => complain(is_payload(kind), "a payload", "a blob, string or structure"),
    }
    if member.idempotency_token {
        complain(
            matches!(kind, ShapeKind::String),
            "an idempotency token",
            "a string",
        );
    }
    if member.streaming {
        complain(matches!(kind, ShapeKind::Blob), "a stream", "a blob");
    }
    check_header_name(member, problems);
}

/// Reports an invalid header name, which could split the message.
fn check_header_name(member: &Member, problems: &mut Problems) {
    let (Location::Header(name) | Location::PrefixHeaders(name)) = &member.location else {
        return;
    };
    let may_be_empty = matches!(member.location, Location::PrefixHeaders(_));
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.bytes().all(token) || (name.is_empty() && !may_be_empty) {
        let unknown = ProblemKind::UnknownValue {
            what: "header",
            value: name.clone(),
            expected: "an HTTP header name",
        };
        problems.push(unknown, member.at.clone());
    }
}

/// Reports a second payload member.
pub(super) fn check_payloads(members: &[Member], problems: &mut Problems) {
    let mut payloads = members
        .iter()
        .filter(|member| member.location == Location::Payload);
    if let Some(first) = payloads.next() {
        for second in payloads {
            let kind = ProblemKind::ManyPayloads {
                first: first.name.to_string(),
                second: second.name.to_string(),
            };
            problems.push(kind, second.at.clone());
        }
    }
}

/// Returns true if values are a single text on the wire.
fn is_simple(kind: &ShapeKind) -> bool {
    let text = matches!(
        kind,
        ShapeKind::String | ShapeKind::Enum(_) | ShapeKind::Boolean
    );
    text || kind.is_number() || matches!(kind, ShapeKind::Timestamp)
}

fn is_list(ir: &Ir, kind: &ShapeKind) -> bool {
    let ShapeKind::List(element) = kind else {
        return false;
    };
    // Dangling references are reported elsewhere.
    ir.target(element)
        .is_none_or(|target| is_simple(&target.kind))
}

fn is_map(ir: &Ir, kind: &ShapeKind, of_lists: bool) -> bool {
    let ShapeKind::Map(_, value) = kind else {
        return false;
    };
    ir.target(value)
        .is_none_or(|target| is_simple(&target.kind) || (of_lists && is_list(ir, &target.kind)))
}

fn is_payload(kind: &ShapeKind) -> bool {
    matches!(
        kind,
        ShapeKind::Blob
            | ShapeKind::String
            | ShapeKind::Enum(_)
            | ShapeKind::Document
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_)
            | ShapeKind::List(_)
            | ShapeKind::Map(..)
    )
}
