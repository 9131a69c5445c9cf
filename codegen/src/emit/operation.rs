//! Operation types, each with an enum of its errors.
//!
//! **Invariants**
//! - Non-generic functions are `#[inline]`, so that the crate contains no code for them until they are used.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{LONGEST_CHAIN, attributes, endpoint, schema};
use crate::plan::{Operation, Service};

/// The service referenced by the operations.
pub(super) fn service(service: &Service, has_rules: bool) -> TokenStream {
    let (id, name, version) = (&service.id, &service.name, &service.version);
    let calls = schema::calls(&service.calls);
    let mut facts = quote!(sansmith::Service::new(#id, #name, #version) #calls);
    if has_rules {
        facts = quote! {{
            let service = #facts;
            #[cfg(feature = "endpoint")]
            let service = service.rules(&crate::endpoint::RULES);
            service
        }};
    }
    quote! {
        /// Facts about the service.
        pub static SERVICE: sansmith::Service = #facts;
    }
}

/// Items of an operation.
pub(super) fn items(operation: &Operation) -> Vec<TokenStream> {
    let docs = attributes::docs(&operation.docs);
    let deprecated = attributes::deprecated(operation.deprecated.as_ref());
    let name = operation.name.token();
    let declaration = quote! {
        #docs
        #deprecated
        pub struct #name;
    };
    let mut items = vec![declaration, facts(operation)];
    items.extend(events(operation));
    items
}

/// Registry entry of an operation.
pub(super) fn entry(operation: &Operation) -> TokenStream {
    let name = operation.name.token();
    let gate = attributes::gate(&operation.gate);
    let sides = [
        (&operation.input, "with_input_events"),
        (&operation.output, "with_output_events"),
    ];
    let sides = sides.into_iter().filter(|(side, _)| side.events.is_some());
    let events = sides.map(|(_, with)| {
        let with = Ident::new(with, Span::call_site());
        quote!(.#with::<crate::operation::#name>())
    });
    quote!(#gate sansmith::registry::OperationEntry::of::<crate::operation::#name>() #(#events)*)
}

/// Operation facts.
fn facts(operation: &Operation) -> TokenStream {
    let name = operation.name.token();
    let (input, output) = (operation.input.ty.token(), operation.output.ty.token());
    let (model_name, method, uri) = (&operation.model_name, &operation.method, &operation.uri);
    let calls = schema::calls(&operation.calls);
    let protocol = Ident::new(operation.protocol, Span::call_site());
    let error = operation.error.name.token();
    let endpoint = endpoint::bindings(&operation.bindings);
    quote! {
        impl sansmith::Operation for #name {
            type Protocol = sansmith::protocol::#protocol;
            type Input = crate::types::#input;
            type Output = crate::types::#output;
            type Error = #error;
            const SCHEMA: &'static sansmith::operation::Schema =
                &sansmith::operation::Schema::new(&crate::operation::SERVICE, #model_name, #method, #uri) #calls;
            #endpoint
        }
    }
}

/// Event types of an operation.
fn events(operation: &Operation) -> Vec<TokenStream> {
    let name = operation.name.token();
    let sides = [
        (&operation.input, "InputEvents", "InputEvent"),
        (&operation.output, "OutputEvents", "OutputEvent"),
    ];
    let with_events = sides.into_iter().filter_map(|(side, of, one)| {
        let event = side.events.as_ref()?.token();
        let [of, one] = [of, one].map(|name| Ident::new(name, Span::call_site()));
        Some(quote! {
            impl sansmith::events::#of for #name {
                type #one = crate::types::#event;
            }
        })
    });
    with_events.collect()
}

/// The error enum of an operation, with its impls.
pub(super) fn error(operation: &Operation) -> Vec<TokenStream> {
    let name = operation.error.name.token();
    let [debug, display, source] = shown(&name);
    vec![
        declaration(operation),
        walk(operation),
        quote!(impl crate::predicates::Predicates for #name {}),
        debug,
        display,
        source,
    ]
}

/// The error enum of an operation.
fn declaration(operation: &Operation) -> TokenStream {
    let docs = format!(" Error of [`{}`].", operation.name);
    let name = operation.error.name.token();
    let variants = operation.error.variants.iter().map(|variant| {
        let docs = attributes::docs(&variant.docs);
        let (name, ty) = (variant.name.token(), variant.ty.token());
        quote!(#docs #name(sansmith::operation::Failure<crate::types::#ty>),)
    });
    quote! {
        #[doc = #docs]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Any other error, or an unreadable response.
            Unhandled(sansmith::operation::Failure<sansmith::Document>),
        }
    }
}

/// Visits the error variants, and implements their common trait; empty if the model names no errors.
fn walk(operation: &Operation) -> TokenStream {
    let name = operation.error.name.token();
    let variants = operation.error.variants.iter();
    let names: Vec<_> = variants.map(|variant| variant.name.token()).collect();
    // The last chain ends with unmodelled errors and is the result of the walk.
    let mut chains: Vec<_> = names
        .chunks(LONGEST_CHAIN)
        .map(|names| quote!(visitor #(.variant(Self::#names))*))
        .collect();
    let last = chains.pop().unwrap_or_else(|| quote!(visitor));
    let failure = if names.is_empty() {
        quote! {
            let Self::Unhandled(failure) = self;
            failure
        }
    } else {
        quote! {
            match self {
                #(Self::#names(failure) => failure,)*
                Self::Unhandled(failure) => failure,
            }
        }
    };
    quote! {
        impl sansmith::OperationError for #name {
            fn variants<V: sansmith::generated::ErrorVisitor<Self>>(visitor: V) -> V::Out {
                #(let visitor = #chains;)*
                #last.unhandled(Self::Unhandled)
            }
            #[inline]
            fn failure(&self) -> &dyn sansmith::operation::AnyFailure { #failure }
        }
    }
}

/// Impls for displaying an error, one call each.
fn shown(name: &Ident) -> [TokenStream; 3] {
    let shown = |which: TokenStream, by: TokenStream| {
        quote! {
            impl std::fmt::#which for #name {
                #[inline]
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { sansmith::generated::#by(self, f) }
            }
        }
    };
    let error = quote! {
        impl std::error::Error for #name {
            #[inline]
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> { sansmith::generated::error_source(self) }
        }
    };
    [
        shown(quote!(Debug), quote!(debug_error)),
        shown(quote!(Display), quote!(display_error)),
        error,
    ]
}
