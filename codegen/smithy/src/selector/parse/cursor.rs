//! A place in the text of a selector.

use crate::selector::SelectorError;

/// A place in a text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn skip(&mut self) {
        self.offset += self.peek().map_or(0, char::len_utf8);
    }

    /// Skips a character if it comes next.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.skip();
        }
        found
    }

    pub(super) fn expect(
        &mut self,
        wanted: char,
        expected: &'static str,
    ) -> Result<(), SelectorError> {
        if self.take(wanted) {
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    pub(super) fn unexpected(&self, expected: &'static str) -> SelectorError {
        SelectorError::Syntax {
            offset: self.offset,
            expected,
        }
    }

    pub(super) fn whitespace(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
    }

    pub(super) fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !accepts(c)).unwrap_or(rest.len());
        self.offset += length;
        rest.get(..length).unwrap_or_default()
    }

    pub(super) fn identifier(&mut self) -> Result<&'a str, SelectorError> {
        let start = self.offset;
        let text = self.take_while(|c| c == '_' || c.is_ascii_alphanumeric());
        if crate::model::is_identifier(text) {
            return Ok(text);
        }
        self.offset = start;
        Err(self.unexpected("an identifier"))
    }

    /// The text between two quotes that comes next, and the white space behind it.
    pub(super) fn quoted(&mut self, quote: char) -> Result<&'a str, SelectorError> {
        self.skip();
        let text = self.take_while(|c| c != quote);
        self.expect(quote, "a closing quote")?;
        self.whitespace();
        Ok(text)
    }

    pub(super) fn text_since(&self, start: usize) -> &'a str {
        self.text.get(start..self.offset).unwrap_or_default()
    }
}
