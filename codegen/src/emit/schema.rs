//! Static schemas.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::attributes;
use crate::names::SchemaPath;
use crate::plan::{Argument, Call, Customization, Discovery, Kind, Schema, SchemaMember};

/// Items of the schemas in the file of a type.
pub(super) fn items(schemas: &[Schema]) -> Vec<TokenStream> {
    schemas.iter().map(item).collect()
}

/// The static of a schema.
pub(super) fn item(schema: &Schema) -> TokenStream {
    let name = schema.name.token();
    let docs = match &schema.holder {
        None => format!(" The schema of `{}`.", schema.shape),
        Some(holder) => format!(" The schema of `{}` in `{holder}`.", schema.shape),
    };
    let calls = calls(&schema.calls);
    let traits = (!schema.traits.is_empty()).then(|| {
        let chain = self::calls(&schema.traits);
        quote!(.with(&sansmith::schema::Traits::new() #chain))
    });
    let constructor = constructor(schema);
    let gate = attributes::gate(&schema.gate);
    quote! {
        #[doc = #docs]
        #gate
        pub(crate) static #name: sansmith::Schema = #constructor #calls #traits;
    }
}

/// The constructor call of a schema, with the members.
fn constructor(schema: &Schema) -> TokenStream {
    let shape = &schema.shape;
    match &schema.kind {
        Kind::Scalar(kind) => {
            let kind = Ident::new(kind, Span::call_site());
            quote!(sansmith::Schema::new(#shape, sansmith::schema::Kind::#kind))
        }
        Kind::Enum(name) => {
            let name = name.token();
            quote!(sansmith::Schema::enumeration(#shape, crate::types::#name::VALUES))
        }
        Kind::IntEnum(name) => {
            let name = name.token();
            quote!(sansmith::Schema::int_enumeration(#shape, crate::types::#name::VALUES))
        }
        Kind::List(element) => {
            let element = member(element);
            quote!(sansmith::Schema::list(#shape, &#element))
        }
        Kind::Map(key, value) => {
            let (key, value) = (member(key), member(value));
            quote!(sansmith::Schema::map(#shape, &#key, &#value))
        }
        Kind::Structure(list) => {
            let members = list.iter().map(member);
            quote!(sansmith::Schema::structure(#shape, &[#(#members),*]))
        }
        Kind::Union(list) => {
            let members = list.iter().map(member);
            quote!(sansmith::Schema::union(#shape, &[#(#members),*]))
        }
    }
}

/// The static that a member refers to.
fn path(path: &SchemaPath) -> TokenStream {
    match path {
        SchemaPath::Type(module) => {
            let module = module.token();
            quote!(crate::types::#module::SCHEMA)
        }
        SchemaPath::Beside(name) => {
            let name = name.token();
            quote!(#name)
        }
        SchemaPath::Shared(name) => {
            let name = name.token();
            quote!(crate::schema::#name)
        }
    }
}

/// A member.
fn member(member: &SchemaMember) -> TokenStream {
    let (name, target) = (&member.name, path(&member.target));
    let traits = traits(member);
    // Most members with traits are just required: a dedicated constructor compiles faster.
    let constructor = if member.required {
        quote!(required)
    } else {
        quote!(new)
    };
    quote!(sansmith::schema::Member::#constructor(#name, &#target) #traits)
}

/// The traits of a member, if any.
fn traits(member: &SchemaMember) -> Option<TokenStream> {
    let chain = calls(&member.traits);
    match &member.location {
        Some(location) => {
            let location = argument(location);
            Some(quote!(.with(&sansmith::schema::MemberTraits::at(#location) #chain)))
        }
        None => (!member.traits.is_empty())
            .then(|| quote!(.with(&sansmith::schema::MemberTraits::new() #chain))),
    }
}

/// A chain of calls.
pub(super) fn calls(calls: &[Call]) -> TokenStream {
    let calls = calls.iter().map(|call| {
        let method = Ident::new(call.method, Span::call_site());
        let arguments = call.arguments.iter().map(argument);
        quote!(.#method(#(#arguments),*))
    });
    quote!(#(#calls)*)
}

/// An argument of a call.
fn argument(argument: &Argument) -> TokenStream {
    match argument {
        Argument::Text(text) => quote!(#text),
        Argument::MemberTraits(calls) => {
            let chain = self::calls(calls);
            quote!(&sansmith::schema::MemberTraits::new() #chain)
        }
        Argument::Texts(texts) => quote!(&[#(#texts),*]),
        Argument::Flag(flag) => quote!(#flag),
        Argument::Fault(fault) => {
            let fault = Ident::new(fault, Span::call_site());
            quote!(sansmith::schema::Fault::#fault)
        }
        Argument::Customizations(list) => {
            let list = list.iter().map(customization);
            quote!(&[#(#list),*])
        }
        Argument::Discovery(discovery) => self::discovery(discovery),
        Argument::Nested(nested) => {
            let operation = nested.operation.token();
            quote!(&sansmith::operation::Nested::by::<crate::operation::#operation>())
        }
        Argument::OptionalText(text) => optional(text.as_deref().map(|text| quote!(#text))),
        Argument::Number(number) => {
            let number = Literal::u64_unsuffixed(*number);
            quote!(#number)
        }
        Argument::Count(count) => optional(count.map(|count| {
            let count = Literal::u64_unsuffixed(count);
            quote!(#count)
        })),
        Argument::Integer(integer) => optional(integer.map(|integer| {
            let integer = Literal::i64_unsuffixed(integer);
            quote!(#integer)
        })),
        Argument::Float(float) => optional(float.filter(|float| float.is_finite()).map(|float| {
            let float = Literal::f64_unsuffixed(float);
            quote!(#float)
        })),
        Argument::Format(format) => {
            let format = Ident::new(format, Span::call_site());
            quote!(sansmith::schema::TimestampFormat::#format)
        }
        Argument::Location(location, name) => {
            let location = Ident::new(location, Span::call_site());
            let name = name.iter();
            quote!(sansmith::schema::Location::#location #((#name))*)
        }
    }
}

/// Facts of endpoint discovery.
fn discovery(discovery: &Discovery) -> TokenStream {
    let operation = discovery.operation.token();
    let (required, members) = (discovery.required, &discovery.identifiers);
    let identified = (!members.is_empty()).then(|| quote!(.identified(&[#(#members),*])));
    quote!(&sansmith::operation::Discovery::by::<crate::operation::#operation>(#required) #identified)
}

/// A requirement of a service that its model does not state.
fn customization(asked: &Customization) -> TokenStream {
    let variant = Ident::new(asked.variant, Span::call_site());
    let arguments = &asked.arguments;
    let arguments = match (asked.is_list, arguments.is_empty()) {
        (true, _) => Some(quote!((&[#(#arguments),*]))),
        (false, false) => Some(quote!((#(#arguments),*))),
        (false, true) => None,
    };
    quote!(sansmith::customization::Customization::#variant #arguments)
}

/// An `Option`.
fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
