//! clap's `ValueEnum` for enums, to use them as command-line arguments.

use proc_macro2::TokenStream;
use quote::quote;

use super::enumeration::variants;
use crate::plan::Type;

/// Items of a type: one impl per enum.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    let Type::Enumeration(enumeration) = item else {
        return Vec::new();
    };
    let name = enumeration.name.token();
    let (variants, _) = variants(enumeration);
    vec![quote! {
        #[cfg(feature = "clap")]
        impl sansmith::clap::ValueEnum for #name {
            fn value_variants<'a>() -> &'a [Self] { &[#(Self::#variants),*] }
            fn to_possible_value(&self) -> Option<sansmith::clap::PossibleValue> {
                sansmith::clap::possible(Self::VALUES, self.as_str())
            }
        }
    }]
}
