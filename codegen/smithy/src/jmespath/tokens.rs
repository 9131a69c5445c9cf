//! Text to tokens.

use super::{Comparator, Fault, Literals};
use crate::ast::parse_json;
use crate::files::{FileId, Location};
use crate::model::{Node, Value};

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Name(String),
    /// A name in quotes, which no function has.
    QuotedName(String),
    Literal(Node),
    Number(i64),
    Compare(Comparator),
    Dot,
    Star,
    /// `[`
    Open,
    /// `]`
    Close,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `(`
    OpenParenthesis,
    /// `)`
    CloseParenthesis,
    /// `[]`
    Flatten,
    /// `[?`
    Filter,
    Comma,
    Colon,
    Current,
    Reference,
    Not,
    And,
    Or,
    Pipe,
}

/// The tokens of fixed texts; longer ones come first.
const FIXED: [(&str, Token); 24] = [
    ("[]", Token::Flatten),
    ("[?", Token::Filter),
    ("&&", Token::And),
    ("||", Token::Or),
    ("==", Token::Compare(Comparator::Equal)),
    ("!=", Token::Compare(Comparator::NotEqual)),
    ("<=", Token::Compare(Comparator::LessEqual)),
    (">=", Token::Compare(Comparator::GreaterEqual)),
    ("<", Token::Compare(Comparator::Less)),
    (">", Token::Compare(Comparator::Greater)),
    (".", Token::Dot),
    ("*", Token::Star),
    ("[", Token::Open),
    ("]", Token::Close),
    ("{", Token::OpenBrace),
    ("}", Token::CloseBrace),
    ("(", Token::OpenParenthesis),
    (")", Token::CloseParenthesis),
    (",", Token::Comma),
    (":", Token::Colon),
    ("@", Token::Current),
    ("&", Token::Reference),
    ("!", Token::Not),
    ("|", Token::Pipe),
];

/// Splits an expression into tokens, each with its byte offset.
///
/// # Errors
///
/// A text that starts no token, or a literal that does not end or is no JSON.
pub(super) fn tokens(text: &str, literals: Literals) -> Result<Vec<(usize, Token)>, Fault> {
    let mut tokens = Vec::new();
    let mut left = text;
    loop {
        left = left.trim_start_matches([' ', '\n', '\r', '\t']);
        let Some(first) = left.chars().next() else {
            return Ok(tokens);
        };
        let offset = text.len() - left.len();
        let found = match first {
            '"' => quoted_name(left),
            '\'' => raw(left),
            '`' => json(left, literals),
            '-' | '0'..='9' => number(left),
            'a'..='z' | 'A'..='Z' | '_' => Ok(name(left)),
            _ => fixed(left),
        };
        let (token, rest) = found.map_err(|message| Fault { offset, message })?;
        tokens.push((offset, token));
        left = rest;
    }
}

fn fixed(text: &str) -> Result<(Token, &str), String> {
    let found = FIXED.iter().find_map(|(start, token)| {
        let rest = text.strip_prefix(start)?;
        Some((token.clone(), rest))
    });
    found.ok_or_else(|| {
        format!(
            "`{}` is unexpected",
            text.chars().next().unwrap_or_default()
        )
    })
}

fn name(text: &str) -> (Token, &str) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let rest = text.trim_start_matches(is_part);
    let name = text.strip_suffix(rest).unwrap_or(text);
    (Token::Name(name.to_owned()), rest)
}

fn number(text: &str) -> Result<(Token, &str), String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.strip_suffix(rest).unwrap_or(text);
    let value = number.parse();
    let value = value.map_err(|_| format!("`{number}` is no integer of 64 bits"))?;
    Ok((Token::Number(value), rest))
}

/// The text between two quotes, without the escapes of the quote, and the rest.
fn quoted(text: &str, quote: char) -> Result<(&str, &str), String> {
    let inner = text.strip_prefix(quote).unwrap_or(text);
    let mut is_escaped = false;
    for (at, c) in inner.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if c == quote {
            let (inside, rest) = inner.split_at(at);
            return Ok((inside, rest.strip_prefix(quote).unwrap_or(rest)));
        }
    }
    Err(format!("a text has no closing {quote}"))
}

fn node(text: &str) -> Result<Node, String> {
    parse_json(FileId::NONE, text)
        .map_err(|event| format!("a literal is no JSON: {}", event.message))
}

fn quoted_name(text: &str) -> Result<(Token, &str), String> {
    let (inside, rest) = quoted(text, '"')?;
    match node(&format!("\"{inside}\""))?.value {
        Value::String(name) => Ok((Token::QuotedName(name), rest)),
        _ => Err("a name is no text".to_owned()),
    }
}

fn raw(text: &str) -> Result<(Token, &str), String> {
    let (inside, rest) = quoted(text, '\'')?;
    let text = inside.replace("\\'", "'");
    Ok((Token::Literal(Node::string(text, Location::NONE)), rest))
}

fn json(text: &str, literals: Literals) -> Result<(Token, &str), String> {
    let (inside, rest) = quoted(text, '`')?;
    let inside = inside.replace("\\`", "`");
    let inside = inside.trim();
    let is_bare = literals == Literals::JsonOrText && !inside.starts_with(['{', '[', '"']);
    let found = match node(inside) {
        Err(_) if is_bare => node(&format!("\"{inside}\""))?,
        found => found?,
    };
    Ok((Token::Literal(found), rest))
}
