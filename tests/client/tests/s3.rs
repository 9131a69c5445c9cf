//! Behaviour of Amazon S3 that no trait states, by both clients against a mock: at the endpoints of the rules.

#![cfg(corpus)]

use bytes::Bytes;
use http::Request;
use sansmith::request::Checksums;
use sansmith_client::call::Settings;
use sansmith_client::testing::{Mock, Reply};
use sansmith_client_tests::caller::Caller;
use sansmith_client_tests::services::s3::operation::{
    CopyObject, GetObject, HeadObject, ListObjects, ListObjectsV2, PutObject,
};
use serde_json::{Value, json};

/// A change of settings.
type Change = fn(&mut Settings);

/// Changes nothing.
fn as_is(_: &mut Settings) {}

/// The headers of a request by name; those that are absent are empty.
fn headers<const N: usize>(request: &Request<Bytes>, names: [&str; N]) -> [String; N] {
    names.map(|name| {
        let value = request.headers().get(name);
        let text = value.and_then(|value| value.to_str().ok());
        text.unwrap_or_default().to_owned()
    })
}

/// The requests of a mock as host, path and query.
fn places(mock: &Mock) -> Vec<String> {
    let requests = mock.requests();
    let place = |request: &Request<Bytes>| request.uri().to_string();
    requests.iter().map(place).collect()
}

/// Some bytes that are more than a chunk.
fn many() -> Vec<u8> {
    (0..100_000_u32).map(|index| (index % 251) as u8).collect()
}

/// The bytes of a body in chunks, and its trailers.
#[expect(clippy::expect_used, reason = "only tests call it")]
fn decoded(body: &[u8]) -> (Vec<u8>, Vec<String>) {
    let text = |bytes| std::str::from_utf8(bytes).expect("lines of chunks are text");
    let (mut bytes, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n");
        let end = end.expect("a chunk begins with a line");
        let line = text(&rest[..end]);
        let (length, _) = line.split_once(';').unwrap_or((line, ""));
        let length = usize::from_str_radix(length, 16).expect("a length in hexadecimal");
        rest = &rest[end + 2..];
        if length == 0 {
            let trailers = text(rest).split("\r\n");
            let trailers = trailers.filter(|line| !line.is_empty());
            return (bytes, trailers.map(str::to_owned).collect());
        }
        bytes.extend_from_slice(&rest[..length]);
        assert_eq!(&rest[length..length + 2], b"\r\n");
        rest = &rest[length + 2..];
    }
}

#[test]
fn a_stream_over_tls_has_its_checksum_behind_it() {
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(Reply::new(500));
        mock.reply(Reply::new(200));
        caller.upload::<PutObject>(json!({"Bucket": "bucket", "Key": "a/b"}), many());
        for request in mock.requests() {
            assert_eq!(
                request.uri(),
                "https://bucket.s3.us-west-2.amazonaws.com/a/b"
            );
            let names = [
                "content-encoding",
                "x-amz-content-sha256",
                "x-amz-trailer",
                "x-amz-sdk-checksum-algorithm",
                "x-amz-decoded-content-length",
                "content-length",
            ];
            let length = request.body().len().to_string();
            let expected = [
                "aws-chunked",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "x-amz-checksum-crc32",
                "CRC32",
                "100000",
                length.as_str(),
            ];
            assert_eq!(headers(&request, names), expected);
            let (bytes, trailers) = decoded(request.body());
            assert!(bytes == many());
            // By Python's `zlib.crc32`.
            assert_eq!(trailers, ["x-amz-checksum-crc32:s1O4+g=="]);
        }
    }
}

