//! Lowers a mirror operation to an [`Operation`].

use indexmap::IndexMap;

use super::service::lower_auth;
use super::{lower_deprecated, lower_docs, lower_namespace};
use crate::ir::{
    Auth, EndpointDiscovery, Http, HttpChecksum, Io, MemberName, Operation, ParameterValue, Path,
    Pointer, ShapeName,
};
use crate::lower::values::{lower_params, lower_status};
use crate::lower::{endpoint, path, uri};
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore as mirror;
use crate::read::mirror::{Entries, Text};

/// All shapes of the model, and the location of the lowered item.
type Place<'p, 'a> = (&'p Entries<'a, mirror::Shape<'a>>, &'p Pointer);

/// Lowers an operation.
pub(super) fn lower_operation(
    name: &str,
    operation: mirror::Operation<'_>,
    (shapes, at): Place<'_, '_>,
    problems: &mut Problems,
) -> Operation {
    let input = operation.input.as_ref();
    let input_shape = input.and_then(|input| shapes.get(&input.shape));
    let http = lower_http(&operation.http, input_shape, at, problems);
    let host_prefix = operation.endpoint.map(|endpoint| endpoint.host_prefix);
    if let Some(prefix) = &host_prefix {
        let members = input_shape.and_then(|shape| shape.members.as_ref());
        let is_label = |label: &str| {
            let member = members.and_then(|members| members.get(label));
            member.is_some_and(|member| member.host_label == Some(true))
        };
        uri::check_host_prefix(prefix, is_label, &at.child("endpoint"), problems);
    }
    let discovery = operation.endpoint_discovery;
    let (auth, unsigned) =
        lower_authtype(operation.auth, operation.authtype.as_deref(), at, problems);
    Operation {
        name: name.to_owned(),
        wire_name: operation
            .name
            .filter(|wire| wire != name)
            .map(Text::into_owned),
        http,
        input: operation
            .input
            .map(|io| lower_io(io, shapes, at.child("input"))),
        output: operation
            .output
            .map(|io| lower_io(io, shapes, at.child("output"))),
        errors: lower_errors(operation.errors),
        docs: operation.documentation.map(lower_docs),
        deprecated: lower_deprecated(
            operation.deprecated,
            operation.deprecated_message,
            operation.deprecated_since,
        ),
        idempotent: operation.idempotent.unwrap_or(false),
        readonly: operation.readonly.unwrap_or(false),
        auth,
        unsigned_payload: unsigned || operation.unsigned_payload.unwrap_or(false),
        host_prefix: host_prefix.map(Text::into_owned),
        http_checksum_required: operation.http_checksum_required.unwrap_or(false),
        http_checksum: operation.http_checksum.map(lower_checksum),
        request_compression: operation
            .request_compression
            .map_or_else(Vec::new, |compression| owned(compression.encodings)),
        endpoint_discovery: discovery.map(|discovery| EndpointDiscovery {
            required: discovery.required.unwrap_or(false),
        }),
        endpoint_operation: operation.endpoint_operation.unwrap_or(false),
        nested: Vec::new(),
        static_context_params: lower_static_params(operation.static_context_params, at, problems),
        operation_context_params: lower_paths(operation.operation_context_params, at, problems),
        pagination: None,
        examples: Vec::new(),
        unknown_traits: Vec::new(),
        at: at.clone(),
    }
}

/// Endpoint parameters with constant values, by name.
fn lower_static_params(
    params: Option<Entries<'_, mirror::StaticContextParam>>,
    at: &Pointer,
    problems: &mut Problems,
) -> IndexMap<String, ParameterValue> {
    let at = at.child("staticContextParams");
    lower_params((params, &at), problems, |param, at, problems| {
        endpoint::lower_value(param.value, at, problems)
    })
}

/// Endpoint parameters computed from the input, by name.
fn lower_paths(
    params: Option<Entries<'_, mirror::OperationContextParam<'_>>>,
    at: &Pointer,
    problems: &mut Problems,
) -> IndexMap<String, Path> {
    let at = at.child("operationContextParams");
    lower_params((params, &at), problems, |param, at, problems| {
        path::lower_path(param.path.into_owned(), at, problems)
    })
}

