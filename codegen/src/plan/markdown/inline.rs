//! Text inside of a paragraph: what means something to Markdown escaped, URLs marked as such.

/// Whether a character has no place in a line of a comment.
///
/// Compilers refuse those that turn the direction of text.
pub(super) fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Escapes a text, on one line.
///
/// What would mean something at the beginning of a line is escaped as if it stood there.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    push_text(&mut escaped, text, true);
    escape_start(&mut escaped);
    escaped
}

/// A text as a span of code, on one line; of nothing there is none.
pub(crate) fn code(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Puts one space for every stretch of white space and unfit characters.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || is_unfit(c) {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            line.push(c);
        }
    }
    line
}

/// Appends a text, escaped, with one space for every stretch of white space.
///
/// `links` tells whether a URL is to become a link; inside of one it is not.
pub(super) fn push_text(to: &mut String, text: &str, links: bool) {
    let text = one_line(text);
    let at_gap = to.is_empty() || to.ends_with(' ');
    let mut rest = if at_gap {
        text.trim_start()
    } else {
        text.as_str()
    };
    while let Some(at) = url_start(rest) {
        let (before, behind) = rest.split_at(at);
        let (url, behind) = behind.split_at(url_length(behind));
        push_escaped(to, before);
        if !links {
            push_escaped(to, url);
        } else if url.contains(['{', '}', '*', '[', ']', '|', '`', '\\', '^', '…']) {
            to.push_str(&code(url));
        } else {
            to.extend(["<", url, ">"]);
        }
        rest = behind;
    }
    push_escaped(to, rest);
}

/// Where a URL begins.
fn url_start(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find("http")?;
        let rest = text.get(at..)?;
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|scheme| rest.starts_with(scheme));
        if scheme.is_some_and(|scheme| rest.len() > scheme.len()) {
            return Some(at);
        }
        from = at + 4;
    }
}

/// How long the URL is that a text begins with; the point of a sentence is none of it.
fn url_length(text: &str) -> usize {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '(' | ')' | ',' | ';');
    let end = text.find(ends).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or_default();
    url.trim_end_matches(['.', ':', '!', '?', '*', '_']).len()
}

/// Appends a text without URLs, escaped.
fn push_escaped(to: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    let mut last = to.chars().next_back();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let escapes = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => {
                !(last.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(|c| c.is_alphanumeric()))
            }
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#'),
            _ => false,
        };
        if escapes {
            to.push('\\');
        }
        to.push(c);
        last = Some(c);
    }
}

/// Escapes what would make a heading, a list or a quote of a line that begins with it.
pub(super) fn escape_start(line: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at = match line.as_bytes().get(digits) {
        Some(b'#' | b'+' | b'-' | b'=' | b'>' | b':') if digits == 0 => 0,
        Some(b'.' | b')') if digits > 0 => digits,
        _ => return,
    };
    line.insert(at, '\\');
}
