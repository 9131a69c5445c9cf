//! The service as a type, and the settings that clients take for it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, attributes};
use crate::ir::ParameterKind;
use crate::plan::{Plan, ServiceParam};

/// `service.rs`.
pub(super) fn service(plan: &Plan) -> Content {
    let name = plan.service.marker.token();
    let marker = quote! {
        /// The service as a type, by which a client takes its [`Settings`].
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    };
    let facts = quote! {
        impl sansmith::service::ServiceType for crate::service::#name {
            type Settings = crate::service::Settings;
            const SERVICE: &'static sansmith::Service = &crate::operation::SERVICE;
        }
    };
    let params = &plan.service.params;
    let docs = "The service as a type, and the settings that clients take for it.";
    let items = vec![marker, facts, settings(params), conversion(params)];
    Content::new(docs, items)
}

fn settings(params: &[ServiceParam]) -> TokenStream {
    let fields = params.iter().map(|param| {
        let docs = attributes::docs(&param.docs);
        let field = param.field.token();
        let kind = match param.kind {
            ParameterKind::Boolean => quote!(bool),
            ParameterKind::Text => quote!(String),
            ParameterKind::Texts => quote!(Vec<String>),
        };
        quote!(#docs pub #field: Option<#kind>,)
    });
    quote! {
        /// Settings of the service, in the place of those of a client.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Settings {
            /// The region.
            pub region: Option<String>,
            /// The URL in the place of the one that the endpoint rules give.
            pub endpoint: Option<String>,
            #(#fields)*
        }
    }
}

fn conversion(params: &[ServiceParam]) -> TokenStream {
    let params = params.iter().map(|param| {
        let (name, field) = (&param.name, param.field.token());
        quote! {
            if let Some(value) = settings.#field {
                overrides = overrides.param(#name, value);
            }
        }
    });
    quote! {
        impl From<crate::service::Settings> for sansmith::service::ServiceOverrides {
            fn from(settings: crate::service::Settings) -> Self {
                let mut overrides = Self::new();
                overrides.region = settings.region;
                overrides.endpoint = settings.endpoint;
                #(#params)*
                overrides
            }
        }
    }
}
