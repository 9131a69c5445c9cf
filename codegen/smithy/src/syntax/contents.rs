//! Values of strings, text blocks and doc comments.
//!
//! <https://smithy.io/2.0/spec/idl.html#string-values>

use std::borrow::Cow;

use super::problem::LexError;

/// The value of a [`TokenKind::String`](super::TokenKind::String) token, without its quotes and escapes.
///
/// Line breaks become `\n`.
///
/// # Errors
///
/// Control characters, unknown escapes, and half a surrogate pair, which no Rust string can hold; never for a token that [`lex`](super::lex) calls a string.
pub fn string_value(lexeme: &str) -> Result<Cow<'_, str>, LexError> {
    let inner = strip(lexeme, "\"").ok_or(LexError::UnclosedString)?;
    unescape(normalize(inner), false)
}

/// The value of a [`TokenKind::TextBlock`](super::TokenKind::TextBlock) token, without quotes, escapes and indentation.
///
/// # Errors
///
/// As for [`string_value`], and a text block that does not start with a line break.
pub fn text_block_value(lexeme: &str) -> Result<String, LexError> {
    unescape(Cow::Owned(text_block_contents(lexeme)?), true).map(Cow::into_owned)
}

/// The text of a [`TokenKind::TextBlock`](super::TokenKind::TextBlock) token without quotes and indentation, escapes untouched.
///
/// The indentation is that of the least indented line; the line of the closing quotes counts.
/// Spaces at the end of a line are dropped.
///
/// # Errors
///
/// A text block that does not start with a line break.
pub fn text_block_contents(lexeme: &str) -> Result<String, LexError> {
    let inner = strip(lexeme, "\"\"\"").ok_or(LexError::UnclosedTextBlock)?;
    let inner = normalize(inner);
    let body = inner.strip_prefix('\n').ok_or(LexError::TextBlockStart)?;
    let last = body.matches('\n').count();
    let indentation = body
        .split('\n')
        .enumerate()
        .filter_map(|(index, line)| match line.find(|c| c != ' ') {
            Some(spaces) => Some(spaces),
            None if index == last => Some(line.len()),
            None => None,
        })
        .min()
        .unwrap_or_default();
    let mut contents = String::with_capacity(body.len());
    for (index, line) in body.split('\n').enumerate() {
        if index > 0 {
            contents.push('\n');
        }
        contents.push_str(without_indentation(line, indentation));
    }
    Ok(contents)
}

/// The text of a [`TokenKind::DocComment`](super::TokenKind::DocComment) token: one space behind `///` and the line break are dropped.
///
/// A lone `\r` is preserved, as in the reference implementation.
pub fn doc_comment_text(lexeme: &str) -> &str {
    let text = lexeme.strip_prefix("///").unwrap_or(lexeme);
    let text = text.strip_prefix(' ').unwrap_or(text);
    match text.strip_suffix('\n') {
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
        None => text,
    }
}

fn strip<'a>(lexeme: &'a str, quotes: &str) -> Option<&'a str> {
    lexeme.strip_prefix(quotes)?.strip_suffix(quotes)
}

