//! Structs: declaration and impls.

use proc_macro2::TokenStream;
use quote::quote;

use super::{LONGEST_CHAIN, attributes, leaf, literal};
use crate::plan::{Field, Ident, Structure};

/// Items of a structure.
pub(super) fn items(structure: &Structure) -> Vec<TokenStream> {
    let mut items = vec![declaration(structure)];
    items.push(debug(&structure.name));
    items.push(clone(&structure.name));
    items.push(equality(&structure.name));
    if structure.is_plain() {
        items.push(default(&structure.name));
    }
    items.push(shape(structure));
    items
}

/// The struct declaration.
fn declaration(structure: &Structure) -> TokenStream {
    let docs = attributes::docs(&structure.docs);
    let deprecated = attributes::deprecated(structure.deprecated.as_ref());
    let name = structure.name.token();
    let fields = structure.fields.iter().map(field);
    quote! {
        #docs
        #deprecated
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
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

/// `Debug`, which redacts sensitive members.
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

/// `Clone` by a runtime call: a derived impl takes twice as long to compile.
fn clone(name: &Ident) -> TokenStream {
    let name = name.token();
    quote! {
        impl Clone for #name {
            #[inline]
            fn clone(&self) -> Self { sansmith::structure::copy(self) }
        }
    }
}

/// `==` by a runtime call, comparing floats by bits: a derived impl takes as long to compile as both walks.
pub(super) fn equality(name: &Ident) -> TokenStream {
    let name = name.token();
    quote! {
        impl PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> bool { sansmith::structure::same(self, other) }
        }
    }
}

/// `Default` of a structure without required members.
fn default(name: &Ident) -> TokenStream {
    let name = name.token();
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                sansmith::zero_value()
            }
        }
    }
}

/// The schema and visitor impls.
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
    let (visitor, source) = if names.is_empty() {
        (quote!(_), quote!(_))
    } else {
        (quote!(visitor), quote!(source))
    };
    let chains = names
        .chunks(LONGEST_CHAIN)
        .zip(indices.chunks(LONGEST_CHAIN));
    let walk = chains.map(|(names, indices)| quote!(visitor #(.visit(#indices, &self.#names))*;));
    let values = structure.fields.iter().zip(&indices).map(|(field, index)| {
        let default = field.default.as_ref();
        if let Some(default) = default.map(|default| literal::literal(default, &field.leaf)) {
            quote!(source.get_or(#index, #default))
        } else {
            quote!(source.get(#index))
        }
    });
    quote! {
        impl sansmith::Shape for #name {
            const SCHEMA: &'static sansmith::Schema = &schema::#schema;
            fn members<'s, V: sansmith::MemberVisitor<'s>>(&'s self, #visitor: &mut V) {
                #(#walk)*
            }
            fn build<S: sansmith::MemberSource>(#source: &mut S) -> Self {
                Self { #(#names: #values),* }
            }
        }
    }
}
