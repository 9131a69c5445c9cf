//! Prints tokens as formatted text.
//!
//! **Invariants**
//! - Items are printed one by one, separated by blank lines except within a run of `mod` or `use`.
//! - A file imports only what it uses.

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

/// A run of items without blank lines in between.
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

/// Prints an item. Tokens that do not parse indicate a bug in an emitter; they are printed as they are, for the compiler to report.
fn print(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) if file.items.is_empty() && file.attrs.is_empty() => String::new(),
        Ok(file) => spaced(&layout::joined(&prettyplease::unparse(&file))),
        Err(_) => tokens.to_string(),
    }
}

/// Inserts a blank line before each member of an `impl`, which prettyplease omits.
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

/// The line before an `impl` member.
#[derive(PartialEq, Clone, Copy)]
enum Before {
    /// Nothing, or an attribute or comment of the member.
    Remark,
    /// A one-line type or constant.
    Fact,
    /// Anything else.
    Item,
}
