//! SigV4a: canonical request, string to sign and derived public key must be equal, and the key must verify both our signature
//! and the suite's.

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{DerSignature, VerifyingKey};
use sansmith::sign::{PrivateKey, SignError, SignerV4a};
use serde::Deserialize;

use super::{Folder, Form, Outcome, Step};

/// A point of the curve, in hexadecimal digits.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Point {
    x: String,
    y: String,
}

/// Signing steps with the suite's expectations.
pub(super) fn steps(folder: &Folder<'_>, form: Form) -> Result<Vec<Step>, String> {
    let key = PrivateKey::derive(&folder.parameters.credentials()).ok_or("no key")?;
    let public = key.public_key();
    let verifying = VerifyingKey::from_sec1_bytes(&public).map_err(|error| error.to_string())?;
    let (plain, random) = (
        outcome(folder, form, &key, None)?,
        outcome(folder, form, &key, Some(&[7; 32]))?,
    );
    let to_sign = plain.explained.string_to_sign.clone();
    let verdict = |signature: &str| {
        let verified = verify(&verifying, &to_sign, signature);
        verified.map_or_else(|error| error, |()| VERIFIED.to_owned())
    };
    let mut steps = folder.texts(form, plain.explained)?;
    if let Some(expected) = point(folder)? {
        steps.push(Step {
            name: "public key",
            expected,
            got: hex(&public),
        });
    }
    let theirs = folder.given(form, "signature");
    let signatures = [
        ("signature", Some(&plain.signature)),
        ("randomised signature", Some(&random.signature)),
        ("signature of the suite", theirs.as_ref()),
    ];
    for (name, signature) in signatures {
        steps.extend(signature.map(|signature| Step {
            name,
            expected: VERIFIED.to_owned(),
            got: verdict(signature),
        }));
    }
    steps.push(Step {
        name: "randomised signature beside the plain one",
        expected: "different".to_owned(),
        got: if random.signature == plain.signature {
            "equal".to_owned()
        } else {
            "different".to_owned()
        },
    });
    Ok(steps)
}

/// The result of a valid signature.
const VERIFIED: &str = "verified";

fn outcome(
    folder: &Folder<'_>,
    form: Form,
    key: &PrivateKey,
    entropy: Option<&[u8; 32]>,
) -> Result<Outcome, String> {
    let now = folder.parameters.now()?;
    let parameters = &folder.parameters;
    let credentials = parameters.credentials();
    let mut signer = SignerV4a::new(&credentials, key, &parameters.region, &parameters.service)
        .settings(parameters.settings());
    if let Some(entropy) = entropy {
        signer = signer.entropy(entropy);
    }
    let headers = folder.message.headers();
    let request = folder.request(&headers);
    let outcome = || -> Result<Outcome, SignError> {
        Ok(match form {
            Form::Header => {
                let sent = signer.sign(&request, now)?;
                folder.in_headers(signer.explain(&request, now)?, &sent)
            }
            Form::Query => {
                let lifetime = parameters.lifetime();
                let sent = signer.sign_query(&request, now, lifetime)?;
                let explained = signer.explain_query(&request, now, lifetime)?;
                folder.in_query(explained, &sent)
            }
        })
    };
    outcome().map_err(|error| error.to_string())
}

fn verify(key: &VerifyingKey, text: &str, signature: &str) -> Result<(), String> {
    let signature = DerSignature::from_bytes(&bytes(signature)?).map_err(|e| e.to_string())?;
    key.verify(text.as_bytes(), &signature)
        .map_err(|error| error.to_string())
}

/// Hexadecimal digits as bytes.
fn bytes(digits: &str) -> Result<Vec<u8>, String> {
    let digits = digits.trim();
    (0..digits.len())
        .step_by(2)
        .map(|at| {
            let two = digits.get(at..at + 2).unwrap_or_default();
            u8::from_str_radix(two, 16).map_err(|error| format!("`{two}`: {error}"))
        })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The suite's public key in our form, if present.
fn point(folder: &Folder<'_>) -> Result<Option<String>, String> {
    let file = folder.path.join("public-key.json");
    let Ok(text) = std::fs::read_to_string(file) else {
        return Ok(None);
    };
    let point: Point = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    Ok(Some(format!("04{}{}", point.x, point.y)))
}
