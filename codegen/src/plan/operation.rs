//! An operation of the model as a type with its facts.

use super::ident::Ident;
use super::names::Names;
use super::rustdoc;
use super::schema::{Argument, Call};
use crate::ir::{self, Deprecated, Ir};

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its type.
    pub(crate) name: Ident,
    /// Its name in the model.
    pub(crate) model_name: String,
    /// Its documentation, a line an entry.
    pub(crate) docs: Vec<String>,
    /// That it is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    /// The type of its input.
    pub(crate) input: Ident,
    /// The type of its output.
    pub(crate) output: Ident,
    /// The HTTP method.
    pub(crate) method: String,
    /// The URI, with the members of the input in braces.
    pub(crate) uri: String,
    /// The schemas of its errors.
    pub(crate) errors: Vec<Ident>,
    /// Its traits.
    pub(crate) calls: Vec<Call>,
}

impl Operation {
    /// Plans an operation.
    pub(crate) fn plan(
        operation: &ir::Operation,
        ir: &Ir,
        names: &Names,
        krate: &str,
    ) -> Option<Self> {
        let input = &operation.input.as_ref()?.shape;
        let output = &operation.output.as_ref()?.shape;
        Some(Self {
            name: names.operation(&operation.name),
            model_name: operation.name.clone(),
            docs: rustdoc::operation(operation, ir, names, krate),
            deprecated: operation.deprecated.clone(),
            input: names.type_of(input),
            output: names.type_of(output),
            method: operation.http.method.clone(),
            uri: operation.http.uri.to_string(),
            errors: operation
                .errors
                .iter()
                .map(|error| names.schema_of(error))
                .collect(),
            calls: calls(operation),
        })
    }
}

/// The traits of an operation.
fn calls(operation: &ir::Operation) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut call = |method, arguments| calls.push(Call { method, arguments });
    if operation.http.code != 200 {
        call("status", vec![Argument::Number(operation.http.code.into())]);
    }
    if operation.idempotent {
        call("idempotent", Vec::new());
    }
    if operation.readonly {
        call("readonly", Vec::new());
    }
    if operation.pagination.is_some() {
        call("paginated", Vec::new());
    }
    if let Some(prefix) = &operation.host_prefix {
        call("host_prefix", vec![Argument::Text(prefix.clone())]);
    }
    calls
}
