//! Checks the references of an operation.

use indexmap::IndexSet;

use super::wrong_target;
use crate::ir::{
    Http, HttpChecksum, Ir, Location, Member, Operation, PathPart, Pointer, Shape, ShapeKind,
    ShapeName,
};
use crate::problem::{ProblemKind, Problems};

/// Reports invalid references of an operation.
pub(super) fn check_operation(ir: &Ir, operation: &Operation, problems: &mut Problems) {
    if let Some(input) = &operation.input {
        let structure = structure(ir, ("an input", &input.shape), &input.at, problems);
        if let Some((shape, members)) = structure {
            check_labels(&operation.http, members, problems);
            if let Some(checksum) = &operation.http_checksum {
                check_checksum(checksum, (shape, members), &operation.at, problems);
            }
        }
    }
    if let Some(output) = &operation.output {
        structure(ir, ("an output", &output.shape), &output.at, problems);
    }
    for error in &operation.errors {
        structure(
            ir,
            ("an error", error),
            &operation.at.child("errors"),
            problems,
        );
    }
}

/// Looks up a structure and its members, or reports a problem.
fn structure<'i>(
    ir: &'i Ir,
    (what, name): (&'static str, &ShapeName),
    at: &Pointer,
    problems: &mut Problems,
) -> Option<(&'i Shape, &'i [Member])> {
    let Some(shape) = ir.shape(name) else {
        let similar = problems.similar(name, ir.shapes.keys().map(ShapeName::as_str));
        let target = name.to_string();
        problems.push(ProblemKind::UnknownTarget { target, similar }, at.clone());
        return None;
    };
    let ShapeKind::Structure(members) = &shape.kind else {
        wrong_target((what, "a structure"), shape, at, problems);
        return None;
    };
    Some((shape, members))
}

/// Reports label members without a label in the URI.
fn check_labels(http: &Http, members: &[Member], problems: &mut Problems) {
    let places: IndexSet<&str> = http
        .uri
        .path
        .iter()
        .filter_map(|part| match part {
            PathPart::Label { member, .. } => Some(member.as_str()),
            PathPart::Literal(_) => None,
        })
        .collect();
    for member in members {
        if member.location == Location::Label && !places.contains(member.name.as_str()) {
            let kind = ProblemKind::UnusedLabel {
                member: member.name.to_string(),
                uri: http.uri.to_string(),
            };
            problems.push(kind, member.at.clone());
        }
    }
}

/// Reports checksum members missing from the input.
fn check_checksum(
    checksum: &HttpChecksum,
    (_, members): (&Shape, &[Member]),
    at: &Pointer,
    problems: &mut Problems,
) {
    let named = checksum.request_algorithm_member.iter();
    for name in named.chain(&checksum.request_validation_mode_member) {
        if !members.iter().any(|member| member.name == *name) {
            let similar = problems.similar(name, members.iter().map(|member| member.name.as_str()));
            let member = name.to_string();
            let kind = ProblemKind::UnknownMember { member, similar };
            problems.push(kind, at.child("httpChecksum"));
        }
    }
}
