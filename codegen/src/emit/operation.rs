//! Operations as types.

use proc_macro2::TokenStream;
use quote::quote;

use super::print::Import;
use super::{attributes, schema};
use crate::plan::Operation;

/// What a file of operations names; its own items are no modules.
pub(super) const IMPORTS: &[Import] = &["crate::schema", "crate::types", "sansmith::operation"];

/// The items of an operation.
pub(super) fn items(operation: &Operation) -> Vec<TokenStream> {
    let docs = attributes::docs(&operation.docs);
    let deprecated = attributes::deprecated(operation.deprecated.as_ref());
    let name = operation.name.token();
    let (input, output) = (operation.input.token(), operation.output.token());
    let (model_name, method, uri) = (&operation.model_name, &operation.method, &operation.uri);
    let errors: Vec<_> = operation
        .errors
        .iter()
        .map(crate::plan::Ident::token)
        .collect();
    let calls = schema::calls(&operation.calls);
    let errors = (!errors.is_empty()).then(
        || quote!(const ERRORS: &'static [&'static sansmith::Schema] = &[#(&schema::#errors),*];),
    );
    vec![
        quote! {
            #docs
            #deprecated
            #[derive(Debug)]
            pub struct #name;
        },
        quote! {
            impl sansmith::Operation for #name {
                type Input = types::#input;
                type Output = types::#output;
                const SCHEMA: operation::Schema =
                    operation::Schema::new(#model_name, #method, #uri) #calls;
                #errors
            }
        },
    ]
}
