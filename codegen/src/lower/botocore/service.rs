//! Lowers `metadata` to a [`Service`] without operations.

use indexmap::IndexMap;

use super::service_id::service_id;
use super::{lower_docs, lower_namespace};
use crate::ir::{Auth, ClientContextParam, Pointer, Protocol, Service, ShapeName};
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore as mirror;
use crate::read::mirror::{Entries, Text};

/// Lowers the service-wide properties.
pub(super) fn lower_metadata(metadata: mirror::Metadata<'_>, problems: &mut Problems) -> Service {
    let protocols = lower_protocols(&metadata, problems);
    let id = service_id(&metadata, problems);
    let endpoint_prefix = metadata.endpoint_prefix.map(Text::into_owned);
    let target_prefix = metadata.target_prefix.map(Text::into_owned);
    let endpoint_prefix = endpoint_prefix.unwrap_or_default();
    let signature_version = metadata
        .signature_version
        .map_or_else(|| "v4".to_owned(), Text::into_owned);
    Service {
        namespace: String::new(),
        name: lower_name(target_prefix.as_deref(), &id),
        title: metadata
            .service_full_name
            .map_or_else(|| id.clone(), Text::into_owned),
        id,
        version: metadata.api_version.unwrap_or_default().into_owned(),
        uid: metadata.uid.map(Text::into_owned),
        signing_name: metadata
            .signing_name
            .map_or_else(|| endpoint_prefix.clone(), Text::into_owned),
        endpoint_prefix,
        auth: metadata.auth.map_or_else(
            || vec![auth_of_signature(&signature_version)],
            |auth| auth.iter().map(|id| lower_auth(id)).collect(),
        ),
        signature_version,
        api_key: None,
        protocols,
        target_prefix,
        xml_namespace: metadata.xml_namespace.map(lower_namespace),
        global_endpoint: metadata.global_endpoint.map(Text::into_owned),
        // The value is an empty object; its presence is the information.
        query_compatible: metadata.aws_query_compatible.is_some(),
        // botocore has no such key: its parsers accept both forms.
        no_error_wrapping: false,
        http2: metadata
            .protocol_settings
            .and_then(|settings| settings.h2)
            .map(Text::into_owned),
        client_context_params: IndexMap::new(),
        docs: None,
        deprecated: None,
        operations: IndexMap::new(),
        endpoint_rules: None,
        endpoint_diagram: None,
        waiters: IndexMap::new(),
        unknown_traits: Vec::new(),
        at: Pointer::root().child("metadata"),
    }
}

/// The name of the service shape, which botocore has only for awsJson and the RPC protocols.
fn lower_name(target_prefix: Option<&str>, id: &str) -> ShapeName {
    let letters = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "");
    target_prefix.map_or_else(|| letters(id).into(), Into::into)
}

/// Supported protocols, in the model's order.
fn lower_protocols(metadata: &mirror::Metadata<'_>, problems: &mut Problems) -> Vec<Protocol> {
    let at = Pointer::root().child("metadata");
    let json = match metadata.json_version.as_deref() {
        Some("1.1") => Protocol::AwsJson1_1,
        _ => Protocol::AwsJson1_0,
    };
    let listed = match &metadata.protocols {
        Some(listed) => listed.iter().collect(),
        None => metadata.protocol.iter().collect::<Vec<_>>(),
    };
    let mut protocols = Vec::with_capacity(listed.len());
    for name in listed {
        protocols.push(match &**name {
            "json" => json,
            "rest-json" => Protocol::RestJson1,
            "rest-xml" => Protocol::RestXml,
            "query" => Protocol::AwsQuery,
            "ec2" => Protocol::Ec2Query,
            "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor,
            "smithy-rpc-v2-json" => Protocol::RpcV2Json,
            unknown => {
                let name = unknown.to_owned();
                problems.push(ProblemKind::UnknownProtocol { name }, at.clone());
                continue;
            }
        });
    }
    protocols
}

/// The auth scheme with the given Smithy id.
pub(super) fn lower_auth(id: &str) -> Auth {
    match id {
        "aws.auth#sigv4" => Auth::SigV4,
        "aws.auth#sigv4a" => Auth::SigV4a,
        "smithy.api#httpBearerAuth" => Auth::Bearer,
        "smithy.api#httpBasicAuth" => Auth::Basic,
        "smithy.api#httpDigestAuth" => Auth::Digest,
        "smithy.api#httpApiKeyAuth" => Auth::ApiKey,
        "smithy.api#noAuth" | "smithy.api#optionalAuth" => Auth::None,
        other => Auth::Other(other.to_owned()),
    }
}

/// The auth scheme of a model without an `auth` list, derived from its signature version.
fn auth_of_signature(version: &str) -> Auth {
    match version {
        "v4" | "s3v4" | "s3" => Auth::SigV4,
        "bearer" => Auth::Bearer,
        other => Auth::Other(other.to_owned()),
    }
}

/// Lowers the endpoint parameters set by the client.
pub(super) fn lower_client_params(
    params: Option<Entries<'_, mirror::ClientContextParam<'_>>>,
) -> IndexMap<String, ClientContextParam> {
    let params = params.into_iter().flatten();
    params
        .map(|(name, param)| {
            let param = ClientContextParam {
                kind: param.kind.into_owned(),
                docs: param.documentation.map(lower_docs),
            };
            (name.into_owned(), param)
        })
        .collect()
}
