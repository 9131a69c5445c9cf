//! Serde's traits, which are one call into the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::print::Import;
use crate::plan::Type;

/// What a file of serde's traits names; it has no items of its own.
pub(super) const IMPORTS: &[Import] = &[
    "super::super::types",
    "serde::Deserialize",
    "serde::Deserializer",
    "serde::Serialize",
    "serde::Serializer",
];

/// The items of a type.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    let name = item.name().token();
    let serialize = quote! {
        impl Serialize for types::#name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                sansmith::serde::serialize(self, to)
            }
        }
    };
    let deserialize = quote! {
        impl<'de> Deserialize<'de> for types::#name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                sansmith::serde::deserialize(from)
            }
        }
    };
    vec![serialize, deserialize]
}
