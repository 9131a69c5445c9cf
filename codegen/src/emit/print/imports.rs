//! The `use` lines of a file.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// A path that files of a kind may import, its last segment being the name they use.
pub(in crate::emit) type Import = &'static str;

/// A `use` line for each path whose last segment an item names by itself; documentation and other texts name none.
pub(super) fn of(paths: &[Import], items: &[TokenStream]) -> Vec<String> {
    let names: BTreeSet<&str> = paths.iter().map(|path| last(path)).collect();
    let mut found = BTreeSet::new();
    for item in items {
        find(item.clone(), &names, &mut found);
    }
    paths
        .iter()
        .filter(|path| found.contains(last(path)))
        .map(|path| format!("use {path};\n"))
        .collect()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Finds which of the names are words of the tokens.
///
/// A model may give a shape or a member any of these names: behind `::` or `.` the word is another's, and a word in
/// small letters is a module where `::` stands behind it.
fn find<'p>(tokens: TokenStream, names: &BTreeSet<&'p str>, found: &mut BTreeSet<&'p str>) {
    let is = |token: Option<&TokenTree>, wanted: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
        match token {
            TokenTree::Group(group) => find(group.stream(), names, found),
            TokenTree::Ident(ident) => {
                let Some(name) = names.get(ident.to_string().as_str()) else {
                    continue;
                };
                let is_part = is(before(1), '.') || (is(before(1), ':') && is(before(2), ':'));
                let is_module = name.starts_with(|first: char| first.is_ascii_lowercase());
                let is_path = is(tokens.get(at + 1), ':') && is(tokens.get(at + 2), ':');
                if !is_part && (!is_module || is_path) {
                    found.insert(*name);
                }
            }
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

    #[test]
    fn a_name_of_the_models_is_not_the_import_of_that_name() {
        let paths = ["std::collections::BTreeMap", "crate::unknown"];
        let own = [quote!(
            fn f(unknown: types::BTreeMap) -> X {
                x.unknown(Self::BTreeMap)
            }
        )];
        assert!(of(&paths, &own).is_empty());
        let both = [quote!(
            fn f(a: BTreeMap<String, unknown::Tag>) {}
        )];
        assert_eq!(of(&paths, &both).len(), 2);
    }
}
