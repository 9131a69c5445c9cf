//! Field types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::names::Leaf;

/// The type of a field.
pub(super) fn leaf(leaf: &Leaf) -> TokenStream {
    match leaf {
        Leaf::Path(name) => path(name),
        Leaf::Own(name) => {
            let name = name.token();
            quote!(crate::types::#name)
        }
        Leaf::Option(inner) => {
            let inner = self::leaf(inner);
            quote!(Option<#inner>)
        }
        Leaf::Boxed(inner) => {
            let inner = self::leaf(inner);
            quote!(Box<#inner>)
        }
        Leaf::List(inner) => {
            let inner = self::leaf(inner);
            quote!(Vec<#inner>)
        }
        Leaf::Map(key, value) => {
            let (key, value) = (self::leaf(key), self::leaf(value));
            quote!(std::collections::BTreeMap<#key, #value>)
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
