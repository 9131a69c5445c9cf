//! Signing of a request with a 2.5 kB body.
//!
//! Ours caches the signing key, which is derived once per day; a separate row derives it each time, as aws-sigv4 does.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as PeerCredentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SigningInstructions, SigningSettings,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use sansmith::Timestamp;
use sansmith::identity::Credentials;
use sansmith::sign::{Keys, Payload, Signable, Signed, Signer};

use crate::clock::Case;

const MESSAGE: &str = "signature";
const BODY: &[u8] = &[b'x'; 2500];
const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const HOST: &str = "connect.us-east-1.amazonaws.com";
const PATH: &str = "/contact/outbound-chat";
const HEADERS: [(&str, &str); 2] = [
    ("content-type", "application/json"),
    ("content-length", "2500"),
];

/// 2015-08-30T12:36:00Z.
const NOW: u64 = 1_440_938_160;

/// The contenders.
pub(crate) fn cases() -> Vec<Case> {
    let bytes = BODY.len();
    let identity = peer_identity();
    let (credentials, again) = (Credentials::new(KEY, SECRET), Credentials::new(KEY, SECRET));
    let mut keys = Keys::new();
    vec![
        Case::new((MESSAGE, "peer"), bytes, move || peer(black_box(&identity))),
        Case::new((MESSAGE, "ours"), bytes, move || {
            ours(black_box(&credentials), &mut keys)
        }),
        Case::new((MESSAGE, "ours, day key derived"), bytes, move || {
            ours(black_box(&again), &mut Keys::new())
        }),
    ]
}

/// Panics if contenders produce different signatures.
pub(crate) fn check() {
    let ours = ours(&Credentials::new(KEY, SECRET), &mut Keys::new());
    let (_, theirs) = peer(&peer_identity());
    assert_eq!(ours.signature(), theirs, "the signatures are not the same");
}

fn ours(credentials: &Credentials, keys: &mut Keys) -> Signed {
    let headers = [("host", HOST), HEADERS[0], HEADERS[1]];
    let request = Signable::new("PUT", PATH, &headers).payload(Payload::Bytes(black_box(BODY)));
    let now = Timestamp::from_secs(NOW as i64);
    Signer::new(credentials, "us-east-1", "connect")
        .sign(&request, now, keys)
        .expect("a signature")
}

fn peer_identity() -> Identity {
    PeerCredentials::new(KEY, SECRET, None, None, "bench").into()
}

fn peer(identity: &Identity) -> (SigningInstructions, String) {
    let parameters = v4::SigningParams::builder()
        .identity(identity)
        .region("us-east-1")
        .name("connect")
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(NOW))
        .settings(SigningSettings::default())
        .build()
        .expect("parameters")
        .into();
    let uri = format!("https://{HOST}{PATH}");
    let body = SignableBody::Bytes(black_box(BODY));
    let request = SignableRequest::new("PUT", uri, HEADERS.into_iter(), body).expect("a request");
    aws_sigv4::http_request::sign(request, &parameters)
        .expect("a signature")
        .into_parts()
}
