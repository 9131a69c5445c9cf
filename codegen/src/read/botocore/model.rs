//! The service model, key by key.

use crate::ir::{Number, Value};
use crate::problem::Problems;
use crate::read::json::Node;
use crate::read::mirror::{At, Entries, Read, Text, mirror};

mirror! {
    /// The contents of `service-2.json`.
    struct Model<'a>
    needs {
        "metadata" => metadata: Metadata<'a>,
        "operations" => operations: Entries<'a, Operation<'a>>,
        "shapes" => shapes: Entries<'a, Shape<'a>>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
        "deprecated" => deprecated: bool,
        "deprecatedMessage" => deprecated_message: Text<'a>,
        "deprecatedSince" => deprecated_since: Text<'a>,
        "clientContextParams" => client_context_params: Entries<'a, ClientContextParam<'a>>,
    }
    ignores {
        // The version of the format; only one exists since it was introduced.
        "version",
        // Always empty: examples are in a sidecar.
        "examples",
    }
}

mirror! {
    /// Properties of the entire service.
    struct Metadata<'a>
    takes {
        "apiVersion" => api_version: Text<'a>,
        "auth" => auth: Vec<Text<'a>>,
        "awsQueryCompatible" => aws_query_compatible: Node<'a>,
        "endpointPrefix" => endpoint_prefix: Text<'a>,
        "globalEndpoint" => global_endpoint: Text<'a>,
        "jsonVersion" => json_version: Text<'a>,
        "protocol" => protocol: Text<'a>,
        "protocolSettings" => protocol_settings: ProtocolSettings<'a>,
        "protocols" => protocols: Vec<Text<'a>>,
        "serviceAbbreviation" => service_abbreviation: Text<'a>,
        "serviceFullName" => service_full_name: Text<'a>,
        "serviceId" => service_id: Text<'a>,
        "signatureVersion" => signature_version: Text<'a>,
        "signingName" => signing_name: Text<'a>,
        "targetPrefix" => target_prefix: Text<'a>,
        "uid" => uid: Text<'a>,
        "xmlNamespace" => xml_namespace: XmlNamespace<'a>,
    }
    ignores {
        // The checksum algorithm of two services, which compute it by hand-written rules.
        "checksumFormat",
        // The service's name in another catalogue.
        "ripServiceName",
    }
}

mirror! {
    /// Settings of the transport.
    struct ProtocolSettings<'a>
    takes {
        "h2" => h2: Text<'a>,
    }
}

mirror! {
    /// An endpoint parameter set by the client.
    struct ClientContextParam<'a>
    needs {
        "type" => kind: Text<'a>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
    }
}

mirror! {
    /// An operation.
    #[expect(clippy::struct_field_names, reason = "fields are named after their keys")]
    struct Operation<'a>
    needs {
        "http" => http: Http<'a>,
    }
    takes {
        "name" => name: Text<'a>,
        "input" => input: IoRef<'a>,
        "output" => output: IoRef<'a>,
        "errors" => errors: Vec<ErrorRef<'a>>,
        "documentation" => documentation: Text<'a>,
        "deprecated" => deprecated: bool,
        "deprecatedMessage" => deprecated_message: Text<'a>,
        "deprecatedSince" => deprecated_since: Text<'a>,
        "idempotent" => idempotent: bool,
        "readonly" => readonly: bool,
        "auth" => auth: Vec<Text<'a>>,
        "authtype" => authtype: Text<'a>,
        "unsignedPayload" => unsigned_payload: bool,
        "endpoint" => endpoint: Endpoint<'a>,
        "endpointdiscovery" => endpoint_discovery: EndpointDiscovery,
        "endpointoperation" => endpoint_operation: bool,
        "httpChecksum" => http_checksum: HttpChecksum<'a>,
        "httpChecksumRequired" => http_checksum_required: bool,
        "requestcompression" => request_compression: RequestCompression<'a>,
        "staticContextParams" => static_context_params: Entries<'a, StaticContextParam>,
        "operationContextParams" => operation_context_params: Entries<'a, OperationContextParam<'a>>,
    }
}

