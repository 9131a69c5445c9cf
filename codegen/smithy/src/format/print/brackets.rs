//! Lists in brackets: on one line, or one element a line.

use super::super::LINE_WIDTH;
use super::super::doc::Doc;

/// Elements between an opening and a closing bracket.
pub(super) struct Brackets<'a> {
    open: &'static str,
    close: &'static str,
    elements: Vec<Doc<'a>>,
}

impl<'a> Brackets<'a> {
    pub(super) fn braces(elements: Vec<Doc<'a>>) -> Self {
        Self {
            open: "{",
            close: "}",
            elements,
        }
    }

    pub(super) fn square(elements: Vec<Doc<'a>>) -> Self {
        Self {
            open: "[",
            close: "]",
            elements,
        }
    }

    pub(super) fn round(elements: Vec<Doc<'a>>) -> Self {
        Self {
            open: "(",
            close: ")",
            elements,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// One element a line.
    pub(super) fn block(self) -> Doc<'a> {
        block(
            Doc::text(self.open),
            self.close,
            Doc::join(self.elements, || Doc::Line),
        )
    }

    /// One element per line if `broken`, else one line if it fits after the existing text.
    pub(super) fn group(self, broken: bool) -> Doc<'a> {
        if broken {
            self.block()
        } else {
            self.bracket(4)
        }
    }

    /// Like [`group`](Self::group), but also broken if the brackets themselves are wider than a line.
    pub(super) fn group_within_width(self, broken: bool) -> Doc<'a> {
        let too_wide = !self.is_empty() && !broken && self.flat_width() > LINE_WIDTH;
        self.group(broken || too_wide)
    }

    /// The brackets right around the elements, without indentation.
    pub(super) fn inline(self) -> Doc<'a> {
        self.bracket(0)
    }

    fn bracket(self, indentation: usize) -> Doc<'a> {
        let line = || {
            if !self.elements.is_empty() && self.open == "{" {
                Doc::LineOr(" ")
            } else if self.elements.len() > 1 {
                Doc::LineOr("")
            } else {
                Doc::Empty
            }
        };
        let (start, end) = (line(), line());
        let inner = Doc::join(self.elements, || Doc::LineOr(", "));
        Doc::text(self.open)
            .then(start.then(inner).indent(indentation))
            .then(end.then_text(self.close))
            .group()
    }

    fn flat_width(&self) -> usize {
        let elements: usize = self.elements.iter().map(Doc::flat_width).sum();
        let separators = 2 * self.elements.len().saturating_sub(1);
        let padding = if self.open == "{" { 2 } else { 0 };
        elements + separators + padding + self.open.len() + self.close.len()
    }
}

/// Contents between brackets, on lines of their own.
pub(super) fn block<'a>(open: Doc<'a>, close: &'static str, contents: Doc<'a>) -> Doc<'a> {
    open.then(Doc::Line.then(contents).indent(4))
        .then(Doc::Line)
        .then_text(close)
}
