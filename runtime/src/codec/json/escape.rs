//! JSON string escapes.

use super::scan;

/// Appends text in quotes.
#[inline]
pub(crate) fn push_text(text: &str, to: &mut String) {
    to.push('"');
    push_inner(text, to);
    to.push('"');
}

/// Appends text between quotes.
#[inline]
pub(super) fn push_inner(text: &str, to: &mut String) {
    let plain = scan::plain(text.as_bytes());
    if plain == text.len() {
        to.push_str(text);
    } else {
        push_escaped(text, plain, to);
    }
}

/// Appends text whose first `plain` bytes need no escapes.
fn push_escaped(text: &str, mut plain: usize, to: &mut String) {
    let mut rest = text;
    while let Some((before, special)) = rest.split_at_checked(plain) {
        to.push_str(before);
        let mut characters = special.chars();
        match characters.next() {
            None => return,
            Some('"') => to.push_str("\\\""),
            Some('\\') => to.push_str("\\\\"),
            Some('\n') => to.push_str("\\n"),
            Some('\r') => to.push_str("\\r"),
            Some('\t') => to.push_str("\\t"),
            Some('\u{8}') => to.push_str("\\b"),
            Some('\u{c}') => to.push_str("\\f"),
            Some(control) => {
                to.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = (u32::from(control) >> shift) & 15;
                    to.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
        }
        rest = characters.as_str();
        plain = scan::plain(rest.as_bytes());
    }
}

/// Unescapes validated text; invalid escapes become U+FFFD.
#[cold]
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let (character, after) = character(escape).unwrap_or((
            char::REPLACEMENT_CHARACTER,
            lone(escape).unwrap_or_default(),
        ));
        plain.push(character);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// Parses an escape after its backslash; returns the rest.
pub(super) fn character(escape: &str) -> Option<(char, &str)> {
    let mut characters = escape.chars();
    let character = match characters.next()? {
        plain @ ('"' | '\\' | '/') => plain,
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return code_point(characters.as_str()),
        _ => return None,
    };
    Some((character, characters.as_str()))
}

/// Parses the digits of a Unicode escape, including a surrogate pair.
fn code_point(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, rest));
    }
    let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
    if !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    Some((char::from_u32(code)?, rest))
}

/// Parses a lone surrogate; returns the rest.
#[cold]
pub(super) fn lone(escape: &str) -> Option<&str> {
    let (half, rest) = unit(escape.strip_prefix('u')?)?;
    (0xd800..0xe000).contains(&half).then_some(rest)
}

/// Parses four hex digits.
fn unit(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    plain.then(|| Some((u32::from_str_radix(digits, 16).ok()?, rest)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_go_both_ways() {
        let mut every: String = (0..0x80_u8).map(char::from).collect();
        every.push_str("é\u{2028}😀");
        let mut written = String::new();
        push_text(&every, &mut written);
        let inner = written
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .unwrap();
        assert_eq!(unescape(inner), every);
        assert!(written.starts_with("\"\\u0000\\u0001"), "{written}");
        assert!(written.contains("\\b\\t\\n\\u000b\\f\\r"), "{written}");
    }

    #[test]
    fn surrogates_come_in_pairs() {
        assert_eq!(character("ud83d\\ude00!"), Some(('😀', "!")));
        for text in [
            "ud83d",
            "ud83d!",
            "ud83d\\n",
            "ud83d\\u0041",
            "ude00",
            "u00",
            "u+041",
            "x",
            "",
        ] {
            assert_eq!(character(text), None, "{text}");
        }
        assert_eq!(lone("ud83d\\u0041"), Some("\\u0041"));
        assert_eq!(lone("ude00!"), Some("!"));
        assert_eq!(lone("u0041"), None);
        assert_eq!(
            unescape("a\\ud83d\\ud83d\\ude00\\udc00b"),
            "a\u{fffd}😀\u{fffd}b"
        );
    }
}
