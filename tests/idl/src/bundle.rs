//! Reduces IDL trait definitions to the facts that the loader bundles.
//!
//! **Invariants**
//! - Prose is dropped: documentation, messages and reasons.
//! - One shape per line, for readable diffs.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::model::{Node, Value};

use crate::compare::parse;
use crate::loaded::load_files;
use crate::suite::{files_with, name};

/// Traits with prose.
const PROSE: [&str; 2] = [
    "smithy.api#documentation",
    "smithy.api#externalDocumentation",
];

/// Keys with prose in other traits.
const TEXTS: [(&str, &str); 4] = [
    ("smithy.api#deprecated", "message"),
    ("smithy.api#idRef", "errorMessage"),
    ("smithy.api#recommended", "reason"),
    ("breakingChanges", "message"),
];

/// Writes the definitions below `folder` to the folder `out`, one file each.
///
/// # Errors
///
/// A file cannot be read or written.
pub fn bundle(folder: &Path, out: &Path) -> io::Result<()> {
    let files = files_with(folder, ".smithy");
    let prelude = files.iter().find(|file| name(file) == "prelude.smithy");
    let mut names = BTreeSet::new();
    for file in &files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let mut name = stem.into_owned();
        if !names.insert(name.clone()) {
            name = file.parent().map(crate::suite::name).unwrap_or_default();
        }
        let text = facts(file, prelude)?;
        fs::write(out.join(format!("{name}.json")), text)?;
    }
    Ok(())
}

/// The facts of a file.
fn facts(file: &Path, prelude: Option<&PathBuf>) -> io::Result<String> {
    let text = fs::read_to_string(file)?;
    let namespace = text
        .lines()
        .find_map(|line| line.strip_prefix("namespace "))
        .unwrap_or_default()
        .trim()
        .to_owned();
    let mut sources = vec![file.to_path_buf()];
    sources.extend(prelude.filter(|prelude| *prelude != file).cloned());
    let model = load_files(&sources, true).model;
    let ast = parse(&write(&model, WriteOptions::default())).map_err(io::Error::other)?;
    let mut lines = Vec::new();
    for entry in ast
        .get("shapes")
        .and_then(Node::as_object)
        .into_iter()
        .flatten()
    {
        let own = entry.key.strip_prefix(&namespace);
        if own.is_some_and(|rest| rest.starts_with('#')) {
            let mut line = format!("{:?}: ", entry.key);
            compact(&entry.node, "", &mut line);
            lines.push(line);
        }
    }
    let lines = lines.join(",\n");
    Ok(format!(
        "{{\"smithy\": \"2.0\", \"shapes\": {{\n{lines}\n}}}}\n"
    ))
}

/// Writes a value of the trait or key `within` on one line.
fn compact(node: &Node, within: &str, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                compact(item, within, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            let mut first = true;
            out.push('{');
            for entry in object {
                if is_prose(&entry.key, within, &entry.node) {
                    continue;
                }
                out.push_str(if first { "" } else { ", " });
                first = false;
                quote(&entry.key, out);
                out.push_str(": ");
                compact(&entry.node, &entry.key, out);
            }
            out.push('}');
        }
    }
}

fn is_prose(key: &str, within: &str, node: &Node) -> bool {
    let prose = |key: &str| PROSE.contains(&key);
    let empty = key == "traits"
        && node
            .as_object()
            .is_some_and(|object| object.keys().all(prose));
    prose(key) || empty || TEXTS.contains(&(within, key))
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