#[test]
fn a_stream_over_plain_http_has_signed_chunks() {
    let plain = |settings: &mut Settings| {
        *settings = std::mem::take(settings).endpoint("http://s3.example");
    };
    let bare = |settings: &mut Settings| {
        *settings = std::mem::take(settings).endpoint("http://s3.example");
        settings.request = settings.request.clone().checksums(Checksums::Required);
    };
    let cases: [(Change, &str, usize); 2] = [
        (plain, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", 2),
        (bare, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 0),
    ];
    for (change, form, trailers) in cases {
        for (caller, mock) in Caller::mocked(change) {
            mock.reply(Reply::new(200));
            let input = json!({"Bucket": "bucket", "Key": "k", "ContentEncoding": "gzip"});
            caller.upload::<PutObject>(input, many());
            let request = &mock.requests()[0];
            let names = ["x-amz-content-sha256", "content-encoding", "content-length"];
            let length = request.body().len().to_string();
            assert_eq!(headers(request, names), [form, "gzip,aws-chunked", &length]);
            let text = String::from_utf8_lossy(request.body());
            assert_eq!(text.matches(";chunk-signature=").count(), 3);
            let (bytes, found) = decoded(request.body());
            assert!(bytes == many());
            assert_eq!(found.len(), trailers, "{found:?}");
        }
    }
}

#[test]
fn a_checksum_that_is_given_or_not_wanted_is_not_added() {
    let none = |settings: &mut Settings| {
        let options = settings.request.clone().checksums(Checksums::Required);
        settings.request = options.response_checksums(Checksums::Required);
    };
    for (caller, mock) in Caller::mocked(none) {
        for _ in 0..3 {
            mock.reply(Reply::new(200));
        }
        caller.upload::<PutObject>(json!({"Bucket": "bucket", "Key": "k"}), many());
        caller.call::<PutObject>(json!({"Bucket": "bucket", "Key": "k", "Body": "QQ=="}));
        caller.call::<GetObject>(json!({"Bucket": "bucket", "Key": "k"}));
        for request in mock.requests() {
            let names = [
                "x-amz-trailer",
                "x-amz-checksum-crc32",
                "x-amz-checksum-mode",
            ];
            assert_eq!(headers(&request, names), ["", "", ""]);
        }
    }
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(Reply::new(200));
        let input = json!({"Bucket": "bucket", "Key": "k", "ChecksumSHA1": "mine"});
        caller.upload::<PutObject>(input, many());
        let request = &mock.requests()[0];
        let names = [
            "x-amz-checksum-sha1",
            "x-amz-trailer",
            "x-amz-content-sha256",
        ];
        assert_eq!(headers(request, names), ["mine", "", "UNSIGNED-PAYLOAD"]);
    }
}

