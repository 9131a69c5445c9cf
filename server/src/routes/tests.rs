use http::Request;
use sansmith::protocol::{AwsJson1_1, AwsQuery, Protocol, RestJson1, RpcV2Cbor, Spec};
use sansmith::schema::{Location, Member, MemberTraits, STRING, Schema};
use sansmith::{Service, operation};

use super::*;

static STORE: Service =
    Service::new("Store", "StoreService", "2026-01-01").target_prefix("Store_20260101");

static COPY: Schema = Schema::structure(
    "Copy",
    &[Member::required("Source", &STRING)
        .with(&const { MemberTraits::at(Location::Header("x-copy-source")) })],
);
static PART: Schema = Schema::structure(
    "Part",
    &[Member::required("Number", &STRING)
        .with(&const { MemberTraits::at(Location::Query("part")) })],
);
static PLAIN: Schema = Schema::structure("Plain", &[]);

/// Facts of an operation.
fn facts<P: Protocol>(
    name: &'static str,
    method: &'static str,
    uri: &'static str,
    input: &'static Schema,
) -> Facts {
    let schema = operation::Schema::new(&STORE, name, method, uri);
    let schema = if name.starts_with("Old") {
        schema.deprecated()
    } else {
        schema
    };
    let spec: &'static Spec = const { &P::SPEC };
    Facts::new(spec, Box::leak(Box::new(schema)), Some(input), None)
}

fn found(routes: &Routes, method: &str, uri: &str, header: (&str, &str), body: &str) -> String {
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(header.0, header.1);
    let (head, ()) = request.body(()).unwrap().into_parts();
    match routes.find(&head, body.as_bytes()) {
        Ok(found) => found.facts.operation.name.to_owned(),
        Err(rejection) => rejection.code().to_owned(),
    }
}

#[test]
fn the_most_specific_operation_applies() {
    let put = |name, uri, input| facts::<RestJson1>(name, "PUT", uri, input);
    let get = |name, uri| facts::<RestJson1>(name, "GET", uri, &PLAIN);
    let routes = Routes::new([
        put("PutObject", "/{Bucket}/{Key+}", &PLAIN),
        put("CopyObject", "/{Bucket}/{Key+}", &COPY),
        put("UploadPart", "/{Bucket}/{Key+}?x-id=UploadPart", &PART),
        put("PutTags", "/{Bucket}/{Key+}?tagging", &PLAIN),
        put("OldPutRules", "/{Bucket}?lifecycle", &PLAIN),
        put("PutLifecycle", "/{Bucket}?lifecycle", &PLAIN),
        get("ListObjects", "/{Bucket}"),
        get("ListObjectsV2", "/{Bucket}?list-type=2"),
        get("ListBuckets", "/"),
        get("Tags", "/arns/{Arn+}/tags"),
        get("Tag", "/arns/{Arn+}/tags/{Key}"),
        get("Health", "/health"),
    ]);
    let none = ("x-nothing", "");
    for (method, uri, header, expected) in [
        ("PUT", "/b/k/l", none, "PutObject"),
        ("PUT", "/b/k", ("x-copy-source", "c"), "CopyObject"),
        ("PUT", "/b/k?part=1", none, "UploadPart"),
        ("PUT", "/b/k?x-id=PutObject", none, "PutObject"),
        ("PUT", "/b/k?tagging", none, "PutTags"),
        ("PUT", "/b/k?tagging=", none, "PutTags"),
        ("PUT", "/b?lifecycle", none, "PutLifecycle"),
        ("GET", "/b", none, "ListObjects"),
        ("GET", "/b/", none, "ListObjects"),
        ("GET", "/b?list-type=2&prefix=a", none, "ListObjectsV2"),
        ("GET", "/b?list-type=3", none, "ListObjects"),
        ("GET", "/", none, "ListBuckets"),
        ("GET", "/health", none, "Health"),
        ("GET", "/arns/a/b/tags", none, "Tags"),
        ("GET", "/arns/a/b/tags/c", none, "Tag"),
        ("DELETE", "/b", none, "UnknownOperationException"),
        ("GET", "/a/b/c", none, "UnknownOperationException"),
    ] {
        assert_eq!(
            found(&routes, method, uri, header, ""),
            expected,
            "{method} {uri}"
        );
    }
    let ties: Vec<_> = routes
        .ties()
        .iter()
        .map(|tie| (tie.winner, tie.loser))
        .collect();
    assert_eq!(ties, [("PutLifecycle", "OldPutRules")]);
}

#[test]
fn operations_are_named_in_a_header_a_form_or_a_path() {
    let post = "POST";
    let routes = Routes::new([
        facts::<AwsJson1_1>("Take", post, "/", &PLAIN),
        facts::<AwsQuery>("Give", post, "/", &PLAIN),
        facts::<RpcV2Cbor>("Keep", post, "/", &PLAIN),
    ]);
    let none = ("x-nothing", "");
    let target = ("x-amz-target", "Store_20260101.Take");
    assert_eq!(found(&routes, post, "/", target, "{}"), "Take");
    let other = ("x-amz-target", "Store_20260101.Give");
    assert_eq!(
        found(&routes, post, "/", other, "{}"),
        "UnknownOperationException"
    );
    assert_eq!(
        found(&routes, post, "/", none, "Version=2026-01-01&Action=Give"),
        "Give"
    );
    assert_eq!(found(&routes, "GET", "/?Action=Give&a=b", none, ""), "Give");
    let path = "/base/service/StoreService/operation/Keep";
    assert_eq!(found(&routes, post, path, none, ""), "Keep");
    let path = "/service/Other/operation/Keep";
    assert_eq!(
        found(&routes, post, path, none, ""),
        "UnknownOperationException"
    );
}
