//! Members of shapes and properties of operations.

use super::super::doc::Doc;
use super::super::tree::{Entry, Inline, Member, Members, Property, PropertyValue, Value};
use super::brackets::{Brackets, block};
use super::values::{self, items};
use super::{Printer, comment, comment_lines, shapes};

/// Elements between the braces of a shape.
pub(super) trait Element<'a>: Sized {
    /// The line on which the element ends.
    fn end_line(&self) -> usize;
    /// Tells if the element has a value, so that a comment below it belongs to it.
    fn is_assigned(&self) -> bool;
    /// Tells if the element has traits, or comments other than one behind its value.
    fn is_annotated(&self) -> bool;
    fn print(&self, printer: &mut Printer<'a>) -> Doc<'a>;
}

impl<'a> Element<'a> for Member<'a> {
    fn end_line(&self) -> usize {
        self.end_line
    }

    fn is_assigned(&self) -> bool {
        self.assignment.is_some()
    }

    fn is_annotated(&self) -> bool {
        let value = self.assignment.as_ref().map(|assignment| &assignment.value);
        !self.traits.is_empty() || value.is_some_and(has_comments)
    }

    fn print(&self, printer: &mut Printer<'a>) -> Doc<'a> {
        let mut result = values::traits(&self.traits).then_text(self.name);
        if let Some(target) = self.target {
            result = result.then_text(": ").then_text(target);
        }
        if let Some(assignment) = &self.assignment {
            result = result
                .then_text(" = ")
                .then(values::value(&assignment.value))
                .then(printer.line_break(&assignment.end, false));
        }
        result
    }
}

impl<'a> Element<'a> for Property<'a> {
    fn end_line(&self) -> usize {
        self.end_line
    }

    fn is_assigned(&self) -> bool {
        false
    }

    fn is_annotated(&self) -> bool {
        !self.comments.is_empty()
            || match &self.value {
                PropertyValue::Target(_) => false,
                PropertyValue::Inline(inline) => is_inline_annotated(inline),
                PropertyValue::Errors(errors) => values::any(errors, |_| false),
            }
    }

    fn print(&self, printer: &mut Printer<'a>) -> Doc<'a> {
        let start = comment_lines(&self.comments).then_text(self.keyword);
        match &self.value {
            PropertyValue::Target(target) => start.then_text(": ").then_text(*target),
            PropertyValue::Inline(inline) => start.then(printer.inline(inline)),
            PropertyValue::Errors(errors) => {
                let errors = items(errors, |id| Doc::text(*id));
                start.then_text(": ").then(Brackets::square(errors).block())
            }
        }
    }
}

impl<'a> Printer<'a> {
    /// Prints members in braces: with an empty line between them where one of them has more than its own line.
    pub(super) fn members<M: Element<'a>>(&mut self, members: &Members<'a, M>) -> Doc<'a> {
        if members.entries.is_empty() {
            return Doc::LineOr(" ").then_text("{}").group();
        }
        let spaced = is_annotated(members);
        let elements = self.elements(members, spaced);
        let separator = || {
            if spaced {
                Doc::Line.then(Doc::Line)
            } else {
                Doc::Line
            }
        };
        let open = Doc::LineOr(" ").then_text("{");
        block(open, "}", Doc::join(elements, separator))
    }

    /// Prints each member with the comments above it.
    fn elements<M: Element<'a>>(&mut self, members: &Members<'a, M>, spaced: bool) -> Vec<Doc<'a>> {
        let mut elements: Vec<Doc<'a>> = Vec::new();
        let mut current = self.take_pending();
        let mut after_comment = false;
        let mut last_line = members.open_line;
        for (index, entry) in members.entries.iter().enumerate() {
            match entry {
                Entry::Comments(comments) => {
                    let is_last = index + 1 == members.entries.len();
                    for item in comments {
                        let same_line = item.line == last_line && !(is_last && spaced);
                        if let Some(previous) = elements.last_mut().filter(|_| same_line) {
                            let element = std::mem::take(previous);
                            *previous = element.then_text(" ").then(comment(item));
                            continue;
                        }
                        if after_comment {
                            current = current.then(Doc::Line);
                        }
                        after_comment = true;
                        current = current.then(comment(item));
                    }
                }
                Entry::Member(member) => {
                    if after_comment {
                        current = current.then(Doc::Line);
                        after_comment = false;
                    }
                    elements.push(current.then(member.print(self)));
                    current = self.take_pending();
                    last_line = member.end_line();
                }
            }
        }
        if !current.is_empty() {
            elements.push(current);
        }
        elements
    }

    fn inline(&mut self, inline: &Inline<'a>) -> Doc<'a> {
        let body = Some(self.members(&inline.members));
        if inline.comments.is_empty() && inline.traits.is_empty() {
            return shapes::head(Doc::text(" :="), &inline.head, body);
        }
        Doc::text(" :=")
            .then(Doc::Line)
            .then(comment_lines(&inline.comments))
            .then(values::traits(&inline.traits))
            .then(shapes::head(Doc::Empty, &inline.head, body))
            .indent(4)
    }
}

/// Tells if members need an empty line between them: for a trait, or a comment that is not behind a member.
fn is_annotated<'a, M: Element<'a>>(members: &Members<'a, M>) -> bool {
    let mut last_line = members.open_line;
    let mut is_assigned = false;
    members.entries.iter().any(|entry| match entry {
        Entry::Member(member) => {
            last_line = member.end_line();
            is_assigned = member.is_assigned();
            member.is_annotated()
        }
        Entry::Comments(comments) => comments.iter().any(|comment| {
            comment.line != last_line && !(is_assigned && comment.line == last_line + 1)
        }),
    })
}

fn is_inline_annotated(inline: &Inline<'_>) -> bool {
    let head = inline.head.mixins.as_ref();
    !inline.comments.is_empty()
        || !inline.traits.is_empty()
        || head.is_some_and(|mixins| values::any(mixins, |_| false))
        || inline.members.entries.iter().any(|entry| match entry {
            Entry::Comments(_) => true,
            Entry::Member(member) => member.is_annotated(),
        })
}

fn has_comments(value: &Value<'_>) -> bool {
    match value {
        Value::Scalar(_) | Value::TextBlock(_) => false,
        Value::Array(elements) => values::any(elements, has_comments),
        Value::Object(pairs) => values::any(pairs, |pair| {
            !pair.comments.is_empty() || has_comments(&pair.value)
        }),
    }
}
