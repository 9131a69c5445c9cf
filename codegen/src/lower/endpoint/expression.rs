//! Lowers arguments of endpoint rules to expressions: references, calls and templates.

use super::invalid;
use crate::ir::{Attribute, AttributeStep, Call, Expression, Function, Pointer};
use crate::problem::{ProblemKind, Problems};
use crate::read::endpoint as mirror;

/// Lowers an argument.
pub(super) fn lower_argument(
    argument: mirror::Argument<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Expression> {
    match argument {
        mirror::Argument::Text(text) => lower_text(&text, at, problems),
        mirror::Argument::Boolean(value) => Some(Expression::Boolean(value)),
        mirror::Argument::Number(number) => match number.to_i64() {
            Some(value) => Some(Expression::Integer(value)),
            None => invalid(
                format!("{number} is no whole number of 64 bits"),
                at,
                problems,
            ),
        },
        mirror::Argument::Reference(name) => Some(Expression::Reference(name.into_owned())),
        mirror::Argument::Call(call) => lower_call(call, at, problems),
    }
}

/// Lowers a function call.
pub(super) fn lower_call(
    call: mirror::Condition<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Expression> {
    let at_arguments = at.child("argv");
    let place = |index: usize| at_arguments.child(&index.to_string());
    if call.function == "getAttr" {
        let mut arguments = call.arguments.into_iter();
        let (Some(value), Some(mirror::Argument::Text(path)), None) =
            (arguments.next(), arguments.next(), arguments.next())
        else {
            return invalid("`getAttr` takes a value and a path", at, problems);
        };
        let value = lower_argument(value, &place(0), problems);
        let path = lower_path(&path, &place(1), problems);
        return Some(Expression::Attribute(Box::new(value?), path?));
    }
    let Some(function) = Function::parse(&call.function) else {
        let names = Function::ALL.iter().map(|known| known.as_str());
        let similar = problems.similar(&call.function, names.chain(["getAttr"]));
        let function = call.function.into_owned();
        problems.push(
            ProblemKind::UnknownFunction { function, similar },
            at.child("fn"),
        );
        return None;
    };
    let arguments = call.arguments.into_iter().enumerate();
    let arguments = super::all(
        arguments.map(|(index, argument)| lower_argument(argument, &place(index), problems)),
    );
    Some(Expression::Call(Call {
        function,
        arguments: arguments?,
    }))
}

/// Parses a `getAttr` path: names separated by dots, with an optional index in brackets at the end.
fn lower_path(path: &str, at: &Pointer, problems: &mut Problems) -> Option<Vec<AttributeStep>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, index) = match part.split_once('[') {
            Some((name, index)) => (name, Some(index)),
            None => (part, None),
        };
        if !name.is_empty() {
            let Some(attribute) = Attribute::parse(name) else {
                let known = Attribute::ALL.iter().map(|known| known.as_str());
                let similar = problems.similar(name, known);
                let name = name.to_owned();
                problems.push(ProblemKind::UnknownReference { name, similar }, at.clone());
                return None;
            };
            steps.push(AttributeStep::Name(attribute));
        }
        if let Some(index) = index {
            let number = index.strip_suffix(']').and_then(|index| index.parse().ok());
            let Some(number) = number else {
                return invalid(
                    format!("`{part}` has no index between its brackets"),
                    at,
                    problems,
                );
            };
            steps.push(AttributeStep::Index(number));
        } else if name.is_empty() {
            return invalid(format!("the path `{path}` has an empty part"), at, problems);
        }
    }
    Some(steps)
}

/// Parses a template: `{{` and `}}` are literal braces; other braces hold a name, optionally with `#` and a path.
pub(super) fn lower_text(text: &str, at: &Pointer, problems: &mut Problems) -> Option<Expression> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(place) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(place);
        literal.push_str(before);
        let doubled = ["{{", "}}"]
            .into_iter()
            .find(|double| from.starts_with(double));
        if let Some(double) = doubled {
            literal.push_str(&double[..1]);
            rest = &from[2..];
            continue;
        }
        let inside = from.strip_prefix('{').and_then(|from| from.split_once('}'));
        let Some((inside, after)) = inside else {
            return invalid(format!("the braces of {text:?} do not match"), at, problems);
        };
        if !literal.is_empty() {
            parts.push(Expression::Text(std::mem::take(&mut literal)));
        }
        parts.push(lower_part(inside, at, problems)?);
        rest = after;
    }
    literal.push_str(rest);
    if parts.is_empty() {
        return Some(Expression::Text(literal));
    }
    if !literal.is_empty() {
        parts.push(Expression::Text(literal));
    }
    Some(Expression::Template(parts))
}

fn lower_part(inside: &str, at: &Pointer, problems: &mut Problems) -> Option<Expression> {
    let (name, path) = match inside.split_once('#') {
        Some((name, path)) => (name, Some(path)),
        None => (inside, None),
    };
    let reference = Expression::Reference(name.to_owned());
    match path {
        None => Some(reference),
        Some(path) => {
            let path = lower_path(path, at, problems)?;
            Some(Expression::Attribute(Box::new(reference), path))
        }
    }
}
