//! Serde impls, each one call into the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::print::Import;
use crate::plan::Type;

/// Imports of a file of serde impls; it has no items of its own.
pub(super) const IMPORTS: &[Import] = &[
    "super::super::types",
    "serde::Deserialize",
    "serde::Deserializer",
    "serde::Serialize",
    "serde::Serializer",
];

/// Items of a type.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    let name = item.name().token();
    let serialize = quote! {
        impl Serialize for types::#name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                sansmith::generated::serialize(self, to)
            }
        }
    };
    let deserialize = quote! {
        impl<'de> Deserialize<'de> for types::#name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                sansmith::generated::deserialize(from)
            }
        }
    };
    vec![serialize, deserialize]
}
