//! Tokens and their kinds.

use std::fmt;
use std::ops::Range;

use super::problem::LexError;

/// A piece of a text: its kind and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The kind.
    pub kind: TokenKind,
    /// The offset of the first byte.
    pub start: usize,
    /// The offset behind the last byte.
    pub end: usize,
}

impl Token {
    /// The bytes of the token in its text.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The token as it is written, or an empty string where `source` is not the text of the token.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.range()).unwrap_or_default()
    }
}

/// Kinds of tokens, as in the `IdlToken` of the reference implementation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A run of spaces and tabs.
    Space,
    /// One line break: `\n`, `\r\n` or `\r`.
    Newline,
    /// `,`, which is white space in Smithy.
    Comma,
    /// `// …` with its line break.
    Comment,
    /// `/// …` with its line break.
    DocComment,
    /// `@`
    At,
    /// `"…"`. [`string_value`](super::string_value) gives its value.
    String,
    /// `"""…"""`. [`text_block_value`](super::text_block_value) gives its value.
    TextBlock,
    /// `:`
    Colon,
    /// `:=`
    Walrus,
    /// A word, keywords included.
    Identifier,
    /// `.`
    Dot,
    /// `#`
    Pound,
    /// `$`
    Dollar,
    /// A number with its sign.
    Number,
    /// `{`
    LeftBrace,
    /// `}`
    RightBrace,
    /// `[`
    LeftBracket,
    /// `]`
    RightBracket,
    /// `(`
    LeftParen,
    /// `)`
    RightParen,
    /// `=`
    Equal,
    /// The end of the text: the last token, and an empty one.
    Eof,
    /// An invalid token.
    Error(LexError),
}

impl TokenKind {
    /// Returns true if the grammar treats the token as white space: spaces, line breaks, commas and comments.
    ///
    /// Doc comments are significant, so they are not included.
    pub fn is_whitespace(self) -> bool {
        matches!(
            self,
            Self::Space | Self::Newline | Self::Comma | Self::Comment
        )
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Space => "a space",
            Self::Newline => "a line break",
            Self::Comma => "`,`",
            Self::Comment => "a comment",
            Self::DocComment => "a documentation comment",
            Self::At => "`@`",
            Self::String => "a string",
            Self::TextBlock => "a text block",
            Self::Colon => "`:`",
            Self::Walrus => "`:=`",
            Self::Identifier => "an identifier",
            Self::Dot => "`.`",
            Self::Pound => "`#`",
            Self::Dollar => "`$`",
            Self::Number => "a number",
            Self::LeftBrace => "`{`",
            Self::RightBrace => "`}`",
            Self::LeftBracket => "`[`",
            Self::RightBracket => "`]`",
            Self::LeftParen => "`(`",
            Self::RightParen => "`)`",
            Self::Equal => "`=`",
            Self::Eof => "the end of the file",
            Self::Error(error) => return error.fmt(f),
        })
    }
}
