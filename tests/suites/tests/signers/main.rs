//! Random requests signed by us, botocore and aws-sigv4: signatures must be equal.
//!
//! Cases on which the three disagree are not generated: a bare plus sign in a query, a trailing dot segment in a path, headers
//! that only one of them excludes, and, for aws-sigv4, a tab in a header, which the others treat as white space.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod aws_sigv4;
mod botocore;
mod case;

use std::time::Duration;

use sansmith::Timestamp;
use sansmith::identity::Credentials;
use sansmith::sign::{Explained, Keys, Payload, Settings, Signable, Signer, Streaming};

use self::case::{Case, Cover};

/// The number of requests.
const CASES: usize = 2000;

/// Our signature, and the intermediate texts.
fn ours(case: &Case, keys: &mut Keys) -> (String, Explained) {
    let mut credentials = Credentials::new(&*case.access_key, &*case.secret);
    if let Some(token) = &case.token {
        credentials = credentials.with_session_token(token);
    }
    let settings = Settings::of_service(&case.service);
    let signer = Signer::new(&credentials, &case.region, &case.service).settings(settings);
    let mut headers = vec![("Host", &*case.host)];
    headers.extend(case.headers.iter().map(|(name, value)| (&**name, &**value)));
    let payload = match case.payload {
        Cover::Signed => Payload::Bytes(&case.body),
        Cover::Unsigned => Payload::Unsigned,
        Cover::Trailer => Payload::Streaming(Streaming::UnsignedTrailer),
    };
    let request = Signable::new(&case.method, &case.path, &headers)
        .query(&case.query)
        .payload(payload);
    let now = Timestamp::from_secs(case.now);
    match case.lifetime.map(Duration::from_secs) {
        Some(lifetime) => (
            signer
                .sign_query(&request, now, lifetime, keys)
                .unwrap()
                .signature()
                .to_owned(),
            signer.explain_query(&request, now, lifetime).unwrap(),
        ),
        None => (
            signer
                .sign(&request, now, keys)
                .unwrap()
                .signature()
                .to_owned(),
            signer.explain(&request, now).unwrap(),
        ),
    }
}

#[test]
fn botocore_signs_the_same() {
    let cases = case::random(CASES, 1);
    let Some(answers) = botocore::sign(&cases) else {
        return;
    };
    assert_eq!(answers.len(), CASES);
    let mut keys = Keys::new();
    for (index, (case, answer)) in cases.iter().zip(&answers).enumerate() {
        let (signature, explained) = ours(case, &mut keys);
        assert_eq!(
            explained.canonical_request, answer.canonical_request,
            "case {index}: {case:?}"
        );
        assert_eq!(signature, answer.signature, "case {index}: {case:?}");
    }
}

#[test]
fn aws_sigv4_signs_the_same() {
    let mut keys = Keys::new();
    for (index, mut case) in case::random(CASES, 2).into_iter().enumerate() {
        for (_, value) in &mut case.headers {
            *value = value.replace('\t', " ");
        }
        let case = &case;
        let (signature, explained) = ours(case, &mut keys);
        let text = explained.canonical_request;
        let theirs = aws_sigv4::sign(case);
        assert_eq!(signature, theirs, "case {index}: {case:?}\n{text}");
    }
}