#[test]
fn the_sum_of_a_response_is_compared() {
    let right = [
        ("x-amz-checksum-crc32", "y/Q5Jg=="),
        ("x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
        ("x-amz-checksum-crc32", "y/Q5Jg==-2"),
        ("x-amz-checksum-xxhash64", "AAAAAAAAAAA="),
    ];
    let wrong = [("x-amz-checksum-crc32c", "y/Q5Jg==")];
    let input = json!({"Bucket": "bucket", "Key": "k"});
    let reply = |(name, sum): (&str, &str)| {
        let reply = Reply::new(200)
            .header(name, sum)
            .header("content-length", "9");
        reply.body("1234").body("56789")
    };
    for (caller, mock) in Caller::mocked(as_is) {
        for header in right {
            mock.reply(reply(header));
            mock.reply(reply(header));
            assert_eq!(
                caller.call::<GetObject>(input.clone())["Body"],
                "MTIzNDU2Nzg5"
            );
            let read = caller.try_download::<GetObject>(input.clone());
            assert_eq!(read.as_deref(), Ok(&b"123456789"[..]));
        }
        let request = &mock.requests()[0];
        assert_eq!(headers(request, ["x-amz-checksum-mode"]), ["ENABLED"]);
        for header in wrong {
            // Read whole, the same request is made again.
            mock.reply(reply(header));
            mock.reply(reply(right[0]));
            let before = mock.requests().len();
            caller.call::<GetObject>(input.clone());
            assert_eq!(mock.requests().len(), before + 2);
            mock.reply(reply(header));
            let read = caller.try_download::<GetObject>(input.clone());
            let error = read.unwrap_err();
            assert!(
                error.contains("`x-amz-checksum-crc32c` is y/Q5Jg=="),
                "{error}"
            );
        }
        // A sum that was not asked for is not looked at, nor is one without a body.
        mock.reply(Reply::new(200).header("x-amz-checksum-crc32", "AAAAAA=="));
        caller.call::<HeadObject>(input.clone());
    }
}

/// An answer with the credentials of a session.
fn session(id: &str, end: &str) -> Reply {
    Reply::new(200).body(format!(
        "<CreateSessionResult><Credentials><SessionToken>token-{id}</SessionToken><SecretAccessKey>secret</SecretAccessKey>\
         <AccessKeyId>{id}</AccessKeyId><Expiration>{end}</Expiration></Credentials></CreateSessionResult>"
    ))
}

#[test]
fn a_directory_bucket_is_used_in_a_session() {
    let bucket = "reports--usw2-az1--x-s3";
    let host = format!("https://{bucket}.s3express-usw2-az1.us-west-2.amazonaws.com");
    let input = json!({"Bucket": bucket, "Key": "k"});
    for (caller, mock) in Caller::mocked(as_is) {
        // The clock begins in November 2023.
        mock.reply(session("ASIAONE", "2100-01-01T00:00:00Z"));
        for _ in 0..3 {
            mock.reply(Reply::new(200));
        }
        caller.call::<GetObject>(input.clone());
        caller.call::<PutObject>(input.clone());
        let copy = json!({"Bucket": bucket, "Key": "k", "CopySource": "other/k"});
        mock.reply(Reply::new(200).body("<CopyObjectResult><ETag>x</ETag></CopyObjectResult>"));
        caller.call::<GetObject>(input.clone());
        caller.call::<CopyObject>(copy);
        let requests = mock.requests();
        assert_eq!(places(&mock)[0], format!("{host}/?session"));
        assert_eq!(places(&mock)[1], format!("{host}/k"));
        let names = ["authorization", "x-amz-s3session-token"];
        for (request, (id, token)) in requests.iter().zip([
            ("AKIDEXAMPLE", ""),
            ("ASIAONE", "token-ASIAONE"),
            ("ASIAONE", "token-ASIAONE"),
            ("ASIAONE", "token-ASIAONE"),
            ("AKIDEXAMPLE", ""),
        ]) {
            let [authorization, found] = headers(request, names);
            assert!(
                authorization.contains(&format!("Credential={id}/")),
                "{authorization}"
            );
            assert!(authorization.contains("/us-west-2/s3express/aws4_request"));
            assert_eq!(found, token);
        }
        assert_eq!(requests.len(), 5);
    }
}

#[test]
fn a_session_that_ends_is_made_anew_and_none_is_made_where_it_is_off() {
    let input = json!({"Bucket": "reports--usw2-az1--x-s3", "Key": "k"});
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(session("ASIAONE", "2023-11-14T22:13:25Z"));
        mock.reply(Reply::new(200).takes(std::time::Duration::from_secs(10)));
        caller.call::<GetObject>(input.clone());
        mock.reply(session("ASIATWO", "2100-01-01T00:00:00Z"));
        mock.reply(Reply::new(200));
        caller.call::<GetObject>(input.clone());
        assert_eq!(mock.requests().len(), 4);
        mock.reply(Reply::new(400).body("<Error><Code>ExpiredToken</Code></Error>"));
        mock.reply(session("ASIATHREE", "2100-01-01T00:00:00Z"));
        mock.reply(Reply::new(200));
        caller.call::<GetObject>(input.clone());
        let [authorization] = headers(&mock.requests()[6], ["authorization"]);
        assert!(authorization.contains("ASIATHREE"), "{authorization}");
    }
    let off = |settings: &mut Settings| {
        let params = std::mem::take(&mut settings.params);
        settings.params = params.named("DisableS3ExpressSessionAuth", true);
    };
    for (caller, mock) in Caller::mocked(off) {
        mock.reply(Reply::new(200));
        caller.call::<GetObject>(input.clone());
        let [authorization] = headers(&mock.requests()[0], ["authorization"]);
        assert!(authorization.contains("AKIDEXAMPLE"), "{authorization}");
    }
}

