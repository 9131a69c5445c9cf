//! Derivation of signing keys from credentials, date, region and service.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key>

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::stamp::Stamp;
#[cfg(feature = "sigv4a")]
use super::v4a::PrivateKey;
use crate::identity::Credentials;

/// Maximum number of cached keys; the oldest is evicted.
const MOST: usize = 32;

/// Block size of SHA-256, which shorter keys are padded to.
const BLOCK: usize = 64;

/// An HMAC initialized with a key.
///
/// Keys longer than a block are hashed; shorter ones are zero-padded.
pub(super) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let hashed;
    let key = if key.len() > BLOCK {
        hashed = Sha256::digest(key);
        hashed.as_slice()
    } else {
        key
    };
    let mut block = [0; BLOCK];
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    Hmac::new(&block.into())
}

/// The HMAC of a message.
pub(super) fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    finish(keyed(key), message)
}

fn finish(mut keyed: Hmac<Sha256>, message: &[u8]) -> [u8; 32] {
    keyed.update(message);
    keyed.finalize().into_bytes().into()
}

/// A signing key for one day, region and service.
///
/// It is stored as an initialized hash, which saves two blocks per signature.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha256>);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(***)")
    }
}

impl SigningKey {
    /// Derives a key; `date` has eight digits: `20150830`.
    pub fn derive(credentials: &Credentials, date: &str, region: &str, service: &str) -> Self {
        let secret = credentials.secret_access_key();
        let mut key = Vec::with_capacity(4 + secret.len());
        key.extend_from_slice(b"AWS4");
        key.extend_from_slice(secret.as_bytes());
        let key = mac(&key, date.as_bytes());
        let key = mac(&key, region.as_bytes());
        let key = mac(&key, service.as_bytes());
        Self(keyed(&mac(&key, b"aws4_request")))
    }

    /// Signs a text.
    pub fn sign(&self, text: &[u8]) -> [u8; 32] {
        finish(self.0.clone(), text)
    }
}

/// A cache of signing keys, so that a key is derived once per day, region and service.
///
/// A plain value owned by the caller; an empty cache only costs time.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    entries: Vec<Entry>,
    #[cfg(feature = "sigv4a")]
    private: Vec<(Credentials, PrivateKey)>,
}

#[derive(Debug, Clone)]
struct Entry {
    credentials: Credentials,
    days: i64,
    region: Box<str>,
    service: Box<str>,
    key: SigningKey,
}

impl Entry {
    fn is_of(&self, credentials: &Credentials, stamp: &Stamp, region: &str, service: &str) -> bool {
        self.days == stamp.days()
            && *self.region == *region
            && *self.service == *service
            && (self.credentials.is_clone_of(credentials)
                || self.credentials.secret_access_key() == credentials.secret_access_key())
    }
}

impl Keys {
    /// An empty cache.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            #[cfg(feature = "sigv4a")]
            private: Vec::new(),
        }
    }

    /// The private key of credentials, cached or derived; `None` if none can be derived.
    #[cfg(feature = "sigv4a")]
    pub(super) fn private(&mut self, credentials: &Credentials) -> Option<PrivateKey> {
        let mut known = self.private.iter();
        if let Some((_, key)) = known.find(|(known, _)| known == credentials) {
            return Some(key.clone());
        }
        let key = PrivateKey::derive(credentials)?;
        if self.private.len() >= MOST {
            self.private.remove(0);
        }
        self.private.push((credentials.clone(), key.clone()));
        Some(key)
    }

    /// The key of a day, region and service, cached or derived.
    pub(super) fn get(
        &mut self,
        credentials: &Credentials,
        stamp: &Stamp,
        region: &str,
        service: &str,
    ) -> SigningKey {
        let mut entries = self.entries.iter();
        let known = entries.find(|entry| entry.is_of(credentials, stamp, region, service));
        if let Some(entry) = known {
            return entry.key.clone();
        }
        let key = SigningKey::derive(credentials, stamp.date(), region, service);
        if self.entries.len() >= MOST {
            self.entries.remove(0);
        }
        self.entries.push(Entry {
            credentials: credentials.clone(),
            days: stamp.days(),
            region: region.into(),
            service: service.into(),
            key: key.clone(),
        });
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::hex;
    use crate::types::Timestamp;

    #[test]
    fn a_key_longer_than_a_block_counts_as_its_hash() {
        // RFC 4231, case 6.
        let message = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(
            hex::text(&mac(&[0xaa; 131], message)),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
        // RFC 4231, case 2.
        assert_eq!(
            hex::text(&mac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_key_is_found_again_and_the_oldest_goes() {
        let credentials = Credentials::new("AKID", "secret");
        let stamp = Stamp::new(Timestamp::from_secs(0)).unwrap();
        let mut keys = Keys::new();
        let first = keys.get(&credentials, &stamp, "r", "s0").sign(b"x");
        for index in 0..MOST {
            keys.get(&credentials, &stamp, "r", &format!("s{index}"));
        }
        assert_eq!(keys.entries.len(), MOST);
        assert_eq!(keys.get(&credentials, &stamp, "r", "s0").sign(b"x"), first);
        keys.get(&credentials, &stamp, "r", "new");
        assert_eq!(keys.entries.len(), MOST);
        assert_eq!(&*keys.entries[0].service, "s1");
    }

    #[test]
    fn other_credentials_have_other_keys() {
        let stamp = Stamp::new(Timestamp::from_secs(0)).unwrap();
        let mut keys = Keys::new();
        let one = keys.get(&Credentials::new("AKID", "1"), &stamp, "r", "s");
        let two = keys.get(&Credentials::new("AKID", "2"), &stamp, "r", "s");
        assert_ne!(one.sign(b"x"), two.sign(b"x"));
    }
}
