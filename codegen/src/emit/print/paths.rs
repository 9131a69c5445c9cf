//! Shortens the paths of a file, and writes the `use` lines for them.
//!
//! Emitters write each path in full: from `crate`, which is the root of what is generated, `sansmith` or `std`.
//!
//! **Invariants**
//! - A file never imports the name of an item of its own, nor two things of one name: such a path stays as it is.
//! - Traits are not imported.
//! - Items behind a feature add no imports, since these would be unused without it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// Items of std that files import; of `std::fmt` they import the module.
const STD: [&str; 2] = ["std::collections::BTreeMap", "std::marker::PhantomData"];

/// Modules of the runtime and of the crate behind features.
const OPTIONAL: [&str; 4] = ["clap", "endpoint", "page", "serde"];

/// Traits of the runtime. Files name them by their paths: each trait in scope is looked at for every method call, which takes
/// the compiler a tenth of its time.
const TRAITS: [&str; 12] = [
    "ErrorVisitor",
    "IntoList",
    "IntoMap",
    "IntoTexts",
    "IsSet",
    "MemberSource",
    "MemberVisitor",
    "Operation",
    "OperationError",
    "Shape",
    "ShapeDeserializer",
    "ValueSerializer",
];

/// The `use` lines of a file and its items with short paths.
pub(super) fn shorten(
    items: &[TokenStream],
    path: &str,
    is_module: bool,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut file = File {
        here: path.strip_suffix(".rs").unwrap_or(path),
        root: root(path, is_module),
        own: items.iter().filter_map(declared).collect(),
        imports: BTreeMap::new(),
        collects: true,
    };
    for item in items.iter().filter(|item| !is_optional(item)) {
        file.walk(item);
    }
    file.collects = false;
    let items = items.iter().map(|item| file.walk(item)).collect();
    (file.uses(), items)
}

/// The root of what is generated, as a file names it: in a module its path is not known.
fn root(path: &str, is_module: bool) -> Vec<&'static str> {
    if is_module && path != "lib.rs" {
        vec!["super"; path.matches('/').count() + 1]
    } else if is_module {
        vec!["self"]
    } else {
        vec!["crate"]
    }
}

/// The name that an item declares.
fn declared(item: &TokenStream) -> Option<String> {
    let mut tokens = item.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(word) = token else {
            continue;
        };
        match word.to_string().as_str() {
            "struct" | "enum" | "static" | "trait" => {
                return tokens.next().map(|name| name.to_string());
            }
            "impl" | "mod" | "use" => return None,
            _ => {}
        }
    }
    None
}

/// Returns true if an item has `#[cfg(…)]` among its attributes.
fn is_optional(item: &TokenStream) -> bool {
    let mut tokens = item.clone().into_iter();
    while let Some(TokenTree::Punct(punct)) = tokens.next() {
        let Some(TokenTree::Group(attribute)) = tokens.next().filter(|_| punct.as_char() == '#')
        else {
            break;
        };
        if let Some(TokenTree::Ident(name)) = attribute.stream().into_iter().next()
            && name == "cfg"
        {
            return true;
        }
    }
    false
}

/// A file whose paths are shortened.
struct File<'p> {
    /// Its own path below the root, without the extension.
    here: &'p str,
    root: Vec<&'static str>,
    /// Names of its own items.
    own: BTreeSet<String>,
    /// Imported paths by the name that the file uses.
    imports: BTreeMap<String, Vec<String>>,
    /// True while paths are added to the imports.
    collects: bool,
}

