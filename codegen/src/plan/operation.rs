//! Plans an operation: a type with facts, and an error enum.

use super::endpoint::Binding;
use super::schema::{Argument, Call, Discovery, Nested};
use super::{customizations, service};
use crate::describe;
use crate::ir::{self, Deprecated, Io, Ir, Location, Member, ShapeKind};
use crate::names::{Context, Gate, Ident, Names};

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Type name.
    pub(crate) name: Ident,
    /// Name in the model.
    pub(crate) model_name: String,
    /// The module, which is the name of the file.
    pub(crate) module: Ident,
    /// The feature that compiles it.
    pub(crate) gate: Gate,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Deprecation notice.
    pub(crate) deprecated: Option<Deprecated>,
    /// Type of the protocol.
    pub(crate) protocol: &'static str,
    /// Input.
    pub(crate) input: Side,
    /// Output.
    pub(crate) output: Side,
    /// The HTTP method.
    pub(crate) method: String,
    /// URI with input members in braces.
    pub(crate) uri: String,
    /// Error enum.
    pub(crate) error: OperationError,
    /// Traits.
    pub(crate) calls: Vec<Call>,
    /// Endpoint parameters set by the operation.
    pub(crate) bindings: Vec<Binding>,
}

/// An input or output.
#[derive(Debug)]
pub(crate) struct Side {
    /// The type.
    pub(crate) ty: Ident,
    /// The union of its events.
    pub(crate) events: Option<Ident>,
}

/// The error enum of an operation.
#[derive(Debug)]
pub(crate) struct OperationError {
    /// Name.
    pub(crate) name: Ident,
    /// Variants in the model's order, without the catch-all.
    pub(crate) variants: Vec<ErrorVariant>,
}

/// A modelled error.
#[derive(Debug)]
pub(crate) struct ErrorVariant {
    /// Variant name.
    pub(crate) name: Ident,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Type of the value.
    pub(crate) ty: Ident,
}

impl Operation {
    /// Plans an operation.
    pub(super) fn plan(operation: &ir::Operation, context: &Context<'_>) -> Option<Self> {
        let &Context { ir, names, .. } = context;
        Some(Self {
            name: names.operation(&operation.name),
            module: names.operation_module(&operation.name),
            gate: context.groups.operation(&operation.name),
            model_name: operation.name.clone(),
            docs: describe::operation(operation, &customizations::reasons(operation, ir), context),
            deprecated: operation.deprecated.clone(),
            protocol: service::protocol_type(context.protocol),
            input: side(operation.input.as_ref()?, names),
            output: side(operation.output.as_ref()?, names),
            method: operation.http.method.clone(),
            uri: operation.http.uri.to_string(),
            error: error(operation, ir, names),
            calls: calls(operation, context),
            bindings: Vec::new(),
        })
    }
}

fn side(io: &Io, names: &Names) -> Side {
    Side {
        ty: names.type_of(&io.shape),
        events: io
            .events
            .as_ref()
            .map(|events| names.type_of(&events.shape)),
    }
}

fn error(operation: &ir::Operation, ir: &Ir, names: &Names) -> OperationError {
    let variants = operation
        .errors
        .iter()
        .zip(names.failures(&operation.errors));
    OperationError {
        name: names.error(&operation.name),
        variants: variants
            .map(|(error, name)| ErrorVariant {
                name,
                docs: describe::failure(error, ir),
                ty: names.type_of(error),
            })
            .collect(),
    }
}

/// Members of an input or output.
fn members<'i>(io: Option<&Io>, ir: &'i Ir) -> impl Iterator<Item = &'i Member> {
    let shape = io.and_then(|io| ir.shape(&io.shape));
    shape.into_iter().flat_map(ir::Shape::members)
}

/// Returns true if events follow an input or output.
pub(super) fn streams_events(io: Option<&Io>) -> bool {
    io.is_some_and(|io| io.events.is_some())
}

/// Looks for a streaming blob payload; `true` if its length must be known.
fn streamed(io: Option<&Io>, ir: &Ir) -> Option<bool> {
    let mut members = members(io, ir).filter(|member| member.location == Location::Payload);
    members.find_map(|member| {
        let target = ir.target(member)?;
        let streams = member.streaming || target.traits.streaming;
        let is_bytes = matches!(target.kind, ShapeKind::Blob | ShapeKind::String);
        (is_bytes && streams).then_some(member.requires_length || target.traits.requires_length)
    })
}

/// Traits of an operation.
fn calls(operation: &ir::Operation, context: &Context<'_>) -> Vec<Call> {
    let mut calls = plain_facts(operation, context.ir);
    calls.extend(discovery(operation, context));
    calls.extend(nested(operation, context));
    calls.extend(customized(operation, context.ir));
    calls
}

/// Traits of an operation, without endpoint discovery.
pub(crate) fn facts(operation: &ir::Operation, ir: &Ir) -> Vec<Call> {
    let mut calls = plain_facts(operation, ir);
    calls.extend(customized(operation, ir));
    calls
}

/// Requirements of the service that its model does not state.
fn customized(operation: &ir::Operation, ir: &Ir) -> Option<Call> {
    let customizations = customizations::of(operation, ir);
    if customizations.is_empty() {
        return None;
    }
    let argument = Argument::Customizations(customizations);
    Some(Call::new("customized", vec![argument]))
}

