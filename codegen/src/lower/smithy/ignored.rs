//! The traits that change nothing of what is generated, each with the reason.

use crate::problem::Problems;

/// What becomes of a trait that nobody took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is let go, on purpose.
    Ignored,
    /// It means something elsewhere.
    Misplaced,
    /// Nothing is known of it.
    Unknown,
}

/// What becomes of a trait that nobody took.
pub(super) fn fate(id: &str) -> Fate {
    if is_ignored(id) || is_for_other_tools(id) {
        Fate::Ignored
    } else if HONOURED.contains(&id) {
        Fate::Misplaced
    } else {
        Fate::Unknown
    }
}

/// The trait that an unknown one may have meant: one of its namespace, by its name there.
pub(super) fn similar(id: &str, problems: &Problems) -> Option<String> {
    let (namespace, name) = id.split_once('#')?;
    let own = |known: &&'static str| known.split_once('#').filter(|(of, _)| *of == namespace);
    let names = HONOURED.iter().filter_map(own).map(|(_, name)| name);
    let name = problems.similar(name, names)?;
    Some(format!("{namespace}#{name}"))
}

/// Traits of Smithy itself.
fn is_ignored(id: &str) -> bool {
    match id {
        // Catalogues, linters and other people's documentation: nothing of them is on the wire or in a type.
        "smithy.api#tags" | "smithy.api#suppress" | "smithy.api#since" | "smithy.api#unstable"
        | "smithy.api#externalDocumentation" | "smithy.api#recommended" | "smithy.api#title"
        // Who may refer to a shape; the model was checked for it where it was made.
        | "smithy.api#private" | "smithy.api#internal" | "smithy.api#idRef"
        | "smithy.api#references"
        // How members make up a resource: requests are the same without.
        | "smithy.api#resourceIdentifier" | "smithy.api#property" | "smithy.api#notProperty"
        | "smithy.api#nestedProperties" | "smithy.api#noReplace"
        // What a shape is to a model rather than to a service. Defaults of shapes are repeated by their members, and
        // `@input` was taken into the members before.
        | "smithy.api#trait" | "smithy.api#mixin" | "smithy.api#default" | "smithy.api#box"
        | "smithy.api#input" | "smithy.api#output" | "smithy.api#unitType"
        | "smithy.api#authDefinition" | "smithy.api#protocolDefinition"
        | "smithy.api#traitValidators" | "smithy.api#metadata"
        // How a server answers browsers.
        | "smithy.api#cors"
        // A timeout that a client of sockets would set; nothing here waits for an answer.
        | "smithy.api#longPoll"
        // Rules between members, in a language of its own: they are the service's to check.
        | "smithy.contracts#conditions"
        // Frames of a body that a client with a stream in hand writes.
        | "aws.api#awsChunked" | "aws.auth#awsChunked"
        // Cases for tests: `conformance` and others read them from the model.
        | "smithy.test#httpRequestTests" | "smithy.test#httpResponseTests"
        | "smithy.test#httpMalformedRequestTests" | "smithy.test#smokeTests"
        | "smithy.test#eventStreamTests" | "smithy.rules#endpointTests" => true,
        _ => false,
    }
}

/// Whole families of traits that tell something to tools beside a client.
fn is_for_other_tools(id: &str) -> bool {
    const FAMILIES: [&str; 8] = [
        // Roles and policies.
        "aws.iam#",
        // Gateways in front of the service.
        "aws.apigateway#",
        // Templates of resources.
        "aws.cloudformation#",
        // How a model's endpoints are made into the rules that the model carries as well.
        "aws.endpoints#",
        // Conversions to other formats.
        "smithy.openapi#",
        // Another transport than HTTP.
        "smithy.mqtt#",
        // Words for assistants.
        "smithy.ai#",
        // User pools, which a gateway checks.
        "aws.auth#cognitoUserPools",
    ];
    const AWS: [&str; 7] = [
        // Names of resources, and what kind of data a shape holds: for auditors and consoles.
        "aws.api#arn",
        "aws.api#arnReference",
        "aws.api#data",
        "aws.api#taggable",
        "aws.api#tagEnabled",
        // Which half of the service an operation belongs to.
        "aws.api#controlPlane",
        "aws.api#dataPlane",
    ];
    FAMILIES.iter().any(|family| id.starts_with(family)) || AWS.contains(&id)
}

/// The traits that are taken somewhere.
const HONOURED: [&str; 76] = [
    "aws.api#clientDiscoveredEndpoint",
    "aws.api#clientEndpointDiscovery",
    "aws.api#clientEndpointDiscoveryId",
    "aws.api#service",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "aws.auth#unsignedPayload",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#awsQueryCompatible",
    "aws.protocols#awsQueryError",
    "aws.protocols#ec2Query",
    "aws.protocols#ec2QueryName",
    "aws.protocols#httpChecksum",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.api#addedDefault",
    "smithy.api#auth",
    "smithy.api#clientOptional",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#endpoint",
    "smithy.api#enum",
    "smithy.api#enumValue",
    "smithy.api#error",
    "smithy.api#eventHeader",
    "smithy.api#eventPayload",
    "smithy.api#examples",
    "smithy.api#hostLabel",
    "smithy.api#http",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpChecksumRequired",
    "smithy.api#httpDigestAuth",
    "smithy.api#httpError",
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idempotencyToken",
    "smithy.api#idempotent",
    "smithy.api#jsonName",
    "smithy.api#length",
    "smithy.api#mediaType",
    "smithy.api#optionalAuth",
    "smithy.api#paginated",
    "smithy.api#pattern",
    "smithy.api#range",
    "smithy.api#readonly",
    "smithy.api#requestCompression",
    "smithy.api#required",
    "smithy.api#requiresLength",
    "smithy.api#retryable",
    "smithy.api#sensitive",
    "smithy.api#sparse",
    "smithy.api#streaming",
    "smithy.api#timestampFormat",
    "smithy.api#uniqueItems",
    "smithy.api#xmlAttribute",
    "smithy.api#xmlFlattened",
    "smithy.api#xmlName",
    "smithy.api#xmlNamespace",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "smithy.rules#clientContextParams",
    "smithy.rules#contextParam",
    "smithy.rules#endpointBdd",
    "smithy.rules#endpointRuleSet",
    "smithy.rules#operationContextParams",
    "smithy.rules#staticContextParams",
    "smithy.waiters#waitable",
];
