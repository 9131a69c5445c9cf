//! Plans the static of the service, which its operations refer to.

use std::collections::BTreeSet;

use super::customizations;
use super::schema::{Argument, Call};
use crate::describe;
use crate::ir::{ApiKeyPlace, Auth, Ir, ParameterKind, Protocol, Service as Model};
use crate::names::ident::snake;
use crate::names::{self, Ident};

/// Facts about the service.
#[derive(Debug)]
pub(crate) struct Service {
    /// The short id.
    pub(crate) id: String,
    /// The name of the service shape.
    pub(crate) name: String,
    /// The version of the API.
    pub(crate) version: String,
    /// Traits.
    pub(crate) calls: Vec<Call>,
    /// The type that stands for the service.
    pub(crate) marker: Ident,
    /// Client context parameters of the endpoint rules.
    pub(crate) params: Vec<ServiceParam>,
}

/// A client context parameter of the endpoint rules.
#[derive(Debug)]
pub(crate) struct ServiceParam {
    /// Name in the rules.
    pub(crate) name: String,
    /// Field of the settings.
    pub(crate) field: Ident,
    /// Type.
    pub(crate) kind: ParameterKind,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
}

/// Fields of the settings of every service.
const FIELDS: [&str; 2] = ["endpoint", "region"];

/// Plans the client context parameters; those of an unknown type, or with the name of another setting, are left out.
fn params(service: &Model) -> Vec<ServiceParam> {
    let mut taken: BTreeSet<String> = FIELDS.iter().map(ToString::to_string).collect();
    let params = service.client_context_params.iter();
    params
        .filter_map(|(name, param)| {
            let field = snake(name);
            let kind = ParameterKind::parse(&param.kind)?;
            taken
                .insert(field.as_str().to_owned())
                .then(|| ServiceParam {
                    docs: describe::client_param(name, param.docs.as_ref()),
                    name: name.clone(),
                    field,
                    kind,
                })
        })
        .collect()
}

impl Service {
    /// Plans the service.
    pub(crate) fn plan(ir: &Ir) -> Self {
        let service = &ir.service;
        Self {
            id: service.id.clone(),
            name: service.name.to_string(),
            version: service.version.clone(),
            calls: calls(service),
            marker: names::service(&service.id),
            params: params(service),
        }
    }
}

/// The runtime type of a protocol.
pub(super) fn protocol_type(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson1_0 => "AwsJson1_0",
        Protocol::AwsJson1_1 => "AwsJson1_1",
        Protocol::RestJson1 => "RestJson1",
        Protocol::RestXml => "RestXml",
        Protocol::RpcV2Cbor => "RpcV2Cbor",
        Protocol::RpcV2Json => "RpcV2Json",
        Protocol::AwsQuery => "AwsQuery",
        Protocol::Ec2Query => "Ec2Query",
    }
}

/// Traits of the service.
pub(crate) fn calls(service: &Model) -> Vec<Call> {
    let mut calls = Vec::new();
    let text = |text: &String| vec![Argument::Text(text.clone())];
    let target = service.target_prefix.as_ref();
    let target = target.filter(|prefix| *prefix != service.name.as_str());
    calls.extend(target.map(|prefix| Call::new("target_prefix", text(prefix))));
    let namespace = service.xml_namespace.as_ref();
    calls.extend(namespace.map(|namespace| Call::namespace("xml_namespace", namespace)));
    for (method, value) in [
        ("endpoint_prefix", &service.endpoint_prefix),
        ("signing_name", &service.signing_name),
    ] {
        if !value.is_empty() {
            calls.push(Call::new(method, text(value)));
        }
    }
    if !service.auth.is_empty() {
        calls.push(Call::new("auth", vec![schemes(&service.auth)]));
    }
    calls.extend(service.api_key.as_ref().map(api_key));
    if !service.namespace.is_empty() && service.protocols.iter().copied().any(has_error_types) {
        calls.push(Call::new("namespace", text(&service.namespace)));
    }
    if service.no_error_wrapping || customizations::has_bare_errors(&service.id) {
        calls.push(Call::flag("no_error_wrapping"));
    }
    calls.extend(
        service
            .query_compatible
            .then(|| Call::flag("query_compatible")),
    );
    calls
}

/// Returns true if the type of an error has a namespace on the wire.
const fn has_error_types(protocol: Protocol) -> bool {
    matches!(
        protocol,
        Protocol::AwsJson1_0 | Protocol::RpcV2Cbor | Protocol::RpcV2Json
    )
}

/// Placement of an API key.
fn api_key(place: &ApiKeyPlace) -> Call {
    match place {
        ApiKeyPlace::Header { name, scheme } => Call::new(
            "api_key_header",
            vec![
                Argument::Text(name.clone()),
                Argument::OptionalText(scheme.clone()),
            ],
        ),
        ApiKeyPlace::Query(name) => Call::new("api_key_query", vec![Argument::Text(name.clone())]),
    }
}

/// Ids of auth schemes.
pub(super) fn schemes(auth: &[Auth]) -> Argument {
    Argument::Texts(auth.iter().map(|way| way.id().to_owned()).collect())
}
