//! Tokens as text that rustfmt has nothing to change in.
//!
//! **Invariants**
//! - Each item is printed by itself, and a blank line stands between two, but not inside a run of `mod` or of `use`.
//! - A file imports what it names and nothing else.

mod imports;

use proc_macro2::TokenStream;

pub(super) use self::imports::Import;

use super::Content;

/// A file with its header.
pub(super) fn file(origin: &str, content: &Content) -> String {
    let mut text = format!("// @generated {origin}. Do not edit.\n");
    for line in content.docs.iter().flat_map(|line| line.split('\n')) {
        text.push_str("//!");
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
        text.push('\n');
    }
    let attributes = print(&content.attributes);
    if !attributes.is_empty() {
        text.push('\n');
        text.push_str(&attributes);
    }
    let items: Vec<String> = content.items.iter().map(print).collect();
    let imports = imports::of(content.imports, &items);
    let mut run = Run::None;
    for printed in imports.into_iter().chain(items) {
        let next = Run::of(&printed);
        if run == Run::None || run != next {
            text.push('\n');
        }
        text.push_str(&printed);
        run = next;
    }
    text
}

/// Items that stand together without a blank line.
#[derive(PartialEq, Clone, Copy)]
enum Run {
    None,
    Module,
    Use,
}

impl Run {
    fn of(item: &str) -> Self {
        let line = item.strip_prefix("pub ").unwrap_or(item);
        if line.starts_with("mod ") && line.ends_with(";\n") {
            Self::Module
        } else if line.starts_with("use ") {
            Self::Use
        } else {
            Self::None
        }
    }
}

/// Items as text; what does not parse would be a fault of an emitter, and the compiler shows it where it stands.
fn print(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        Err(_) => tokens.to_string(),
    }
}

/// The same with a blank line behind each member of an `impl`, which prettyplease leaves out.
fn spaced(printed: &str) -> String {
    let mut text = String::with_capacity(printed.len() + printed.len() / 16);
    let mut lines = printed.lines().peekable();
    let mut in_impl = false;
    while let Some(line) = lines.next() {
        in_impl |= line.starts_with("impl");
        text.push_str(line);
        text.push('\n');
        let ends = line == "    }" || line.starts_with("    type ") || line == "    ];";
        let ends =
            ends || (line.starts_with("    const ") && line.ends_with(';')) || line == "    );";
        let next = lines.peek().copied().unwrap_or("}");
        let same = ["    type ", "    const "]
            .iter()
            .any(|kind| line.starts_with(kind) && next.starts_with(kind));
        if in_impl && ends && next != "}" && !same {
            text.push('\n');
        }
    }
    text
}
