//! Lexical errors.

use std::fmt;

/// The reason for a [`TokenKind::Error`](super::TokenKind::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LexError {
    /// A character that starts no token.
    UnexpectedCharacter(char),
    /// A single `/`.
    LoneSlash,
    /// Underscores without a letter or digit behind them.
    BareUnderscores,
    /// A `-` without a digit behind it.
    BareMinus,
    /// A decimal point without a digit behind it.
    EmptyFraction,
    /// An exponent without a digit.
    EmptyExponent,
    /// An exponent beyond 32 bits.
    HugeExponent,
    /// A string without its closing quote.
    UnclosedString,
    /// A text block without its closing quotes.
    UnclosedTextBlock,
    /// A text block with text after its opening quotes, or an empty one.
    TextBlockStart,
    /// A control character in a string.
    ControlCharacter(char),
    /// An unknown escape.
    UnknownEscape(char),
    /// A character in `\uXXXX` that is not a hexadecimal digit.
    BadUnicodeEscape(char),
    /// A `\uXXXX` with fewer than four digits.
    ShortUnicodeEscape,
    /// A `\uXXXX` that is half of a surrogate pair, without its other half.
    HalfPair(u16),
}

impl fmt::Display for LexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnexpectedCharacter(c) => {
                write!(f, "unexpected character `{}`", c.escape_debug())
            }
            Self::LoneSlash => f.write_str("a single `/`; a comment starts with `//`"),
            Self::BareUnderscores => {
                f.write_str("an identifier of underscores only; add a letter or a digit")
            }
            Self::BareMinus => f.write_str("a `-` without a digit behind it"),
            Self::EmptyFraction => f.write_str("a decimal point without a digit behind it"),
            Self::EmptyExponent => f.write_str("an exponent without a digit"),
            Self::HugeExponent => f.write_str("a number with an exponent beyond 32 bits"),
            Self::UnclosedString => f.write_str("a string without its closing `\"`"),
            Self::UnclosedTextBlock => f.write_str("a text block without its closing `\"\"\"`"),
            Self::TextBlockStart => {
                f.write_str("a text block without a line break behind its opening `\"\"\"`")
            }
            Self::ControlCharacter(c) => {
                write!(
                    f,
                    "the control character `{}` in a string",
                    c.escape_debug()
                )
            }
            Self::UnknownEscape(c) => {
                write!(f, "the unknown escape `\\{}` in a string", c.escape_debug())
            }
            Self::BadUnicodeEscape(c) => write!(
                f,
                "`{}` in a `\\u` escape, which takes four hexadecimal digits",
                c.escape_debug()
            ),
            Self::ShortUnicodeEscape => {
                f.write_str("a `\\u` escape with fewer than four hexadecimal digits")
            }
            Self::HalfPair(unit) => write!(
                f,
                "`\\u{unit:04x}` is half of a surrogate pair, which is no character; write both halves, or the character itself"
            ),
        }
    }
}

impl std::error::Error for LexError {}
