//! Hosts, checksums, compression, and customizations.

use super::super::Checksums;
use super::super::fixture::{OfBlob, SERVICE, Tagged, operation, structure};
use super::*;
use crate::http::OperationExt as _;
use crate::http::operation::Schema as OperationSchema;
use crate::model::customization::Customization;
use crate::model::schema::{self, Location, Member, MemberTraits, Schema};
use crate::types::Blob;

static OBJECT: Schema = Schema::structure(
    "Object",
    &[
        Member::required("Bucket", &schema::STRING).with(&MemberTraits::at(Location::Label)),
        Member::required("Key", &schema::STRING).with(&MemberTraits::at(Location::Label)),
        Member::new("Algorithm", &schema::STRING).with(&MemberTraits::at(Location::Header(
            "x-amz-sdk-checksum-algorithm",
        ))),
        Member::new("Crc32", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("x-amz-checksum-crc32"))),
        Member::new("Body", &schema::BLOB).with(&MemberTraits::at(Location::Payload)),
        Member::new("Endpoint", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("x-endpoint"))),
        Member::new("Route", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("x-route")).host_label()),
    ],
);
structure!(Object = OBJECT {
    0 bucket: String,
    1 key: String,
    2 algorithm: Option<String>,
    3 crc32: Option<String>,
    4 body: Option<Blob>,
    5 endpoint: Option<String>,
    6 route: Option<String>,
});

operation!(
    Put(Object) = OperationSchema::new(&SERVICE, "Put", "PUT", "/{Bucket}/{Key+}?x")
        .checksum(false, Some("Algorithm"))
        .customized(&[Customization::BucketInPath])
);
operation!(
    MustPut(Object) = OperationSchema::new(&SERVICE, "MustPut", "PUT", "/{Bucket}/{Key+}")
        .checksum(true, Some("Algorithm"))
        .streaming_input()
);
operation!(
    Summed(Tagged) = OperationSchema::new(&SERVICE, "Summed", "POST", "/").checksum_required()
);
operation!(
    Routed(Object) = OperationSchema::new(&SERVICE, "Routed", "PUT", "/{Bucket}/{Key}")
        .host_prefix("{Route}-x.")
        .customized(&[
            Customization::Header("X-Version", "2012"),
            Customization::Header("x-endpoint", "default"),
            Customization::Fallback("Bucket", "-"),
            Customization::StripLabel("Key"),
            Customization::EndpointMember("Endpoint"),
        ])
);

fn object() -> Object {
    Object {
        bucket: "my-bucket".to_owned(),
        key: "a b/c".to_owned(),
        body: Some(Blob::from("123456789")),
        ..Object::default()
    }
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.http.headers().get(name)?.to_str().ok()
}

#[cfg(feature = "endpoint")]
#[test]
fn virtual_hosts_from_endpoint_rules_remove_the_bucket_from_the_path() {
    let endpoint = |url: &str| crate::endpoint::Endpoint {
        url: url.to_owned(),
        headers: vec![("x-amz-id".into(), vec!["1".into()])],
        ..Default::default()
    };
    let put = |url: &str, options: &Options| {
        let request = Put::<RestJson1>::request_with(&object(), options).unwrap();
        request.to_resolved(&endpoint(url))
    };
    let sent = put("https://my-bucket.s3.example", &Options::new()).unwrap();
    assert_eq!(sent.uri(), "https://my-bucket.s3.example/a%20b/c?x");
    assert_eq!(sent.headers()["x-amz-id"], "1");
    let sent = put("https://s3.example/my-bucket", &Options::new()).unwrap();
    assert_eq!(sent.uri(), "https://s3.example/my-bucket/a%20b/c?x");
    // A prefix already added by the rules is not repeated.
    let object = Object {
        route: Some("r1".to_owned()),
        endpoint: None,
        ..object()
    };
    for (url, expected) in [
        ("https://a.example", "https://r1-x.a.example/"),
        ("https://r1-x.a.example", "https://r1-x.a.example/"),
    ] {
        let request = send::<Routed<RestJson1>>(&object).unwrap();
        let sent = request.to_resolved(&endpoint(url)).unwrap();
        assert!(
            sent.uri().to_string().starts_with(expected),
            "{}",
            sent.uri()
        );
    }
}

#[test]
fn a_host_has_the_values_of_members() {
    let object = Object {
        route: Some("r1".to_owned()),
        ..object()
    };
    let request = send::<Routed<RestJson1>>(&object).unwrap();
    assert_eq!(request.host_prefix.as_deref(), Some("r1-x."));
    assert_eq!(header(&request, "x-route"), Some("r1"));
    let bad = Object {
        route: Some("r/1".to_owned()),
        ..object
    };
    assert!(refused::<Routed<RestJson1>>(&bad).starts_with("Route: cannot be sent"));
    let options = Options::new().no_host_prefix();
    let request = Routed::<RestJson1>::request_with(&bad, &options).unwrap();
    assert_eq!(request.host_prefix, None);
}

