//! Files of which a crate has one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Content, Root, attributes, int_enumeration, operation, schema};
use crate::names::Gate;
use crate::plan::{Operation, Plan, Type};

/// `lib.rs`.
pub(super) fn root(plan: &Plan, roots: &[Root]) -> Content {
    let present = roots.iter().filter(|root| (root.present)(plan));
    let modules = present.map(|root| {
        let module = Ident::new(root.module, proc_macro2::Span::call_site());
        let feature = root
            .feature
            .map(|feature| quote!(#[cfg(feature = #feature)]));
        let visibility = root.public.then(|| quote!(pub));
        quote!(#feature #visibility mod #module;)
    });
    let runtime = quote!(
        pub use sansmith;
    );
    Content {
        docs: plan.package.docs.clone(),
        attributes: inner_attributes(plan.package.module.is_some()),
        items: modules.chain([runtime]).chain(clients(plan)).collect(),
    }
}

/// Re-exports of the clients, which are optional dependencies of a crate.
fn clients(plan: &Plan) -> Option<TokenStream> {
    if plan.package.module.is_some() {
        return None;
    }
    plan.package.runtime.client()?;
    Some(quote! {
        #[cfg(feature = "client")]
        pub use sansmith_client::Client;
        #[cfg(feature = "blocking")]
        pub use sansmith_client::blocking;
        #[cfg(any(feature = "blocking", feature = "client"))]
        pub use sansmith_client;
    })
}

/// Inner attributes of the crate or module. In a module, unused items are allowed, lints of the containing crate are
/// relaxed, and `cfg` may name features that the crate lacks.
fn inner_attributes(is_module: bool) -> TokenStream {
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

/// `prelude.rs`.
pub(super) fn prelude(plan: &Plan) -> Content {
    let own = quote!(
        pub use crate::predicates::Predicates as _;
    );
    let runtime = quote!(
        pub use sansmith::{
            Codecs as _, Operation as _, OperationError as _, OperationExt as _, Shape as _,
        };
    );
    let has_events = |operation: &Operation| {
        operation.input.events.is_some() || operation.output.events.is_some()
    };
    let events = plan.operations.iter().any(has_events).then(|| {
        quote!(
            pub use sansmith::events::EventsExt as _;
        )
    });
    let pages = quote!(
        #[cfg(feature = "page")]
        pub use sansmith::page::{
            Paginated as _, PaginatedItems as _, waiter::Waiter as _, waiter::WaiterExt as _,
        };
    );
    let docs = "Traits for glob imports, without their names.";
    let items = [own, runtime].into_iter().chain(events).chain([pages]);
    Content::new(docs, items.collect())
}

/// `unknown.rs`.
pub(super) fn unknown(plan: &Plan) -> Content {
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
    let mut items = vec![value, text];
    let mut types = plan.types.iter().map(|file| &file.item);
    if types.any(|item| matches!(item, Type::IntEnumeration(_))) {
        items.extend(int_enumeration::unknown());
    }
    Content::new("Enum values unknown to the model.", items)
}

/// `types.rs`.
pub(super) fn types(plan: &Plan) -> Content {
    let modules = plan.types.iter().map(|file| {
        let (gate, module) = (attributes::gate(&file.gate), file.module.token());
        quote!(#gate pub(crate) mod #module;)
    });
    let names = plan.types.iter().map(|file| {
        let (gate, module) = (attributes::gate(&file.gate), file.module.token());
        let name = file.item.name().token();
        quote!(#gate pub use self::#module::#name;)
    });
    let docs = "All structures, unions and enums of the model.";
    Content::new(docs, modules.chain(names).collect())
}

/// `builder.rs`.
pub(super) fn builder(plan: &Plan) -> Content {
    let missing = quote!(
        pub mod missing;
    );
    let builders = plan.types.iter().filter_map(|file| match &file.item {
        Type::Structure(structure) if !structure.is_plain() => {
            let (gate, module) = (attributes::gate(&file.gate), file.module.token());
            let name = structure.name.suffixed("Builder").token();
            Some(quote!(#gate pub use crate::types::#module::#name;))
        }
        Type::Structure(_) | Type::Union(_) | Type::Enumeration(_) | Type::IntEnumeration(_) => {
            None
        }
    });
    let docs = "Builders of structures with required members.";
    Content::new(docs, [missing].into_iter().chain(builders).collect())
}

/// `builder/missing.rs`.
pub(super) fn missing(plan: &Plan) -> Content {
    let markers = plan.markers.iter().map(|(marker, member)| {
        let marker = marker.token();
        let docs = attributes::docs(&[format!("`{member}` is missing.")]);
        quote!(#docs pub struct #marker;)
    });
    let docs = "Markers of missing members, named by the compiler if `build` is called too early.";
    Content::new(docs, markers.collect())
}

/// `schema.rs`.
pub(super) fn schemas(plan: &Plan) -> Content {
    let mut content = Content::new(
        "Schemas that several types use.",
        schema::items(&plan.schemas),
    );
    content.attributes = quote! {
        #![allow(dead_code, reason = "without some features, a schema may be left without a user")]
    };
    content
}

/// `operation.rs`.
pub(super) fn operations(plan: &Plan) -> Content {
    let declared = |gate: &Gate, module: &crate::names::Ident| {
        let (gate, module) = (attributes::gate(gate), module.token());
        quote!(#gate mod #module;)
    };
    let modules = plan.operations.iter();
    let modules = modules.map(|operation| declared(&operation.gate, &operation.module));
    let names = plan.operations.iter().map(|operation| {
        let (gate, module) = (attributes::gate(&operation.gate), operation.module.token());
        let (name, error) = (operation.name.token(), operation.error.name.token());
        quote!(#gate pub use self::#module::{#name, #error};)
    });
    let service = operation::service(&plan.service, plan.endpoint.is_some());
    let items = modules.chain(names).chain([service]).collect();
    Content::new("The service and its operations.", items)
}

/// `predicates.rs`.
pub(super) fn predicates(plan: &Plan) -> Content {
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
    let docs = "Predicates of errors, for all operations.";
    Content::new(docs, vec![item])
}

/// `registry.rs`.
pub(super) fn registry(plan: &Plan) -> Content {
    let entries = plan.operations.iter().map(operation::entry);
    let item = quote! {
        /// All operations, sorted by name.
        pub static OPERATIONS: &[sansmith::registry::OperationEntry] = &[#(#entries),*];
    };
    let docs = "A registry of all operations, for tools that select them at run time.";
    Content::new(docs, vec![item])
}