#[test]
fn a_session_that_is_refused_is_an_error_of_the_call() {
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(
            Reply::new(403).body("<Error><Code>AccessDenied</Code><Message>no</Message></Error>"),
        );
        let input = json!({"Bucket": "reports--usw2-az1--x-s3", "Key": "k"});
        let input = serde_json::from_value(input).unwrap();
        let error = caller.try_send::<GetObject>(&input).unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("there is no session of the bucket: AccessDenied: no"),
            "{text}"
        );
    }
}

const OTHER: &str = "https://bucket.s3.eu-central-1.amazonaws.com/k";
const HOME: &str = "https://bucket.s3.us-west-2.amazonaws.com/k";

fn moved(status: u16, code: &str, region: &str) -> Reply {
    Reply::new(status).body(format!("<Error><Code>{code}</Code>{region}</Error>"))
}

#[test]
fn a_redirect_to_the_region_of_a_bucket_is_followed_and_kept() {
    let input = json!({"Bucket": "bucket", "Key": "k"});
    let region = "<Region>eu-central-1</Region>";
    for reply in [
        moved(301, "PermanentRedirect", "").header("x-amz-bucket-region", "eu-central-1"),
        moved(400, "AuthorizationHeaderMalformed", region),
        moved(307, "TemporaryRedirect", "").header("x-amz-bucket-region", "eu-central-1"),
        moved(400, "IllegalLocationConstraintException", "")
            .header("x-amz-bucket-region", "eu-central-1"),
    ] {
        for (caller, mock) in Caller::mocked(as_is) {
            mock.reply(reply.clone());
            mock.reply(Reply::new(200));
            caller.call::<GetObject>(input.clone());
            assert_eq!(places(&mock), [HOME, OTHER]);
            let [authorization] = headers(&mock.requests()[1], ["authorization"]);
            assert!(authorization.contains("/eu-central-1/s3/aws4_request"));
            mock.reply(Reply::new(200));
            caller.call::<PutObject>(input.clone());
            assert_eq!(places(&mock)[2], OTHER);
        }
    }
}

#[test]
fn a_redirect_without_a_region_asks_for_it() {
    let input = json!({"Bucket": "bucket", "Key": "k"});
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(moved(301, "PermanentRedirect", ""));
        mock.reply(Reply::new(301).header("x-amz-bucket-region", "eu-central-1"));
        mock.reply(Reply::new(200));
        caller.call::<GetObject>(input.clone());
        let bucket = "https://bucket.s3.us-west-2.amazonaws.com/";
        assert_eq!(places(&mock), [HOME, bucket, OTHER]);
        assert_eq!(mock.requests()[1].method(), "HEAD");
    }
    for (caller, mock) in Caller::mocked(as_is) {
        // A HEAD has no body; the second redirect is the end.
        let head = || Reply::new(400).header("x-amz-bucket-region", "eu-central-1");
        mock.reply(head());
        mock.reply(head());
        let failed = serde_json::from_value(input.clone()).unwrap();
        caller.try_send::<HeadObject>(&failed).unwrap_err();
        assert_eq!(places(&mock), [HOME, OTHER]);
        mock.reply(moved(301, "PermanentRedirect", ""));
        mock.reply(Reply::new(403));
        let code = caller.fail::<GetObject>(input.clone());
        assert_eq!(code, "PermanentRedirect");
    }
}

