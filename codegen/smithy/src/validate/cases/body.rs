//! Bodies of messages: JSON and XML that can be read.

use crate::ast::parse_json;
use crate::files::FileId;
use crate::validate::formats::is_media_type;

/// The fault in a body of a media type, if it is JSON or XML.
pub(super) fn fault(body: &str, kind: &str) -> Option<String> {
    if body.is_empty() || !is_media_type(kind) {
        return None;
    }
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    let (_, subtype) = kind.split_once('/')?;
    match subtype.rsplit('+').next() {
        Some("json") => parse_json(FileId::NONE, body)
            .err()
            .map(|event| event.message),
        Some("xml") => xml_fault(body),
        _ => None,
    }
}

/// The fault in a document of XML; document types are not allowed.
fn xml_fault(text: &str) -> Option<String> {
    match xml(text) {
        Ok(()) => None,
        Err(fault) => Some(fault.to_owned()),
    }
}

fn xml(text: &str) -> Result<(), &'static str> {
    let mut open: Vec<&str> = Vec::new();
    let mut has_root = false;
    let mut left = text;
    loop {
        let (before, rest) = left.split_once('<').unwrap_or((left, ""));
        if open.is_empty() && !before.trim().is_empty() {
            return Err("there is text outside of the root element");
        }
        references(before)?;
        if before.len() == left.len() {
            break;
        }
        left = if let Some(comment) = rest.strip_prefix("!--") {
            after(comment, "-->")?
        } else if let Some(data) = rest.strip_prefix("![CDATA[") {
            if open.is_empty() {
                return Err("there is text outside of the root element");
            }
            after(data, "]]>")?
        } else if let Some(instruction) = rest.strip_prefix('?') {
            after(instruction, "?>")?
        } else if rest.starts_with('!') {
            return Err("document types are not allowed");
        } else if let Some(end) = rest.strip_prefix('/') {
            let (name, rest) = end.split_once('>').ok_or("a tag does not end")?;
            if open.pop() != Some(name.trim_end()) {
                return Err("an end tag does not fit its start tag");
            }
            rest
        } else {
            if open.is_empty() && has_root {
                return Err("there is more than one root element");
            }
            has_root = true;
            start_tag(rest, &mut open)?
        };
    }
    match open.last() {
        None if has_root => Ok(()),
        None => Err("there is no root element"),
        Some(_) => Err("an element does not end"),
    }
}

fn after<'t>(text: &'t str, end: &str) -> Result<&'t str, &'static str> {
    let (_, rest) = text.split_once(end).ok_or("a part does not end")?;
    Ok(rest)
}

/// The text after a name.
fn after_name(text: &str) -> Result<(&str, &str), &'static str> {
    let is_first = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    let is_part = |c: char| c.is_alphanumeric() || "_:-.\u{b7}".contains(c);
    let rest = text.trim_start_matches(is_part);
    if !text.starts_with(is_first) {
        return Err("a tag or attribute has no name");
    }
    let name = text.strip_suffix(rest).unwrap_or(text);
    Ok((name, rest))
}

/// Reads a start tag after its `<`, and notes its element unless it ends at once.
fn start_tag<'t>(text: &'t str, open: &mut Vec<&'t str>) -> Result<&'t str, &'static str> {
    let (name, mut left) = after_name(text)?;
    let mut attributes: Vec<&str> = Vec::new();
    loop {
        let trimmed = left.trim_start();
        if let Some(rest) = trimmed.strip_prefix("/>") {
            return Ok(rest);
        }
        if let Some(rest) = trimmed.strip_prefix('>') {
            open.push(name);
            return Ok(rest);
        }
        if trimmed.len() == left.len() {
            return Err("attributes need spaces between them");
        }
        let (attribute, rest) = after_name(trimmed)?;
        if attributes.contains(&attribute) || attributes.len() > 1000 {
            return Err("an attribute is there more than once");
        }
        attributes.push(attribute);
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        let value = value.ok_or("an attribute has no value")?;
        let quote = value.chars().next().filter(|c| "\"'".contains(*c));
        let quote = quote.ok_or("the value of an attribute has no quotes")?;
        let inner = value.strip_prefix(quote).unwrap_or(value);
        let (inside, rest) = inner.split_once(quote).ok_or("a value does not end")?;
        if inside.contains('<') {
            return Err("a value has `<` in it");
        }
        references(inside)?;
        left = rest;
    }
}

/// Checks `&…;` in a text.
fn references(text: &str) -> Result<(), &'static str> {
    for part in text.split('&').skip(1) {
        let (name, _) = part.split_once(';').ok_or("`&` starts no reference")?;
        let number = name.strip_prefix('#');
        let fits = match number.and_then(|number| number.strip_prefix('x')) {
            Some(hex) => !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
            None => match number {
                Some(digits) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
                None => ["amp", "lt", "gt", "quot", "apos"].contains(&name),
            },
        };
        if !fits {
            return Err("`&` starts no known reference");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn json_and_xml_are_read() {
        for (body, kind) in [
            ("{\"a\": 1}", "application/json"),
            ("[", "text/plain"),
            ("", "application/json"),
            (
                "<?xml version=\"1.0\"?><a b='c'><d/>e &amp; &#x20;<![CDATA[<]]></a><!-- -->",
                "text/xml",
            ),
            ("<a:b xmlns:a=\"c\">\n</a:b>", "application/foo+xml; a=b"),
        ] {
            assert_eq!(fault(body, kind), None, "{body}");
        }
        for (body, kind) in [
            ("{\"a\" 1}", "application/json"),
            ("{", "application/foo+json"),
            ("a", "application/xml"),
            ("<a>", "application/xml"),
            ("<a></b>", "application/xml"),
            ("<a/><b/>", "application/xml"),
            ("<a b=c/>", "application/xml"),
            ("<a b='1' b='2'/>", "application/xml"),
            ("<a>&b;</a>", "application/xml"),
            ("<!DOCTYPE a><a/>", "application/xml"),
        ] {
            assert!(fault(body, kind).is_some(), "{body}");
        }
    }
}
