//! Documentation, deprecation and features as attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Deprecated;
use crate::names::Gate;

/// Documentation, one attribute per line: a multi-line string would print as a block comment.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().flat_map(|line| line.split('\n')).map(|line| {
        let line = line.trim_end();
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// `#[deprecated]`.
pub(super) fn deprecated(deprecated: Option<&Deprecated>) -> TokenStream {
    match deprecated {
        None => TokenStream::new(),
        Some(Deprecated {
            message: None,
            since: None,
        }) => quote!(#[deprecated]),
        Some(Deprecated {
            message: Some(note),
            since: None,
        }) => quote!(#[deprecated(note = #note)]),
        Some(Deprecated {
            message: None,
            since: Some(since),
        }) => quote!(#[deprecated(since = #since)]),
        Some(Deprecated {
            message: Some(note),
            since: Some(since),
        }) => {
            quote!(#[deprecated(since = #since, note = #note)])
        }
    }
}

/// `#[cfg]` of an item that some features compile.
pub(super) fn gate(gate: &Gate) -> TokenStream {
    match gate.features() {
        [] => TokenStream::new(),
        [feature] => quote!(#[cfg(feature = #feature)]),
        features => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}
