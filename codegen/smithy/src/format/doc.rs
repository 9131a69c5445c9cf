//! Documents with optional line breaks, and their layout for a line width.
//!
//! The layout is that of Wadler's "A prettier printer" in the variant of the library beneath the reference formatter:
//! a group goes on one line if its own text up to its first fixed line break fits; text behind the group does not count.
//!
//! **Invariants**
//!
//! - Widths count UTF-16 code units.
//! - Layout takes time linear in the document, times the line width.
//!
//! <https://homepages.inf.ed.ac.uk/wadler/papers/prettier/prettier.pdf>

use std::borrow::Cow;

/// A document.
#[derive(Debug, Default)]
pub(super) enum Doc<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    /// A line break, also inside a group on one line.
    Line,
    /// A line break, or this text inside a group on one line.
    LineOr(&'static str),
    Concat(Vec<Self>),
    Indent(usize, Box<Self>),
    Group(Box<Self>),
}

impl<'a> Doc<'a> {
    /// A piece of text.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// This document and another behind it.
    pub(super) fn then(self, next: Self) -> Self {
        if let Self::Concat(mut parts) = self {
            parts.push(next);
            return Self::Concat(parts);
        }
        Self::Concat(vec![self, next])
    }

    pub(super) fn then_text(self, text: impl Into<Cow<'a, str>>) -> Self {
        self.then(Self::text(text))
    }

    /// This document with deeper line starts.
    pub(super) fn indent(self, columns: usize) -> Self {
        Self::Indent(columns, Box::new(self))
    }

    /// This document on one line if it fits.
    pub(super) fn group(self) -> Self {
        Self::Group(Box::new(self))
    }

    /// Documents with a separator between them.
    pub(super) fn join(
        documents: impl IntoIterator<Item = Self>,
        separator: impl Fn() -> Self,
    ) -> Self {
        let mut documents = documents.into_iter();
        let Some(first) = documents.next() else {
            return Self::Empty;
        };
        let mut parts = vec![first];
        for document in documents {
            parts.push(separator());
            parts.push(document);
        }
        Self::Concat(parts)
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The width of the document on one line.
    pub(super) fn flat_width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) => width(text),
            Self::Line => 1,
            Self::LineOr(text) => text.len(),
            Self::Concat(parts) => parts.iter().map(Self::flat_width).sum(),
            Self::Indent(_, inner) | Self::Group(inner) => inner.flat_width(),
        }
    }

    /// Lays the document out for a line width.
    pub(super) fn render(&self, line_width: usize) -> String {
        let mut output = String::new();
        let mut position = 0;
        let mut stack = vec![Task {
            indent: 0,
            flat: false,
            document: self,
        }];
        while let Some(task) = stack.pop() {
            match task.document {
                Self::Empty => {}
                Self::Text(text) => {
                    position += width(text);
                    output.push_str(text);
                }
                Self::LineOr(text) if task.flat => {
                    position += text.len();
                    output.push_str(text);
                }
                Self::Line | Self::LineOr(_) => {
                    output.push('\n');
                    output.extend(std::iter::repeat_n(' ', task.indent));
                    position = task.indent;
                }
                Self::Concat(parts) => {
                    stack.extend(parts.iter().rev().map(|part| task.on(part)));
                }
                Self::Indent(columns, inner) => stack.push(Task {
                    indent: task.indent + columns,
                    ..task.on(inner)
                }),
                Self::Group(inner) => stack.push(Task {
                    flat: task.flat || inner.fits(line_width.checked_sub(position)),
                    ..task.on(inner)
                }),
            }
        }
        output
    }

    /// Tells if the document on one line, up to its first fixed line break, fits the columns left.
    fn fits(&self, columns: Option<usize>) -> bool {
        let Some(mut left) = columns else {
            return false;
        };
        let mut stack = vec![self];
        while let Some(document) = stack.pop() {
            let used = match document {
                Self::Line => return true,
                Self::Empty => 0,
                Self::Text(text) => width(text),
                Self::LineOr(text) => text.len(),
                Self::Indent(_, inner) | Self::Group(inner) => {
                    stack.push(inner);
                    0
                }
                Self::Concat(parts) => {
                    stack.extend(parts.iter().rev());
                    0
                }
            };
            match left.checked_sub(used) {
                Some(rest) => left = rest,
                None => return false,
            }
        }
        true
    }
}

/// A document to lay out, and how.
#[derive(Clone, Copy)]
struct Task<'d, 'a> {
    indent: usize,
    flat: bool,
    document: &'d Doc<'a>,
}

impl<'d, 'a> Task<'d, 'a> {
    fn on(self, document: &'d Doc<'a>) -> Self {
        Self { document, ..self }
    }
}

fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: [&'static str; 3]) -> Doc<'static> {
        let items = Doc::join(items.map(Doc::text), || Doc::LineOr(", "));
        Doc::text("[")
            .then(Doc::LineOr("").then(items).indent(4))
            .then(Doc::LineOr("").then_text("]"))
            .group()
    }

    #[test]
    fn a_group_goes_on_one_line_if_it_fits() {
        assert_eq!(list(["aa", "bb", "cc"]).render(12), "[aa, bb, cc]");
        assert_eq!(
            list(["aa", "bb", "cc"]).render(11),
            "[\n    aa\n    bb\n    cc\n]"
        );
    }

    #[test]
    fn only_text_up_to_a_fixed_line_break_counts() {
        let doc = Doc::LineOr(" ")
            .then_text("{")
            .then(Doc::Line)
            .then_text("long text")
            .group();
        assert_eq!(doc.render(2), " {\nlong text");
        assert_eq!(doc.render(1), "\n{\nlong text");
    }

    #[test]
    fn widths_count_code_units() {
        assert_eq!(Doc::text("é😀").then(Doc::LineOr(", ")).flat_width(), 5);
        assert_eq!(list(["é", "é", "😀"]).render(10), "[é, é, 😀]");
        assert_eq!(
            list(["é", "é", "😀"]).render(9),
            "[\n    é\n    é\n    😀\n]"
        );
    }
}
