//! Tokens one by one, with the doc comments passed.
//!
//! **Invariants**
//! - Doc comments are buffered until a shape or member takes them; others give a warning.

use super::{Mistake, Parsed};
use crate::event::{Event, Severity};
use crate::files::{FileId, Location};
use crate::syntax::{LexError, Lexer, Token, TokenKind, doc_comment_text, lex};

/// A place in a text.
pub(super) struct Cursor<'a> {
    file: FileId,
    source: &'a str,
    lexer: Lexer<'a>,
    token: Token,
    /// The lines of doc comments that no shape has taken yet.
    docs: Vec<&'a str>,
    /// The warnings of doc comments attached to nothing.
    pub(super) events: Vec<Event>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(file: FileId, source: &'a str) -> Self {
        let mut cursor = Self {
            file,
            source,
            lexer: lex(source),
            token: Token {
                kind: TokenKind::Eof,
                start: 0,
                end: 0,
            },
            docs: Vec::new(),
            events: Vec::new(),
        };
        cursor.next();
        cursor
    }

    /// Moves to the next token; stays at the end.
    pub(super) fn next(&mut self) {
        if let Some(token) = self.lexer.next() {
            self.token = token;
            if token.kind == TokenKind::DocComment {
                self.docs.push(doc_comment_text(token.text(self.source)));
            }
        }
    }

    pub(super) fn kind(&self) -> TokenKind {
        self.token.kind
    }

    pub(super) fn is(&self, kind: TokenKind) -> bool {
        self.token.kind == kind
    }

    /// Returns true if the token is this word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is(TokenKind::Identifier) && self.text() == word
    }

    pub(super) fn at_end(&self) -> bool {
        self.is(TokenKind::Eof)
    }

    /// Returns true at the start of a line.
    pub(super) fn starts_line(&self) -> bool {
        let before = self.source.get(..self.token.start).unwrap_or_default();
        before.is_empty() || before.ends_with(['\n', '\r'])
    }

    /// The text of the token.
    pub(super) fn text(&self) -> &'a str {
        self.token.text(self.source)
    }

    /// The place of the token.
    pub(super) fn at(&self) -> Location {
        self.span(self.token.start, self.token.end)
    }

    /// The offset of the token.
    pub(super) fn start(&self) -> usize {
        self.token.start
    }

    /// The text and place from an offset to the token.
    pub(super) fn since(&self, start: usize) -> (&'a str, Location) {
        let end = self.token.start;
        let text = self.source.get(start..end).unwrap_or_default();
        (text, self.span(start, end))
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Location {
        let offset = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Location {
            file: self.file,
            start: offset(start),
            end: offset(end),
        }
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.is(TokenKind::Space) {
            self.next();
        }
    }

    /// Skips spaces, line breaks, commas and comments.
    pub(super) fn skip_whitespace(&mut self) {
        while self.kind().is_whitespace() {
            self.next();
        }
    }

    /// Skips white space and doc comments.
    pub(super) fn skip_whitespace_and_docs(&mut self) {
        while self.kind().is_whitespace() || self.is(TokenKind::DocComment) {
            self.next();
        }
    }

    /// Requires the token to be of a kind, without moving.
    pub(super) fn expect(&self, kind: TokenKind) -> Parsed<()> {
        self.expect_any(&[kind]).map(|_| ())
    }

    /// Requires the token to be of one of the kinds, without moving.
    pub(super) fn expect_any(&self, kinds: &[TokenKind]) -> Parsed<TokenKind> {
        if kinds.contains(&self.kind()) {
            return Ok(self.kind());
        }
        let mut expected = String::new();
        for (index, kind) in kinds.iter().enumerate() {
            if index > 0 {
                let last = index + 1 == kinds.len();
                expected.push_str(if last { " or " } else { ", " });
            }
            expected.push_str(&kind.to_string());
        }
        Err(self.unexpected(&expected))
    }

    /// Moves past a token of a kind.
    pub(super) fn take(&mut self, kind: TokenKind) -> Parsed<()> {
        self.expect(kind)?;
        self.next();
        Ok(())
    }

    /// The error for an unexpected token.
    pub(super) fn unexpected(&self, expected: &str) -> Mistake {
        let found = match self.kind() {
            TokenKind::Identifier | TokenKind::Number => format!("`{}`", self.text()),
            kind => kind.to_string(),
        };
        let message = format!("expected {expected}, found {found}");
        match self.kind() {
            TokenKind::Error(LexError::UnclosedString | LexError::UnclosedTextBlock) => {
                let before = self
                    .source
                    .get(..self.token.start)
                    .unwrap_or_default()
                    .matches('\n')
                    .count();
                let message = format!("{message}; it begins in line {}", before + 1);
                Mistake::new(message, self.behind())
            }
            TokenKind::Error(LexError::BareUnderscores) => Mistake::new(message, self.behind()),
            _ => Mistake::new(message, self.at()),
        }
    }

    /// The place behind the token, where the reference implementation notices that something is missing.
    fn behind(&self) -> Location {
        self.span(self.token.end, self.token.end)
    }

    pub(super) fn take_spaces(&mut self) -> Parsed<()> {
        self.expect(TokenKind::Space)?;
        self.skip_spaces();
        Ok(())
    }

    /// Moves past white space and doc comments, of which there must be some white space first.
    pub(super) fn take_whitespace(&mut self) -> Parsed<()> {
        if !self.kind().is_whitespace() {
            return Err(self.unexpected("white space"));
        }
        self.skip_whitespace_and_docs();
        Ok(())
    }

    /// Moves past the line break that ends a statement, and white space after it.
    pub(super) fn take_line_break(&mut self) -> Parsed<()> {
        self.skip_spaces();
        self.warn_of_docs();
        match self.kind() {
            TokenKind::Newline | TokenKind::Comment | TokenKind::DocComment => {
                self.next();
                self.skip_whitespace();
                Ok(())
            }
            TokenKind::Eof => Ok(()),
            _ => Err(self.unexpected("a line break")),
        }
    }

    /// Moves past a comma and the line break after a value.
    pub(super) fn take_line_break_after_value(&mut self) -> Parsed<()> {
        self.skip_spaces();
        if self.is(TokenKind::Comma) {
            self.next();
        }
        self.take_line_break()
    }

    /// Takes the doc comments passed so far.
    pub(super) fn take_docs(&mut self) -> Option<String> {
        if self.docs.is_empty() {
            return None;
        }
        let text = self.docs.join("\n");
        self.docs.clear();
        Some(text)
    }

    /// Warns of doc comments that were passed and belong to nothing.
    pub(super) fn warn_of_docs(&mut self) {
        if let Some(text) = self.take_docs() {
            let at = self.at();
            self.warn_of_stray_docs(&text, at);
        }
    }

    pub(super) fn warn_of_stray_docs(&mut self, text: &str, at: Location) {
        let message = format!(
            "documentation comment attached to nothing: `{text}`; it belongs on lines of its own, before a shape or member and before its traits"
        );
        self.events.push(Event::new(
            Severity::Warning,
            "Model.BadDocumentationComment",
            message,
            at,
        ));
    }
}
