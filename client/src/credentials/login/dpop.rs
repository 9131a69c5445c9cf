//! Adds a proof of possession of the session key (`DPoP`) to sign-in requests.
//!
//! <https://www.rfc-editor.org/rfc/rfc9449>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::HeaderValue;
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use sansmith::json::to_json;
use sansmith::{Document, Timestamp};

use crate::credentials::failure::Failure;

/// Parses a SEC 1 private key in PEM.
pub(super) fn key(pem: &str) -> Result<SecretKey, Failure> {
    SecretKey::from_sec1_pem(pem)
        .map_err(|_| Failure::invalid("`dpopKey` in cached Login token file is not a P-256 key"))
}

/// Adds the `dpop` header to a request.
pub(super) fn authorize(
    request: &mut http::Request<Vec<u8>>,
    key: &SecretKey,
    now: Timestamp,
    random: u128,
) -> Result<(), Failure> {
    let uri = request.uri().to_string();
    let proof = proof(key, &uri, now, random);
    let value = HeaderValue::from_str(&proof);
    let value =
        value.map_err(|error| Failure::failed("cannot create the DPoP proof").because(error))?;
    request.headers_mut().insert("dpop", value);
    Ok(())
}

/// A signed token for one request at one time.
fn proof(key: &SecretKey, uri: &str, now: Timestamp, random: u128) -> String {
    let point = key.public_key().to_sec1_point(false);
    let coordinate = |bytes: Option<&[u8]>| URL_SAFE_NO_PAD.encode(bytes.unwrap_or_default());
    let jwk = Document::map([
        ("kty", "EC".to_owned()),
        ("x", coordinate(point.x().map(AsRef::as_ref))),
        ("y", coordinate(point.y().map(AsRef::as_ref))),
        ("crv", "P-256".to_owned()),
    ]);
    let header = Document::map([
        ("typ", Document::from("dpop+jwt")),
        ("alg", Document::from("ES256")),
        ("jwk", jwk),
    ]);
    let payload = Document::map([
        ("jti", Document::from(id(random))),
        ("htm", Document::from("POST")),
        ("htu", Document::from(uri)),
        ("iat", Document::from(now.seconds())),
    ]);
    let part = |document: &Document| URL_SAFE_NO_PAD.encode(to_json(document));
    let message = format!("{}.{}", part(&header), part(&payload));
    let signature: Signature = SigningKey::from(key).sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

/// A random UUID (version 4).
fn id(random: u128) -> String {
    let bits = (random & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let digits = format!("{bits:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let parts = [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;

    #[test]
    fn a_proof_is_verified_by_the_key_inside_and_names_the_request() {
        let key = SecretKey::from_slice(&[7; 32]).unwrap();
        let now = Timestamp::from_secs(1_651_516_560);
        let proof = proof(&key, "https://example.com/v1/token", now, 5);
        let parts: Vec<&str> = proof.split('.').collect();
        let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
        let message = format!("{}.{}", parts[0], parts[1]);
        VerifyingKey::from(key.public_key())
            .verify(
                message.as_bytes(),
                &Signature::from_slice(&signature).unwrap(),
            )
            .unwrap();
        let payload = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        assert_eq!(
            payload,
            r#"{"htm":"POST","htu":"https://example.com/v1/token","iat":1651516560,"jti":"00000000-0000-4000-8000-000000000005"}"#
        );
    }

    #[test]
    fn invalid_keys_give_errors_without_their_text() {
        let failure = key("hidden").unwrap_err();
        assert!(!failure.to_string().contains("hidden"));
    }
}
