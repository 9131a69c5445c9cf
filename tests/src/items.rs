//! The items of generated files, by name.

use syn::{Item, Type};

/// The items of a file.
///
/// # Panics
///
/// If the text is not valid Rust.
pub fn items(text: &str) -> Vec<Item> {
    syn::parse_file(text).expect("the file is Rust").items
}

/// The name of an item, or of the type that it implements something for.
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
