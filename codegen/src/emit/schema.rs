//! Static schemas.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::print::Import;
use crate::plan::{Argument, Call, Customization, Discovery, Kind, Schema, SchemaMember};

/// Imports of schema files; its own items are upper case.
pub(super) const IMPORTS: &[Import] = &[
    "super::super::types",
    "sansmith::schema::Fault",
    "sansmith::schema::Kind",
    "sansmith::schema::Location",
    "sansmith::schema::Member",
    "sansmith::schema::MemberTraits",
    "sansmith::schema::Schema",
    "sansmith::schema::TimestampFormat",
    "sansmith::schema::Traits",
];

/// Items of a schema.
pub(super) fn items(schema: &Schema) -> Vec<TokenStream> {
    let name = schema.name.token();
    let docs = match &schema.holder {
        None => format!(" The schema of `{}`.", schema.shape),
        Some(holder) => format!(
            " The schema of `{}` as `{holder}` narrows it.",
            schema.shape
        ),
    };
    let calls = calls(&schema.calls);
    let traits = (!schema.traits.is_empty()).then(|| {
        let chain = self::calls(&schema.traits);
        quote!(.with(&Traits::new() #chain))
    });
    let (members, constructor) = constructor(schema);
    let item = quote! {
        #[doc = #docs]
        pub static #name: Schema = #constructor #calls #traits;
    };
    members.into_iter().chain([item]).collect()
}

/// The constructor call of a schema, with its members if it has some.
fn constructor(schema: &Schema) -> (Option<TokenStream>, TokenStream) {
    let shape = &schema.shape;
    match &schema.kind {
        Kind::Scalar(kind) => {
            let kind = Ident::new(kind, Span::call_site());
            (None, quote!(Schema::new(#shape, Kind::#kind)))
        }
        Kind::Enum(name) => {
            let name = name.token();
            (
                None,
                quote!(Schema::enumeration(#shape, types::#name::VALUES)),
            )
        }
        Kind::IntEnum(name) => {
            let name = name.token();
            (
                None,
                quote!(Schema::int_enumeration(#shape, types::#name::VALUES)),
            )
        }
        Kind::List(element) => {
            let element = member(element);
            (None, quote!(Schema::list(#shape, &#element)))
        }
        Kind::Map(key, value) => {
            let (key, value) = (member(key), member(value));
            (None, quote!(Schema::map(#shape, &#key, &#value)))
        }
        Kind::Structure(list) => aggregate(schema, list, &quote!(structure)),
        Kind::Union(list) => aggregate(schema, list, &quote!(union)),
    }
}

/// Members of a structure or union, with its constructor call.
fn aggregate(
    schema: &Schema,
    list: &[SchemaMember],
    constructor: &TokenStream,
) -> (Option<TokenStream>, TokenStream) {
    let shape = &schema.shape;
    if list.is_empty() {
        return (None, quote!(Schema::#constructor(#shape, &[])));
    }
    // No schema name contains `__`, so `OriginGroup` and `OriginGroupMembers` cannot clash.
    let name = schema.name.suffixed("__MEMBERS").token();
    let length = Literal::usize_unsuffixed(list.len());
    let list = list.iter().map(member);
    let members = quote! {
        static #name: [Member; #length] = [#(#list),*];
    };
    (Some(members), quote!(Schema::#constructor(#shape, &#name)))
}

/// A member.
fn member(member: &SchemaMember) -> TokenStream {
    let (name, target) = (&member.name, member.target.token());
    let traits = traits(member);
    // Most members with traits are just required: a dedicated constructor compiles faster.
    let constructor = if member.required {
        quote!(required)
    } else {
        quote!(new)
    };
    quote!(Member::#constructor(#name, &super::#target) #traits)
}

/// The traits of a member, if any.
fn traits(member: &SchemaMember) -> Option<TokenStream> {
    let chain = calls(&member.traits);
    match &member.location {
        Some(location) => {
            let location = argument(location);
            Some(quote!(.with(&MemberTraits::at(#location) #chain)))
        }
        None => (!member.traits.is_empty()).then(|| quote!(.with(&MemberTraits::new() #chain))),
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
            quote!(Fault::#fault)
        }
        Argument::Customizations(list) => {
            let list = list.iter().map(customization);
            quote!(&[#(#list),*])
        }
        Argument::Discovery(discovery) => self::discovery(discovery),
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
            quote!(TimestampFormat::#format)
        }
        Argument::Location(location, name) => {
            let location = Ident::new(location, Span::call_site());
            let name = name.iter();
            quote!(Location::#location #((#name))*)
        }
    }
}

/// Facts of endpoint discovery.
fn discovery(discovery: &Discovery) -> TokenStream {
    let operation = discovery.operation.token();
    let (required, members) = (discovery.required, &discovery.identifiers);
    let identified = (!members.is_empty()).then(|| quote!(.identified(&[#(#members),*])));
    quote!(&operation::Discovery::by::<super::#operation>(#required) #identified)
}

/// A requirement of a service that its model does not state.
fn customization(asked: &Customization) -> TokenStream {
    let variant = Ident::new(asked.variant, Span::call_site());
    let arguments = &asked.arguments;
    let arguments = (!arguments.is_empty()).then(|| quote!((#(#arguments),*)));
    quote!(customization::Customization::#variant #arguments)
}

/// An `Option`.
fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
