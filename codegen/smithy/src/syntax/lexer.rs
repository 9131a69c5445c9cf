//! The lexer: text to tokens.

use std::iter::FusedIterator;

use super::contents;
use super::problem::LexError;
use super::token::{Token, TokenKind};

/// Splits a text into tokens.
///
/// ```
/// use sansmith_smithy::syntax::{lex, TokenKind};
///
/// let source = "use a#B // why";
/// let kinds: Vec<TokenKind> = lex(source).map(|token| token.kind).collect();
/// assert_eq!(
///     kinds,
///     [
///         TokenKind::Identifier,
///         TokenKind::Space,
///         TokenKind::Identifier,
///         TokenKind::Pound,
///         TokenKind::Identifier,
///         TokenKind::Space,
///         TokenKind::Comment,
///         TokenKind::Eof,
///     ]
/// );
/// ```
pub fn lex(source: &str) -> Lexer<'_> {
    Lexer {
        source,
        position: 0,
        ended: false,
    }
}

/// An iterator over the tokens of a text; the last one is [`TokenKind::Eof`].
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    source: &'a str,
    position: usize,
    ended: bool,
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.ended {
            return None;
        }
        let start = self.position;
        let kind = if let Some(byte) = self.peek(0) {
            self.scan(byte)
        } else {
            self.ended = true;
            TokenKind::Eof
        };
        Some(Token {
            kind,
            start,
            end: self.position,
        })
    }
}

impl FusedIterator for Lexer<'_> {}

