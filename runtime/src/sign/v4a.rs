//! SigV4a: signatures valid in several regions, with a P-256 key derived by both sides.
//!
//! **Invariants**
//! - Without entropy, signatures are deterministic (RFC 6979); with entropy, they differ but all verify.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html#how-sigv4a-works>

use std::fmt;
use std::time::Duration;

use ecdsa::hazmat::sign_prehashed_rfc6979;
use p256::NistP256;
use p256::ecdsa::{DerSignature, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::error::SignError;
use super::request::Signable;
use super::settings::Settings;
use super::signed::{Explained, Signed, SignedQuery};
use super::terms::{Ready, Terms};
use super::{hex, key};
use crate::identity::Credentials;
use crate::types::Timestamp;

/// Algorithm name.
const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

/// The order of the curve minus two, big-endian; larger candidates are invalid.
const ORDER_MINUS_TWO: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
];

/// The private key derived from credentials, independent of date and region.
#[derive(Clone)]
pub struct PrivateKey(SigningKey);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}

impl PrivateKey {
    /// Derives the key, which takes microseconds: cache it with the credentials.
    ///
    /// `None` if none of 254 candidates is valid, which has not been observed.
    pub fn derive(credentials: &Credentials) -> Option<Self> {
        let secret = ["AWS4A", credentials.secret_access_key()].concat();
        (1..=254_u8).find_map(|counter| {
            let candidate = candidate(secret.as_bytes(), credentials.access_key_id(), counter);
            if candidate > ORDER_MINUS_TWO {
                return None;
            }
            let scalar = plus_one(candidate);
            SigningKey::from_slice(&scalar).ok().map(Self)
        })
    }

    /// The uncompressed public key: `04`, followed by x and y with 32 bytes each.
    pub fn public_key(&self) -> Vec<u8> {
        let key: &VerifyingKey = self.0.verifying_key();
        key.to_sec1_point(false).as_bytes().to_vec()
    }

    fn sign(&self, text: &str, entropy: Option<&[u8; 32]>) -> String {
        let digest = Sha256::digest(text);
        let scalar = self.0.as_nonzero_scalar();
        let entropy = entropy.map_or(&[][..], |bytes| bytes);
        let (signature, _) = sign_prehashed_rfc6979::<NistP256, Sha256>(scalar, &digest, entropy);
        hex::text(DerSignature::from(signature).as_bytes())
    }
}

/// A candidate key: NIST SP 800-108 key derivation in counter mode.
fn candidate(secret: &[u8], access_key_id: &str, counter: u8) -> [u8; 32] {
    let mut input = Vec::with_capacity(64);
    input.extend_from_slice(&1_u32.to_be_bytes());
    input.extend_from_slice(ALGORITHM.as_bytes());
    input.push(0);
    input.extend_from_slice(access_key_id.as_bytes());
    input.push(counter);
    input.extend_from_slice(&256_u32.to_be_bytes());
    key::mac(secret, &input)
}

/// Adds one, big-endian; cannot overflow, as the number is below the order of the curve.
fn plus_one(mut number: [u8; 32]) -> [u8; 32] {
    for byte in number.iter_mut().rev() {
        let (sum, carries) = byte.overflowing_add(1);
        *byte = sum;
        if !carries {
            break;
        }
    }
    number
}

/// Signs requests to one service in a set of regions.
///
/// ```
/// use sansmith::Timestamp;
/// use sansmith::identity::Credentials;
/// use sansmith::sign::{PrivateKey, Signable, SignerV4a};
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let key = PrivateKey::derive(&credentials).ok_or("no key")?;
/// let headers = [("host", "example.amazonaws.com")];
///
/// let signer = SignerV4a::new(&credentials, &key, "us-east-1,eu-central-1", "service");
/// let signed = signer.sign(&Signable::new("GET", "/", &headers), Timestamp::from_secs(1_440_938_160))?;
///
/// assert_eq!(signed.headers()[1], ("x-amz-region-set", "us-east-1,eu-central-1".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SignerV4a<'a> {
    terms: Terms<'a>,
    key: &'a PrivateKey,
    entropy: Option<&'a [u8; 32]>,
}

impl<'a> SignerV4a<'a> {
    /// A signer with default settings; `regions` is comma-separated, `*` means all.
    pub const fn new(
        credentials: &'a Credentials,
        key: &'a PrivateKey,
        regions: &'a str,
        service: &'a str,
    ) -> Self {
        Self {
            terms: Terms {
                credentials,
                settings: Settings::new(),
                algorithm: ALGORITHM,
                region: None,
                region_set: Some(regions),
                service,
            },
            key,
            entropy: None,
        }
    }

    /// Sets service-specific settings.
    #[must_use]
    pub const fn settings(mut self, settings: Settings<'a>) -> Self {
        self.terms.settings = settings;
        self
    }

    /// Sets random bytes to mix into the signature; use fresh ones for each.
    #[must_use]
    pub const fn entropy(mut self, entropy: &'a [u8; 32]) -> Self {
        self.entropy = Some(entropy);
        self
    }

    /// Signs a request by headers.
    ///
    /// # Errors
    ///
    /// The request has no `host`, or the clock is out of range.
    pub fn sign(&self, request: &Signable<'_>, now: Timestamp) -> Result<Signed, SignError> {
        self.terms
            .in_headers(request, now, |ready| self.signature(ready))
    }

    /// Signs a request by its query, valid for a period from `now`.
    ///
    /// # Errors
    ///
    /// The request has no `host`, the clock is out of range, or the lifetime is not between one second and seven days.
    pub fn sign_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<SignedQuery, SignError> {
        self.terms
            .in_query(request, now, lifetime, |ready| self.signature(ready))
    }

    /// Intermediate texts of [`sign`](Self::sign).
    ///
    /// # Errors
    ///
    /// Same as for [`sign`](Self::sign).
    pub fn explain(&self, request: &Signable<'_>, now: Timestamp) -> Result<Explained, SignError> {
        self.terms.explain_headers(request, now)
    }

    /// Intermediate texts of [`sign_query`](Self::sign_query).
    ///
    /// # Errors
    ///
    /// Same as for [`sign_query`](Self::sign_query).
    pub fn explain_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<Explained, SignError> {
        self.terms.explain_query(request, now, lifetime)
    }

    fn signature(&self, ready: &Ready) -> String {
        self.key.sign(&ready.to_sign, self.entropy)
    }
}
