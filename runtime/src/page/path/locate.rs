//! Finds the nodes that error correction made up.

use crate::shape::node::{Identity, Node, Opened};

/// The node at a path such as `Users[0].Name` or `Tags["a"].Value`, if its value is one that correction makes up.
///
/// A path whose keys are redacted is not found.
pub(crate) fn locate(root: &dyn Node, path: &str) -> Option<Identity> {
    let mut node = root;
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(bracket) = rest.strip_prefix('[') {
            let (inside, after) = inside(bracket)?;
            rest = after;
            node = match node.open() {
                Opened::List(list) => list.element(inside.parse().ok()?)?,
                Opened::Map(map) => {
                    let mut entries = map.entries().into_iter();
                    let (_, value) = entries.find(|(key, _)| format!("{key:?}") == inside)?;
                    value
                }
                _ => return None,
            };
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end)?;
            rest = after;
            let Opened::Structure(structure) = node.open() else {
                return None;
            };
            node = structure.wire_member(name)?;
        }
    }
    // Texts with lone surrogates are listed too; those have a value.
    match node.open() {
        Opened::Text(text) if !text.is_empty() => None,
        _ => Some(node.identity()),
    }
}

/// The text up to the closing bracket, and the text after it.
fn inside(text: &str) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ']' if !is_quoted => return Some((text.get(..at)?, text.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}
