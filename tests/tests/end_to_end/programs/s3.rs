//! A bucket with objects: restXml, blob payloads, members in headers and query, unwrapped errors.

use ::s3::operation::{
    CreateBucket, DeleteObjects, GetBucketLocation, GetBucketTagging, GetObject, GetObjectError,
    HeadObject, ListObjectsV2, PutBucketTagging, PutObject,
};
use ::s3::prelude::*;
use ::s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, CreateBucketRequest, Delete,
    DeleteObjectsRequest, GetBucketLocationRequest, GetBucketTaggingRequest, GetObjectRequest,
    HeadObjectRequest, ListObjectsV2Request, ObjectIdentifier, PutBucketTaggingRequest,
    PutObjectRequest, Tag, Tagging,
};

use crate::call;

/// A key with characters that must be escaped in a path, and some that must not.
const KEY: &str = "a b/ü+&=?#%/c:d@e,f;g'(h)*~.txt";

fn create(bucket: &str) {
    let place = CreateBucketConfiguration::builder()
        .location_constraint(BucketLocationConstraint::EuWest2)
        .build();
    let input = CreateBucketRequest::builder()
        .bucket(bucket)
        .create_bucket_configuration(place)
        .build();
    call::<CreateBucket>(&input).unwrap();
}

fn put(bucket: &str, key: &str, body: &[u8]) {
    let input = PutObjectRequest::builder()
        .bucket(bucket)
        .key(key)
        .content_type("text/x-test")
        .metadata([("owner", "me & you")])
        .body(body)
        .build();
    assert!(call::<PutObject>(&input).unwrap().e_tag.is_some());
}

#[test]
fn an_object_comes_back_as_it_was_put() {
    create("shelf");
    let input = GetBucketLocationRequest::builder().bucket("shelf").build();
    let place = call::<GetBucketLocation>(&input)
        .unwrap()
        .location_constraint;
    assert_eq!(place, Some(BucketLocationConstraint::EuWest2));

    let body = [0_u8, 159, 146, 150, b'\r', b'\n'];
    put("shelf", KEY, &body);
    let input = GetObjectRequest::builder().bucket("shelf").key(KEY).build();
    let object = call::<GetObject>(&input).unwrap();
    assert_eq!(object.body.unwrap().as_ref(), body);
    assert_eq!(object.content_type.as_deref(), Some("text/x-test"));
    assert_eq!(object.content_length, Some(6));
    assert_eq!(object.metadata.unwrap()["owner"], "me & you");

    let input = HeadObjectRequest::builder()
        .bucket("shelf")
        .key(KEY)
        .build();
    let head = call::<HeadObject>(&input).unwrap();
    assert_eq!(head.content_length, Some(6));
    assert!(head.last_modified.is_some());
}

#[test]
fn objects_are_listed_and_deleted() {
    create("pile");
    for key in ["x/1", "x/2", "y"] {
        put("pile", key, b"");
    }
    let input = ListObjectsV2Request::builder()
        .bucket("pile")
        .delimiter("/")
        .build();
    let listed = call::<ListObjectsV2>(&input).unwrap();
    let keys: Vec<_> = listed
        .contents
        .unwrap()
        .into_iter()
        .filter_map(|object| object.key)
        .collect();
    assert_eq!(keys, ["y"]);
    let prefixes = listed.common_prefixes.unwrap();
    assert_eq!(prefixes.len(), 1);
    assert_eq!(prefixes[0].prefix.as_deref(), Some("x/"));

    let object = |key: &str| ObjectIdentifier::builder().key(key).build();
    let delete = Delete::builder()
        .objects([object("x/1"), object("y")])
        .build();
    let input = DeleteObjectsRequest::builder()
        .bucket("pile")
        .delete(delete)
        .build();
    assert_eq!(
        call::<DeleteObjects>(&input)
            .unwrap()
            .deleted
            .unwrap()
            .len(),
        2
    );
    let input = ListObjectsV2Request::builder().bucket("pile").build();
    assert_eq!(call::<ListObjectsV2>(&input).unwrap().key_count, Some(1));
}

#[test]
fn tags_are_a_document() {
    create("tagged");
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let tags = [tag("team", "läufer"), tag("note", "a < b & c")];
    let tagging = Tagging::builder().tag_set(tags.clone()).build();
    let input = PutBucketTaggingRequest::builder()
        .bucket("tagged")
        .tagging(tagging)
        .build();
    call::<PutBucketTagging>(&input).unwrap();
    let input = GetBucketTaggingRequest::builder().bucket("tagged").build();
    assert_eq!(call::<GetBucketTagging>(&input).unwrap().tag_set, tags);
}

#[test]
fn what_is_not_there_is_a_typed_error() {
    create("empty");
    let input = GetObjectRequest::builder()
        .bucket("empty")
        .key("nothing")
        .build();
    let error = call::<GetObject>(&input).unwrap_err();
    assert!(matches!(error, GetObjectError::NoSuchKey(_)), "{error:?}");
    assert_eq!((error.code(), error.status()), ("NoSuchKey", 404));
    assert!(error.request_id().is_some(), "{error:?}");

    let input = GetObjectRequest::builder()
        .bucket("no-bucket")
        .key("k")
        .build();
    let error = call::<GetObject>(&input).unwrap_err();
    assert_eq!(error.code(), "NoSuchBucket");
}
