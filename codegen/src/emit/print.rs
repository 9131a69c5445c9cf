//! Prints tokens in prettyplease's layout.
//!
//! **Invariants**
//! - Items are printed one by one, separated by blank lines except in runs of `mod` or `use`.
//! - A file imports what it uses and nothing else.

mod paths;

use proc_macro2::TokenStream;

use super::Content;

/// A file with its header.
pub(super) fn file(origin: &str, path: &str, is_module: bool, content: &Content) -> String {
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
    let (imports, items) = paths::shorten(&content.items, path, is_module);
    let mut run = Run::None;
    for printed in imports.iter().chain(&items).map(print) {
        let next = Run::of(&printed);
        if run == Run::None || run != next {
            text.push('\n');
        }
        text.push_str(&printed);
        run = next;
    }
    text
}

/// Items printed without blank lines between them.
#[derive(PartialEq, Clone, Copy)]
enum Run {
    None,
    Module,
    Use,
}

impl Run {
    fn of(item: &str) -> Self {
        let last = item.trim_end().rsplit('\n').next().unwrap_or(item);
        let line = ["pub(crate) ", "pub "]
            .iter()
            .find_map(|visibility| last.strip_prefix(visibility))
            .unwrap_or(last);
        if line.starts_with("mod ") && line.ends_with(';') {
            Self::Module
        } else if line.starts_with("use ") || item.starts_with("pub use ") {
            Self::Use
        } else {
            Self::None
        }
    }
}

/// Prints items. Tokens that do not parse are a bug in an emitter; they are printed as they are, for the compiler to report.
fn print(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) if file.items.is_empty() && file.attrs.is_empty() => String::new(),
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => tokens.to_string(),
    }
}
