//! Field types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::Leaf;

/// A type for use in a type file: by full path, since the file's own items may have any name.
pub(super) fn leaf(leaf: &Leaf) -> TokenStream {
    spell(leaf, &quote!(super), &quote!(std::collections::BTreeMap))
}

/// A type for use in a file that imports `types` and `BTreeMap`.
pub(super) fn imported(leaf: &Leaf) -> TokenStream {
    spell(leaf, &quote!(types), &quote!(BTreeMap))
}

/// A type, given the path of the crate's own types and the name of the map type.
fn spell(leaf: &Leaf, types: &TokenStream, map: &TokenStream) -> TokenStream {
    match leaf {
        Leaf::Path(name) => path(name),
        Leaf::Own(name) => {
            let name = name.token();
            quote!(#types::#name)
        }
        Leaf::Option(inner) => {
            let inner = spell(inner, types, map);
            quote!(Option<#inner>)
        }
        Leaf::Boxed(inner) => {
            let inner = spell(inner, types, map);
            quote!(Box<#inner>)
        }
        Leaf::List(inner) => {
            let inner = spell(inner, types, map);
            quote!(Vec<#inner>)
        }
        Leaf::Map(key, value) => {
            let (key, value) = (spell(key, types, map), spell(value, types, map));
            quote!(#map<#key, #value>)
        }
    }
}

/// A path of segments without arguments.
fn path(name: &str) -> TokenStream {
    let segments = name
        .split("::")
        .map(|segment| Ident::new(segment, Span::call_site()));
    quote!(#(#segments)::*)
}