fn normalize(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A line of a text block without indentation and without spaces at its end.
///
/// The reference implementation keeps the first character of a line of spaces when there is no indentation to drop; so does this.
fn without_indentation(line: &str, indentation: usize) -> &str {
    let trimmed = line.trim_end_matches(' ');
    let end = trimmed.len().max(line.len().min(1));
    line.get(indentation.min(line.len())..end)
        .unwrap_or_default()
}

/// Decodes the escapes in `text`.
fn unescape(text: Cow<'_, str>, block: bool) -> Result<Cow<'_, str>, LexError> {
    let invalid = |c: char| (c < ' ' && !matches!(c, '\t' | '\n')) || (c == '"' && !block);
    if !text.contains('\\') {
        return match text.chars().find(|c| invalid(*c)) {
            Some(c) => Err(LexError::ControlCharacter(c)),
            None => Ok(text),
        };
    }
    let mut value = String::with_capacity(text.len());
    let mut high: Option<u16> = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let escaped = match c {
            '\\' => match characters.next() {
                Some(escaped) => escaped,
                // An escaped space at the end of a text block: the space is gone, and the backslash goes too.
                None => break,
            },
            c if invalid(c) => return Err(LexError::ControlCharacter(c)),
            c => {
                whole(high)?;
                value.push(c);
                continue;
            }
        };
        if escaped == 'u' {
            push_unit(code_unit(&mut characters)?, &mut high, &mut value)?;
            continue;
        }
        whole(high)?;
        match escaped {
            '"' | '\\' | '/' => value.push(escaped),
            'b' => value.push('\u{8}'),
            'f' => value.push('\u{c}'),
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            '\n' => {}
            unknown => return Err(LexError::UnknownEscape(unknown)),
        }
    }
    whole(high)?;
    Ok(Cow::Owned(value))
}

fn code_unit(characters: &mut std::str::Chars<'_>) -> Result<u16, LexError> {
    let mut unit: u16 = 0;
    for _ in 0..4 {
        let c = characters.next().ok_or(LexError::ShortUnicodeEscape)?;
        let digit = c.to_digit(16).and_then(|digit| u16::try_from(digit).ok());
        unit = (unit << 4) | digit.ok_or(LexError::BadUnicodeEscape(c))?;
    }
    Ok(unit)
}

/// Adds a UTF-16 code unit; the first half of a pair waits in `high` for the second.
fn push_unit(unit: u16, high: &mut Option<u16>, value: &mut String) -> Result<(), LexError> {
    if (0xDC00..0xE000).contains(&unit) {
        let first = high.take().ok_or(LexError::HalfPair(unit))?;
        value.extend(char::decode_utf16([first, unit]).flatten());
        return Ok(());
    }
    whole(*high)?;
    if (0xD800..0xDC00).contains(&unit) {
        *high = Some(unit);
    } else {
        value.extend(char::from_u32(u32::from(unit)));
    }
    Ok(())
}

/// Checks that no first half of a pair waits for its second.
fn whole(high: Option<u16>) -> Result<(), LexError> {
    high.map_or(Ok(()), |unit| Err(LexError::HalfPair(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_characters() {
        let lexeme = r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00!""#;
        assert_eq!(string_value(lexeme).unwrap(), "\"\\/\u{8}\u{c}\n\r\té😀!");
        assert_eq!(string_value("\"a\\\r\nb\r\nc\"").unwrap(), "ab\nc");
        assert_eq!(string_value("\"\"").unwrap(), "");
    }

    #[test]
    fn mistakes_in_strings_are_named() {
        assert_eq!(string_value(r#""\x""#), Err(LexError::UnknownEscape('x')));
        assert_eq!(string_value(r#""\u00""#), Err(LexError::ShortUnicodeEscape));
        assert_eq!(
            string_value(r#""\u00zz""#),
            Err(LexError::BadUnicodeEscape('z'))
        );
        for (half, unit) in [
            (r#""\ud83d""#, 0xd83d),
            (r#""\ud83d!""#, 0xd83d),
            (r#""\ud83d\n""#, 0xd83d),
            (r#""\ud83d\u0041""#, 0xd83d),
            (r#""\ud83d\ud83d\ude00""#, 0xd83d),
            (r#""\ude00""#, 0xde00),
        ] {
            assert_eq!(string_value(half), Err(LexError::HalfPair(unit)), "{half}");
        }
        assert_eq!(
            string_value("\"\u{1}\""),
            Err(LexError::ControlCharacter('\u{1}'))
        );
        assert_eq!(
            string_value("\"\\n\u{1}\""),
            Err(LexError::ControlCharacter('\u{1}'))
        );
    }

    #[test]
    fn text_blocks_lose_their_indentation() {
        let block = |inner: &str| text_block_value(&format!("\"\"\"{inner}\"\"\"")).unwrap();
        assert_eq!(block("\n    a\n      b  \n\n    c"), "a\n  b\n\nc");
        assert_eq!(block("\n    a\n  "), "  a\n");
        assert_eq!(block("\n    a\n    "), "a\n");
        assert_eq!(block("\r\n  a \"\" \\\r\n  b"), "a \"\" b");
        assert_eq!(block("\n"), "");
        assert_eq!(block("\n\ta\n\tb"), "\ta\n\tb");
        assert_eq!(block("\n  a\\ "), "a");
        assert_eq!(
            text_block_value("\"\"\"a\"\"\""),
            Err(LexError::TextBlockStart)
        );
        assert_eq!(
            text_block_value("\"\"\"\"\"\""),
            Err(LexError::TextBlockStart)
        );
    }

    #[test]
    fn text_block_contents_keep_escapes() {
        assert_eq!(
            text_block_contents("\"\"\"\n  \\ta\\\"\n  \"\"\"").unwrap(),
            "\\ta\\\"\n"
        );
    }

    #[test]
    fn doc_comments_lose_slashes_and_one_space() {
        assert_eq!(doc_comment_text("///  a \r\n"), " a ");
        assert_eq!(doc_comment_text("///a\r"), "a\r");
        assert_eq!(doc_comment_text("///\n"), "");
        assert_eq!(doc_comment_text("//// a"), "/ a");
    }
}
