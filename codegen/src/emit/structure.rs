//! Structs: declaration and impls.

use proc_macro2::TokenStream;
use quote::quote;

use super::{LONGEST_CHAIN, attributes, leaf, literal};
use crate::names::Ident;
use crate::plan::{DefaultValue, Field, Structure};

/// Items of a structure.
pub(super) fn items(structure: &Structure) -> Vec<TokenStream> {
    let mut items = vec![declaration(structure)];
    items.push(debug(&structure.name));
    items.extend(structure.holds_floats().then(|| equality(structure)));
    if structure.default == Some(DefaultValue::Modelled) {
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
    let is_default = structure.default == Some(DefaultValue::Derived);
    let default = is_default.then(|| quote!(, Default));
    let equality = (!structure.holds_floats()).then(|| quote!(, PartialEq));
    let must_use = structure.must_use.then(|| quote!(#[must_use]));
    quote! {
        #docs
        #deprecated
        #[derive(Clone #default #equality)]
        #must_use
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
                sansmith::generated::debug(self, f)
            }
        }
    }
}

/// `==` of a structure that holds floats, which are compared by their bits.
fn equality(structure: &Structure) -> TokenStream {
    let name = structure.name.token();
    let fields: Vec<_> = structure.fields.iter().map(same).collect();
    // The last chain is the result, those before it return early.
    let mut chains: Vec<_> = fields.chunks(LONGEST_CHAIN).collect();
    let last = chains.pop().unwrap_or_default();
    quote! {
        impl PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                #(if !(#(#chains)&&*) { return false; })*
                #(#last)&&*
            }
        }
    }
}

/// An expression that compares a field of two structures.
fn same(field: &Field) -> TokenStream {
    let name = field.name.token();
    if field.leaf.holds_floats() {
        quote!(sansmith::Shape::same(&self.#name, &other.#name))
    } else {
        quote!(self.#name == other.#name)
    }
}

/// `Default` of a structure whose model gives a default.
fn default(name: &Ident) -> TokenStream {
    let name = name.token();
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                sansmith::generated::zero_value()
            }
        }
    }
}

/// The schema and visitor impls.
fn shape(structure: &Structure) -> TokenStream {
    let name = structure.name.token();
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
            const SCHEMA: &'static sansmith::Schema = &SCHEMA;
            fn members<'s, V: sansmith::MemberVisitor<'s>>(&'s self, #visitor: &mut V) {
                #(#walk)*
            }
            fn build<S: sansmith::MemberSource>(#source: &mut S) -> Self {
                Self { #(#names: #values),* }
            }
        }
    }
}