/// Traits in the model.
fn plain_facts(operation: &ir::Operation, ir: &Ir) -> Vec<Call> {
    let mut calls = Vec::new();
    let text = |text: &String| vec![Argument::Text(text.clone())];
    let wire_name = operation.wire_name.as_ref();
    calls.extend(wire_name.map(|name| Call::new("named", text(name))));
    if operation.http.code != 200 {
        let code = Argument::Number(operation.http.code.into());
        calls.push(Call::new("status", vec![code]));
    }
    let (input, output) = (operation.input.as_ref(), operation.output.as_ref());
    let streamed_input = streamed(input, ir);
    let is_synthetic = |io: Option<&Io>| {
        let shape = io.and_then(|io| ir.shape(&io.shape));
        shape.is_some_and(|shape| shape.facts.synthetic)
    };
    let flags = [
        (is_synthetic(input), "no_input"),
        (is_synthetic(output), "no_output"),
        (operation.idempotent, "idempotent"),
        (operation.deprecated.is_some(), "deprecated"),
        (operation.readonly, "readonly"),
        (operation.pagination.is_some(), "paginated"),
        (streamed_input.is_some(), "streaming_input"),
        (streamed_input == Some(true), "requires_length"),
        (streamed(output, ir).is_some(), "streaming_output"),
        (streams_events(input), "event_input"),
        (streams_events(output), "event_output"),
        (operation.unsigned_payload, "unsigned_payload"),
        (operation.http_checksum_required, "checksum_required"),
    ];
    let flags = flags.into_iter().filter(|(is, _)| *is);
    calls.extend(flags.map(|(_, method)| Call::flag(method)));
    let host_prefix = operation.host_prefix.as_ref();
    calls.extend(host_prefix.map(|prefix| Call::new("host_prefix", text(prefix))));
    calls.extend(
        operation
            .auth
            .as_deref()
            .map(|auth| Call::new("auth_by", vec![service::schemes(auth)])),
    );
    calls.extend(operation.http_checksum.as_ref().map(|checksum| {
        let member = checksum.request_algorithm_member.as_ref();
        let member = Argument::OptionalText(member.map(ToString::to_string));
        Call::new(
            "checksum",
            vec![Argument::Flag(checksum.request_required), member],
        )
    }));
    let mode = operation.http_checksum.as_ref().and_then(|checksum| {
        let member = checksum.request_validation_mode_member.as_ref()?;
        let algorithms = Argument::Texts(checksum.response_algorithms.clone());
        let arguments = vec![Argument::Text(member.to_string()), algorithms];
        Some(Call::new("validation", arguments))
    });
    calls.extend(mode);
    if !operation.request_compression.is_empty() {
        let encodings = Argument::Texts(operation.request_compression.clone());
        calls.push(Call::new("compression", vec![encodings]));
    }
    calls.extend(documents(operation));
    calls
}

/// The operation that names the hosts of an operation, if it is asked for them.
fn discovery(operation: &ir::Operation, context: &Context<'_>) -> Option<Call> {
    let asked = asked(operation, context.ir)?;
    let discovery = Discovery {
        operation: context.names.operation(asked.operation),
        required: asked.required,
        identifiers: asked.identifiers,
    };
    let argument = Argument::Discovery(discovery);
    Some(Call::new("discovered", vec![argument]))
}

/// The operations that the calls of an operation make themselves.
fn nested(operation: &ir::Operation, context: &Context<'_>) -> Vec<Call> {
    let nested = operation.nested.iter();
    let call = nested.map(|nested| {
        let operation = context.names.operation(&nested.operation);
        let argument = Argument::Nested(Nested { operation });
        Call::new(nested_call(nested.role), vec![argument])
    });
    call.collect()
}

/// The method that states a nested operation.
pub(crate) const fn nested_call(role: ir::NestedRole) -> &'static str {
    match role {
        ir::NestedRole::Session => "session_by",
        ir::NestedRole::Region => "region_by",
    }
}

/// Endpoint discovery of an operation, by names of the model.
pub(crate) struct Asked<'m> {
    /// The operation that names hosts.
    pub(crate) operation: &'m str,
    /// True if the default host does not answer.
    pub(crate) required: bool,
    /// Input members that tell hosts apart.
    pub(crate) identifiers: Vec<String>,
}

/// Endpoint discovery of an operation, if it takes part.
pub(crate) fn asked<'m>(operation: &ir::Operation, ir: &'m Ir) -> Option<Asked<'m>> {
    let asked = operation.endpoint_discovery?;
    let mut operations = ir.service.operations.values();
    let naming = operations.find(|found| found.endpoint_operation)?;
    let streams = |io: &Option<Io>| streams_events(io.as_ref());
    if operation.endpoint_operation || streams(&naming.input) || streams(&naming.output) {
        return None;
    }
    let members = members(operation.input.as_ref(), ir);
    let identifiers = members.filter(|member| member.endpoint_discovery_id);
    Some(Asked {
        operation: &naming.name,
        required: asked.required,
        identifiers: identifiers.map(|member| member.name.to_string()).collect(),
    })
}

/// Traits of an operation's input and output documents.
fn documents(operation: &ir::Operation) -> impl Iterator<Item = Call> {
    let text = |text: &String| vec![Argument::Text(text.clone())];
    let input = operation.input.as_ref();
    let output = operation.output.as_ref();
    let name = input.and_then(|io| io.xml_name.as_ref());
    let namespace = input.and_then(|io| io.xml_namespace.as_ref());
    let wrapper = output.and_then(|io| io.result_wrapper.as_ref());
    let written: Vec<_> = [
        name.map(|name| Call::new("xml_name", text(name))),
        namespace.map(|namespace| Call::namespace("xml_namespace", namespace)),
    ]
    .into_iter()
    .flatten()
    .collect();
    [
        (!written.is_empty()).then(|| Call::new("input", vec![Argument::MemberTraits(written)])),
        wrapper.map(|name| Call::new("result_wrapper", text(name))),
    ]
    .into_iter()
    .flatten()
}
