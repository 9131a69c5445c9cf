//! The `use` lines of a file.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// A path that files of a kind may import, its last segment being the name they use.
pub(in crate::emit) type Import = &'static str;

/// A `use` line for each path whose last segment is a word of an item; documentation and other texts have none.
pub(super) fn of(paths: &[Import], items: &[TokenStream]) -> Vec<String> {
    let names: BTreeSet<&str> = paths.iter().map(|path| last(path)).collect();
    let mut named = BTreeSet::new();
    for item in items {
        find(item.clone(), &names, &mut named);
    }
    paths
        .iter()
        .filter(|path| named.contains(last(path)))
        .map(|path| format!("use {path};\n"))
        .collect()
}

fn last<'p>(path: &'p str) -> &'p str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Finds which of the names are words of the tokens.
fn find<'p>(tokens: TokenStream, names: &BTreeSet<&'p str>, found: &mut BTreeSet<&'p str>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => find(group.stream(), names, found),
            TokenTree::Ident(ident) => found.extend(names.get(ident.to_string().as_str())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use quote::quote;

    #[test]
    fn only_what_is_named_is_imported() {
        let items = [
            quote!(
                /// A Member of something.
                pub static A: Schema = B("Member");
            ),
            quote!(
                struct MemberList;
            ),
        ];
        let lines = of(&["sansmith::Member", "sansmith::Schema"], &items);
        assert_eq!(lines, ["use sansmith::Schema;\n"]);
    }
}
