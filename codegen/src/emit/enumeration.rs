//! Rust enums for string enums.
//!
//! **Invariants**
//! - Non-generic functions are `#[inline]`, so that the crate contains no code for them until they are used.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::attributes;
use crate::plan::Enumeration;

/// Items of an enum.
pub(super) fn items(enumeration: &Enumeration) -> Vec<TokenStream> {
    let name = &enumeration.name.token();
    let mut items = vec![
        declaration(enumeration),
        values(enumeration),
        from_text(enumeration),
        from_owned(name),
    ];
    if enumeration.guarded {
        items.push(redacted(name, &quote!(std::fmt::Debug)));
        items.push(redacted(name, &quote!(std::fmt::Display)));
    } else {
        items.push(debug(name));
        items.push(display(name));
    }
    items.push(parse(name));
    items.push(as_ref(name));
    items.extend(equality(name));
    items.extend(order(name));
    items.push(shape(enumeration));
    items
}

/// The enum itself.
fn declaration(enumeration: &Enumeration) -> TokenStream {
    let docs = attributes::docs(&enumeration.docs);
    let deprecated = attributes::deprecated(enumeration.deprecated.as_ref());
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
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value unknown to the model of this crate, preserved for serialization.
            Unknown(crate::unknown::UnknownValue),
        }
    }
}

/// The list of wire values.
fn values(enumeration: &Enumeration) -> TokenStream {
    let name = enumeration.name.token();
    let (variants, values) = variants(enumeration);
    quote! {
        impl #name {
            /// All values in the model, in its order.
            pub const VALUES: &'static [&'static str] = &[#(#values),*];

            /// The wire value.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Parses a value of the model.
            ///
            /// # Errors
            ///
            /// The value is not in the model; the error suggests similar ones.
            #[inline]
            pub fn try_parse(value: &str) -> Result<Self, sansmith::UnknownEnumValue> {
                sansmith::generated::known(value)
            }
        }
    }
}

/// Conversion from a wire value; known values never become `Unknown`.
fn from_text(enumeration: &Enumeration) -> TokenStream {
    let name = enumeration.name.token();
    let (variants, values) = variants(enumeration);
    quote! {
        impl From<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    other => Self::Unknown(crate::unknown::UnknownValue(other.into())),
                }
            }
        }
    }
}

/// Conversion from an owned wire value.
fn from_owned(name: &Ident) -> TokenStream {
    quote! {
        impl From<String> for #name {
            #[inline]
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }
    }
}

/// Variants and their values.
pub(super) fn variants(enumeration: &Enumeration) -> (Vec<Ident>, Vec<&str>) {
    let variants = enumeration.variants.iter();
    variants
        .map(|(variant, value)| (variant.name.token(), value.as_str()))
        .unzip()
}

/// `Debug` prints the quoted wire value: a derived impl would take as long to compile as the rest of the enum.
fn debug(name: &Ident) -> TokenStream {
    quote! {
        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.as_str(), f)
            }
        }
    }
}

/// `Display` prints the wire value.
fn display(name: &Ident) -> TokenStream {
    quote! {
        impl std::fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    }
}

/// `Display` or `Debug` of a sensitive value.
fn redacted(name: &Ident, which: &TokenStream) -> TokenStream {
    quote! {
        impl #which for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(sansmith::generated::REDACTED)
            }
        }
    }
}

/// Parsing, which never fails.
fn parse(name: &Ident) -> TokenStream {
    quote! {
        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;
            #[inline]
            fn from_str(value: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }
    }
}

/// `AsRef<str>`.
fn as_ref(name: &Ident) -> TokenStream {
    quote! {
        impl AsRef<str> for #name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    }
}

/// Equality and hash of the wire value.
fn equality(name: &Ident) -> [TokenStream; 3] {
    let same = quote! {
        impl PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
    };
    let hash = quote! {
        impl std::hash::Hash for #name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
    };
    [same, quote!(impl Eq for #name {}), hash]
}

/// Order by wire value.
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
                self.as_str().cmp(other.as_str())
            }
        }
    };
    [partial, total]
}

/// The schema and the walks.
fn shape(enumeration: &Enumeration) -> TokenStream {
    let name = enumeration.name.token();
    quote! {
        impl sansmith::Shape for #name {
            const SCHEMA: &'static sansmith::Schema = &SCHEMA;
            fn write<S: sansmith::ValueSerializer>(&self, serializer: S) -> S::Out {
                serializer.enumeration(self.as_str())
            }
            fn read<D: sansmith::ShapeDeserializer + ?Sized>(mut from: sansmith::Source<'_, D>) -> Self {
                from.enumeration()
            }
            fn build<S: sansmith::MemberSource>(_: &mut S) -> Self {
                Self::from("")
            }
        }
    }
}
