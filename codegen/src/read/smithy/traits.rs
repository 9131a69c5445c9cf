//! Trait values, key by key.
//!
//! <https://smithy.io/2.0/trait-index.html>

use super::super::json::Node;
use super::super::mirror::{At, Read, Text, mirror, wrong_type};
use crate::ir::{Number, Value};
use crate::problem::Problems;

/// The value of an annotation trait, which has no properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Annotation;

impl<'a> Read<'a> for Annotation {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        // Early drafts of the format used `true`.
        if matches!(node, Node::Object(_) | Node::Bool(true)) {
            Some(Self)
        } else {
            wrong_type("an object", &node, at, problems)
        }
    }
}

/// A number; a string is accepted to preserve precision.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numeral(pub(crate) String);

impl<'a> Read<'a> for Numeral {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        if let Node::Number(number) = node {
            Some(Self(number.to_string()))
        } else if let Node::Text(text) = node {
            Some(Self(text.into_owned()))
        } else {
            wrong_type("a number", &node, at, problems)
        }
    }
}

mirror! {
    /// `smithy.api#deprecated`.
    struct Deprecated<'a>
    takes {
        "message" => message: Text<'a>,
        "since" => since: Text<'a>,
    }
}

mirror! {
    /// `smithy.api#length`.
    struct Length
    takes {
        "min" => min: Number,
        "max" => max: Number,
    }
}

mirror! {
    /// `smithy.api#range`.
    struct Range
    takes {
        "min" => min: Numeral,
        "max" => max: Numeral,
    }
}

mirror! {
    /// `smithy.api#xmlNamespace`.
    struct XmlNamespace<'a>
    needs {
        "uri" => uri: Text<'a>,
    }
    takes {
        "prefix" => prefix: Text<'a>,
    }
}

mirror! {
    /// A value of `smithy.api#enum`, the version 1.0 form of enum shapes.
    struct EnumDefinition<'a>
    needs {
        "value" => value: Text<'a>,
    }
    takes {
        "name" => name: Text<'a>,
        "documentation" => documentation: Text<'a>,
        "deprecated" => deprecated: bool,
        "tags" => tags: Vec<Text<'a>>,
    }
}

mirror! {
    /// `smithy.api#mixin`.
    struct Mixin<'a>
    takes {
        "localTraits" => local_traits: Vec<Text<'a>>,
    }
    ignores {
        // For generators of mixin types; this one generates none.
        "interface",
    }
}

mirror! {
    /// `smithy.api#retryable`.
    struct Retryable
    takes {
        "throttling" => throttling: bool,
    }
}

mirror! {
    /// `aws.protocols#awsQueryError`.
    struct AwsQueryError<'a>
    needs {
        "code" => code: Text<'a>,
        "httpResponseCode" => http_response_code: Number,
    }
    takes {}
}

mirror! {
    /// `smithy.api#http`.
    struct Http<'a>
    needs {
        "method" => method: Text<'a>,
        "uri" => uri: Text<'a>,
    }
    takes {
        "code" => code: Number,
    }
}

mirror! {
    /// `smithy.api#endpoint`.
    struct Endpoint<'a>
    needs {
        "hostPrefix" => host_prefix: Text<'a>,
    }
    takes {}
}

mirror! {
    /// `aws.protocols#httpChecksum`.
    struct HttpChecksum<'a>
    takes {
        "requestAlgorithmMember" => request_algorithm_member: Text<'a>,
        "requestChecksumRequired" => request_checksum_required: bool,
        "requestValidationModeMember" => request_validation_mode_member: Text<'a>,
        "responseAlgorithms" => response_algorithms: Vec<Text<'a>>,
    }
}

mirror! {
    /// `smithy.api#requestCompression`.
    struct RequestCompression<'a>
    needs {
        "encodings" => encodings: Vec<Text<'a>>,
    }
    takes {}
}

mirror! {
    /// `smithy.api#paginated` of an operation, or of a service as the default for its operations.
    struct Paginated<'a>
    takes {
        "inputToken" => input_token: Text<'a>,
        "outputToken" => output_token: Text<'a>,
        "items" => items: Text<'a>,
        "pageSize" => page_size: Text<'a>,
    }
}

