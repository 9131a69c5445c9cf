//! Roots of the crate and of its folders.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Content, attributes::docs, operation};
use crate::plan::{Plan, Type};

/// `lib.rs`.
pub(super) fn root(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || Content {
        docs: plan.package.docs.clone(),
        attributes: attributes(plan.package.module.is_some()),
        imports: &[],
        items: modules(plan),
    }
}

/// Inner attributes of the crate or module. In a module, unused items are allowed, lints of the containing crate are
/// relaxed, and `cfg` may name features that the crate lacks.
fn attributes(is_module: bool) -> TokenStream {
    let of_module = is_module.then(|| {
        quote! {
            #![allow(
                dead_code,
                unexpected_cfgs,
                unreachable_pub,
                unused_imports,
                clippy::pedantic,
                clippy::mod_module_files,
                reason = "generated code is not tailored to this crate"
            )]
        }
    });
    quote! {
        #of_module
        #![forbid(unsafe_code)]
        #![deny(missing_docs, clippy::all)]
        #![allow(deprecated, reason = "deprecated items are still serialized")]
        #![allow(clippy::deprecated_semver, reason = "models have dates")]
        #![allow(clippy::type_complexity, reason = "builders have a type parameter per required member")]
        #![allow(non_camel_case_types, reason = "conflicting names get a numeric suffix")]
    }
}

/// Module declarations, and the re-exported runtime.
fn modules(plan: &Plan) -> Vec<TokenStream> {
    let endpoint = plan.endpoint.as_ref().map(|_| {
        quote! {
            #[cfg(feature = "endpoint")]
            pub mod endpoint;
        }
    });
    let modules = [
        quote!(
            pub mod builder;
        ),
        quote!(
            pub mod operation;
        ),
        quote!(
            pub mod predicates;
        ),
        quote!(
            pub mod prelude;
        ),
        quote!(
            pub mod schema;
        ),
        quote! {
            #[cfg(feature = "maybe")]
            mod maybe;
        },
        quote! {
            #[cfg(feature = "serde")]
            mod serialization;
        },
        quote! {
            #[cfg(feature = "registry")]
            pub mod registry;
        },
        quote!(
            pub mod types;
        ),
        quote!(
            pub mod unknown;
        ),
        quote! {
            #[cfg(feature = "clap")]
            mod value_enum;
        },
        quote!(
            pub use sansmith;
        ),
    ];
    let (builder, others) = modules.split_at(1);
    builder
        .iter()
        .cloned()
        .chain(endpoint)
        .chain(others.iter().cloned())
        .collect()
}

/// `prelude.rs`.
pub(super) fn prelude() -> impl Fn() -> Content + Send + Sync {
    || {
        let docs = "Traits for glob imports, without their names.";
        let own = quote!(
            pub use super::predicates::Predicates as _;
        );
        let items = [
            own,
            quote!(
                pub use sansmith::{
                    Build as _, Codecs as _, Operation as _, OperationError as _,
                    OperationExt as _, Shape as _,
                };
            ),
        ];
        Content::new(docs, items.into())
    }
}

/// `unknown.rs`.
pub(super) fn unknown() -> impl Fn() -> Content + Send + Sync {
    || {
        let value = quote! {
            /// An enum value unknown to the model of this crate.
            ///
            /// Created only by `From<&str>` of an enum, for unknown values, so each wire value has one representation.
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            pub struct UnknownValue(pub(crate) Box<str>);
        };
        let text = quote! {
            impl UnknownValue {
                /// The wire value.
                pub fn as_str(&self) -> &str { &self.0 }
            }
        };
        Content::new("Enum values unknown to the model.", vec![value, text])
    }
}

/// `types.rs`.
pub(super) fn types(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || {
        let docs = "All structures, unions and enums of the model.";
        Content::new(docs, reexports(plan.types.keys()))
    }
}

/// `builder.rs`.
pub(super) fn builder(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || {
        let mut items = Vec::new();
        for (letter, types) in &plan.types {
            let module = Ident::new(&letter.to_string(), Span::call_site());
            let builds = types
                .iter()
                .any(|item| matches!(item, Type::Structure(structure) if !structure.is_plain()));
            items.push(quote!(mod #module;));
            items.extend(builds.then(|| quote!(pub use self::#module::*;)));
        }
        items.sort_by_cached_key(|item| item.to_string().starts_with("pub"));
        let markers = plan.markers.iter().map(|(marker, member)| {
            let marker = marker.token();
            let docs = docs(&[format!("`{member}` is missing.")]);
            quote!(#docs pub struct #marker;)
        });
        items.push(quote! {
            /// Markers of missing members, named by the compiler if `build` is called too early.
            pub mod missing { #(#markers)* }
        });
        Content::new("Builders of structures with required members.", items)
    }
}

/// `schema.rs`.
pub(super) fn schema(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || {
        let docs = "Schemas of all shapes: names, members, constraints and bindings.";
        Content::new(docs, reexports(plan.schemas.keys()))
    }
}

/// `operation.rs`.
pub(super) fn operations(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || {
        let docs = "The service and its operations.";
        let mut items = reexports(plan.operations.keys());
        items.push(operation::service(&plan.service, plan.endpoint.is_some()));
        Content::new(docs, items)
    }
}

/// The root of a folder of impls, such as `serialization.rs`.
pub(super) fn implementations<'p>(
    plan: &'p Plan,
    docs: &'static str,
) -> impl Fn() -> Content + Send + Sync + 'p {
    move || {
        let modules = plan.types.keys().map(|letter| {
            let module = Ident::new(&letter.to_string(), Span::call_site());
            quote!(mod #module;)
        });
        Content::new(docs, modules.collect())
    }
}

/// `predicates.rs`.
pub(super) fn predicates(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || {
        let methods = plan.predicates.iter().map(|(method, error)| {
            let (method, error) = (method.token(), error.to_string());
            let docs = format!(" Returns true if the error is `{error}`.");
            quote! {
                #[doc = #docs]
                fn #method(&self) -> bool { sansmith::generated::is_error(self, #error) }
            }
        });
        let item = quote! {
            /// Predicates for the errors of operations: one per modelled error of the service, false if the operation does not
            /// have it.
            pub trait Predicates: sansmith::OperationError { #(#methods)* }
        };
        Content::new("Predicates of errors, for all operations.", vec![item])
    }
}

/// `registry.rs`.
pub(super) fn registry(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    move || {
        let entries = plan.operations.values().flatten().map(operation::entry);
        let item = quote! {
            /// All operations, sorted by name.
            pub static OPERATIONS: &[OperationEntry] = &[#(#entries),*];
        };
        let docs = "A registry of all operations, for tools that select them at run time.";
        Content {
            imports: &["super::operation", "sansmith::registry::OperationEntry"],
            ..Content::new(docs, vec![item])
        }
    }
}

/// One module per letter, with all its public items re-exported.
fn reexports<'l>(letters: impl Iterator<Item = &'l char>) -> Vec<TokenStream> {
    let modules: Vec<Ident> = letters
        .map(|letter| Ident::new(&letter.to_string(), Span::call_site()))
        .collect();
    let declared = modules.iter().map(|module| quote!(mod #module;));
    let used = modules
        .iter()
        .map(|module| quote!(pub use self::#module::*;));
    declared.chain(used).collect()
}
