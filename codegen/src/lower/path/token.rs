//! A `JMESPath` tokenizer.

use super::parse::Fault;
use crate::ir::Value;
use crate::read::json::Node;

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name, quoted or unquoted.
    Name(String),
    /// A number in brackets.
    Number(i64),
    /// A literal: raw in quotes, or JSON in backticks.
    Literal(Value),
    /// An operator or delimiter.
    Sign(&'static str),
}

/// Operators and delimiters, longer ones first.
const SIGNS: [&str; 24] = [
    "[?", "[]", "&&", "||", "==", "!=", "<=", ">=", "|", "<", ">", "!", ".", "*", "[", "]", "(",
    ")", "{", "}", ",", "@", ":", "&",
];

/// Tokens of a text with their byte offsets.
///
/// # Errors
///
/// An invalid character or an unclosed quote.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let offset = text.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            return Ok(tokens);
        };
        let fault = |why| Fault { offset, why };
        let (token, after) = match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '_';
                let (name, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
                (Token::Name(name.to_owned()), after)
            }
            '"' => {
                let (inside, after) = quoted(rest, '"').ok_or(fault("unclosed quote"))?;
                let name = serde_json::from_str(&format!("\"{inside}\""));
                let name = name.map_err(|_| fault("invalid escape"))?;
                (Token::Name(name), after)
            }
            '\'' => {
                let (inside, after) = quoted(rest, '\'').ok_or(fault("unclosed quote"))?;
                let text = inside.replace("\\'", "'");
                (Token::Literal(Value::String(text)), after)
            }
            '`' => {
                let (inside, after) = quoted(rest, '`').ok_or(fault("unclosed literal"))?;
                (literal(inside).ok_or(fault("invalid JSON literal"))?, after)
            }
            '-' | '0'..='9' => {
                let digits = rest.strip_prefix('-').unwrap_or(rest);
                let is_end = |c: char| !c.is_ascii_digit();
                let length =
                    rest.len() - digits.len() + digits.find(is_end).unwrap_or(digits.len());
                let (number, after) = rest.split_at(length);
                let number = number
                    .parse()
                    .map_err(|_| fault("number exceeds 64 bits"))?;
                (Token::Number(number), after)
            }
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
                let sign = sign.ok_or(fault("unexpected character"))?;
                (
                    Token::Sign(sign),
                    rest.strip_prefix(sign).unwrap_or_default(),
                )
            }
        };
        tokens.push((offset, token));
        rest = after;
    }
}

/// The text between quotes and the text after them; a backslash escapes the next character.
fn quoted(text: &str, quote: char) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(quote)?;
    let mut escaped = false;
    for (index, c) in inside.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            let (inside, after) = inside.split_at(index);
            return Some((inside, after.strip_prefix(quote)?));
        }
    }
    None
}

/// The value of a literal in backticks; older expressions omit the quotes of JSON strings.
fn literal(inside: &str) -> Option<Token> {
    let text = inside.replace("\\`", "`");
    let text = text.trim();
    let is_bare = !text.starts_with(['{', '[', '"']);
    let value = |text: &str| Node::of(text).ok().map(Node::into_value);
    let bare = || value(&format!("\"{text}\"")).filter(|_| is_bare);
    value(text).or_else(bare).map(Token::Literal)
}