/// Lowers the HTTP binding; labels are named after their members.
fn lower_http(
    http: &mirror::Http<'_>,
    input: Option<&mirror::Shape<'_>>,
    at: &Pointer,
    problems: &mut Problems,
) -> Http {
    let at = at.child("http");
    let labels: IndexMap<&str, MemberName> = input
        .into_iter()
        .flat_map(|shape| shape.members.iter().flatten())
        .filter(|(_, member)| member.location.as_deref() == Some("uri"))
        .map(|(name, member)| {
            let label = member.location_name.as_ref().unwrap_or(name);
            (&**label, MemberName::from(&**name))
        })
        .collect();
    if http.method.is_empty() || !http.method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let unknown = ProblemKind::UnknownValue {
            what: "method",
            value: http.method.clone().into_owned(),
            expected: "a word in capital letters",
        };
        problems.push(unknown, at.child("method"));
    }
    let code_at = at.child("responseCode");
    let code = http
        .response_code
        .as_ref()
        .and_then(|code| lower_status(code, &code_at, problems));
    Http {
        method: http.method.clone().into_owned(),
        uri: uri::lower_uri(
            &http.request_uri,
            &labels,
            &at.child("requestUri"),
            problems,
        ),
        code: code.unwrap_or(200),
    }
}

/// Lowers the input or output of an operation. Its element name applies if the shape has none.
fn lower_io(io: mirror::IoRef<'_>, shapes: &Entries<'_, mirror::Shape<'_>>, at: Pointer) -> Io {
    let target = shapes.get(&io.shape);
    let is_named = target.is_some_and(|shape| shape.location_name.is_some());
    Io {
        shape: ShapeName::from(io.shape.into_owned()),
        xml_name: io.location_name.filter(|_| !is_named).map(Text::into_owned),
        xml_namespace: io.xml_namespace.map(lower_namespace),
        result_wrapper: io.result_wrapper.map(Text::into_owned),
        events: None,
        docs: io.documentation.map(lower_docs),
        at,
    }
}

/// Errors in the model's order, without duplicates.
fn lower_errors(errors: Option<Vec<mirror::ErrorRef<'_>>>) -> Vec<ShapeName> {
    let names = errors.into_iter().flatten().map(|error| error.shape);
    let names: indexmap::IndexSet<_> = names.collect();
    let names = names.into_iter().map(Text::into_owned);
    names.map(ShapeName::from).collect()
}

/// Auth schemes, from the list or from the older key that covers two cases of it, and whether the body is unsigned.
fn lower_authtype(
    auth: Option<Vec<Text<'_>>>,
    authtype: Option<&str>,
    at: &Pointer,
    problems: &mut Problems,
) -> (Option<Vec<Auth>>, bool) {
    let listed = auth.map(|auth| auth.iter().map(|id| lower_auth(id)).collect());
    match authtype {
        None => (listed, false),
        Some("none") => (listed.or_else(|| Some(vec![Auth::None])), false),
        Some("v4-unsigned-body") => (listed, true),
        Some(other) => {
            let unknown = ProblemKind::UnknownValue {
                what: "authentication",
                value: other.to_owned(),
                expected: "`none` or `v4-unsigned-body`",
            };
            problems.push(unknown, at.child("authtype"));
            (listed, false)
        }
    }
}

fn lower_checksum(checksum: mirror::HttpChecksum<'_>) -> HttpChecksum {
    let member = |name: Text<'_>| MemberName::from(name.into_owned());
    HttpChecksum {
        request_required: checksum.request_checksum_required.unwrap_or(false),
        request_algorithm_member: checksum.request_algorithm_member.map(member),
        request_validation_mode_member: checksum.request_validation_mode_member.map(member),
        response_algorithms: checksum.response_algorithms.map_or_else(Vec::new, owned),
    }
}

fn owned(texts: Vec<Text<'_>>) -> Vec<String> {
    texts.into_iter().map(Text::into_owned).collect()
}