#[test]
fn names_of_lists_are_asked_for_encoded_and_decoded() {
    let body = "<ListBucketResult><EncodingType>url</EncodingType><Prefix>a+b%2F</Prefix><Delimiter>%2F</Delimiter>\
        <Contents><Key>a+b%2F%01%2B</Key></Contents><CommonPrefixes><Prefix>%C3%BC</Prefix></CommonPrefixes>\
        <Name>%20</Name></ListBucketResult>";
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(Reply::new(200).body(body));
        let listed = caller.call::<ListObjectsV2>(json!({"Bucket": "bucket"}));
        assert_eq!(listed["Contents"][0]["Key"], "a b/\u{1}+");
        assert_eq!(listed["CommonPrefixes"][0]["Prefix"], "ü");
        assert_eq!(listed["Prefix"], "a b/");
        assert_eq!(listed["Delimiter"], "/");
        assert_eq!(listed["Name"], "%20");
        assert!(places(&mock)[0].ends_with("?list-type=2&encoding-type=url"));
        mock.reply(Reply::new(200).body(body));
        let asked = json!({"Bucket": "bucket", "EncodingType": "url"});
        let listed = caller.call::<ListObjects>(asked);
        assert_eq!(listed["Contents"][0]["Key"], "a+b%2F%01%2B");
    }
}

#[test]
fn keys_of_encryption_and_sources_of_copies_are_encoded() {
    let raw = "k".repeat(32);
    // By Python's `base64` and `hashlib`.
    let (key, sum) = (
        "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
        "mT2HRsMGJ5IX5C+0rreZ8Q==",
    );
    let prefix = "x-amz-server-side-encryption-customer-key";
    let of = |key: &str| json!({"Bucket": "bucket", "Key": "k", "SSECustomerAlgorithm": "AES256", "SSECustomerKey": key});
    for (caller, mock) in Caller::mocked(as_is) {
        for given in [raw.as_str(), key] {
            mock.reply(Reply::new(200));
            caller.call::<GetObject>(of(given));
            let last = mock.requests().pop().unwrap();
            let names = [prefix, "x-amz-server-side-encryption-customer-key-md5"];
            let [found, found_sum] = headers(&last, names);
            assert_eq!(found, key);
            assert_eq!(found_sum, sum);
        }
        mock.reply(Reply::new(200));
        let mut input = of("mine");
        input["SSECustomerKeyMD5"] = Value::from("sum");
        caller.call::<GetObject>(input);
        let last = mock.requests().pop().unwrap();
        assert_eq!(headers(&last, [prefix]), ["mine"]);
        mock.reply(Reply::new(200).body("<CopyObjectResult><ETag>x</ETag></CopyObjectResult>"));
        let copy = json!({"Bucket": "bucket", "Key": "k", "CopySource": "other/ä b?versionId=v"});
        caller.call::<CopyObject>(copy);
        let last = mock.requests().pop().unwrap();
        let source = "other/%C3%A4%20b?versionId=v";
        assert_eq!(headers(&last, ["x-amz-copy-source"]), [source]);
    }
}

#[test]
fn an_error_in_a_success_is_tried_again_and_odd_dates_are_texts() {
    for (caller, mock) in Caller::mocked(as_is) {
        mock.reply(moved(200, "InternalError", ""));
        mock.reply(Reply::new(200));
        mock.reply(Reply::new(200).body("<CopyObjectResult><ETag>x</ETag></CopyObjectResult>"));
        let copy = json!({"Bucket": "bucket", "Key": "k", "CopySource": "other/k"});
        let copied = caller.call::<CopyObject>(copy);
        assert_eq!(copied["CopyObjectResult"]["ETag"], "x");
        assert_eq!(mock.requests().len(), 3);
        mock.reply(Reply::new(200).header("expires", "never"));
        let got = caller.call::<HeadObject>(json!({"Bucket": "bucket", "Key": "k"}));
        assert_eq!(
            (&got["Expires"], &got["ExpiresString"]),
            (&Value::Null, &json!("never"))
        );
    }
}
