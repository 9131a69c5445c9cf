//! S3: restXml, streams in and out, presigned URLs.

use sansmith::page::{NextPage, Paginated, PaginatedItems, Tokens};
use sansmith_client::CallOptions;
use serde_json::json;

use super::{Scenario, at, named, text};
use crate::caller::Caller;
use crate::services::s3::operation::{
    CopyObject, CreateBucket, DeleteBucket, DeleteObject, DeleteObjects, GetBucketTagging,
    GetObject, HeadBucket, HeadObject, ListBuckets, ListObjectsV2, PutBucketTagging, PutObject,
};
use crate::services::s3::types::{ListObjectsV2Output, ListObjectsV2Request};

pub(super) const SCENARIOS: &[Scenario] = &[
    ("s3: a bucket is made, listed and deleted", bucket),
    ("s3: an object is put and got in memory", object),
    ("s3: an object goes out and comes back as a stream", streams),
    ("s3: objects are listed in pages", listed),
    ("s3: keys with odd characters are found", keys),
    ("s3: objects are copied and deleted", copies),
    ("s3: a missing object is an error", missing),
    ("s3: tags of a bucket are XML", tags),
    ("s3: a presigned URL is got by any client", presigned),
    (
        "s3: checksums of every algorithm are kept and compared",
        checksums,
    ),
    ("s3: a large upload has a checksum behind it", large),
    ("s3: a bucket of another region is found", elsewhere),
];

/// Makes a bucket, and returns its name.
pub(crate) fn make(caller: &Caller, name: &str) -> String {
    let bucket = named(caller, name);
    caller.call::<CreateBucket>(json!({"Bucket": bucket}));
    bucket
}

fn bucket(caller: &Caller) {
    let bucket = make(caller, "buckets");
    caller.call::<HeadBucket>(json!({"Bucket": bucket}));
    let listed = caller.call::<ListBuckets>(json!({}));
    let names = at(&listed, "Buckets")
        .as_array()
        .unwrap()
        .iter()
        .map(|found| text(found, "Name"));
    assert!(names.collect::<Vec<_>>().contains(&bucket));
    caller.call::<DeleteBucket>(json!({"Bucket": bucket}));
    let code = caller.fail::<HeadBucket>(json!({"Bucket": bucket}));
    let codes = ["NotFound", "404", "NoSuchBucket"];
    assert!(codes.contains(&code.as_str()), "{code}");
}

pub(crate) fn object(caller: &Caller) {
    let bucket = make(caller, "objects");
    let put = json!({"Bucket": bucket, "Key": "a", "Body": "AAH/", "ContentType": "text/odd", "Metadata": {"who": "me"}});
    let put = caller.call::<PutObject>(put);
    let got = caller.call::<GetObject>(json!({"Bucket": bucket, "Key": "a"}));
    assert_eq!(text(&got, "Body"), "AAH/");
    assert_eq!(text(&got, "ContentType"), "text/odd");
    assert_eq!(text(&got, "Metadata.who"), "me");
    assert_eq!(at(&got, "ETag"), at(&put, "ETag"));
}

pub(crate) fn streams(caller: &Caller) {
    let bucket = make(caller, "streams");
    let bytes: Vec<u8> = (0..1_000_003_u32)
        .map(|index| (index % 251) as u8)
        .collect();
    caller.upload::<PutObject>(json!({"Bucket": bucket, "Key": "large"}), bytes.clone());
    let got = caller.download::<GetObject>(json!({"Bucket": bucket, "Key": "large"}));
    assert!(got == bytes, "{} bytes", got.len());
    let part = json!({"Bucket": bucket, "Key": "large", "Range": "bytes=10-19"});
    assert_eq!(caller.download::<GetObject>(part), bytes[10..20]);
}

/// A declared paginator.
struct Objects;

impl Paginated for Objects {
    type Operation = ListObjectsV2;

    fn advance(input: &mut ListObjectsV2Request, output: &ListObjectsV2Output) -> NextPage {
        let next = output.next_continuation_token.as_ref();
        Tokens::new()
            .set(&mut input.continuation_token, next)
            .finish()
    }
}

impl PaginatedItems for Objects {
    type Items = Vec<String>;

    fn items(output: ListObjectsV2Output) -> Vec<String> {
        let objects = output.contents.unwrap_or_default().into_iter();
        objects.filter_map(|object| object.key).collect()
    }
}

pub(crate) fn listed(caller: &Caller) {
    let bucket = make(caller, "listed");
    for index in 0..25 {
        caller.call::<PutObject>(json!({"Bucket": bucket, "Key": format!("k/{index:02}")}));
    }
    let input = json!({"Bucket": bucket, "MaxKeys": 10, "Prefix": "k/"});
    let keys = caller.items::<Objects>(input.clone());
    assert_eq!(keys.len(), 25);
    assert_eq!(keys.last().unwrap(), "k/24");
    assert_eq!(caller.pages::<Objects>(input), 3);
}

pub(crate) fn keys(caller: &Caller) {
    let bucket = make(caller, "keys");
    for key in ["a b+c", "läufer/ü", "x%20y", "a=b&c?d", "tilde~(1)'!*"] {
        caller.call::<PutObject>(json!({"Bucket": bucket, "Key": key, "Body": "QQ=="}));
        let got = caller.call::<GetObject>(json!({"Bucket": bucket, "Key": key}));
        assert_eq!(text(&got, "Body"), "QQ==", "{key}");
    }
}

