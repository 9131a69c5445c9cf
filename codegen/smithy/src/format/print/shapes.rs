//! Shapes and `apply` statements.

use super::super::LINE_WIDTH;
use super::super::doc::Doc;
use super::super::tree::{Body, Head, Item, Pair, Shape, Statement, Value};
use super::brackets::Brackets;
use super::values::{self, any, items};
use super::{Printer, comment_lines};

impl<'a> Printer<'a> {
    pub(super) fn statement(&mut self, statement: &Statement<'a>) -> Doc<'a> {
        let pending = self.take_pending();
        match statement {
            Statement::Shape { traits, shape } => {
                pending.then(values::traits(traits)).then(self.shape(shape))
            }
            Statement::ApplyOne {
                comments,
                target,
                applied,
            } => pending
                .then(comment_lines(comments))
                .then_text("apply ")
                .then_text(*target)
                .then_text(" ")
                .then(values::applied(applied)),
            Statement::ApplyBlock {
                comments,
                target,
                traits,
            } => {
                let block = comment_lines(comments)
                    .then_text("apply ")
                    .then_text(*target)
                    .then_text(" {")
                    .then(Doc::Line.then(values::traits(traits)).indent(4))
                    .render(LINE_WIDTH);
                pending
                    .then_text(block.trim_matches(|c| c <= ' ').to_owned())
                    .then(Doc::Line)
                    .then_text("}")
            }
        }
    }

    fn shape(&mut self, shape: &Shape<'a>) -> Doc<'a> {
        let body = match &shape.body {
            Body::None => None,
            Body::Members(members) => Some(self.members(members)),
            Body::Operation(properties) => Some(self.members(properties)),
            Body::Entity(pairs) => Some(Doc::LineOr(" ").then(entity(pairs))),
        };
        comment_lines(&shape.comments).then(head(Doc::text(shape.keyword), &shape.head, body))
    }
}

/// Prints the line of a shape and its body.
pub(super) fn head<'a>(start: Doc<'a>, head: &Head<'a>, body: Option<Doc<'a>>) -> Doc<'a> {
    let mut parts = vec![start];
    parts.extend(head.name.map(Doc::text));
    parts.extend(head.resource.map(|id| Doc::text("for ").then_text(id)));
    parts.extend(head.mixins.as_ref().map(|mixins| {
        let elements = items(mixins, |id| Doc::text(*id));
        Doc::text("with ").then(Brackets::square(elements).group(any(mixins, |_| false)))
    }));
    parts.retain(|part| !part.is_empty());
    let line = Doc::join(parts, || Doc::text(" "));
    match body {
        Some(body) => line.then(body.group()),
        None => line,
    }
}

/// Prints the body of a service or resource.
fn entity<'a>(pairs: &[Item<'a, Pair<'a>>]) -> Doc<'a> {
    Brackets::braces(items(pairs, entity_pair)).group(any(pairs, values::is_long_pair))
}

/// Prints a property of a service or resource; lists of shapes take a line for each.
fn entity_pair<'a>(pair: &Pair<'a>) -> Doc<'a> {
    let print = |value: &Value<'a>| {
        let brackets = match value {
            Value::Array(elements) => Brackets::square(items(elements, values::element)),
            Value::Object(pairs) => Brackets::braces(values::pairs(pairs)),
            Value::Scalar(_) | Value::TextBlock(_) => return values::value(value),
        };
        let broken = !brackets.is_empty();
        brackets.group(broken)
    };
    match (pair.key, &pair.value) {
        ("resources" | "operations" | "collectionOperations" | "errors", Value::Array(_))
        | ("identifiers" | "properties" | "rename", Value::Object(_)) => {
            values::pair_of(pair, print)
        }
        _ => values::pair(pair),
    }
}