#[test]
fn customizations_change_requests() {
    let object = Object {
        bucket: String::new(),
        key: "/hostedzone/Z1".to_owned(),
        endpoint: Some("https://x.example/".to_owned()),
        route: Some("r".to_owned()),
        ..object()
    };
    let request = send::<Routed<RestJson1>>(&object).unwrap();
    assert_eq!(request.http.uri(), "/-/Z1");
    assert_eq!(request.endpoint.as_deref(), Some("https://x.example/"));
    assert_eq!(header(&request, "x-version"), Some("2012"));
    assert_eq!(header(&request, "x-endpoint"), Some("https://x.example/"));
    let request = send::<Routed<RestJson1>>(&Object {
        endpoint: None,
        ..object
    })
    .unwrap();
    assert_eq!(header(&request, "x-endpoint"), Some("default"));
    assert_eq!(request.endpoint, None);
}

operation!(
    Tagless(Tagged) = OperationSchema::new(&SERVICE, "Tagless", "POST", "/")
        .customized(&[Customization::Fallback("Name", "-")])
);

#[test]
fn what_stands_in_counts_among_the_members() {
    let request = send::<Tagless<crate::http::protocol::RpcV2Cbor>>(&Tagged::default()).unwrap();
    let read = crate::codec::cbor::from_cbor::<Tagged>(request.http.body().as_bytes().unwrap());
    assert_eq!(read.unwrap().name.as_deref(), Some("-"));
}

#[cfg(feature = "checksum")]
#[test]
fn a_checksum_is_chosen_by_the_input() {
    let crc32 = |request: &Request| header(request, "x-amz-checksum-crc32").map(str::to_owned);
    let request = send::<Put<RestJson1>>(&object()).unwrap();
    assert_eq!(crc32(&request).as_deref(), Some("y/Q5Jg=="));
    assert_eq!(
        header(&request, "x-amz-sdk-checksum-algorithm"),
        Some("CRC32")
    );
    let options = Options::new().checksums(Checksums::Required);
    let request = Put::<RestJson1>::request_with(&object(), &options).unwrap();
    assert_eq!(crc32(&request), None);
    let request = MustPut::<RestJson1>::request_with(&object(), &options).unwrap();
    assert_eq!(crc32(&request).as_deref(), Some("y/Q5Jg=="));
    let chosen = Object {
        algorithm: Some("CRC32C".to_owned()),
        ..object()
    };
    let request = Put::<RestJson1>::request_with(&chosen, &options).unwrap();
    assert_eq!(header(&request, "x-amz-checksum-crc32c"), Some("4waSgw=="));
    let unknown = Object {
        algorithm: Some("ROT13".to_owned()),
        ..object()
    };
    assert_eq!(
        send::<Put<RestJson1>>(&unknown).unwrap_err().path(),
        "Algorithm"
    );
    let given = Object {
        crc32: Some("mine".to_owned()),
        ..object()
    };
    let request = send::<Put<RestJson1>>(&given).unwrap();
    assert_eq!(crc32(&request).as_deref(), Some("mine"));
    assert_eq!(header(&request, "x-amz-sdk-checksum-algorithm"), None);
}

#[cfg(feature = "checksum")]
#[test]
fn a_stream_has_the_checksum_that_its_caller_gives() {
    let put = |object: &Object| {
        let stream = super::super::Stream::new(0);
        MustPut::<RestJson1>::request_streaming(object, stream, &Options::new())
    };
    assert_eq!(put(&object()).unwrap_err().path(), "Algorithm");
    let given = Object {
        crc32: Some("mine".to_owned()),
        ..object()
    };
    assert!(put(&given).is_ok());
}

#[cfg(feature = "checksum")]
#[test]
fn a_required_checksum_is_an_md5() {
    let input = Tagged {
        name: None,
        token: Some(String::new()),
    };
    let request = send::<Summed<RestJson1>>(&input).unwrap();
    // Checksum of `{"Token":""}`.
    assert_eq!(
        header(&request, "content-md5"),
        Some("s2DeknB3A8SasVtGs6/MSA==")
    );
}

operation!(
    Archive(OfBlob) = OperationSchema::new(&SERVICE, "Archive", "POST", "/")
        .streaming_input()
        .customized(&[Customization::TreeHash])
);

