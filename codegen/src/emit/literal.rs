//! Functions that return default values.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, quote};

use super::leaf;
use crate::ir::{Decimal, Literal, Number, Value};
use crate::names::Leaf;

/// The function that creates the default of a field of the given type.
pub(super) fn literal(literal: &Literal, leaf: &Leaf) -> TokenStream {
    let value = match literal {
        Literal::List => return quote!(Vec::new),
        Literal::Map => return quote!(std::collections::BTreeMap::new),
        Literal::Text(text) if text.is_empty() => return quote!(String::new),
        Literal::Blob(text) if text.is_empty() => return quote!(sansmith::Blob::default),
        Literal::Boolean(value) => quote!(#value),
        Literal::Integer(value) => integer(*value, leaf),
        Literal::Float(value) => Token::f32_unsuffixed(*value).into_token_stream(),
        Literal::Double(value) => Token::f64_unsuffixed(*value).into_token_stream(),
        Literal::BigInteger(digits) => number(digits, leaf),
        Literal::BigDecimal(value) => number(value.as_str(), leaf),
        Literal::Text(text) => quote!(String::from(#text)),
        Literal::Enum(value) => {
            let ty = leaf::leaf(leaf);
            quote!(#ty::from(#value))
        }
        // Validity was checked before.
        Literal::Blob(text) => quote!(sansmith::Blob::from_base64(#text).unwrap_or_default()),
        Literal::Seconds(seconds, nanos) => instant(*seconds, *nanos),
        Literal::Instant(text) => quote! {
            sansmith::Timestamp::parse(#text, sansmith::schema::TimestampFormat::DateTime)
                .unwrap_or_default()
        },
        Literal::Document(value) => document(value),
    };
    quote!(|| #value)
}

/// A timestamp in seconds and nanoseconds.
fn instant(seconds: i64, nanos: u32) -> TokenStream {
    let seconds = Token::i64_unsuffixed(seconds);
    if nanos == 0 {
        return quote!(sansmith::Timestamp::from_secs(#seconds));
    }
    let nanos = Token::u32_unsuffixed(nanos);
    quote!(sansmith::Timestamp::new(#seconds, #nanos))
}

/// A big number, parsed from its text.
fn number(text: &str, leaf: &Leaf) -> TokenStream {
    let ty = leaf::leaf(leaf);
    quote!(#text.parse::<#ty>().unwrap_or_default())
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

/// A document: a scalar or an empty container.
fn document(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(sansmith::Document::Null),
        Value::Bool(value) => quote!(sansmith::Document::from(#value)),
        Value::String(text) => quote!(sansmith::Document::from(#text)),
        Value::Array(_) => quote!(sansmith::Document::List(Vec::new())),
        Value::Object(_) => quote!(sansmith::Document::Map(std::collections::BTreeMap::new())),
        Value::Number(number) => {
            let number = document_number(number);
            quote!(sansmith::Document::from(#number))
        }
    }
}

/// A number of a document, which is an integer of 64 bits or a float.
fn document_number(number: &Number) -> Token {
    let whole = Decimal::of(number).and_then(|number| number.as_i128());
    let whole = whole.filter(|_| number.is_integer());
    if let Some(number) = whole.and_then(|whole| i64::try_from(whole).ok()) {
        Token::i64_suffixed(number)
    } else if let Some(number) = whole.and_then(|whole| u64::try_from(whole).ok()) {
        Token::u64_suffixed(number)
    } else {
        Token::f64_suffixed(number.to_f64())
    }
}
