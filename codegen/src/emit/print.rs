//! Tokens as text that rustfmt has nothing to change in.
//!
//! **Invariants**
//! - Each item is printed by itself, and a blank line stands between two, but not inside a run of `mod` or of `use`.
//! - A file imports what it names and nothing else.

mod imports;
mod layout;

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
        Ok(file) if file.items.is_empty() && file.attrs.is_empty() => String::new(),
        Ok(file) => spaced(&layout::joined(&prettyplease::unparse(&file))),
        Err(_) => tokens.to_string(),
    }
}

/// The same with a blank line before each member of an `impl`, which prettyplease leaves out.
fn spaced(printed: &str) -> String {
    let mut text = String::with_capacity(printed.len() + printed.len() / 16);
    let mut in_impl = false;
    let mut before = Before::Remark;
    for line in printed.lines() {
        let remark = line.starts_with("    ///") || line.starts_with("    #[");
        let fact = line.starts_with("    type ") || line.starts_with("    const ");
        let starts = fact
            || remark
            || ["    pub ", "    fn "]
                .iter()
                .any(|start| line.starts_with(start));
        if in_impl && starts && before != Before::Remark && !(fact && before == Before::Fact) {
            text.push('\n');
        }
        in_impl |= line.starts_with("impl");
        let ends_attribute = line == "    )]";
        before = if remark || ends_attribute || line.starts_with("impl") {
            Before::Remark
        } else if fact && line.ends_with(';') {
            Before::Fact
        } else {
            Before::Item
        };
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// What stands before a member of an `impl`.
#[derive(PartialEq, Clone, Copy)]
enum Before {
    /// Nothing, or what belongs to the member.
    Remark,
    /// A type or constant on one line.
    Fact,
    /// Anything else.
    Item,
}
