//! `models/SERVICE/names.toml`: Rust names that a newer model would give to something else.
//!
//! **Invariants**
//! - An entry never moves: entries are added, never changed or removed.

use std::collections::BTreeMap;
use std::fmt::Write;

use sansmith_codegen::api::{Api, Item, Kind};

/// File name, beside the model.
pub(crate) const FILE: &str = "names.toml";

const HEADER: &str = "# Rust names that a newer model would have given to something else, by shape or member.\n\
    # Written by `cargo xtask models bump`. An entry never moves.\n\n[names]\n";

/// The text of the file.
pub(super) fn text(names: &BTreeMap<String, String>) -> String {
    let mut text = HEADER.to_owned();
    for (key, name) in names {
        let _ = writeln!(text, "{key:?} = {name:?}");
    }
    text
}

/// The names that stand for something else in the newer crate although it still has what they stood for.
pub(super) fn lost(old: &Api, new: &Api) -> BTreeMap<String, String> {
    let types = among(old, new, &[Kind::Type]);
    if types.is_empty() {
        // Members of a type that has another name are compared once it has its name back.
        return among(old, new, &[Kind::Field, Kind::Variant]);
    }
    types
}

fn among(old: &Api, new: &Api, kinds: &[Kind]) -> BTreeMap<String, String> {
    let mut lost = BTreeMap::new();
    let items = { old.items.iter() }
        .filter(|(path, item)| kinds.contains(&item.kind) && path.starts_with("types::"));
    for (path, item) in items {
        let is_other = { new.items.get(path) }
            .is_some_and(|other| other.kind == item.kind && other.wire != item.wire);
        let name = path.rsplit(['.', ':']).next();
        if let (true, Some(key), Some(name)) = (is_other, key(item), name) {
            let mut others = new.items.values();
            let is_there = others
                .any(|other| other.kind == item.kind && self::key(other).as_ref() == Some(&key));
            if is_there {
                lost.insert(key, name.to_owned());
            }
        }
    }
    lost
}

/// The key of an item: a shape, `Shape$member` or `Shape$value`.
fn key(item: &Item) -> Option<String> {
    let shape = item.shape.as_ref()?;
    let is_value = item.kind == Kind::Variant && !shape.contains('$');
    Some(if is_value {
        format!("{shape}${}", item.wire)
    } else {
        shape.clone()
    })
}