#[cfg(feature = "checksum")]
#[test]
fn an_archive_has_the_hash_of_its_tree() {
    let input = OfBlob {
        body: Some(Blob::from("hello world")),
        text: None,
    };
    let request = send::<Archive<RestJson1>>(&input).unwrap();
    let hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    assert_eq!(header(&request, "x-amz-sha256-tree-hash"), Some(hash));
    assert_eq!(header(&request, "x-amz-content-sha256"), Some(hash));
}

#[cfg(not(feature = "checksum"))]
#[test]
fn a_checksum_that_cannot_be_made_is_refused() {
    assert!(send::<Put<RestJson1>>(&object()).is_ok());
    assert!(send::<MustPut<RestJson1>>(&object()).is_err());
    assert!(send::<Summed<RestJson1>>(&Tagged::default()).is_err());
    assert!(send::<Archive<RestJson1>>(&OfBlob::default()).is_err());
    let options = Options::new().checksums(Checksums::Required);
    assert!(Put::<RestJson1>::request_with(&object(), &options).is_ok());
}

static ENCODED: Schema = Schema::structure(
    "Encoded",
    &[
        Member::new("Encoding", &schema::STRING)
            .with(&MemberTraits::at(Location::Header("Content-Encoding"))),
        Member::new("Text", &schema::STRING),
    ],
);
structure!(Encoded = ENCODED {
    0 encoding: Option<String>,
    1 text: Option<String>,
});
operation!(
    Squeeze(Encoded) =
        OperationSchema::new(&SERVICE, "Squeeze", "POST", "/").compression(&["zstd", "gzip"])
);

fn encoded(length: usize) -> Encoded {
    Encoded {
        encoding: None,
        // The rest of the body has 11 bytes.
        text: Some("a".repeat(length - 11)),
    }
}

#[cfg(feature = "gzip")]
operation!(
    SqueezeStream(super::super::fixture::OfText) =
        OperationSchema::new(&SERVICE, "SqueezeStream", "POST", "/")
            .compression(&["gzip"])
            .streaming_input()
);

#[cfg(feature = "gzip")]
#[test]
fn a_large_body_is_compressed() {
    use std::io::Read;

    let request = send::<Squeeze<RestJson1>>(&encoded(10_239)).unwrap();
    assert_eq!(header(&request, "content-encoding"), None);
    let request = send::<Squeeze<RestJson1>>(&encoded(10_240)).unwrap();
    assert_eq!(header(&request, "content-encoding"), Some("gzip"));
    let body = request.http.body().as_bytes().unwrap();
    assert_eq!(
        header(&request, "content-length"),
        Some(&*body.len().to_string())
    );
    let mut plain = String::new();
    flate2::read::GzDecoder::new(body)
        .read_to_string(&mut plain)
        .unwrap();
    assert_eq!(plain.len(), 10_240);
    let again = send::<Squeeze<RestJson1>>(&encoded(10_240)).unwrap();
    assert_eq!(again.http.body(), request.http.body());
    let given = Encoded {
        encoding: Some("custom".to_owned()),
        ..encoded(10_240)
    };
    let request = send::<Squeeze<RestJson1>>(&given).unwrap();
    assert_eq!(header(&request, "content-encoding"), Some("custom, gzip"));
    let request = send::<Squeeze<AwsJson1_0>>(&given).unwrap();
    assert_eq!(header(&request, "content-encoding"), Some("gzip"));
    let stream = super::super::fixture::OfText {
        body: Some("a".to_owned()),
        text: None,
    };
    let request = send::<SqueezeStream<RestJson1>>(&stream).unwrap();
    assert_eq!(header(&request, "content-encoding"), Some("gzip"));
}

#[test]
fn a_caller_chooses_what_is_compressed() {
    let squeeze = |options: Options| {
        let request = Squeeze::<RestJson1>::request_with(&encoded(20_000), &options)?;
        Ok::<_, Error>(header(&request, "content-encoding").map(str::to_owned))
    };
    assert_eq!(squeeze(Options::new().uncompressed()), Ok(None));
    assert_eq!(squeeze(Options::new().compressed_from(20_001)), Ok(None));
    assert!(squeeze(Options::new().compressed_from(10_485_761)).is_err());
}

#[cfg(feature = "validate")]
#[test]
fn an_input_is_validated_where_a_caller_wants_it() {
    use super::super::fixture::{OfUnion, SendUnion};

    let input = OfUnion {
        body: Some(crate::fixture::Choice::Text("too long for it".to_owned())),
        text: None,
    };
    assert!(SendUnion::<RestJson1>::request(&input).is_ok());
    let error =
        SendUnion::<RestJson1>::request_with(&input, &Options::new().validated()).unwrap_err();
    assert!(error.to_string().contains("Body.text"), "{error}");
}