impl File<'_> {
    /// The tokens with short paths.
    fn walk(&mut self, tokens: &TokenStream) -> TokenStream {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let mut out = TokenStream::new();
        let mut at = 0;
        let mut is_inside = false;
        let mut is_use = false;
        while let Some(token) = tokens.get(at) {
            if let TokenTree::Group(group) = token {
                out.extend([self.group(group)]);
            } else if let TokenTree::Ident(ident) = token {
                is_use |= ident == "use";
                let path = path_at(&tokens, at).filter(|_| !is_inside);
                if let Some(path) = path {
                    at += path.len() * 3 - 2;
                    out.extend(self.spell(path, is_use));
                    is_inside = false;
                    continue;
                }
                out.extend([token.clone()]);
            } else {
                out.extend([token.clone()]);
            }
            is_inside = matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ':' | '.'))
                && is_path_punct(&tokens, at);
            at += 1;
        }
        out
    }

    fn group(&mut self, group: &Group) -> TokenTree {
        if group.delimiter() == Delimiter::None {
            return TokenTree::Group(group.clone());
        }
        let mut inside = Group::new(group.delimiter(), self.walk(&group.stream()));
        inside.set_span(group.span());
        TokenTree::Group(inside)
    }

    /// A path as the file spells it.
    fn spell(&mut self, path: Vec<String>, is_use: bool) -> TokenStream {
        let path = match self.below_here(&path) {
            Some(own) => own,
            None => path,
        };
        if let Some(name_at) = import_at(&path).filter(|_| !is_use) {
            let (parent, rest) = path.split_at(name_at);
            if let [name, ..] = rest
                && self.takes(name, parent)
            {
                return join(rest);
            }
        }
        join(&self.rooted(&path))
    }

    /// The rest of a path to an item of this file.
    fn below_here(&self, path: &[String]) -> Option<Vec<String>> {
        let [root, rest @ ..] = path else {
            return None;
        };
        let mut rest = rest.iter();
        let is_here = root == "crate"
            && self
                .here
                .split('/')
                .all(|segment| rest.next().is_some_and(|next| next == segment));
        let rest: Vec<String> = rest.cloned().collect();
        (is_here && !rest.is_empty()).then_some(rest)
    }

    /// Returns true if the file imports the name from that path; adds it if nothing else has the name.
    fn takes(&mut self, name: &str, parent: &[String]) -> bool {
        if self.own.contains(name) {
            return false;
        }
        let mut full = parent.to_vec();
        full.push(name.to_owned());
        if let Some(imported) = self.imports.get(name) {
            return *imported == full;
        }
        if self.collects {
            self.imports.insert(name.to_owned(), full);
        }
        self.collects
    }

    /// A path from the root, as this file reaches it.
    fn rooted(&self, path: &[String]) -> Vec<String> {
        match path {
            [root, rest @ ..] if root == "crate" => {
                let root = self.root.iter().map(|segment| (*segment).to_owned());
                root.chain(rest.iter().cloned()).collect()
            }
            other => other.to_vec(),
        }
    }

    /// The `use` lines, one for each parent.
    fn uses(&self) -> Vec<TokenStream> {
        let mut parents: BTreeMap<&[String], Vec<TokenStream>> = BTreeMap::new();
        for path in self.imports.values() {
            if let [parent @ .., name] = path.as_slice() {
                parents.entry(parent).or_default().push(segment(name));
            }
        }
        let line = |(parent, names): (&[String], Vec<TokenStream>)| {
            let parent = join(&self.rooted(parent));
            match names.as_slice() {
                [name] => quote!(use #parent::#name;),
                names => quote!(use #parent::{#(#names),*};),
            }
        };
        parents.into_iter().map(line).collect()
    }
}

/// Returns true if the token at an index ends `::` or is a `.`, so that what follows continues a path or a value.
fn is_path_punct(tokens: &[TokenTree], at: usize) -> bool {
    let is = |index: Option<usize>, expected: char| {
        let token = index.and_then(|index| tokens.get(index));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
    };
    is(Some(at), '.') || (is(Some(at), ':') && is(at.checked_sub(1), ':'))
}

/// The path that begins at a token, if it is one of those that emitters write in full.
fn path_at(tokens: &[TokenTree], at: usize) -> Option<Vec<String>> {
    let word = |index: usize| match tokens.get(index) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    };
    let is_separator = |index: usize| {
        matches!(tokens.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
            && is_path_punct(tokens, index + 1)
            && matches!(tokens.get(index + 1), Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
    };
    let first = word(at).filter(|first| ["crate", "sansmith", "std"].contains(&first.as_str()))?;
    let mut path = vec![first];
    let mut next = at + 1;
    while is_separator(next) {
        let Some(segment) = word(next + 2) else {
            break;
        };
        path.push(segment);
        next += 3;
    }
    (path.len() > 1).then_some(path)
}

/// The index of the segment of a path that a file imports.
fn import_at(path: &[String]) -> Option<usize> {
    let [root, rest @ ..] = path else {
        return None;
    };
    let is_type = |segment: &String| {
        let upper = segment.starts_with(|first: char| first.is_ascii_uppercase());
        upper && segment.contains(|c: char| c.is_ascii_lowercase())
    };
    match (root.as_str(), rest) {
        ("crate" | "sansmith", [module, ..]) if OPTIONAL.contains(&module.as_str()) => None,
        ("crate", [_, _, ..]) => Some(1),
        ("std", [module, _, ..]) if module == "fmt" => Some(1),
        ("std", [module, item, ..]) => {
            let full = format!("std::{module}::{item}");
            STD.contains(&full.as_str()).then_some(2)
        }
        ("sansmith", _) => {
            let item = path.iter().position(is_type);
            let name = item.and_then(|item| path.get(item));
            if name.is_some_and(|name| TRAITS.contains(&name.as_str())) {
                return None;
            }
            item.or_else(|| path.len().checked_sub(2).filter(|module| *module > 0))
        }
        _ => None,
    }
}

fn join(path: &[String]) -> TokenStream {
    let segments = path.iter().map(|name| segment(name));
    quote!(#(#segments)::*)
}

fn segment(name: &str) -> TokenStream {
    let ident = match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    };
    quote!(#ident)
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::shorten;

    fn printed(items: &[TokenStream], path: &str, is_module: bool) -> Vec<String> {
        let (uses, items) = shorten(items, path, is_module);
        uses.iter()
            .chain(&items)
            .map(|item| item.to_string().replace(" :: ", "::").replace(" ;", ";"))
            .collect()
    }

    #[test]
    fn paths_become_imports() {
        let items = [quote! {
            fn f(a: std::collections::BTreeMap<crate::types::A, sansmith::Blob>, f: std::fmt::Result) {
                sansmith::debug::structure(a);
                sansmith::zero_value()
            }
        }];
        let lines = printed(&items, "types/b.rs", false);
        let body = "{ debug::structure (a); sansmith::zero_value () }";
        assert_eq!(
            lines,
            [
                "use crate::types;",
                "use sansmith::{ Blob , debug };",
                "use std::fmt;",
                "use std::collections::BTreeMap;",
                &format!("fn f (a : BTreeMap < types::A , Blob > , f : fmt::Result) {body}"),
            ]
        );
    }

    #[test]
    fn a_name_of_the_file_stays_its_own() {
        let items = [
            quote!(
                pub struct Schema(sansmith::Schema);
            ),
            quote!(fn f(a: sansmith::schema::Member, b: sansmith::operation::Member, c: self.std) {}),
        ];
        let lines = printed(&items, "types/schema.rs", false);
        assert_eq!(
            lines,
            [
                "use sansmith::schema::Member;",
                "pub struct Schema (sansmith::Schema);",
                "fn f (a : Member , b : sansmith::operation::Member , c : self . std) { }",
            ]
        );
    }

    #[test]
    fn an_optional_item_adds_no_import() {
        let items = [
            quote!(
                type A = crate::types::A;
            ),
            quote! {
                #[cfg(feature = "serde")]
                type B = (crate::types::B, sansmith::Blob, crate::schema::C);
            },
        ];
        let lines = printed(&items, "types/a.rs", true);
        assert_eq!(lines[0], "use super::super::types;");
        assert_eq!(lines[1], "type A = types::A;");
        let optional = "type B = (types::B , sansmith::Blob , super::super::schema::C);";
        assert!(lines[2].ends_with(optional), "{}", lines[2]);
    }

    #[test]
    fn a_file_reaches_its_own_items() {
        let items = [quote!(
            static A: B = &crate::schema::B;
        )];
        assert_eq!(printed(&items, "schema.rs", false), ["static A : B = & B;"]);
    }
}
