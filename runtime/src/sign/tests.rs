//! Complete signatures.

use std::time::Duration;

use super::{Keys, Payload, Settings, SignError, Signable, Signer, Streaming, TokenUse};
use crate::identity::Credentials;
use crate::types::Timestamp;

const NOW: Timestamp = Timestamp::from_secs(1_440_938_160);
const HOST: &[(&str, &str)] = &[("Host", "example.amazonaws.com")];

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
}

#[test]
fn a_known_key_gives_the_same_signature() {
    let credentials = credentials().with_session_token("token");
    let signer = Signer::new(&credentials, "us-east-1", "service");
    let request = Signable::new("GET", "/", HOST);
    let mut keys = Keys::new();
    let first = signer.sign(&request, NOW, &mut keys).unwrap();
    assert_eq!(first, signer.sign(&request, NOW, &mut keys).unwrap());
    assert_eq!(first, signer.sign(&request, NOW, &mut Keys::new()).unwrap());
    let authorization = &first.headers().last().unwrap().1;
    assert!(authorization.ends_with(&format!("Signature={}", first.signature())));
    assert!(authorization.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"));
}

#[test]
fn a_request_without_host_is_refused() {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "service");
    let request = Signable::new("GET", "/", &[("x", "host")]);
    let error = signer.sign(&request, NOW, &mut Keys::new()).unwrap_err();
    assert_eq!(error, SignError::MissingHost);
}

#[test]
fn a_lifetime_is_a_second_to_seven_days() {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "service");
    let request = Signable::new("GET", "/", HOST);
    let sign = |seconds| {
        let lifetime = Duration::from_secs(seconds);
        signer.sign_query(&request, NOW, lifetime, &mut Keys::new())
    };
    assert!(sign(1).is_ok() && sign(604_800).is_ok());
    for found in [0, 604_801] {
        let longest = 604_800;
        assert_eq!(sign(found), Err(SignError::Lifetime { found, longest }));
    }
}

#[test]
fn old_headers_of_a_signature_give_way() {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "service").settings(Settings::s3());
    let mut keys = Keys::new();
    let fresh = signer.sign(&Signable::new("GET", "/", HOST), NOW, &mut keys);
    let headers = [
        ("X-Amz-Date", "19990101T000000Z"),
        ("authorization", "old"),
        ("user-agent", "x"),
        HOST[0],
    ];
    let again = signer.sign(&Signable::new("GET", "/", &headers), NOW, &mut keys);
    assert_eq!(fresh.unwrap(), again.unwrap());
}

#[test]
fn a_given_hash_has_the_last_word() {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "glacier");
    let headers = [HOST[0], ("x-amz-content-sha256", " abc ")];
    let request = Signable::new("PUT", "/", &headers).payload(Payload::Bytes(b"body"));
    let explained = signer.explain(&request, NOW).unwrap();
    assert!(explained.canonical_request.ends_with("\nabc"));
    let sent = signer.sign(&request, NOW, &mut Keys::new()).unwrap();
    let names: Vec<_> = sent.headers().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["x-amz-date", "authorization"]);
}

#[test]
fn unsigned_payloads_are_marked_in_a_header() {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "service");
    for (payload, text) in [
        (Payload::Unsigned, "UNSIGNED-PAYLOAD"),
        (
            Payload::Streaming(Streaming::UnsignedTrailer),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        ),
    ] {
        let request = Signable::new("PUT", "/", HOST).payload(payload);
        let sent = signer.sign(&request, NOW, &mut Keys::new()).unwrap();
        assert_eq!(sent.headers()[1], ("x-amz-content-sha256", text.to_owned()));
    }
}

#[test]
fn a_token_of_s3_express_has_its_own_names() {
    let credentials = credentials().with_session_token("a/b");
    let settings = Settings::s3().token(TokenUse::S3Session);
    let signer = Signer::new(&credentials, "us-east-1", "s3express").settings(settings);
    let request = Signable::new("GET", "/", HOST).payload(Payload::Unsigned);
    let mut keys = Keys::new();
    let sent = signer.sign(&request, NOW, &mut keys).unwrap();
    assert_eq!(
        sent.headers()[2],
        ("x-amz-s3session-token", "a/b".to_owned())
    );
    let lifetime = Duration::from_secs(300);
    let sent = signer.sign_query(&request, NOW, lifetime, &mut keys);
    let query = sent.unwrap().query().to_owned();
    assert!(query.contains("&X-Amz-S3session-Token=a%2Fb&X-Amz-Signature="));
}

#[test]
fn an_old_signature_in_the_query_gives_way() {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "service");
    let lifetime = Duration::from_secs(60);
    let sign = |query: &str| {
        let request = Signable::new("GET", "/", HOST).query(query);
        let sent = signer.sign_query(&request, NOW, lifetime, &mut Keys::new());
        sent.unwrap().query().to_owned()
    };
    let first = sign("a=%2F&b");
    assert!(first.starts_with(
        "a=%2F&b&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F2015"
    ));
    assert_eq!(sign(&first), first);
}
