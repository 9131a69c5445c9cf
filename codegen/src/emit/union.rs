//! Rust enums for unions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{attributes, leaf, structure};
use crate::plan::Union;

/// Items of a union.
pub(super) fn items(union: &Union) -> Vec<TokenStream> {
    let mut items = vec![declaration(union)];
    if union.guarded {
        items.push(structure::debug(&union.name));
    }
    items.extend(holds_floats(union).then(|| equality(union)));
    items.push(shape(union));
    items
}

/// The enum declaration.
fn declaration(union: &Union) -> TokenStream {
    let docs = attributes::docs(&union.docs);
    let deprecated = attributes::deprecated(union.deprecated.as_ref());
    let debug = (!union.guarded).then(|| quote!(, Debug));
    let equality = (!holds_floats(union)).then(|| quote!(, PartialEq));
    let name = union.name.token();
    let variants = union.variants.iter().map(|(variant, held)| {
        let docs = attributes::docs(&variant.docs);
        let deprecated = attributes::deprecated(variant.deprecated.as_ref());
        let (name, held) = (variant.name.token(), leaf::leaf(held));
        quote!(#docs #deprecated #name(#held),)
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone #debug #equality)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A member unknown to the model of this crate, preserved for serialization.
            Unknown(sansmith::UnknownMember),
        }
    }
}

/// Returns true if a variant holds floats, so that `==` cannot be derived.
fn holds_floats(union: &Union) -> bool {
    union.variants.iter().any(|(_, held)| held.holds_floats())
}

/// `==` of a union that holds floats, which are compared by their bits.
fn equality(union: &Union) -> TokenStream {
    let name = union.name.token();
    let arms = union.variants.iter().map(|(variant, held)| {
        let variant = variant.name.token();
        let same = if held.holds_floats() {
            quote!(sansmith::Shape::same(one, other))
        } else {
            quote!(one == other)
        };
        quote!((Self::#variant(one), Self::#variant(other)) => #same,)
    });
    quote! {
        impl PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                match (self, other) {
                    #(#arms)*
                    (Self::Unknown(one), Self::Unknown(other)) => one == other,
                    _ => false,
                }
            }
        }
    }
}

/// The schema and visitor impls.
fn shape(union: &Union) -> TokenStream {
    let name = union.name.token();
    let names: Vec<_> = union
        .variants
        .iter()
        .map(|(variant, _)| variant.name.token())
        .collect();
    let indices: Vec<_> = (0..names.len()).map(Literal::usize_unsuffixed).collect();
    quote! {
        impl sansmith::Shape for #name {
            const SCHEMA: &'static sansmith::Schema = &SCHEMA;
            fn members<'s, V: sansmith::MemberVisitor<'s>>(&'s self, visitor: &mut V) {
                match self {
                    #(Self::#names(value) => visitor.member(#indices, value),)*
                    Self::Unknown(member) => visitor.unknown(member),
                }
            }
            fn build<S: sansmith::MemberSource>(source: &mut S) -> Self {
                match source.variant() {
                    #(Some(#indices) => Self::#names(source.get(#indices)),)*
                    _ => Self::Unknown(source.unknown()),
                }
            }
        }
    }
}
