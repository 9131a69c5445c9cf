//! Serde impls, each one call into the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Type;

/// Items of a type.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    let name = item.name().token();
    let serialize = quote! {
        #[cfg(feature = "serde")]
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                sansmith::generated::serialize(self, to)
            }
        }
    };
    let deserialize = quote! {
        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                sansmith::generated::deserialize(from)
            }
        }
    };
    vec![serialize, deserialize]
}
