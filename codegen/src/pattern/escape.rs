//! Escapes in patterns.

use super::input::Input;

/// The meaning of an escape.
pub(super) enum Escape {
    /// A character.
    Char(char),
    /// A lone surrogate.
    Half(u32),
    /// A character set, as the contents of a class.
    Set(String),
    /// A zero-width assertion.
    Assertion(&'static str),
    /// A backreference.
    Back(String),
}

/// ECMAScript sets by letter; digits and words are ASCII.
const SETS: [(char, &str); 6] = [
    ('d', "0-9"),
    ('D', "^0-9"),
    ('w', "0-9A-Za-z_"),
    ('W', "^0-9A-Za-z_"),
    (
        's',
        r"\t-\r\x20\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}",
    ),
    (
        'S',
        r"^\t-\r\x20\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}",
    ),
];

/// Sets that only Java names with `\p`, as the contents of a class.
const JAVA_SETS: [(&str, &str); 16] = [
    ("ASCII", "[:ascii:]"),
    ("Alnum", "[:alnum:]"),
    ("Alpha", "[:alpha:]"),
    ("Blank", "[:blank:]"),
    ("Cntrl", "[:cntrl:]"),
    ("Digit", "[:digit:]"),
    ("Graph", "[:graph:]"),
    ("Lower", "[:lower:]"),
    ("Print", "[:print:]"),
    ("Punct", "[:punct:]"),
    ("Space", r"\t-\r\x20"),
    ("Upper", "[:upper:]"),
    ("XDigit", "[:xdigit:]"),
    ("LD", r"\p{L}\p{Nd}"),
    ("L1", r"\x00-\u{FF}"),
    ("all", r"\x00-\u{10FFFF}"),
];

/// Reads an escape after its backslash.
pub(super) fn read_escape(input: &mut Input<'_>) -> Result<Escape, String> {
    let Some(c) = input.take() else {
        return Err("it ends with a backslash".to_owned());
    };
    if let Some((_, set)) = SETS.into_iter().find(|(letter, _)| *letter == c) {
        return Ok(Escape::Set(set.to_owned()));
    }
    Ok(match c {
        'n' => Escape::Char('\n'),
        'r' => Escape::Char('\r'),
        't' => Escape::Char('\t'),
        'f' => Escape::Char('\x0C'),
        'v' => Escape::Char('\x0B'),
        'a' => Escape::Char('\x07'),
        'e' => Escape::Char('\x1B'),
        'b' => Escape::Assertion(r"(?-u:\b)"),
        'B' => Escape::Assertion(r"(?-u:\B)"),
        'A' => Escape::Assertion(r"\A"),
        'z' => Escape::Assertion(r"\z"),
        'Z' => Escape::Assertion(r"(?:\n?\z)"),
        'u' => read_unicode(input),
        'x' => read_hex(input, 2).map_or(Escape::Char('x'), from_code),
        'p' | 'P' => property(c == 'P', input)?,
        '0' => from_code(read_octal(input)),
        '1'..='9' => {
            let more = input.take_while(2, |c| c.is_ascii_digit());
            Escape::Back(format!("(?:\\{c}{more})"))
        }
        'k' => {
            let name = input.take_while(100, |c| c != '>');
            input.skip(">");
            Escape::Back(format!("\\k{name}>"))
        }
        _ => Escape::Char(c),
    })
}

/// A character by code point, or a surrogate.
fn from_code(code: u32) -> Escape {
    char::from_u32(code).map_or(Escape::Half(code), Escape::Char)
}

/// Reads `XXXX`, `XXXX\uXXXX` for a surrogate pair, or `{X…}`.
fn read_unicode(input: &mut Input<'_>) -> Escape {
    let Some(first) = read_hex(input, 4) else {
        return Escape::Char('u');
    };
    let mut ahead = input.clone();
    if (0xD800..0xDC00).contains(&first)
        && ahead.skip("\\u")
        && let Some(second @ 0xDC00..0xE000) = read_hex(&mut ahead, 4)
    {
        *input = ahead;
        return from_code(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
    }
    from_code(first)
}

/// Reads exactly `digits` hex digits, or any number in braces; otherwise consumes nothing.
fn read_hex(input: &mut Input<'_>, digits: usize) -> Option<u32> {
    let mut ahead = input.clone();
    let braces = ahead.skip("{");
    let most = if braces { 8 } else { digits };
    let text = ahead.take_while(most, |c| c.is_ascii_hexdigit());
    let complete = if braces {
        ahead.skip("}")
    } else {
        text.len() == digits
    };
    let code = u32::from_str_radix(text, 16).ok()?;
    let known = complete && code <= 0x10_FFFF;
    known.then(|| {
        *input = ahead;
        code
    })
}

/// Reads up to three octal digits, as in Java after a zero.
fn read_octal(input: &mut Input<'_>) -> u32 {
    let digits = input.take_while(3, |c| ('0'..='7').contains(&c));
    u32::from_str_radix(digits, 8).unwrap_or(0)
}

/// Reads a property name.
fn property(negated: bool, input: &mut Input<'_>) -> Result<Escape, String> {
    let name = if input.skip("{") {
        let name = input.take_while(64, |c| c != '}');
        if !input.skip("}") {
            return Err(r"unclosed `\p{`".to_owned());
        }
        name
    } else {
        input.take_while(1, |_| true)
    };
    let known = JAVA_SETS.into_iter().find(|(java, _)| *java == name);
    let letter = if negated { 'P' } else { 'p' };
    Ok(Escape::Set(match known {
        Some((_, set)) if negated => format!("^{set}"),
        Some((_, set)) => set.to_owned(),
        None => format!("\\{letter}{{{name}}}"),
    }))
}

/// Appends a literal character, escaped for use inside or outside a class.
pub(super) fn push_literal(text: &mut String, c: char) {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
        text.extend([r"\x{", &format!("{:X}", u32::from(c)), "}"]);
    } else {
        if regex_syntax::is_meta_character(c) {
            text.push('\\');
        }
        text.push(c);
    }
}
