//! Setters that accept an `Option`, in a separate file: they compile as slowly as all other setters together.

use proc_macro2::TokenStream;
use quote::quote;

use super::{attributes, leaf};
use crate::names::Ident;
use crate::plan::{Accepts, Field, Structure, Type};

/// Items of a type: an impl block, if any member is optional.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    let Type::Structure(structure) = item else {
        return Vec::new();
    };
    let is_plain = structure.is_plain();
    let value = if is_plain {
        quote!(self)
    } else {
        quote!(self.0)
    };
    let setters: Vec<_> = structure
        .fields
        .iter()
        .filter_map(|field| Some(setter(field, field.maybe.as_ref()?, &value)))
        .collect();
    if setters.is_empty() {
        return setters;
    }
    let name = structure.name.token();
    vec![if is_plain {
        quote!(#[cfg(feature = "maybe")] impl #name { #(#setters)* })
    } else {
        of_builder(structure, &setters)
    }]
}

/// Methods of a builder that tracks missing members.
fn of_builder(structure: &Structure, setters: &[TokenStream]) -> TokenStream {
    let builder = structure.name.suffixed("Builder").token();
    let states: Vec<_> = structure.parameters.iter().map(Ident::token).collect();
    quote! {
        #[cfg(feature = "maybe")]
        impl<#(#states),*> #builder<#(#states),*> { #(#setters)* }
    }
}

/// One setter.
fn setter(field: &Field, name: &Ident, value: &TokenStream) -> TokenStream {
    let docs = if field.default.is_some() {
        format!(" Sets `{}` if the value is `Some`.", field.member)
    } else {
        format!(" Sets or clears `{}`.", field.member)
    };
    let deprecated = attributes::deprecated(field.deprecated.as_ref());
    let (target, name) = (field.name.token(), name.token());
    let accepted = accepted(&field.accepts);
    let set = match (field.default.is_some(), field.boxed) {
        (true, false) => quote!(if let Some(value) = value { #value.#target = value; }),
        (true, true) => quote!(if let Some(value) = value { #value.#target = Box::new(value); }),
        (false, false) => quote!(#value.#target = value;),
        (false, true) => quote!(#value.#target = value.map(Box::new);),
    };
    quote! {
        #[doc = #docs]
        #deprecated
        pub fn #name(mut self, value: Option<#accepted>) -> Self {
            #set
            self
        }
    }
}

/// The type of a member's value.
fn accepted(accepts: &Accepts) -> TokenStream {
    match accepts {
        Accepts::Plain(leaf) | Accepts::Into(leaf) => leaf::leaf(leaf),
        Accepts::List(element) | Accepts::Texts(element) => {
            let element = leaf::leaf(element);
            quote!(Vec<#element>)
        }
        Accepts::Map(key, value) => {
            let (key, value) = (leaf::leaf(key), leaf::leaf(value));
            quote!(std::collections::BTreeMap<#key, #value>)
        }
    }
}