mirror! {
    /// HTTP binding of an operation.
    struct Http<'a>
    needs {
        "method" => method: Text<'a>,
        "requestUri" => request_uri: Text<'a>,
    }
    takes {
        "responseCode" => response_code: Number,
    }
}

mirror! {
    /// Host prefix of an operation.
    struct Endpoint<'a>
    needs {
        "hostPrefix" => host_prefix: Text<'a>,
    }
    takes {}
}

mirror! {
    /// Endpoint discovery of an operation.
    struct EndpointDiscovery
    takes {
        "required" => required: bool,
    }
}

mirror! {
    /// Checksum configuration.
    struct HttpChecksum<'a>
    takes {
        "requestAlgorithmMember" => request_algorithm_member: Text<'a>,
        "requestChecksumRequired" => request_checksum_required: bool,
        "requestValidationModeMember" => request_validation_mode_member: Text<'a>,
        "responseAlgorithms" => response_algorithms: Vec<Text<'a>>,
    }
}

mirror! {
    /// Encodings available for request compression.
    struct RequestCompression<'a>
    needs {
        "encodings" => encodings: Vec<Text<'a>>,
    }
    takes {}
}

mirror! {
    /// An endpoint parameter with a constant value.
    struct StaticContextParam
    needs {
        "value" => value: Value,
    }
    takes {}
}

mirror! {
    /// An endpoint parameter computed from the input.
    struct OperationContextParam<'a>
    needs {
        "path" => path: Text<'a>,
    }
    takes {}
}

mirror! {
    /// The input or output of an operation.
    struct IoRef<'a>
    needs {
        "shape" => shape: Text<'a>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
        "locationName" => location_name: Text<'a>,
        "xmlNamespace" => xml_namespace: XmlNamespace<'a>,
        "resultWrapper" => result_wrapper: Text<'a>,
        "payload" => payload: Text<'a>,
        "required" => required: Vec<Text<'a>>,
    }
    ignores {
        // Implied by `resultWrapper`.
        "wrapper",
    }
}

mirror! {
    /// An error of an operation.
    struct ErrorRef<'a>
    needs {
        "shape" => shape: Text<'a>,
    }
    takes {
        "error" => error: ErrorInfo<'a>,
        "exception" => exception: bool,
        "fault" => fault: bool,
        "retryable" => retryable: Retryable,
    }
    ignores {
        // Documentation shared by several operations on one page.
        "documentation",
    }
}

mirror! {
    /// A shape, whatever its type.
    struct Shape<'a>
    needs {
        "type" => kind: Text<'a>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
        "deprecated" => deprecated: bool,
        "deprecatedMessage" => deprecated_message: Text<'a>,
        "deprecatedSince" => deprecated_since: Text<'a>,
        "sensitive" => sensitive: bool,
        "members" => members: Entries<'a, Member<'a>>,
        "required" => required: Vec<Text<'a>>,
        "payload" => payload: Text<'a>,
        "member" => member: Member<'a>,
        "key" => key: Member<'a>,
        "value" => value: Member<'a>,
        "enum" => values: Vec<Text<'a>>,
        "min" => min: Number,
        "max" => max: Number,
        "pattern" => pattern: Text<'a>,
        "sparse" => sparse: bool,
        "document" => document: bool,
        "union" => union: bool,
        "streaming" => streaming: bool,
        "requiresLength" => requires_length: bool,
        "eventstream" => eventstream: bool,
        "event" => event: bool,
        "flattened" => flattened: bool,
        "locationName" => location_name: Text<'a>,
        "xmlNamespace" => xml_namespace: XmlNamespace<'a>,
        "timestampFormat" => timestamp_format: Text<'a>,
        "exception" => exception: bool,
        "error" => error: ErrorInfo<'a>,
        "fault" => fault: bool,
        "retryable" => retryable: Retryable,
        // Member traits that are given on the shape if they apply to every member that targets it.
        "location" => location: Text<'a>,
        "queryName" => query_name: Text<'a>,
        "xmlAttribute" => xml_attribute: bool,
        "idempotencyToken" => idempotency_token: bool,
        "hostLabel" => host_label: bool,
        "jsonvalue" => jsonvalue: bool,
        "eventpayload" => event_payload: bool,
        "eventheader" => event_header: bool,
        "contextParam" => context_param: ContextParam<'a>,
        "endpointdiscoveryid" => endpoint_discovery_id: bool,
    }
    ignores {
        // Distinguishes nullable numbers; here, every member that is not required is optional.
        "box",
        // Marks an error created for a former protocol of the service; it is still an error.
        "synthetic",
        // A second indication that an output has a `resultWrapper`.
        "wrapper",
        // An element order without effect: parsers accept any order, and requests of that service are not XML.
        "xmlOrder",
    }
}

