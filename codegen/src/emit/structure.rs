//! Structs: their declaration and their walks.

use proc_macro2::TokenStream;
use quote::quote;

use super::{attributes, leaf, literal};
use crate::plan::{Field, Ident, Structure};

/// The items of a structure.
pub(super) fn items(structure: &Structure) -> Vec<TokenStream> {
    let mut items = vec![declaration(structure)];
    items.push(debug(&structure.name));
    if structure.holds_float() {
        items.push(equality(structure));
    }
    if structure.is_plain() && structure.has_defaults() {
        items.push(default(&structure.name));
    }
    items.push(shape(structure));
    items
}

/// The struct itself.
fn declaration(structure: &Structure) -> TokenStream {
    let docs = attributes::docs(&structure.docs);
    let deprecated = attributes::deprecated(structure.deprecated.as_ref());
    let derives = derives(
        false,
        structure.is_plain() && !structure.has_defaults(),
        structure.holds_float(),
    );
    let name = structure.name.token();
    let fields = structure.fields.iter().map(field);
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}

/// What is derived. The equality of what holds a float is written out, and so is the `Debug` of a structure: it hides
/// what is sensitive, and the code that is derived costs the compiler three times what a call does.
pub(super) fn derives(debug: bool, plain: bool, holds_float: bool) -> TokenStream {
    let derives = [
        Some(quote!(Clone)),
        debug.then(|| quote!(Debug)),
        plain.then(|| quote!(Default)),
        (!holds_float).then(|| quote!(PartialEq)),
    ];
    let derives = derives.iter().flatten();
    quote!(#[derive(#(#derives),*)])
}

/// A field.
fn field(field: &Field) -> TokenStream {
    let docs = attributes::docs(&field.docs);
    let deprecated = attributes::deprecated(field.deprecated.as_ref());
    let (name, leaf) = (field.name.token(), leaf::leaf(&field.leaf));
    quote! {
        #docs
        #deprecated
        pub #name: #leaf,
    }
}

/// `Debug`, which hides what is sensitive.
pub(super) fn debug(name: &Ident) -> TokenStream {
    let name = name.token();
    quote! {
        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                sansmith::debug::structure(self, f)
            }
        }
    }
}

/// `==` that compares floats by their bits.
fn equality(structure: &Structure) -> TokenStream {
    let name = structure.name.token();
    let fields = structure.fields.iter().map(|field| {
        let name = field.name.token();
        if field.leaf.holds_float() {
            quote!(sansmith::bits::same(&self.#name, &other.#name))
        } else {
            quote!(self.#name == other.#name)
        }
    });
    quote! {
        impl PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> bool { #(#fields)&&* }
        }
    }
}

/// `Default` of a structure whose members are not all absent until they are set.
fn default(name: &Ident) -> TokenStream {
    let name = name.token();
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                sansmith::blank()
            }
        }
    }
}

/// How many calls are written as one expression: what prints and what compiles it goes through it by calling itself.
const LONGEST_CHAIN: usize = 500;

/// The schema and the walks.
fn shape(structure: &Structure) -> TokenStream {
    let (name, schema) = (structure.name.token(), structure.schema.token());
    let names: Vec<_> = structure
        .fields
        .iter()
        .map(|field| field.name.token())
        .collect();
    let indices: Vec<_> = (0..names.len())
        .map(proc_macro2::Literal::usize_unsuffixed)
        .collect();
    let (members, fields) = if names.is_empty() {
        (quote!(_), quote!(_))
    } else {
        (quote!(members), quote!(fields))
    };
    let chains = names
        .chunks(LONGEST_CHAIN)
        .zip(indices.chunks(LONGEST_CHAIN));
    let walk = chains.map(|(names, indices)| quote!(members #(.with(#indices, &self.#names))*;));
    let values = structure.fields.iter().zip(&indices).map(|(field, index)| {
        let default = field.default.as_ref();
        if let Some(default) = default.map(|default| literal::literal(default, &field.leaf)) {
            quote!(fields.get_or(#index, #default))
        } else {
            quote!(fields.get(#index))
        }
    });
    quote! {
        impl sansmith::Shape for #name {
            const SCHEMA: &'static sansmith::Schema = &schema::#schema;
            fn members<M: sansmith::Members>(&self, #members: &mut M) {
                #(#walk)*
            }
            fn build<F: sansmith::Fields>(#fields: &mut F) -> Self {
                Self { #(#names: #values),* }
            }
        }
    }
}
