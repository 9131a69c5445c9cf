//! The parser: tokens to the tree of a file.
//!
//! **Invariants**
//!
//! - The grammar is that of the reference formatter, which asks for less than the loader does.
//! - The first mistake ends the parse.
//! - Node values nest at most [`MAX_DEPTH`] deep.
//!
//! <https://smithy.io/2.0/spec/idl.html#smithy-idl-abnf>

mod members;
mod shapes;
mod values;

use crate::syntax::{Lines, Token, TokenKind, lex};

use super::FormatError;
use super::tree::{Break, Comment, File, Import, Setting};

/// The deepest nesting of node values.
const MAX_DEPTH: usize = 100;

type Parsed<T> = Result<T, FormatError>;

/// Parses a file.
pub(super) fn parse(source: &str) -> Parsed<File<'_>> {
    let mut parser = Parser {
        source,
        lines: Lines::new(source),
        tokens: lex(source).collect(),
        next: 0,
        depth: 0,
        references: Vec::new(),
    };
    parser.file()
}

/// A place in the tokens of a text.
struct Parser<'a> {
    source: &'a str,
    lines: Lines,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    references: Vec<&'a str>,
}

impl<'a> Parser<'a> {
    fn file(&mut self) -> Parsed<File<'a>> {
        let comments = self.whitespace();
        let mut controls = Vec::new();
        while self.kind() == TokenKind::Dollar {
            self.advance();
            controls.push(self.setting(TokenKind::Colon)?);
        }
        let mut metadata = Vec::new();
        while self.is_word("metadata") {
            self.advance();
            self.spaces();
            metadata.push(self.setting(TokenKind::Equal)?);
        }
        let namespace = self.namespace()?;
        let mut uses = Vec::new();
        while self.is_word("use") {
            uses.push(self.import(Self::absolute_id)?);
        }
        self.references.clear();
        let mut sections = Vec::new();
        while self.kind() != TokenKind::Eof {
            sections.push(self.section()?);
        }
        Ok(File {
            comments,
            controls,
            metadata,
            namespace,
            uses,
            sections,
            references: std::mem::take(&mut self.references),
        })
    }

    fn setting(&mut self, separator: TokenKind) -> Parsed<Setting<'a>> {
        let key = self.key()?;
        self.spaces();
        self.expect(separator)?;
        self.spaces();
        let value = self.value()?;
        let end = self.line_break()?;
        Ok(Setting { key, value, end })
    }

    fn namespace(&mut self) -> Parsed<Option<Import<'a>>> {
        if self.kind() == TokenKind::Eof {
            return Ok(None);
        }
        if !self.is_word("namespace") {
            return Err(self.unexpected("a namespace"));
        }
        self.import(Self::dotted_name).map(Some)
    }

    /// Parses a keyword, a space and an ID.
    fn import(&mut self, id: fn(&mut Self) -> Parsed<&'a str>) -> Parsed<Import<'a>> {
        self.advance();
        self.space()?;
        let id = id(self)?;
        let end = self.line_break()?;
        Ok(Import { id, end })
    }

    fn token(&self) -> Token {
        self.token_ahead(0)
    }

    /// A token behind the current one; the last one where there are no more.
    fn token_ahead(&self, count: usize) -> Token {
        self.tokens
            .get(self.next.saturating_add(count))
            .copied()
            .unwrap_or(Token {
                kind: TokenKind::Eof,
                start: self.source.len(),
                end: self.source.len(),
            })
    }

    fn kind(&self) -> TokenKind {
        self.token().kind
    }

    fn is_word(&self, word: &str) -> bool {
        self.token().text(self.source) == word
    }

    fn advance(&mut self) {
        if self.kind() != TokenKind::Eof {
            self.next += 1;
        }
    }

    /// The line on which the token before the current one ends.
    fn last_line(&self) -> usize {
        let end = self
            .next
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(0, |token| token.end);
        self.lines.position(end).line
    }

    fn current_line(&self) -> usize {
        self.lines.position(self.token().start).line
    }

    /// The text from an offset to the end of the token before the current one.
    fn text_since(&self, start: usize) -> &'a str {
        let end = self
            .next
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.end);
        self.source.get(start..end).unwrap_or_default()
    }

    fn unexpected(&self, expected: &'static str) -> FormatError {
        let token = self.token();
        FormatError {
            offset: token.start,
            expected,
            found: token.kind,
        }
    }

    fn expect(&mut self, kind: TokenKind) -> Parsed<()> {
        if self.kind() == kind {
            self.advance();
            return Ok(());
        }
        Err(self.unexpected(match kind {
            TokenKind::Identifier => "an identifier",
            TokenKind::Colon => "`:`",
            TokenKind::Equal => "`=`",
            TokenKind::Pound => "`#`",
            TokenKind::LeftBrace => "`{`",
            TokenKind::RightBrace => "`}`",
            TokenKind::LeftBracket => "`[`",
            TokenKind::RightBracket => "`]`",
            TokenKind::RightParen => "`)`",
            _ => "something else",
        }))
    }

    fn identifier(&mut self) -> Parsed<&'a str> {
        let text = self.token().text(self.source);
        self.expect(TokenKind::Identifier)?;
        Ok(text)
    }

    fn spaces(&mut self) {
        while self.kind() == TokenKind::Space {
            self.advance();
        }
    }

    fn space(&mut self) -> Parsed<()> {
        if self.kind() != TokenKind::Space {
            return Err(self.unexpected("a space"));
        }
        self.spaces();
        Ok(())
    }

    /// Skips white space of every kind and returns its comments.
    fn whitespace(&mut self) -> Vec<Comment<'a>> {
        let mut comments = Vec::new();
        loop {
            match self.kind() {
                TokenKind::Space | TokenKind::Newline | TokenKind::Comma => self.advance(),
                TokenKind::Comment | TokenKind::DocComment => comments.push(self.comment()),
                _ => return comments,
            }
        }
    }

    fn comment(&mut self) -> Comment<'a> {
        let token = self.token();
        self.advance();
        Comment {
            text: token.text(self.source).trim_matches(|c| c <= ' '),
            documents: token.kind == TokenKind::DocComment,
            line: self.lines.position(token.start).line,
            end_line: self.lines.position(token.end).line,
        }
    }

    /// Skips a line break and the white space behind it.
    fn line_break(&mut self) -> Parsed<Break<'a>> {
        let line = self.current_line();
        self.spaces();
        match self.kind() {
            TokenKind::Newline | TokenKind::Comment | TokenKind::DocComment => Ok(Break {
                line,
                comments: self.whitespace(),
            }),
            TokenKind::Eof => Ok(Break {
                line,
                comments: Vec::new(),
            }),
            _ => Err(self.unexpected("a line break")),
        }
    }

    fn dotted_name(&mut self) -> Parsed<&'a str> {
        let start = self.token().start;
        self.identifier()?;
        while self.kind() == TokenKind::Dot {
            self.advance();
            self.identifier()?;
        }
        Ok(self.text_since(start))
    }

    fn absolute_id(&mut self) -> Parsed<&'a str> {
        let start = self.token().start;
        self.dotted_name()?;
        self.expect(TokenKind::Pound)?;
        self.identifier()?;
        Ok(self.text_since(start))
    }

    /// Parses a shape ID with or without namespace and member.
    fn shape_id(&mut self) -> Parsed<&'a str> {
        let start = self.token().start;
        self.identifier()?;
        if matches!(self.kind(), TokenKind::Dot | TokenKind::Pound) {
            while self.kind() == TokenKind::Dot {
                self.advance();
                self.identifier()?;
            }
            self.expect(TokenKind::Pound)?;
            self.identifier()?;
        }
        if self.kind() == TokenKind::Dollar {
            self.advance();
            self.identifier()?;
        }
        let id = self.text_since(start);
        self.references.push(id);
        Ok(id)
    }
}
