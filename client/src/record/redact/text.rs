//! Secrets out of texts: forms, JSON and XML.

use serde_json::Value;

use super::HIDDEN;
use super::secrets::Secrets;

/// The text of a body without its secrets; nothing if it has none.
pub(super) fn hide(secrets: &Secrets, media: &str, text: &str) -> Option<String> {
    if media.contains("x-www-form-urlencoded") {
        return Some(form(text, |key| secrets.hides(key)));
    }
    let is_blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let start = text.trim_start_matches(is_blank);
    if start.starts_with(['{', '[']) {
        return json(secrets, start);
    }
    if start.starts_with('<') {
        return Some(xml(secrets, text));
    }
    // The session token of an instance is such a text.
    secrets.is_exchange.then(|| HIDDEN.to_owned())
}

/// A form or a query with some values hidden.
pub(super) fn form(form: &str, hides: impl Fn(&str) -> bool) -> String {
    let pairs = form.split('&').map(|pair| match pair.split_once('=') {
        Some((key, _)) if hides(key) => format!("{key}={HIDDEN}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// JSON, a value or a value per line; a text that cannot be parsed is hidden whole.
fn json(secrets: &Secrets, text: &str) -> Option<String> {
    let mut is_changed = false;
    let mut lines = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let Ok(mut value) = value else {
            return Some(HIDDEN.to_owned());
        };
        is_changed |= search(secrets, &mut value);
        lines.push(value.to_string());
    }
    is_changed.then(|| lines.join("\n"))
}

/// Hides the secrets in a JSON value; tells if there were any.
fn search(secrets: &Secrets, value: &mut Value) -> bool {
    match value {
        Value::Array(items) => {
            let found = items.iter_mut().map(|item| search(secrets, item));
            found.fold(false, |any, found| any | found)
        }
        Value::Object(fields) => {
            let mut any = false;
            for (key, value) in fields {
                if secrets.hides(key) {
                    blank(value);
                    any = true;
                } else {
                    any |= search(secrets, value);
                }
            }
            any
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Hides the scalars in a value, and keeps its form.
fn blank(value: &mut Value) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter_mut().for_each(blank),
        Value::Object(fields) => {
            let count = fields.len();
            fields.clear();
            if count > 0 {
                fields.insert(HIDDEN.to_owned(), Value::Null);
            }
        }
        Value::Bool(_) => *value = Value::Bool(false),
        Value::Number(_) => *value = Value::from(0),
        Value::String(text) => HIDDEN.clone_into(text),
    }
}

/// XML with the contents of secret elements hidden. Behind one that does not end, all is hidden.
fn xml(secrets: &Secrets, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(tag) = Tag::next(rest) {
        out.push_str(tag.before);
        out.push_str(tag.text);
        rest = tag.after;
        let local = tag.name.rsplit(':').next().unwrap_or_default();
        if tag.is_open() && secrets.hides(local) {
            out.push_str(HIDDEN);
            rest = end_of(rest, tag.name).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// A tag, and the texts around it.
struct Tag<'t> {
    before: &'t str,
    text: &'t str,
    /// Its name with its prefix; that of an end tag begins with `/`.
    name: &'t str,
    after: &'t str,
}

impl<'t> Tag<'t> {
    /// The first tag of a text.
    fn next(text: &'t str) -> Option<Self> {
        let (before, rest) = text.split_at(text.find('<')?);
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        let name = tag.trim_start_matches('<').trim_end_matches('>');
        Some(Self {
            before,
            text: tag,
            name: name.split_whitespace().next().unwrap_or_default(),
            after,
        })
    }

    /// Returns true for the start of an element with contents.
    fn is_open(&self) -> bool {
        !self.name.starts_with(['/', '?', '!']) && !self.text.ends_with("/>")
    }
}

/// The text from the end tag of an element on, behind elements of the same name in it.
fn end_of<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(tag) = Tag::next(rest) {
        if tag.is_open() && tag.name == name {
            depth += 1;
        } else if tag.name.strip_prefix('/') == Some(name) {
            if depth == 0 {
                return rest.get(tag.before.len()..);
            }
            depth -= 1;
        }
        rest = tag.after;
    }
    None
}
