//! Splits HTML into text and known tags.

/// An HTML token.
pub(super) enum Token {
    /// Text with resolved entities.
    Text(String),
    /// A start tag, with the target of a link.
    Open(Tag, Option<String>),
    /// An end tag.
    Close(Tag),
}

/// The meaning of a known tag; several tags share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    Heading,
    /// A separate paragraph before all others.
    Title,
    Bold,
    Italic,
    Code,
    Pre,
    Link,
    Bullets,
    Numbers,
    Item,
    Terms,
    Term,
    Meaning,
    Note,
    Important,
    Row,
    Cell,
    /// A tag without effect.
    Transparent,
}

/// Known tags.
const TAGS: [(&str, Tag); 44] = [
    ("a", Tag::Link),
    ("b", Tag::Bold),
    ("blockquote", Tag::Paragraph),
    ("body", Tag::Transparent),
    ("br", Tag::Paragraph),
    ("caution", Tag::Important),
    ("code", Tag::Code),
    ("dd", Tag::Meaning),
    ("div", Tag::Paragraph),
    ("dl", Tag::Terms),
    ("dt", Tag::Term),
    ("em", Tag::Italic),
    ("emphasis", Tag::Italic),
    ("filename", Tag::Code),
    ("fullname", Tag::Title),
    ("h1", Tag::Heading),
    ("h2", Tag::Heading),
    ("h3", Tag::Heading),
    ("h4", Tag::Heading),
    ("i", Tag::Italic),
    ("important", Tag::Important),
    ("li", Tag::Item),
    ("link", Tag::Transparent),
    ("note", Tag::Note),
    ("ol", Tag::Numbers),
    ("p", Tag::Paragraph),
    ("para", Tag::Paragraph),
    ("pre", Tag::Pre),
    ("replaceable", Tag::Italic),
    ("span", Tag::Transparent),
    ("strong", Tag::Bold),
    ("sub", Tag::Transparent),
    ("sup", Tag::Transparent),
    ("table", Tag::Paragraph),
    ("tbody", Tag::Transparent),
    ("td", Tag::Cell),
    ("th", Tag::Cell),
    ("thead", Tag::Transparent),
    ("tr", Tag::Row),
    ("u", Tag::Transparent),
    ("ul", Tag::Bullets),
    ("ulink", Tag::Link),
    ("xhtml", Tag::Transparent),
    ("zonbook", Tag::Transparent),
];

/// An iterator over HTML tokens.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// Tokens of a text.
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        }
        if self.rest.is_empty() {
            return None;
        }
        if let Some((token, rest)) = tag(self.rest) {
            self.rest = rest;
            return Some(token);
        }
        let skipped = self.rest.chars().next().map_or(0, char::len_utf8);
        let behind = self.rest.get(skipped..).unwrap_or_default();
        let end = behind.find('<').map_or(self.rest.len(), |at| at + skipped);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Token::Text(resolve(text)))
    }
}

/// Parses a known tag at the start of a text; returns the rest.
fn tag(text: &str) -> Option<(Token, &str)> {
    let inside = text.strip_prefix('<')?;
    let (inside, rest) = inside.split_once('>')?;
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric());
    let (name, attributes) = inside.split_at(length.unwrap_or(inside.len()));
    let begins = attributes.starts_with(|c: char| c.is_whitespace() || c == '/');
    if !attributes.is_empty() && !begins {
        return None;
    }
    let at = TAGS
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()?;
    let (_, tag) = TAGS.get(at)?;
    let token = if closes {
        Token::Close(*tag)
    } else {
        Token::Open(*tag, target(attributes))
    };
    Some((token, rest))
}

/// The link target among the attributes of a tag.
fn target(attributes: &str) -> Option<String> {
    let (_, value) = attributes
        .split_once("href=")
        .or_else(|| attributes.split_once("url="))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (target, _) = value.get(1..)?.split_once(quote)?;
    Some(resolve(target))
}

/// Resolves entities; invalid ones are kept.
fn resolve(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        resolved.push_str(before);
        let entity = behind
            .split_once(';')
            .and_then(|(name, behind)| Some((character(name)?, behind)));
        let (c, behind) = entity.unwrap_or(('&', behind));
        resolved.push(c);
        rest = behind;
    }
    resolved.push_str(rest);
    resolved
}

/// The character of an entity.
fn character(name: &str) -> Option<char> {
    const NAMES: [(&str, char); 10] = [
        ("amp", '&'),
        ("apos", '\''),
        ("copy", '©'),
        ("gt", '>'),
        ("lt", '<'),
        ("mdash", '—'),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("quot", '"'),
        ("reg", '®'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let found = NAMES.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::TAGS;

    #[test]
    fn tags_are_sorted() {
        assert!(TAGS.is_sorted_by_key(|(name, _)| *name));
    }
}
