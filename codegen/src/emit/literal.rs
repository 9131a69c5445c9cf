//! Functions that return default values.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;
use serde_json::Value;

use super::leaf;
use crate::ir::{Decimal, Literal};
use crate::plan::Leaf;

/// The function that creates the default of a field of the given type.
pub(super) fn literal(literal: &Literal, leaf: &Leaf) -> TokenStream {
    let value = match literal {
        Literal::List => return quote!(Vec::new),
        Literal::Map => return quote!(std::collections::BTreeMap::new),
        Literal::Text(text) if text.is_empty() => return quote!(String::new),
        Literal::Blob(text) if text.is_empty() => return quote!(sansmith::Blob::default),
        Literal::Boolean(value) => quote!(#value),
        Literal::Integer(value) => integer(*value, leaf),
        Literal::Float(value) => float(value),
        Literal::Number(value) => {
            let (ty, text) = (leaf::leaf(leaf), value.as_str());
            quote!(#text.parse::<#ty>().unwrap_or_default())
        }
        Literal::Text(text) => quote!(String::from(#text)),
        Literal::Enum(value) => {
            let ty = leaf::leaf(leaf);
            quote!(#ty::from(#value))
        }
        // Validity was checked before.
        Literal::Blob(text) => quote!(sansmith::Blob::from_base64(#text).unwrap_or_default()),
        Literal::Seconds(seconds) => instant(seconds),
        Literal::Instant(text) => quote! {
            sansmith::Timestamp::parse(#text, sansmith::schema::TimestampFormat::DateTime)
                .unwrap_or_default()
        },
        Literal::Document(value) => document(value),
    };
    quote!(|| #value)
}

/// A timestamp in seconds.
fn instant(seconds: &Decimal) -> TokenStream {
    if let Some(seconds) = seconds.floor().filter(|_| seconds.is_integer()) {
        let seconds = Token::i64_unsuffixed(seconds);
        return quote!(sansmith::Timestamp::from_secs(#seconds));
    }
    let seconds = float(seconds);
    quote!(sansmith::Timestamp::from_secs_f64(#seconds).unwrap_or_default())
}

/// An integer, or an integer enum value.
fn integer(value: i64, leaf: &Leaf) -> TokenStream {
    let number = Token::i64_unsuffixed(value);
    if let Leaf::Own(_) = leaf {
        let ty = leaf::leaf(leaf);
        quote!(#ty::from(#number))
    } else {
        quote!(#number)
    }
}

fn float(value: &Decimal) -> TokenStream {
    let value = value.as_f64();
    if value.is_finite() {
        let value = Token::f64_unsuffixed(value);
        quote!(#value)
    } else {
        quote!(0.0)
    }
}

/// A document: a scalar or an empty container.
fn document(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(sansmith::Document::Null),
        Value::Bool(value) => quote!(sansmith::Document::from(#value)),
        Value::String(text) => quote!(sansmith::Document::from(#text)),
        Value::Array(_) => quote!(sansmith::Document::List(Vec::new())),
        Value::Object(_) => quote!(sansmith::Document::Map(std::collections::BTreeMap::new())),
        Value::Number(number) => {
            let number = if let Some(number) = number.as_i64() {
                Token::i64_suffixed(number)
            } else if let Some(number) = number.as_u64() {
                Token::u64_suffixed(number)
            } else {
                Token::f64_suffixed(number.as_f64().unwrap_or_default())
            };
            quote!(sansmith::Document::from(#number))
        }
    }
}
