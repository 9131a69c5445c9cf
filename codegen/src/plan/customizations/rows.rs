//! The table of service behaviour that models do not state; the only place that knows services by name.

use super::{Kind, Row};

/// Documentation of a list whose names are encoded for URLs.
const ENCODED: &str = "Asks for names that are encoded for URLs, and decodes them; names with control characters are no XML.";

/// Documentation of an encryption key.
const CUSTOMER_KEY: &str = "An encryption key may be given as it is or in base64; it is sent in base64, with its MD5 unless that is set.";

/// Documentation of a request with a presigned URL.
const PRESIGNED: &str =
    "A client adds a URL, presigned in `SourceRegion`, where that is another region than its own.";

/// The table, by service.
pub(super) const ROWS: [Row; 29] = [
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
    // botocore's `set_list_objects_encoding_type_url`; without it, a key with a control character is no XML.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    Row {
        service: "S3",
        operations: &["ListObjectVersions", "ListObjects", "ListObjectsV2"],
        kind: Kind::Fallback("EncodingType", "url"),
        reason: ENCODED,
    },
    // botocore's `decode_list_object`, `decode_list_object_v2` and `decode_list_object_versions`.
    Row {
        service: "S3",
        operations: &["ListObjects"],
        kind: Kind::UrlDecoded(&["Delimiter", "Marker", "NextMarker", "Key", "Prefix"]),
        reason: ENCODED,
    },
    Row {
        service: "S3",
        operations: &["ListObjectsV2"],
        kind: Kind::UrlDecoded(&["Delimiter", "Prefix", "StartAfter", "Key"]),
        reason: ENCODED,
    },
    Row {
        service: "S3",
        operations: &["ListObjectVersions"],
        kind: Kind::UrlDecoded(&["KeyMarker", "NextKeyMarker", "Prefix", "Delimiter", "Key"]),
        reason: ENCODED,
    },
    // botocore's `handle_copy_source_param`; https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
    Row {
        service: "S3",
        operations: &["CopyObject", "UploadPartCopy"],
        kind: Kind::QuotedSource("CopySource"),
        reason: "The key in `CopySource` is given as it is, and sent escaped.",
    },
    // botocore's `sse_md5`; https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
    Row {
        service: "S3",
        operations: &[
            "CompleteMultipartUpload",
            "CopyObject",
            "CreateMultipartUpload",
            "GetObject",
            "HeadObject",
            "PutObject",
            "SelectObjectContent",
            "UploadPart",
            "UploadPartCopy",
        ],
        kind: Kind::CustomerKey("x-amz-server-side-encryption-customer-key"),
        reason: CUSTOMER_KEY,
    },
    // botocore's `copy_source_sse_md5`.
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::CustomerKey("x-amz-copy-source-server-side-encryption-customer-key"),
        reason: CUSTOMER_KEY,
    },
    // botocore's `S3RegionRedirectorv2`; https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::RegionRedirect("Bucket"),
        reason: "A client follows redirects to the region of the bucket.",
    },
    // botocore's `add_expect_header`; https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTRedirect.html
    Row {
        service: "S3",
        operations: &[],
        kind: Kind::ExpectContinue,
        reason: "A client that can waits for the status 100 before it sends a large stream.",
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