mirror! {
    /// An item of `smithy.api#examples`.
    struct Example<'a>
    needs {
        "title" => title: Text<'a>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
        "input" => input: Value,
        "output" => output: Value,
        "error" => error: ExampleError<'a>,
    }
    ignores {
        // Lets validators accept examples with invalid input, used for errors.
        "allowConstraintErrors",
    }
}

mirror! {
    /// The error of an example.
    struct ExampleError<'a>
    needs {
        "shapeId" => shape: Text<'a>,
    }
    takes {
        "content" => content: Value,
    }
}

mirror! {
    /// A waiter of `smithy.waiters#waitable`.
    struct Waiter<'a>
    needs {
        "acceptors" => acceptors: Vec<Acceptor<'a>>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
        "minDelay" => min_delay: Number,
        "maxDelay" => max_delay: Number,
        "deprecated" => deprecated: bool,
    }
    ignores {
        // For catalogues, like `smithy.api#tags`.
        "tags",
    }
}

mirror! {
    /// A condition on a response, and the state it leads to.
    struct Acceptor<'a>
    needs {
        "state" => state: Text<'a>,
        "matcher" => matcher: Matcher<'a>,
    }
    takes {}
    ignores {
        // The path of a message in a failed response; the response itself is available.
        "message",
    }
}

mirror! {
    /// A condition on a response: exactly one of these keys.
    struct Matcher<'a>
    takes {
        "output" => output: PathMatcher<'a>,
        "inputOutput" => input_output: PathMatcher<'a>,
        "success" => success: bool,
        "errorType" => error_type: Text<'a>,
    }
}

mirror! {
    /// The expected value at a path.
    struct PathMatcher<'a>
    needs {
        "path" => path: Text<'a>,
        "expected" => expected: Text<'a>,
        "comparator" => comparator: Text<'a>,
    }
    takes {}
}

mirror! {
    /// `aws.api#service`.
    struct AwsService<'a>
    needs {
        "sdkId" => sdk_id: Text<'a>,
    }
    takes {
        "arnNamespace" => arn_namespace: Text<'a>,
        "docId" => doc_id: Text<'a>,
        "endpointPrefix" => endpoint_prefix: Text<'a>,
    }
    ignores {
        // Names of the service in management, audit and monitoring products.
        "cloudFormationName", "cloudTrailEventSource", "cloudWatchNamespace",
        // A former name of the short id, still present in old models.
        "abbreviation",
    }
}

mirror! {
    /// `aws.auth#sigv4` and `aws.auth#sigv4a`.
    struct SigV4<'a>
    takes {
        "name" => name: Text<'a>,
    }
}

mirror! {
    /// `smithy.api#httpApiKeyAuth`.
    struct HttpApiKeyAuth<'a>
    needs {
        "name" => name: Text<'a>,
        "in" => place: Text<'a>,
    }
    takes {
        "scheme" => scheme: Text<'a>,
    }
}

mirror! {
    /// The properties of a protocol trait.
    struct ProtocolSettings<'a>
    takes {
        "http" => http: Vec<Text<'a>>,
        "eventStreamHttp" => event_stream_http: Vec<Text<'a>>,
        "noErrorWrapping" => no_error_wrapping: bool,
    }
}

mirror! {
    /// `aws.api#clientEndpointDiscovery`.
    struct ClientEndpointDiscovery<'a>
    needs {
        "operation" => operation: Text<'a>,
    }
    takes {}
    ignores {
        // The error of an outdated endpoint; any failure of that kind triggers a new lookup.
        "error",
    }
}

mirror! {
    /// `aws.api#clientDiscoveredEndpoint`.
    struct ClientDiscoveredEndpoint
    takes {
        "required" => required: bool,
    }
}

mirror! {
    /// `smithy.rules#contextParam`.
    struct ContextParam<'a>
    needs {
        "name" => name: Text<'a>,
    }
    takes {}
}

mirror! {
    /// An entry of `smithy.rules#staticContextParams`.
    struct StaticContextParam
    needs {
        "value" => value: Value,
    }
    takes {}
}

mirror! {
    /// An entry of `smithy.rules#operationContextParams`.
    struct OperationContextParam<'a>
    needs {
        "path" => path: Text<'a>,
    }
    takes {}
}

mirror! {
    /// An entry of `smithy.rules#clientContextParams`.
    struct ClientContextParam<'a>
    needs {
        "type" => kind: Text<'a>,
    }
    takes {
        "documentation" => documentation: Text<'a>,
    }
}
