//! Presigned requests in each kind of protocol.

use super::*;
use crate::http::request::Request;
use crate::http::service::Service;

static QUEUE: Service = Service::new("SQS", "AmazonSQS", "2012-11-05").signing_name("sqs");
static SEND: operation::Schema = operation::Schema::new(&QUEUE, "Send", "POST", "/");

const NOW: Timestamp = Timestamp::from_secs(1_440_938_160);

fn credentials() -> Credentials {
    Credentials::new("AKID", "secret")
}

fn request(http: http::Request<Body>) -> Request {
    Request::of(http, &SEND)
}

fn presign(
    scheme: &Scheme<'_>,
    request: &Request,
    facts: Facts,
) -> Result<Presigned, PresignError> {
    let credentials = credentials();
    let presigner = Presigner::new(scheme, &credentials, Duration::from_secs(60));
    presigner.request(request, "https://e.com/base", facts, NOW, &mut Keys::new())
}

const PLAIN: Facts = Facts {
    is_form: false,
    unsigned_payload: false,
};

#[test]
fn a_form_goes_into_the_query() {
    let http = http::Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("content-length", "11")
        .body(Body::Bytes(b"Action=Send".to_vec()));
    let scheme = Scheme::SigV4(Scope::new("sqs", "r"));
    let facts = Facts::of(
        &SEND,
        OperationSelector::ActionParam(crate::codec::query::Dialect::Aws),
    );
    let presigned = presign(&scheme, &request(http.unwrap()), facts).unwrap();
    assert_eq!(presigned.method(), "GET");
    let url = presigned.url();
    assert!(
        url.starts_with("https://e.com/base/?Action=Send&X-Amz-Algorithm="),
        "{url}"
    );
    assert!(url.contains("&X-Amz-SignedHeaders=host&"));
    assert!(presigned.headers().is_empty() && presigned.body().is_empty());
    assert!(!format!("{presigned:?}").contains("X-Amz"));
}

#[test]
fn s3_takes_members_in_the_query_and_leaves_the_body_open() {
    let http = http::Request::put("/a%20b?x-id=PutObject")
        .header("content-type", "text/plain")
        .header("content-length", "0")
        .header("x-amz-meta-a", "1 2")
        .header("x-amz-server-side-encryption", "AES256")
        .body(Body::Empty);
    let mut request = request(http.unwrap());
    request.host_prefix = Some("bucket.".to_owned());
    let scheme = Scheme::SigV4(Scope::new("s3", "r"));
    let presigned = presign(&scheme, &request, PLAIN).unwrap();
    let url = presigned.url();
    assert!(
        url.starts_with("https://bucket.e.com/base/a%20b?x-id=PutObject&x-amz-meta-a=1%202&X-Amz-"),
        "{url}"
    );
    assert!(
        url.contains("&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-server-side-encryption&")
    );
    let headers: Vec<_> = presigned
        .headers()
        .iter()
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(headers, ["content-type", "x-amz-server-side-encryption"]);
    assert_eq!(presigned.method(), "PUT");
}

#[test]
fn bodies_of_other_services_are_signed() {
    let http = |body: &[u8]| {
        let http = http::Request::post("/").header("x-amz-target", "T.Get");
        request(http.body(Body::Bytes(body.to_vec())).unwrap())
    };
    let scheme = Scheme::SigV4(Scope::new("dynamodb", "r"));
    let one = presign(&scheme, &http(b"{}"), PLAIN).unwrap();
    let other = presign(&scheme, &http(b"[]"), PLAIN).unwrap();
    assert_ne!(one.url(), other.url());
    assert_eq!(one.body(), b"{}");
    assert_eq!(
        one.headers(),
        [("x-amz-target".to_owned(), "T.Get".to_owned())]
    );
    let unsigned = Facts {
        unsigned_payload: true,
        ..PLAIN
    };
    let open = |body| presign(&scheme, &http(body), unsigned).unwrap();
    assert_eq!(open(b"{}").url(), open(b"[]").url());
}

#[test]
fn a_scheme_that_fits_no_url_is_named() {
    let http = http::Request::get("/").body(Body::Empty).unwrap();
    let request = request(http);
    for (scheme, word) in [
        (Scheme::None, "no authentication"),
        (Scheme::Bearer, "a bearer token"),
    ] {
        let error = presign(&scheme, &request, PLAIN).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn an_endpoint_of_the_input_wins() {
    let http = http::Request::get("/q").body(Body::Empty).unwrap();
    let mut request = request(http);
    request.endpoint = Some("http://other:8000/x".to_owned());
    let scheme = Scheme::SigV4(Scope::new("sqs", "r"));
    let presigned = presign(&scheme, &request, PLAIN).unwrap();
    assert!(presigned.url().starts_with("http://other:8000/x/q?X-Amz-"));
    request.endpoint = Some("other".to_owned());
    assert_eq!(
        presign(&scheme, &request, PLAIN),
        Err(PresignError::Endpoint)
    );
}
