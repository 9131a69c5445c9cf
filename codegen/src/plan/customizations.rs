//! What services ask for and their models do not state, as a table: the one place that knows a service by its name.
//!
//! A row puts something on operations; what it does there is the runtime's business, for whatever service. What needs
//! a client, a presigned URL say, or choices of the caller, is no customization and has no row.

use crate::ir::{Io, Ir, Location, Member, Operation, Shape, ShapeKind};

/// Something that an operation asks for, as the runtime names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Customization {
    /// The variant of the runtime's enum.
    pub(crate) variant: &'static str,
    /// What it holds.
    pub(crate) arguments: Vec<String>,
    /// What it does, as a sentence.
    pub(crate) reason: &'static str,
}

/// A row of the table.
struct Row {
    /// The id of the service.
    service: &'static str,
    /// The operations; all of them where none is named.
    operations: &'static [&'static str],
    /// What they ask for.
    kind: Kind,
    /// What that does, as a sentence for their documentation.
    reason: &'static str,
}

/// What is asked for, and of which operations it can be.
#[derive(Clone, Copy)]
enum Kind {
    /// A header with a fixed value.
    Header(&'static str, &'static str),
    /// A text for a member of the input that is left out.
    Fallback(&'static str, &'static str),
    /// Members of the input that target one of these shapes are sent from behind their last slash.
    Strip(&'static [&'static str]),
    /// The tree hash of the body.
    TreeHash,
    /// The member of the input that says where the request goes.
    EndpointMember(&'static str),
    /// The label that may move from the path into the host.
    BucketInPath(&'static str),
    /// The root of the answer is itself the one member.
    UnwrappedOutput,
    /// A success may hold an error.
    ErrorInSuccess,
    /// A success must have a whole body.
    BodyInSuccess,
    /// The error that an answer of status 404 to HEAD is.
    NotFoundOfHead(&'static str),
    /// A timestamp in a header of the answer that may be anything.
    LenientTimestamp(&'static str),
}

/// The table, by service.
const ROWS: [Row; 14] = [
    // https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
    Row {
        service: "API Gateway",
        operations: &[],
        kind: Kind::Header("accept", "application/json"),
        reason: "It asks for JSON: the service would answer with HAL.",
    },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/api-common-request-headers.html
    Row {
        service: "Glacier",
        operations: &[],
        kind: Kind::Header("x-amz-glacier-version", "2012-06-01"),
        reason: "It names the version of the API in a header.",
    },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-get.html
    Row {
        service: "Glacier",
        operations: &[],
        kind: Kind::Fallback("accountId", "-"),
        reason: "Without an `accountId` it is about the account that signs.",
    },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html
    Row {
        service: "Glacier",
        operations: &["UploadArchive", "UploadMultipartPart"],
        kind: Kind::TreeHash,
        reason: "The tree hash and the SHA-256 of its body are computed and sent.",
    },
    // https://docs.aws.amazon.com/machine-learning/latest/APIReference/API_Predict.html
    Row {
        service: "Machine Learning",
        operations: &["Predict"],
        kind: Kind::EndpointMember("PredictEndpoint"),
        reason: "It goes to the endpoint that `PredictEndpoint` says.",
    },
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
    Row {
        service: "Route 53",
        operations: &[],
        kind: Kind::Strip(&["ResourceId", "DelegationSetId", "ChangeId"]),
        reason: "An id may be given as the service answers it: `/hostedzone/Z1` is sent as `Z1`.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::BucketInPath("Bucket"),
        reason: "The bucket may move from the path into the host.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
    Row {
        service: "S3",
        operations: &["GetBucketLocation"],
        kind: Kind::UnwrappedOutput,
        reason: "The root of the answer is the location itself.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::ErrorInSuccess,
        reason: "An answer of status 200 may be an error all the same, and is read as one.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
    Row {
        service: "S3",
        operations: &["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"],
        kind: Kind::BodyInSuccess,
        reason: "An answer of status 200 without a whole body is an error.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    Row {
        service: "S3",
        operations: &["HeadBucket", "HeadObject"],
        kind: Kind::NotFoundOfHead("NotFound"),
        reason: "An answer of status 404, which has no body, is `NotFound`.",
    },
    // Botocore's model has no `NotFound`; the SDK for Java, made from the same model, answers these.
    // https://sdk.amazonaws.com/java/api/latest/software/amazon/awssdk/services/s3/S3Client.html
    Row {
        service: "S3",
        operations: &["HeadObject"],
        kind: Kind::NotFoundOfHead("NoSuchKey"),
        reason: "An answer of status 404, which has no body, is `NoSuchKey`, be it the key or the bucket that is not there.",
    },
    Row {
        service: "S3",
        operations: &["HeadBucket"],
        kind: Kind::NotFoundOfHead("NoSuchBucket"),
        reason: "An answer of status 404, which has no body, is `NoSuchBucket`.",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    Row {
        service: "S3",
        operations: &["GetObject", "HeadObject"],
        kind: Kind::LenientTimestamp("Expires"),
        reason: "An `Expires` that is no date is left out: the service keeps whatever it was given.",
    },
];

/// Services whose errors of restXml stand in the body without an element around them, which not every format of a
/// model can say: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
const BARE_ERRORS: [&str; 1] = ["S3"];

/// What an operation asks for.
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

/// Whether an operation asks for sums of its body.
pub(crate) fn sums(operation: &Operation, ir: &Ir) -> bool {
    of(operation, ir)
        .iter()
        .any(|asked| asked.variant == "TreeHash")
}

/// Whether the errors of a service have no element around them.
pub(crate) fn has_bare_errors(service: &str) -> bool {
    BARE_ERRORS.contains(&service)
}

/// What rows want to know of an operation.
struct Target<'m> {
    /// The members of the input.
    input: Vec<&'m Member>,
    /// The names of the errors.
    errors: Vec<&'m str>,
    /// Whether the body of a success is in the format of the protocol, or none at all: neither bytes nor text as they
    /// are, nor a stream of events.
    answers_in_format: bool,
}

impl<'m> Target<'m> {
    /// What is to be known of that operation.
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
        let mut output = members(&operation.output);
        Self {
            input: members(&operation.input).collect(),
            errors: operation.errors.iter().map(|name| &**name).collect(),
            answers_in_format: operation.http.method != "HEAD"
                && !output.any(|member| raw(member) || streams(member)),
        }
    }
}

/// Whether a payload of that shape is the body as it is.
const fn is_raw(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum(_)
    )
}

/// The services that have a row.
#[cfg(test)]
pub(crate) fn services() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.iter().map(|row| row.service);
    rows.chain(BARE_ERRORS)
}

impl Kind {
    /// The variants of the runtime and what they hold, on an operation.
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
            Self::Fallback(..)
            | Self::EndpointMember(_)
            | Self::BucketInPath(_)
            | Self::ErrorInSuccess
            | Self::NotFoundOfHead(_) => Vec::new(),
            Self::Strip(shapes) => members
                .iter()
                .filter(|member| shapes.contains(&&*member.target))
                .map(|member| ("StripLabel", vec![member.name.to_string()]))
                .collect(),
            Self::TreeHash => one("TreeHash", &[]),
            Self::UnwrappedOutput => one("UnwrappedOutput", &[]),
            Self::BodyInSuccess => one("BodyInSuccess", &[]),
            Self::LenientTimestamp(name) => one("LenientTimestamp", &[name]),
        }
    }
}

fn is_label(members: &[&Member], name: &str) -> bool {
    let mut labels = members
        .iter()
        .filter(|member| member.location == Location::Label);
    labels.any(|member| member.name == *name)
}
