//! Node values and traits.

use super::super::doc::Doc;
use super::super::tree::{Item, Pair, Trait, TraitBody, Traits, Value};
use super::brackets::Brackets;
use super::{comment, comment_lines};
use crate::syntax::{TokenKind, lex, text_block_contents};

/// Prints a value that is not an element of an array.
pub(super) fn value<'a>(value: &Value<'a>) -> Doc<'a> {
    match value {
        Value::Scalar(text) => Doc::text(*text),
        Value::TextBlock(text) => text_block(text),
        Value::Array(elements) => {
            Brackets::square(items(elements, element)).group_within_width(any(elements, is_long))
        }
        Value::Object(pairs) => {
            Brackets::braces(items(pairs, pair)).group_within_width(any(pairs, is_long_pair))
        }
    }
}

/// Prints an element of an array: an object takes a line for each key.
pub(super) fn element<'a>(element: &Value<'a>) -> Doc<'a> {
    match element {
        Value::Object(pairs) => Brackets::braces(items(pairs, pair)).group(!pairs.is_empty()),
        Value::Scalar(_) | Value::TextBlock(_) | Value::Array(_) => value(element),
    }
}

/// Prints a key, without quotes where it is an identifier.
pub(super) fn key(text: &str) -> Doc<'_> {
    let unquoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .filter(|text| is_identifier(text));
    Doc::text(unquoted.unwrap_or(text))
}

fn is_identifier(text: &str) -> bool {
    let mut tokens = lex(text).map(|token| token.kind);
    tokens.next() == Some(TokenKind::Identifier) && tokens.next() == Some(TokenKind::Eof)
}

/// Prints a pair; comments between key and value go above it.
pub(super) fn pair<'a>(pair: &Pair<'a>) -> Doc<'a> {
    comment_lines(&pair.comments).then(pair_of(pair, value))
}

/// Prints a key and its value, without the comments between them.
pub(super) fn pair_of<'a>(pair: &Pair<'a>, print: impl Fn(&Value<'a>) -> Doc<'a>) -> Doc<'a> {
    let value = print(&pair.value);
    let value = match pair.value {
        Value::TextBlock(_) => value.indent(4),
        Value::Scalar(_) | Value::Array(_) | Value::Object(_) => value,
    };
    key(pair.key).then_text(": ").then(value)
}

/// Prints the pairs of an object.
pub(super) fn pairs<'a>(elements: &[Item<'a, Pair<'a>>]) -> Vec<Doc<'a>> {
    items(elements, pair)
}

/// Prints elements and the comments between them.
pub(super) fn items<'a, T>(
    elements: &[Item<'a, T>],
    print: impl Fn(&T) -> Doc<'a>,
) -> Vec<Doc<'a>> {
    elements
        .iter()
        .map(|item| match item {
            Item::Comment(item) => comment(item),
            Item::Value(value) => print(value),
        })
        .collect()
}

/// Tells if a list has a comment or an element that takes more than one line.
pub(super) fn any<T>(elements: &[Item<'_, T>], is_long: impl Fn(&T) -> bool) -> bool {
    elements.iter().any(|item| match item {
        Item::Comment(_) => true,
        Item::Value(value) => is_long(value),
    })
}

/// Tells if a value forces its neighbours onto lines of their own; empty arrays and objects do too.
fn is_long(value: &Value<'_>) -> bool {
    match value {
        Value::Scalar(text) => text.contains(['\n', '\r']),
        Value::TextBlock(_) | Value::Array(_) | Value::Object(_) => true,
    }
}

pub(super) fn is_long_pair(pair: &Pair<'_>) -> bool {
    !pair.comments.is_empty() || pair.key.contains(['\n', '\r']) || is_long(&pair.value)
}

/// Prints traits, each on a line of its own.
pub(super) fn traits<'a>(traits: &Traits<'a>) -> Doc<'a> {
    let lines = Doc::join(items(traits, applied), || Doc::Line);
    if traits.is_empty() {
        return lines;
    }
    lines.then(Doc::Line)
}

/// Prints a trait; empty parentheses go.
pub(super) fn applied<'a>(applied: &Trait<'a>) -> Doc<'a> {
    let body = match &applied.body {
        None => Doc::Empty,
        Some(TraitBody::Pairs(pairs)) => {
            Brackets::round(items(pairs, pair)).group_within_width(any(pairs, is_long_pair))
        }
        Some(TraitBody::Value {
            before,
            value: inner,
            after,
        }) => {
            let comments = !before.is_empty() || !after.is_empty();
            let mut lines: Vec<_> = before.iter().map(comment).collect();
            lines.push(value(inner));
            lines.extend(after.iter().map(comment));
            let brackets = Brackets::round(lines);
            match inner {
                _ if comments => brackets.block(),
                Value::Array(_) | Value::Object(_) => brackets.inline(),
                Value::Scalar(_) | Value::TextBlock(_) => brackets.group(is_long(inner)),
            }
        }
    };
    Doc::text("@").then_text(applied.id).then(body)
}

/// Prints a text block with the indentation of the place.
fn text_block<'a>(lexeme: &str) -> Doc<'a> {
    let contents = text_block_contents(lexeme).unwrap_or_default();
    let (lines, last) = match contents.strip_suffix('\n') {
        Some(lines) => (lines, Some("\"\"\"")),
        None => (contents.as_str(), None),
    };
    let mut printed = vec![Doc::text("\"\"\"")];
    let mut lines = lines.split('\n').peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_end_matches(is_java_whitespace);
        let line = if last.is_some() || lines.peek().is_some() {
            trimmed.to_owned()
        } else if !takes_quotes(trimmed) {
            // The reference writes no space here, and its text cannot be read again.
            let space = if line == trimmed { " " } else { "" };
            format!("{line}{space}\"\"\"")
        } else {
            format!("{trimmed}\"\"\"")
        };
        printed.push(Doc::text(line));
    }
    printed.extend(last.map(Doc::text));
    Doc::join(printed, || Doc::Line)
}

/// Tells if quotes right behind a line are the end of its text block.
fn takes_quotes(line: &str) -> bool {
    let text = line.trim_end_matches('"');
    let escapes = (text.len() - text.trim_end_matches('\\').len()) % 2 == 1;
    // An escape takes the first quote, or the one that is to end the block.
    let quotes = line.len() - text.len();
    quotes == usize::from(escapes)
}

/// Returns true for white space as defined by Java, which excludes no-break spaces and U+0085.
fn is_java_whitespace(c: char) -> bool {
    matches!(c, '\u{1c}'..='\u{1f}')
        || (c.is_whitespace() && !matches!(c, '\u{85}' | '\u{a0}' | '\u{2007}' | '\u{202f}'))
}
