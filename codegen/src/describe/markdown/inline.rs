//! Paragraph text: escapes Markdown syntax, marks URLs as links.

/// Returns true for characters that are not allowed in a doc comment.
///
/// rustc rejects bidirectional controls.
pub(super) fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Collapses a text onto one line, for a comment in a code block.
pub(crate) fn comment(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if is_unfit(c) { ' ' } else { c })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escapes a text onto one line.
///
/// Line-start syntax is escaped too.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    push_text(&mut escaped, text, true);
    escape_start(&mut escaped);
    escaped
}

/// A text as one-line inline code; empty for empty text.
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

/// Collapses white space and disallowed characters to single spaces.
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

/// Appends a text, escaped, with white space collapsed.
///
/// `links` turns URLs into links; not possible within a link.
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

/// The offset of the first URL.
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

/// The length of the URL at the start of a text, without sentence punctuation.
fn url_length(text: &str) -> usize {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '(' | ')' | ',' | ';');
    let end = text.find(ends).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or_default();
    url.trim_end_matches(['.', ':', '!', '?', '*', '_']).len()
}

/// Appends an escaped text without URLs.
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

/// Escapes a line start that would begin a heading, list or quote.
pub(super) fn escape_start(line: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at = match line.as_bytes().get(digits) {
        Some(b'#' | b'+' | b'-' | b'=' | b'>' | b':') if digits == 0 => 0,
        Some(b'.' | b')') if digits > 0 => digits,
        _ => return,
    };
    line.insert(at, '\\');
}