mirror! {
    /// Error properties on the wire.
    struct ErrorInfo<'a>
    takes {
        "code" => code: Text<'a>,
        "httpStatusCode" => http_status_code: Number,
        "senderFault" => sender_fault: bool,
        "fault" => fault: bool,
    }
}

mirror! {
    /// Retry information.
    struct Retryable
    takes {
        "throttling" => throttling: bool,
    }
}

mirror! {
    /// A member of a structure, a list or a map.
    struct Member<'a>
    needs {
        "shape" => shape: Text<'a>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
        "deprecated" => deprecated: bool,
        "deprecatedMessage" => deprecated_message: Text<'a>,
        "deprecatedSince" => deprecated_since: Text<'a>,
        "sensitive" => sensitive: bool,
        "location" => location: Text<'a>,
        "locationName" => location_name: Text<'a>,
        "queryName" => query_name: Text<'a>,
        "flattened" => flattened: bool,
        "xmlAttribute" => xml_attribute: bool,
        "xmlNamespace" => xml_namespace: XmlNamespace<'a>,
        "timestampFormat" => timestamp_format: Text<'a>,
        "idempotencyToken" => idempotency_token: bool,
        "hostLabel" => host_label: bool,
        "streaming" => streaming: bool,
        "requiresLength" => requires_length: bool,
        "jsonvalue" => jsonvalue: bool,
        "eventpayload" => event_payload: bool,
        "eventheader" => event_header: bool,
        "contextParam" => context_param: ContextParam<'a>,
        "endpointdiscoveryid" => endpoint_discovery_id: bool,
        "min" => min: Number,
        "max" => max: Number,
        "pattern" => pattern: Text<'a>,
        // Shape traits that may also be given on a reference.
        "sparse" => sparse: bool,
        "document" => document: bool,
        "union" => union: bool,
        "eventstream" => eventstream: bool,
        "event" => event: bool,
    }
    ignores {
        // See the same keys on shapes.
        "box", "synthetic", "wrapper", "xmlOrder",
        // Two members of one service restrict a shared string to a few values. The service rejects others; a separate type for
        // each would not convert to the shared one.
        "enum",
    }
}

mirror! {
    /// The endpoint parameter set by a member.
    struct ContextParam<'a>
    needs {
        "name" => name: Text<'a>,
    }
    takes {}
}

/// An XML namespace: an object, or its URI as a string.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct XmlNamespace<'a> {
    pub(crate) uri: Text<'a>,
    pub(crate) prefix: Option<Text<'a>>,
}

mirror! {
    struct XmlNamespaceObject<'a>
    needs {
        "uri" => uri: Text<'a>,
    }
    takes {
        "prefix" => prefix: Text<'a>,
    }
}

impl<'a> Read<'a> for XmlNamespace<'a> {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        if let Node::Text(uri) = node {
            return Some(Self { uri, prefix: None });
        }
        let XmlNamespaceObject { uri, prefix } = XmlNamespaceObject::read(node, at, problems)?;
        Some(Self { uri, prefix })
    }
}
