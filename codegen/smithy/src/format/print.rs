//! The printer: the tree of a file to a document.
//!
//! A comment behind a statement stays on its line. One below it waits for the next statement.

mod brackets;
mod members;
mod shapes;
mod values;

use std::mem;

use super::LINE_WIDTH;
use super::doc::Doc;
use super::tree::{Break, Comment, File, Import, Section, Setting};

/// Prints a file.
pub(super) fn print(file: &File<'_>) -> String {
    let mut printer = Printer {
        pending: Doc::Empty,
    };
    printer.file(file).render(LINE_WIDTH)
}

/// The printer between two statements.
struct Printer<'a> {
    /// Comments that wait for the next statement, each with its line break.
    pending: Doc<'a>,
}

impl<'a> Printer<'a> {
    fn file(&mut self, file: &File<'a>) -> Doc<'a> {
        Doc::join(file.comments.iter().map(comment), || Doc::Line)
            .then(self.group_of_lines(&file.controls, |printer, setting| {
                printer.setting(["$", ": "], setting)
            }))
            .then(self.group_of_lines(&file.metadata, |printer, setting| {
                printer.setting(["metadata ", " = "], setting)
            }))
            .then(self.shape_section(file))
            .then(self.take_pending())
    }

    fn shape_section(&mut self, file: &File<'a>) -> Doc<'a> {
        let mut parts = Vec::new();
        if let Some(namespace) = &file.namespace {
            parts.push(Doc::Line.then(self.import("namespace ", namespace)));
        }
        parts.push(self.group_of_lines(&file.uses, |printer, statement| {
            printer.import("use ", statement)
        }));
        parts.push(self.sections(&file.sections));
        Doc::join(parts, || Doc::Line)
    }

    fn sections(&mut self, sections: &[Section<'a>]) -> Doc<'a> {
        let sections = sections.iter().map(|section| {
            self.statement(&section.statement)
                .then(self.line_break(&section.end, true))
                .then(Doc::Line)
        });
        Doc::join(sections, || Doc::Line)
    }

    /// Prints statements of one line below each other, those of more lines with an empty line around them.
    fn group_of_lines<T>(
        &mut self,
        statements: &[T],
        mut print: impl FnMut(&mut Self, &T) -> Doc<'a>,
    ) -> Doc<'a> {
        let mut result = Doc::Empty;
        let mut after_empty_line = true;
        for (index, statement) in statements.iter().enumerate() {
            if index == 0 {
                result = Doc::Line;
            }
            let text = print(self, statement).render(LINE_WIDTH);
            let long = text.contains('\n');
            if long && !after_empty_line {
                result = result.then(Doc::Line);
            }
            result = result.then_text(text);
            let is_last = index + 1 == statements.len();
            if long && !is_last {
                result = result.then(Doc::Line);
            }
            after_empty_line = long && (!is_last || after_empty_line);
            result = result.then(Doc::Line);
        }
        result
    }

    fn setting(&mut self, [start, separator]: [&'static str; 2], setting: &Setting<'a>) -> Doc<'a> {
        self.take_pending()
            .then_text(start)
            .then(values::key(setting.key))
            .then_text(separator)
            .then(values::value(&setting.value))
            .then(self.line_break(&setting.end, false))
    }

    fn import(&mut self, keyword: &'static str, statement: &Import<'a>) -> Doc<'a> {
        self.take_pending()
            .then_text(keyword)
            .then_text(statement.id)
            .then(self.line_break(&statement.end, false))
    }

    fn take_pending(&mut self) -> Doc<'a> {
        mem::take(&mut self.pending)
    }

    /// Prints the comments that stay with a statement, and keeps the others for the next one.
    ///
    /// With `sticky`, plain comments right below the statement stay as well.
    fn line_break(&mut self, end: &Break<'a>, sticky: bool) -> Doc<'a> {
        let mut result = Doc::Empty;
        let mut pending = Doc::Empty;
        let mut last_line = end.line;
        for item in &end.comments {
            if item.line == end.line {
                result = result.then_text(" ").then(comment(item));
                last_line = item.line;
            } else if sticky && !item.documents && item.line == last_line + 1 {
                result = result.then(Doc::Line).then(comment(item));
                last_line = item.line;
            } else {
                pending = pending.then(comment(item)).then(Doc::Line);
            }
        }
        self.pending = pending;
        result
    }
}

/// Prints a comment with a space behind its slashes; the content of a documentation banner stays as it is.
fn comment<'a>(item: &Comment<'a>) -> Doc<'a> {
    let prefix = if item.documents { "///" } else { "//" };
    let content = item.text.get(prefix.len()..).unwrap_or_default();
    let spaced = content.is_empty()
        || content.starts_with([' ', '\t'])
        || (item.documents && content.starts_with('/'));
    if spaced {
        Doc::text(item.text)
    } else {
        Doc::text(format!("{prefix} {content}"))
    }
}

/// Prints each comment on its own line.
fn comment_lines<'a>(comments: &[Comment<'a>]) -> Doc<'a> {
    comments.iter().fold(Doc::Empty, |lines, item| {
        lines.then(comment(item)).then(Doc::Line)
    })
}
