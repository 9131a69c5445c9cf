//! Builders: a structure without required members is its own builder; others have a type that tracks missing members.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{attributes, leaf};
use crate::plan::{Accepts, Field, Structure, Type};

/// Items of a type's builder.
pub(super) fn items(item: &Type) -> Vec<TokenStream> {
    match item {
        Type::Structure(structure) if structure.is_plain() => plain(structure),
        Type::Structure(structure) => checked(structure),
        Type::Union(_) | Type::Enumeration(_) | Type::IntEnumeration(_) => Vec::new(),
    }
}

/// Setters of a structure that is its own builder.
fn plain(structure: &Structure) -> Vec<TokenStream> {
    let name = structure.name.token();
    let setters = structure.fields.iter().map(|field| {
        let target = field.name.token();
        setter(field, &quote!(self.#target), &quote!(Self), &quote!(self))
    });
    vec![quote! {
        impl #name {
            /// Starts with all members unset.
            #[inline]
            pub fn builder() -> Self {
                Self::default()
            }
            #(#setters)*
            /// Returns the value; setters may also follow `default()` without it.
            #[inline]
            pub fn build(self) -> Self {
                self
            }
        }
    }]
}

/// Builder of a structure with required members.
fn checked(structure: &Structure) -> Vec<TokenStream> {
    let (name, builder) = (
        structure.name.token(),
        structure.name.suffixed("Builder").token(),
    );
    let markers: Vec<Ident> = structure
        .fields
        .iter()
        .filter_map(|field| field.marker.as_ref().map(crate::names::Ident::token))
        .collect();
    let states = structure.parameters.iter();
    let states: Vec<Ident> = states.map(crate::names::Ident::token).collect();
    let docs = format!(
        " Builds [`{0}`]: its parameters tell which required members are still missing.",
        structure.name
    );
    let start = format!(" Starts a builder: [`{builder}`].");
    let setters = setters(structure, &builder, &states);
    vec![
        quote! {
            #[doc = #docs]
            #[must_use]
            pub struct #builder<#(#states),*>(#name, std::marker::PhantomData<(#(#states,)*)>);
        },
        quote! {
            impl #name {
                #[doc = #start]
                #[inline]
                pub fn builder() -> #builder<#(crate::builder::missing::#markers),*> {
                    #builder(sansmith::generated::zero_value(), std::marker::PhantomData)
                }
            }
        },
        quote! {
            impl<#(#states),*> #builder<#(#states),*> {
                #(#setters)*
                /// Builds the value; does not compile while a required member is missing.
                pub fn build(self) -> #name where #(#states: sansmith::IsSet),* {
                    self.0
                }
            }
        },
        conversion(&name, &builder, &states),
    ]
}

/// Conversion from a complete builder, so that setters accept it as the value.
fn conversion(name: &Ident, builder: &Ident, states: &[Ident]) -> TokenStream {
    quote! {
        impl<#(#states: sansmith::IsSet),*> From<#builder<#(#states),*>> for #name {
            fn from(builder: #builder<#(#states),*>) -> Self {
                builder.0
            }
        }
    }
}

/// Setters of a builder that tracks missing members.
fn setters(structure: &Structure, builder: &Ident, states: &[Ident]) -> Vec<TokenStream> {
    let mut required = 0;
    let mut setters = Vec::new();
    for field in &structure.fields {
        let target = field.name.token();
        let target = quote!(self.0.#target);
        if field.marker.is_none() {
            setters.push(setter(field, &target, &quote!(Self), &quote!(self)));
            continue;
        }
        let next = states.iter().enumerate().map(|(index, state)| {
            if index == required {
                quote!(sansmith::generated::Set)
            } else {
                quote!(#state)
            }
        });
        let result = quote!(#builder<#(#next),*>);
        let done = quote!(#builder(self.0, std::marker::PhantomData));
        setters.push(setter(field, &target, &result, &done));
        required += 1;
    }
    setters
}

/// One setter.
fn setter(
    field: &Field,
    target: &TokenStream,
    result: &TokenStream,
    done: &TokenStream,
) -> TokenStream {
    let docs = attributes::docs(&field.setter_docs);
    let deprecated = attributes::deprecated(field.deprecated.as_ref());
    let name = field.setter.token();
    let by = matches!(field.accepts, Accepts::Texts(_)).then(|| quote!(<By>));
    let (accepts, value) = accepts(&field.accepts);
    let value = if field.boxed {
        quote!(Box::new(#value))
    } else {
        value
    };
    let value = if field.is_always_there() {
        value
    } else {
        quote!(Some(#value))
    };
    quote! {
        #docs
        #deprecated
        pub fn #name #by(mut self, value: #accepts) -> #result {
            #target = #value;
            #done
        }
    }
}

/// Parameter type of a setter, and its conversion to the field type.
fn accepts(accepts: &Accepts) -> (TokenStream, TokenStream) {
    match accepts {
        Accepts::Plain(plain) => (leaf::leaf(plain), quote!(value)),
        Accepts::Into(into) => {
            let into = leaf::leaf(into);
            (quote!(impl Into<#into>), quote!(value.into()))
        }
        Accepts::List(element) => {
            let element = leaf::leaf(element);
            (
                quote!(impl sansmith::IntoList<#element>),
                quote!(value.into_list()),
            )
        }
        Accepts::Texts(element) => {
            let element = leaf::leaf(element);
            (
                quote!(impl sansmith::IntoTexts<#element, By>),
                quote!(value.into_texts()),
            )
        }
        Accepts::Map(key, value) => {
            let (key, value) = (leaf::leaf(key), leaf::leaf(value));
            (
                quote!(impl sansmith::IntoMap<#key, #value>),
                quote!(value.into_map()),
            )
        }
    }
}
