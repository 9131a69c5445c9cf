//! Table of known traits.

use super::{Row, Use};

/// All rows.
pub(super) const TRAITS: &[Row] = &[
    Row {
        fate: Use::Honoured,
        ids: &[
            "aws.protocols#awsJson1_0",
            "aws.protocols#awsJson1_1",
            "aws.protocols#awsQuery",
            "aws.protocols#ec2Query",
            "aws.protocols#restJson1",
            "aws.protocols#restXml",
            "smithy.protocols#rpcv2Cbor",
            "smithy.protocols#rpcv2Json",
            "alloy#simpleRestJson",
        ],
        why: "A protocol to speak; of several the preferred one is taken, or the one that is asked for. A trait that is itself marked `protocolDefinition` and is none of these is refused by name.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["aws.protocols#awsQueryCompatible"],
        why: "Requests ask for the error codes of the service's awsQuery days, and they are read.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["aws.protocols#awsQueryError"],
        why: "The code and the status of an error, in awsQuery and where a service stays compatible with it.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "aws.protocols#ec2QueryName",
            "smithy.api#jsonName",
            "smithy.api#xmlName",
        ],
        why: "The name on the wire.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "smithy.api#xmlAttribute",
            "smithy.api#xmlFlattened",
            "smithy.api#xmlNamespace",
        ],
        why: "How XML is written and read.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#timestampFormat"],
        why: "How an instant is written.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#mediaType"],
        why: "The content type of a payload; JSON in a header travels as base64.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "smithy.api#http",
            "smithy.api#httpError",
            "smithy.api#httpHeader",
            "smithy.api#httpLabel",
            "smithy.api#httpPayload",
            "smithy.api#httpPrefixHeaders",
            "smithy.api#httpQuery",
            "smithy.api#httpQueryParams",
            "smithy.api#httpResponseCode",
        ],
        why: "Where a message says what, in protocols that bind to HTTP; the others put all into the body.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#endpoint", "smithy.api#hostLabel"],
        why: "What stands before the host.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "aws.protocols#httpChecksum",
            "smithy.api#httpChecksumRequired",
        ],
        why: "The checksum of a request.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#requestCompression"],
        why: "A long body is compressed, unless the options of a request say otherwise.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#streaming", "smithy.api#requiresLength"],
        why: "A blob is the caller's stream; a union is a stream of events, whose types are there and whose frames are not.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#eventHeader", "smithy.api#eventPayload"],
        why: "Which members of an event stand outside of its frame's body; the schema says it.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "smithy.api#required",
            "smithy.api#clientOptional",
            "smithy.api#default",
            "smithy.api#addedDefault",
            "smithy.api#input",
        ],
        why: "Whether a member is `T` or `Option<T>`, and what it is where nobody sets it.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#sparse"],
        why: "Elements may be absent: `Option<T>`.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#enum", "smithy.api#enumValue"],
        why: "Values of an enum, with the names of their variants.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#error", "smithy.api#retryable"],
        why: "An error, whose fault it is, and whether to try again.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#idempotencyToken"],
        why: "A token that the request fills in.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "smithy.api#length",
            "smithy.api#range",
            "smithy.api#pattern",
            "smithy.api#uniqueItems",
        ],
        why: "Constraints, for `validate` and the documentation.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#sensitive"],
        why: "What no message shows.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#deprecated", "smithy.api#documentation"],
        why: "Attributes and prose of what is generated.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["smithy.api#idempotent", "smithy.api#readonly"],
        why: "The documentation says it.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "smithy.api#auth",
            "smithy.api#optionalAuth",
            "smithy.api#httpApiKeyAuth",
            "smithy.api#httpBasicAuth",
            "smithy.api#httpBearerAuth",
            "smithy.api#httpDigestAuth",
            "smithy.api#authDefinition",
            "aws.auth#sigv4",
            "aws.auth#sigv4a",
            "aws.auth#unsignedPayload",
        ],
        why: "How a request is to be signed: a fact of each operation, for whoever signs.",
    },
    Row {
        fate: Use::Honoured,
        ids: &["aws.api#service", "smithy.api#title"],
        why: "Names of the service.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "aws.api#clientDiscoveredEndpoint",
            "aws.api#clientEndpointDiscovery",
            "aws.api#clientEndpointDiscoveryId",
        ],
        why: "The documentation says which operations ask for their host first.",
    },
    Row {
        fate: Use::Honoured,
        ids: &[
            "smithy.api#mixin",
            "smithy.api#box",
            "smithy.api#protocolDefinition",
        ],
        why: "Models are put together by it: mixins are copied in, `box` of version 1.0 makes a member optional, and a protocol's definition lets it be refused by name.",
    },
    Row {
        fate: Use::Kept,
        ids: &[
            "smithy.api#paginated",
            "smithy.waiters#waitable",
            "smithy.api#examples",
        ],
        why: "Pages, waiters and examples.",
    },
    Row {
        fate: Use::Kept,
        ids: &[
            "smithy.rules#endpointRuleSet",
            "smithy.rules#endpointBdd",
            "smithy.rules#clientContextParams",
            "smithy.rules#contextParam",
            "smithy.rules#operationContextParams",
            "smithy.rules#staticContextParams",
        ],
        why: "The rules that find a host, and their parameters.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "smithy.api#tags",
            "smithy.api#suppress",
            "smithy.api#since",
            "smithy.api#unstable",
            "smithy.api#externalDocumentation",
            "smithy.api#recommended",
        ],
        why: "For catalogues, linters and other people's documentation: nothing of them is on the wire or in a type.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "smithy.api#private",
            "smithy.api#internal",
            "smithy.api#idRef",
            "smithy.api#references",
        ],
        why: "Who may refer to a shape; the model was checked for it where it was made.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "smithy.api#resourceIdentifier",
            "smithy.api#property",
            "smithy.api#notProperty",
            "smithy.api#nestedProperties",
            "smithy.api#noReplace",
        ],
        why: "How members make up a resource: requests are the same without.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "smithy.api#trait",
            "smithy.api#traitValidators",
            "smithy.api#metadata",
            "smithy.api#output",
            "smithy.api#unitType",
        ],
        why: "What a shape is to a model rather than to a service.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.api#cors"],
        why: "How a server answers browsers.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.api#longPoll"],
        why: "A timeout that a client of sockets would set; nothing here waits for an answer.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.protocols#idx", "smithy.protocols#indexed"],
        why: "Numbers of members, new in version 2.1, for formats without names: every protocol here sends names.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "alloy#uuidFormat",
            "alloy#uncheckedExamples",
            "alloy#dataExamples",
        ],
        why: "A text is a text whatever its format, and examples are for people.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.synthetic#*"],
        why: "Marks of a tool on shapes that it made, such as the lists that version 2.1 declares in place; the shapes count as any other.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.contracts#conditions"],
        why: "Rules between members in a language of its own: they are the service's to check.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.api#awsChunked"],
        why: "Frames of a body that a client with a stream in hand writes.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.customizations#s3UnwrappedXmlOutput"],
        why: "S3's location of a bucket: a row of the customizations says it for botocore's model too, which cannot.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "smithy.test#httpRequestTests",
            "smithy.test#httpResponseTests",
        ],
        why: "Cases for tests: `cargo xtask conformance` reads them from the model.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "smithy.test#httpMalformedRequestTests",
            "smithy.test#smokeTests",
            "smithy.test#eventStreamTests",
            "smithy.rules#endpointTests",
        ],
        why: "Cases for servers, for accounts of a service, and for what is not generated.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "aws.api#arn",
            "aws.api#arnReference",
            "aws.api#data",
            "aws.api#taggable",
            "aws.api#tagEnabled",
        ],
        why: "Names of resources, and what kind of data a shape holds: for auditors and consoles.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.api#controlPlane", "aws.api#dataPlane"],
        why: "Which half of the service an operation belongs to.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.iam#*"],
        why: "Roles and policies.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.apigateway#*"],
        why: "Gateways in front of the service.",
    },
    Row {
        fate: Use::Ignored,
        ids: &[
            "aws.auth#cognitoUserPools",
            "aws.auth#cognitoUserPoolsScopes",
        ],
        why: "User pools, which a gateway checks.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.cloudformation#*"],
        why: "Templates of resources.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["aws.endpoints#*"],
        why: "How a model's endpoints are made into the rules that the model carries as well.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.openapi#*"],
        why: "Conversions to other formats.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.mqtt#*"],
        why: "Another transport than HTTP.",
    },
    Row {
        fate: Use::Ignored,
        ids: &["smithy.ai#*"],
        why: "Words for assistants.",
    },
];
