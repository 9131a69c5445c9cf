//! Table of service behaviour that models do not state; the only place that knows services by name.
//!
//! A row attaches a customization to operations; the runtime implements it independently of the service. Behaviour that
//! needs a client, such as presigned URLs, or decisions by the caller is out of scope.

use crate::ir::{Io, Ir, Location, Member, Operation, Shape, ShapeKind};

/// A customization of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customization {
    /// Variant of the runtime's enum.
    pub variant: &'static str,
    /// Arguments of the variant.
    pub arguments: Vec<String>,
    /// A sentence that describes the effect.
    pub reason: &'static str,
}

/// A row of the table.
struct Row {
    /// The id of the service.
    service: &'static str,
    /// Operations; empty for all of them.
    operations: &'static [&'static str],
    /// The customization.
    kind: Kind,
    /// A sentence for the documentation of the operations.
    reason: &'static str,
}

/// A customization, with the condition for applying it to an operation.
#[derive(Clone, Copy)]
enum Kind {
    /// A header with a constant value.
    Header(&'static str, &'static str),
    /// A default string for an input member.
    Fallback(&'static str, &'static str),
    /// Input members targeting one of these shapes are sent without the part up to their last slash.
    Strip(&'static [&'static str]),
    /// A tree hash of the body.
    TreeHash,
    /// The input member that gives the endpoint.
    EndpointMember(&'static str),
    /// The label that may move from the path to the host.
    BucketInPath(&'static str),
    /// The response root is the only output member itself, without a wrapper.
    UnwrappedOutput,
    /// A successful response may contain an error.
    ErrorInSuccess,
    /// A successful response must have a complete body.
    BodyInSuccess,
    /// The error for a 404 response to HEAD.
    NotFoundOfHead(&'static str),
    /// A response header whose timestamp may be malformed.
    LenientTimestamp(&'static str),
    /// The pair with a URL that is presigned in `SourceRegion`, which is not sent itself.
    PresignedUrl(&'static str),
    /// The same; both regions are sent.
    PresignedUrlWithRegions(&'static str),
    /// A header with a CRC-32 of the response body.
    Crc32,
    /// MD5 sums of messages in the response.
    MessageMd5,
}

/// Documentation of a request with a presigned URL.
const PRESIGNED: &str =
    "A client adds a URL, presigned in `SourceRegion`, where that is another region than its own.";

/// The table, by service.
const ROWS: [Row; 20] = [
    // https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
    Row {
        service: "API Gateway",
        operations: &[],
        kind: Kind::Header("accept", "application/json"),
        reason: "Requests JSON; the default of the service is HAL.",
    },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/api-common-request-headers.html
    Row {
        service: "Glacier",
        operations: &[],
        kind: Kind::Header("x-amz-glacier-version", "2012-06-01"),
        reason: "Sends the API version in a header.",
    },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-get.html
    Row {
        service: "Glacier",
        operations: &[],
        kind: Kind::Fallback("accountId", "-"),
        reason: "`accountId` defaults to the account of the credentials.",
    },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html
    Row {
        service: "Glacier",
        operations: &["UploadArchive", "UploadMultipartPart"],
        kind: Kind::TreeHash,
        reason: "Sends the tree hash and the SHA-256 of the body.",
    },
    // https://docs.aws.amazon.com/machine-learning/latest/APIReference/API_Predict.html
    Row {
        service: "Machine Learning",
        operations: &["Predict"],
        kind: Kind::EndpointMember("PredictEndpoint"),
        reason: "Sent to the endpoint given by `PredictEndpoint`.",
    },
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
    Row {
        service: "Route 53",
        operations: &[],
        kind: Kind::Strip(&["ResourceId", "DelegationSetId", "ChangeId"]),
        reason: "Ids may be given as returned by the service: `/hostedzone/Z1` is sent as `Z1`.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::BucketInPath("Bucket"),
        reason: "The bucket may move from the path to the host.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
    Row {
        service: "S3",
        operations: &["GetBucketLocation"],
        kind: Kind::UnwrappedOutput,
        reason: "The response root is the location itself.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::ErrorInSuccess,
        reason: "A response with status 200 may still be an error, and is parsed as one.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
    Row {
        service: "S3",
        operations: &["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"],
        kind: Kind::BodyInSuccess,
        reason: "A response with status 200 and an incomplete body is an error.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    Row {
        service: "S3",
        operations: &["HeadBucket", "HeadObject"],
        kind: Kind::NotFoundOfHead("NotFound"),
        reason: "A 404 response, which has no body, is `NotFound`.",
    },
    // botocore's model lacks `NotFound`; the SDK for Java, generated from the same model, documents it for these operations.
    // https://sdk.amazonaws.com/java/api/latest/software/amazon/awssdk/services/s3/S3Client.html
    Row {
        service: "S3",
        operations: &["HeadObject"],
        kind: Kind::NotFoundOfHead("NoSuchKey"),
        reason: "A 404 response, which has no body, is `NoSuchKey`, whether the key or the bucket is missing.",
    },
    Row {
        service: "S3",
        operations: &["HeadBucket"],
        kind: Kind::NotFoundOfHead("NoSuchBucket"),
        reason: "A 404 response, which has no body, is `NoSuchBucket`.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    Row {
        service: "S3",
        operations: &["GetObject", "HeadObject"],
        kind: Kind::LenientTimestamp("Expires"),
        reason: "A malformed `Expires` is omitted: the service returns any stored value.",
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html; botocore's `inject_presigned_url_rds`.
    Row {
        service: "RDS",
        operations: &[
            "CopyDBClusterSnapshot",
            "CopyDBSnapshot",
            "CreateDBCluster",
            "CreateDBInstanceReadReplica",
            "StartDBInstanceAutomatedBackupsReplication",
        ],
        kind: Kind::PresignedUrl("PreSignedUrl"),
        reason: PRESIGNED,
    },
    // https://docs.aws.amazon.com/documentdb/latest/developerguide/API_CopyDBClusterSnapshot.html
    Row {
        service: "DocDB",
        operations: &["CopyDBClusterSnapshot", "CreateDBCluster"],
        kind: Kind::PresignedUrl("PreSignedUrl"),
        reason: PRESIGNED,
    },
    // https://docs.aws.amazon.com/neptune/latest/apiref/API_CopyDBClusterSnapshot.html
    Row {
        service: "Neptune",
        operations: &["CopyDBClusterSnapshot", "CreateDBCluster"],
        kind: Kind::PresignedUrl("PreSignedUrl"),
        reason: PRESIGNED,
    },
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html; botocore's `inject_presigned_url_ec2`.
    Row {
        service: "EC2",
        operations: &["CopySnapshot"],
        kind: Kind::PresignedUrlWithRegions("PresignedUrl"),
        reason: PRESIGNED,
    },
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
    Row {
        service: "SQS",
        operations: &["ReceiveMessage", "SendMessage", "SendMessageBatch"],
        kind: Kind::MessageMd5,
        reason: "A client compares messages and attributes with the MD5 sums of the response.",
    },
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html; botocore's `retries/special.py`.
    Row {
        service: "DynamoDB",
        operations: &[],
        kind: Kind::Crc32,
        reason: "A client compares the body of the response with its header `x-amz-crc32`.",
    },
];

/// Services whose restXml errors have no wrapper element, which not every model format can express:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
const BARE_ERRORS: [&str; 1] = ["S3"];

/// The reasons of an operation's customizations, each once, as its documentation states them.
pub(super) fn reasons(operation: &Operation, ir: &Ir) -> Vec<&'static str> {
    let mut reasons: Vec<_> = of(operation, ir)
        .into_iter()
        .map(|asked| asked.reason)
        .collect();
    reasons.dedup();
    reasons
}

/// Customizations of an operation.
pub(crate) fn of(operation: &Operation, ir: &Ir) -> Vec<Customization> {
    let rows = ROWS.iter().filter(|row| {
        let all = row.operations.is_empty();
        row.service == ir.service.id && (all || row.operations.contains(&&*operation.name))
    });
    let target = Target::of(operation, ir);
    rows.flat_map(|row| {
        let calls = row.kind.on(&target).into_iter();
        calls.map(|(variant, arguments)| Customization {
            variant,
            arguments,
            reason: row.reason,
        })
    })
    .collect()
}

/// Variants that compute sums of bodies or messages.
const SUMS: [&str; 3] = ["Crc32", "MessageMd5", "TreeHash"];

/// Returns true if an operation needs hashes of its bodies or messages.
pub(crate) fn sums(operation: &Operation, ir: &Ir) -> bool {
    of(operation, ir)
        .iter()
        .any(|asked| SUMS.contains(&asked.variant))
}

/// Returns true if a service's errors have no wrapper element.
pub(crate) fn has_bare_errors(service: &str) -> bool {
    BARE_ERRORS.contains(&service)
}

/// Facts about an operation that decide on customizations.
struct Target<'m> {
    /// Input members.
    input: Vec<&'m Member>,
    /// Names of the errors.
    errors: Vec<&'m str>,
    /// True if a successful response has no body or one in the protocol's format, as opposed to a raw payload or an event
    /// stream.
    answers_in_format: bool,
}

impl<'m> Target<'m> {
    /// Collects the facts about an operation.
    fn of(operation: &'m Operation, ir: &'m Ir) -> Self {
        let shape = |io: &'m Option<Io>| io.as_ref().and_then(|io| ir.shape(&io.shape));
        let members = |io| shape(io).into_iter().flat_map(Shape::members);
        let raw = |member: &Member| {
            member.location == Location::Payload && ir.target(member).is_some_and(is_raw)
        };
        let streams = |member: &Member| {
            member.streaming
                || ir
                    .target(member)
                    .is_some_and(|shape| shape.traits.streaming)
        };
        let has_events = operation.output.iter().any(|io| io.events.is_some());
        let mut output = members(&operation.output);
        Self {
            input: members(&operation.input).collect(),
            errors: operation.errors.iter().map(|name| &**name).collect(),
            answers_in_format: operation.http.method != "HEAD"
                && !has_events
                && !output.any(|member| raw(member) || streams(member)),
        }
    }
}

/// Returns true if a payload of this shape is the raw body.
const fn is_raw(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum(_)
    )
}

/// Ids of services in the table.
#[cfg(test)]
pub(crate) fn services() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.iter().map(|row| row.service);
    rows.chain(BARE_ERRORS)
}

impl Kind {
    /// Runtime variants with their arguments, for an operation.
    fn on(self, target: &Target<'_>) -> Vec<(&'static str, Vec<String>)> {
        let members = &target.input;
        let has = |name: &str| members.iter().any(|member| member.name == *name);
        let errs = |name: &str| target.errors.contains(&name);
        let one = |variant, arguments: &[&str]| {
            vec![(variant, arguments.iter().map(ToString::to_string).collect())]
        };
        match self {
            Self::Header(name, value) => one("Header", &[name, value]),
            Self::Fallback(name, text) if has(name) => one("Fallback", &[name, text]),
            Self::EndpointMember(name) if has(name) => one("EndpointMember", &[name]),
            Self::BucketInPath(name) if is_label(members, name) => one("BucketInPath", &[]),
            Self::NotFoundOfHead(name) if errs(name) => one("NotFoundOfHead", &[name]),
            Self::ErrorInSuccess if target.answers_in_format => one("ErrorInSuccess", &[]),
            Self::Strip(shapes) => members
                .iter()
                .filter(|member| shapes.contains(&&*member.target))
                .map(|member| ("StripLabel", vec![member.name.to_string()]))
                .collect(),
            Self::TreeHash => one("TreeHash", &[]),
            Self::UnwrappedOutput => one("UnwrappedOutput", &[]),
            Self::BodyInSuccess => one("BodyInSuccess", &[]),
            Self::LenientTimestamp(name) => one("LenientTimestamp", &[name]),
            Self::PresignedUrl(name) if has(name) && has("SourceRegion") => {
                one("PresignedUrl", &[name])
            }
            Self::PresignedUrlWithRegions(name) if has(name) => {
                one("PresignedUrlWithRegions", &[name])
            }
            Self::Crc32 => one("Crc32", &[]),
            Self::MessageMd5 => one("MessageMd5", &[]),
            Self::Fallback(..)
            | Self::EndpointMember(_)
            | Self::BucketInPath(_)
            | Self::ErrorInSuccess
            | Self::NotFoundOfHead(_)
            | Self::PresignedUrl(_)
            | Self::PresignedUrlWithRegions(_) => Vec::new(),
        }
    }
}

fn is_label(members: &[&Member], name: &str) -> bool {
    let mut labels = members
        .iter()
        .filter(|member| member.location == Location::Label);
    labels.any(|member| member.name == *name)
}