fn copies(caller: &Caller) {
    let bucket = make(caller, "copies");
    caller.call::<PutObject>(json!({"Bucket": bucket, "Key": "a", "Body": "QQ=="}));
    let copy = json!({"Bucket": bucket, "Key": "b", "CopySource": format!("{bucket}/a")});
    caller.call::<CopyObject>(copy);
    let got = caller.call::<GetObject>(json!({"Bucket": bucket, "Key": "b"}));
    assert_eq!(text(&got, "Body"), "QQ==");
    caller.call::<DeleteObject>(json!({"Bucket": bucket, "Key": "a"}));
    let delete = json!({"Bucket": bucket, "Delete": {"Objects": [{"Key": "b"}]}});
    let deleted = caller.call::<DeleteObjects>(delete);
    assert_eq!(text(&deleted, "Deleted.0.Key"), "b");
}

pub(crate) fn missing(caller: &Caller) {
    let bucket = make(caller, "missing");
    assert_eq!(
        caller.fail::<GetObject>(json!({"Bucket": bucket, "Key": "no"})),
        "NoSuchKey"
    );
    let code = caller.fail::<HeadObject>(json!({"Bucket": bucket, "Key": "no"}));
    assert!(
        ["NotFound", "404", "NoSuchKey"].contains(&code.as_str()),
        "{code}"
    );
}

fn tags(caller: &Caller) {
    let bucket = make(caller, "tags");
    let tags = json!([{"Key": "a & b", "Value": "<ü>"}]);
    caller.call::<PutBucketTagging>(json!({"Bucket": bucket, "Tagging": {"TagSet": tags}}));
    let got = caller.call::<GetBucketTagging>(json!({"Bucket": bucket}));
    assert_eq!(at(&got, "TagSet"), &tags);
}

fn presigned(caller: &Caller) {
    let bucket = make(caller, "presigned");
    caller.call::<PutObject>(json!({"Bucket": bucket, "Key": "a b", "Body": "aGVsbG8="}));
    let request = caller.presign::<GetObject>(json!({"Bucket": bucket, "Key": "a b"}));
    assert_eq!((request.method(), request.headers().len()), ("GET", 0));
    assert_eq!(crate::proxy::get(request.url()).1, b"hello");
}

/// Algorithms with the members that hold their sums.
const ALGORITHMS: [(&str, &str); 5] = [
    ("CRC32", "ChecksumCRC32"),
    ("CRC32C", "ChecksumCRC32C"),
    ("CRC64NVME", "ChecksumCRC64NVME"),
    ("SHA1", "ChecksumSHA1"),
    ("SHA256", "ChecksumSHA256"),
];

fn checksums(caller: &Caller) {
    let bucket = make(caller, "checksums");
    for (algorithm, member) in ALGORITHMS {
        let object = json!({"Bucket": bucket, "Key": algorithm, "ChecksumAlgorithm": algorithm});
        let mut put = object.clone();
        put["Body"] = "MTIzNDU2Nzg5".into();
        caller.call::<PutObject>(put);
        let get = json!({"Bucket": bucket, "Key": algorithm});
        let got = caller.call::<GetObject>(get.clone());
        assert_eq!(text(&got, "Body"), "MTIzNDU2Nzg5");
        assert_eq!(caller.download::<GetObject>(get.clone()), b"123456789");
        // moto keeps the sums that it was sent, by the name of their member.
        assert!(at(&got, member).is_string(), "{got}");
        // The sum comes behind the stream.
        caller.upload::<PutObject>(object, b"123456789".to_vec());
        let streamed = caller.call::<GetObject>(json!({"Bucket": bucket, "Key": algorithm}));
        assert_eq!(text(&streamed, "Body"), "MTIzNDU2Nzg5");
    }
}

fn large(caller: &Caller) {
    let bucket = make(caller, "large");
    let bytes: Vec<u8> = (0..6_000_011_u32)
        .map(|index| (index % 253) as u8)
        .collect();
    caller.upload::<PutObject>(json!({"Bucket": bucket, "Key": "large"}), bytes.clone());
    let got = caller.download::<GetObject>(json!({"Bucket": bucket, "Key": "large"}));
    assert!(got == bytes, "{} bytes", got.len());
}

fn elsewhere(caller: &Caller) {
    let bucket = named(caller, "elsewhere");
    let constraint = json!({"LocationConstraint": "eu-central-1"});
    let made = json!({"Bucket": bucket, "CreateBucketConfiguration": constraint});
    let in_region = CallOptions::new().region("eu-central-1");
    let made = serde_json::from_value(made).unwrap();
    caller.send_with::<CreateBucket>(&made, &in_region).unwrap();
    let head = caller.call::<HeadBucket>(json!({"Bucket": bucket}));
    assert_eq!(text(&head, "BucketRegion"), "eu-central-1");
    caller.call::<PutObject>(json!({"Bucket": bucket, "Key": "a", "Body": "QQ=="}));
    let got = caller.call::<GetObject>(json!({"Bucket": bucket, "Key": "a"}));
    assert_eq!(text(&got, "Body"), "QQ==");
}
