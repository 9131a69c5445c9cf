//! Checks paginators and waiters: their members exist, and their paths have the right types.

use super::path::{self, PathType};
use crate::ir::{Comparator, Io, Ir, Matcher, Operation, Path, Pointer, Shape, Value, Waiter};
use crate::problem::{ProblemKind, Problems};

/// Reports invalid members and paths of a paginator.
pub(super) fn check_pages(ir: &Ir, operation: &Operation, problems: &mut Problems) {
    let Some(pages) = &operation.pagination else {
        return;
    };
    let input = operation.input.as_ref();
    for name in pages.input_tokens.iter().chain(&pages.page_size) {
        let shape = input.and_then(|io| ir.shape(&io.shape));
        let members: Vec<&str> = { shape.into_iter().flat_map(Shape::members) }
            .map(|member| member.name.as_str())
            .collect();
        if !members.contains(&name.as_str()) {
            let similar = problems.similar(name, members.iter().copied());
            let member = name.clone();
            problems.push(
                ProblemKind::UnknownMember { member, similar },
                pages.at.clone(),
            );
        }
    }
    if pages.input_tokens.len() != pages.output_tokens.len() {
        let why = format!(
            "{} tokens of the output for {} of the input",
            pages.output_tokens.len(),
            pages.input_tokens.len()
        );
        let texts: Vec<&str> = pages.output_tokens.iter().map(|path| &*path.text).collect();
        let path = texts.join(", ");
        problems.push(ProblemKind::InvalidPath { path, why }, pages.at.clone());
    }
    let paths = pages.output_tokens.iter().chain(&pages.items);
    for path in paths.chain(&pages.more_results).chain(&pages.non_aggregate) {
        path::type_of(
            path,
            &shape(operation.output.as_ref()),
            (ir, &pages.at),
            problems,
        );
    }
}

/// Reports invalid paths of a waiter.
pub(super) fn check_waiter(ir: &Ir, waiter: &Waiter, problems: &mut Problems) {
    let Some(operation) = ir.service.operations.get(&waiter.operation) else {
        return;
    };
    let output = shape(operation.output.as_ref());
    for acceptor in &waiter.acceptors {
        let at = &acceptor.at;
        match &acceptor.matcher {
            Matcher::Output {
                path,
                comparator,
                expected,
            } => check_matcher((path, &output), (*comparator, expected), (ir, at), problems),
            Matcher::InputOutput {
                path,
                comparator,
                expected,
            } => {
                let input = shape(operation.input.as_ref());
                let both = [("input", input), ("output", output.clone())];
                let both = both.map(|(name, ty)| (name.to_owned(), ty));
                let start = PathType::Object(both.into());
                check_matcher((path, &start), (*comparator, expected), (ir, at), problems);
            }
            Matcher::Success(_) | Matcher::Error(_) | Matcher::Status(_) => {}
        }
    }
}

/// The type of an input or output; without one, no path has a member.
fn shape(io: Option<&Io>) -> PathType {
    io.map_or(PathType::Object(Vec::new()), |io| {
        PathType::Shape(io.shape.clone())
    })
}

/// Warns of a path that cannot have the expected value: `KeyPairExists` of EC2 has one.
fn check_matcher(
    (path, start): (&Path, &PathType),
    (comparator, expected): (Comparator, &Value),
    (ir, at): (&Ir, &Pointer),
    problems: &mut Problems,
) {
    let found = path::type_of(path, start, (ir, at), problems);
    let item = match comparator {
        Comparator::Equals => Some(found),
        Comparator::AllEqual | Comparator::AnyEqual => path::item(&found, ir),
    };
    let why = match (item, expected) {
        (None, _) => "it never matches, because the path is no list",
        (Some(PathType::Unknown), _) => return,
        (Some(item), Value::String(_)) if !item.is_text(ir) => {
            "it never matches, because the path leads to no string"
        }
        (Some(item), Value::Bool(_)) if !item.is_boolean(ir) => {
            "it never matches, because the path leads to no boolean"
        }
        (Some(item), Value::Number(_)) if !item.is_number(ir) => {
            "it never matches, because the path leads to no number"
        }
        (Some(_), _) => return,
    };
    let what = format!("the acceptor with the path `{}`", path.text);
    problems.push(ProblemKind::Unsupported { what, why }, at.clone());
}
