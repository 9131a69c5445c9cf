//! Extracts items by name from the files of a generated crate.
//!
//! Items are located by parsing but copied as text, to show the actual source.

use std::fmt::Write;

use syn::spanned::Spanned;
use syn::{Item, Type};

use crate::Rendered;

/// The items of a generated type: definition, impls, schema and builder.
///
/// # Panics
///
/// If a file is not valid Rust, or nothing has that name.
pub fn shape(rendered: &Rendered, name: &str) -> String {
    let schema = shouty(name);
    let names = [
        name.to_owned(),
        format!("{name}Builder"),
        format!("{schema}__MEMBERS"),
        schema,
    ];
    let letter = first_letter(name);
    let folders = ["types", "schema", "builder", "serialization"];
    let paths = folders.map(|folder| format!("src/{folder}/{letter}.rs"));
    let text = cut(rendered, &paths, &names);
    // A schema is shown together with its members.
    let [_, _, members, _] = &names;
    assert!(
        !text.contains(&format!("&{members}")) || text.contains(&format!("static {members}:")),
        "the members of the schema of {name} are not shown"
    );
    text
}

/// The items of an operation.
///
/// # Panics
///
/// If a file is not valid Rust, or nothing has that name.
pub fn operation(rendered: &Rendered, name: &str) -> String {
    let path = format!("src/operation/{}.rs", first_letter(name));
    cut(
        rendered,
        &[path],
        &[name.to_owned(), format!("{name}Error")],
    )
}

fn cut(rendered: &Rendered, paths: &[String], names: &[String]) -> String {
    let mut text = String::new();
    for path in paths {
        let Some(file) = rendered.files.iter().find(|file| &file.path == path) else {
            continue;
        };
        let items = items(&file.text);
        let lines: Vec<_> = file.text.lines().collect();
        let of_name = items
            .iter()
            .filter(|item| named(item).is_some_and(|name| names.contains(&name)));
        let mut heading = format!("// ==== {path}\n");
        for item in of_name {
            let span = item.span();
            let (first, last) = (span.start().line, span.end().line);
            let inside = lines.get(first.saturating_sub(1)..last).unwrap_or_default();
            let _ = write!(text, "{heading}{}\n\n", inside.join("\n"));
            heading.clear();
        }
    }
    assert!(!text.is_empty(), "nothing is named {names:?}");
    text
}

/// The items of a file.
///
/// # Panics
///
/// If the text is not valid Rust.
pub fn items(text: &str) -> Vec<Item> {
    syn::parse_file(text).expect("the file is Rust").items
}

/// The name of an item, or of the type that it implements something for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "generated files have no other items with a name"
)]
pub fn named(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Struct(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Const(item) => &item.ident,
        Item::Impl(item) => return last_segment(&item.self_ty),
        _ => return None,
    };
    Some(ident.to_string())
}

fn last_segment(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    Some(last.ident.to_string())
}

fn first_letter(name: &str) -> String {
    name.chars().take(1).collect::<String>().to_lowercase()
}

fn shouty(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_uppercase());
    }
    text
}