impl Lexer<'_> {
    fn peek(&self, offset: usize) -> Option<u8> {
        self.source
            .as_bytes()
            .get(self.position.saturating_add(offset))
            .copied()
    }

    fn skip_while(&mut self, accepts: impl Fn(u8) -> bool) -> usize {
        let rest = self.source.as_bytes().get(self.position..).unwrap_or(&[]);
        let count = rest.iter().take_while(|byte| accepts(**byte)).count();
        self.position += count;
        count
    }

    fn skip_line_break(&mut self) {
        match (self.peek(0), self.peek(1)) {
            (Some(b'\r'), Some(b'\n')) => self.position += 2,
            (Some(b'\r' | b'\n'), _) => self.position += 1,
            _ => {}
        }
    }

    fn skip_char(&mut self) -> Option<char> {
        let next = self.source.get(self.position..)?.chars().next()?;
        self.position += next.len_utf8();
        Some(next)
    }

    fn single(&mut self, kind: TokenKind) -> TokenKind {
        self.position += 1;
        kind
    }

    /// Reads the token that starts with `first`, the byte at the current position.
    fn scan(&mut self, first: u8) -> TokenKind {
        match first {
            b' ' | b'\t' => {
                self.skip_while(|byte| matches!(byte, b' ' | b'\t'));
                TokenKind::Space
            }
            b'\r' | b'\n' => {
                self.skip_line_break();
                TokenKind::Newline
            }
            b',' => self.single(TokenKind::Comma),
            b'@' => self.single(TokenKind::At),
            b'$' => self.single(TokenKind::Dollar),
            b'.' => self.single(TokenKind::Dot),
            b'{' => self.single(TokenKind::LeftBrace),
            b'}' => self.single(TokenKind::RightBrace),
            b'[' => self.single(TokenKind::LeftBracket),
            b']' => self.single(TokenKind::RightBracket),
            b'(' => self.single(TokenKind::LeftParen),
            b')' => self.single(TokenKind::RightParen),
            b'#' => self.single(TokenKind::Pound),
            b'=' => self.single(TokenKind::Equal),
            b':' => self.colon(),
            b'"' => self.quoted(),
            b'/' => self.comment(),
            b'-' | b'0'..=b'9' => self.number(),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => self.identifier(),
            _ => TokenKind::Error(LexError::UnexpectedCharacter(
                self.skip_char().unwrap_or(char::REPLACEMENT_CHARACTER),
            )),
        }
    }

    fn colon(&mut self) -> TokenKind {
        self.position += 1;
        if self.peek(0) == Some(b'=') {
            return self.single(TokenKind::Walrus);
        }
        TokenKind::Colon
    }

    fn comment(&mut self) -> TokenKind {
        self.position += 1;
        if self.peek(0) != Some(b'/') {
            // The character behind the slash belongs to the mistake, as in the reference implementation.
            if matches!(self.peek(0), Some(b'\r' | b'\n')) {
                self.skip_line_break();
            } else {
                self.skip_char();
            }
            return TokenKind::Error(LexError::LoneSlash);
        }
        self.position += 1;
        let kind = if self.peek(0) == Some(b'/') {
            TokenKind::DocComment
        } else {
            TokenKind::Comment
        };
        self.skip_while(|byte| !matches!(byte, b'\r' | b'\n'));
        let windows = self.peek(0) == Some(b'\r') && self.peek(1) == Some(b'\n');
        self.skip_line_break();
        // The reference implementation takes one more `\n` behind `\r\n`, and the formatter's blank lines depend on it.
        if windows && self.peek(0) == Some(b'\n') {
            self.position += 1;
        }
        kind
    }

    fn number(&mut self) -> TokenKind {
        if self.peek(0) == Some(b'-') {
            self.position += 1;
        }
        if self.skip_while(|byte| byte.is_ascii_digit()) == 0 {
            return TokenKind::Error(LexError::BareMinus);
        }
        let mut fraction = 0;
        if self.peek(0) == Some(b'.') {
            self.position += 1;
            fraction = self.skip_while(|byte| byte.is_ascii_digit());
            if fraction == 0 {
                return TokenKind::Error(LexError::EmptyFraction);
            }
        }
        if matches!(self.peek(0), Some(b'e' | b'E')) {
            self.position += 1;
            return self.exponent(fraction);
        }
        TokenKind::Number
    }

    /// Reads an exponent behind its `e`; together with the digits of the fraction it must fit 32 bits.
    fn exponent(&mut self, fraction: usize) -> TokenKind {
        let start = self.position;
        if matches!(self.peek(0), Some(b'+' | b'-')) {
            self.position += 1;
        }
        if self.skip_while(|byte| byte.is_ascii_digit()) == 0 {
            return TokenKind::Error(LexError::EmptyExponent);
        }
        let text = self.source.get(start..self.position).unwrap_or_default();
        let scale = text
            .parse::<i64>()
            .ok()
            .zip(i64::try_from(fraction).ok())
            .and_then(|(exponent, digits)| digits.checked_sub(exponent));
        if scale.is_some_and(|scale| i32::try_from(scale).is_ok()) {
            TokenKind::Number
        } else {
            TokenKind::Error(LexError::HugeExponent)
        }
    }

    fn identifier(&mut self) -> TokenKind {
        self.skip_while(|byte| byte == b'_');
        if self.skip_while(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) == 0 {
            return TokenKind::Error(LexError::BareUnderscores);
        }
        TokenKind::Identifier
    }

    fn quoted(&mut self) -> TokenKind {
        let start = self.position;
        let block = (self.peek(1), self.peek(2)) == (Some(b'"'), Some(b'"'));
        self.position += if block { 3 } else { 1 };
        if !self.skip_to_closing_quotes(block) {
            return TokenKind::Error(if block {
                LexError::UnclosedTextBlock
            } else {
                LexError::UnclosedString
            });
        }
        let text = self.source.get(start..self.position).unwrap_or_default();
        let checked = if block {
            contents::text_block_value(text).map(|_| TokenKind::TextBlock)
        } else {
            contents::string_value(text).map(|_| TokenKind::String)
        };
        checked.unwrap_or_else(TokenKind::Error)
    }

    /// Moves past the closing quotes, or to the end of the text if there are none.
    fn skip_to_closing_quotes(&mut self, block: bool) -> bool {
        loop {
            self.skip_while(|byte| !matches!(byte, b'"' | b'\\'));
            match self.peek(0) {
                None => return false,
                Some(b'\\') => {
                    self.position += 1;
                    self.skip_char();
                }
                Some(_) if !block => {
                    self.position += 1;
                    return true;
                }
                Some(_) if (self.peek(1), self.peek(2)) == (Some(b'"'), Some(b'"')) => {
                    self.position += 3;
                    return true;
                }
                Some(_) => self.position += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests;
