//! clap's `ValueEnum` for enums, to use them as command-line arguments.

use proc_macro2::TokenStream;
use quote::quote;

use super::enumeration::variants;
use super::print::Import;
use crate::plan::Type;

/// Imports of a file of such impls; it has no items of its own.
pub(super) const IMPORTS: &[Import] = &["super::super::types", "sansmith::clap"];

/// Items of a type: one impl per enum.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    let Type::Enumeration(enumeration) = item else {
        return Vec::new();
    };
    let name = enumeration.name.token();
    let (variants, _) = variants(enumeration);
    vec![quote! {
        impl clap::ValueEnum for types::#name {
            fn value_variants<'a>() -> &'a [Self] { &[#(Self::#variants),*] }
            fn to_possible_value(&self) -> Option<clap::PossibleValue> {
                clap::possible(Self::VALUES, self.as_str())
            }
        }
    }]
}
