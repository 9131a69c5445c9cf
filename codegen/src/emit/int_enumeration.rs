//! Rust enums for integer enums.
//!
//! **Invariants**
//! - Non-generic functions are `#[inline]`, so that the crate contains no code for them until they are used.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::attributes;
use crate::plan::IntEnumeration;

/// Items of an integer enum.
pub(super) fn items(enumeration: &IntEnumeration) -> Vec<TokenStream> {
    let name = &enumeration.name.token();
    let mut items = vec![
        declaration(enumeration),
        values(enumeration),
        from_number(enumeration),
        into_number(name),
    ];
    if enumeration.guarded {
        items.push(shown(name, &quote!(std::fmt::Debug), &redacted()));
        items.push(shown(name, &quote!(std::fmt::Display), &redacted()));
    } else {
        let number = quote!(std::fmt::Display::fmt(&self.as_i32(), f));
        items.push(shown(name, &quote!(std::fmt::Display), &number));
    }
    items.extend(order(name));
    items.push(shape(enumeration));
    items
}

/// Holder of an integer enum value unknown to the model.
pub(super) fn unknown() -> [TokenStream; 2] {
    let value = quote! {
        /// An integer enum value unknown to the model of this crate.
        ///
        /// Created only by `From<i32>` of an enum, for unknown values, so each wire value has one representation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct UnknownNumber(pub(crate) i32);
    };
    let number = quote! {
        impl UnknownNumber {
            /// The wire value.
            pub fn as_i32(&self) -> i32 { self.0 }
        }
    };
    [value, number]
}

/// The enum itself.
fn declaration(enumeration: &IntEnumeration) -> TokenStream {
    let docs = attributes::docs(&enumeration.docs);
    let deprecated = attributes::deprecated(enumeration.deprecated.as_ref());
    let debug = (!enumeration.guarded).then(|| quote!(Debug,));
    let name = enumeration.name.token();
    let variants = enumeration.variants.iter().map(|(variant, _)| {
        let docs = attributes::docs(&variant.docs);
        let deprecated = attributes::deprecated(variant.deprecated.as_ref());
        let name = variant.name.token();
        quote!(#docs #deprecated #name,)
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy, #debug PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value unknown to the model of this crate, preserved for serialization.
            Unknown(crate::unknown::UnknownNumber),
        }
    }
}

/// The list of wire values.
fn values(enumeration: &IntEnumeration) -> TokenStream {
    let name = enumeration.name.token();
    let (variants, values) = variants(enumeration);
    quote! {
        impl #name {
            /// All values in the model, in its order.
            pub const VALUES: &'static [i32] = &[#(#values),*];

            /// The wire value.
            #[inline]
            pub fn as_i32(&self) -> i32 {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value.as_i32(),
                }
            }
        }
    }
}

/// Conversion from a wire value; known values never become `Unknown`.
fn from_number(enumeration: &IntEnumeration) -> TokenStream {
    let name = enumeration.name.token();
    let (variants, values) = variants(enumeration);
    quote! {
        impl From<i32> for #name {
            #[inline]
            fn from(value: i32) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    other => Self::Unknown(crate::unknown::UnknownNumber(other)),
                }
            }
        }
    }
}

/// Conversion to the wire value.
fn into_number(name: &Ident) -> TokenStream {
    quote! {
        impl From<#name> for i32 {
            #[inline]
            fn from(value: #name) -> Self {
                value.as_i32()
            }
        }
    }
}

/// Variants and their values.
fn variants(enumeration: &IntEnumeration) -> (Vec<Ident>, Vec<Literal>) {
    let variants = enumeration.variants.iter();
    variants
        .map(|(variant, value)| (variant.name.token(), Literal::i32_unsuffixed(*value)))
        .unzip()
}

/// `Display` or `Debug`.
fn shown(name: &Ident, which: &TokenStream, as_what: &TokenStream) -> TokenStream {
    quote! {
        impl #which for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #as_what
            }
        }
    }
}

/// Replacement text of a sensitive value.
fn redacted() -> TokenStream {
    quote!(f.write_str(sansmith::generated::REDACTED))
}

/// Numeric order.
fn order(name: &Ident) -> [TokenStream; 2] {
    let partial = quote! {
        impl PartialOrd for #name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
    };
    let total = quote! {
        impl Ord for #name {
            #[inline]
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.as_i32().cmp(&other.as_i32())
            }
        }
    };
    [partial, total]
}

/// The schema and the walks.
fn shape(enumeration: &IntEnumeration) -> TokenStream {
    let name = enumeration.name.token();
    quote! {
        impl sansmith::Shape for #name {
            const SCHEMA: &'static sansmith::Schema = &SCHEMA;
            fn write<S: sansmith::ValueSerializer>(&self, serializer: S) -> S::Out {
                serializer.integer(i64::from(self.as_i32()))
            }
            fn read<D: sansmith::ShapeDeserializer + ?Sized>(mut from: sansmith::Source<'_, D>) -> Self {
                from.int_enumeration()
            }
            fn build<S: sansmith::MemberSource>(_: &mut S) -> Self {
                Self::from(0)
            }
        }
    }
}
