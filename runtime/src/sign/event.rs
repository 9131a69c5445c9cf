//! Signatures of event stream frames.
//!
//! A signed frame has the headers `:date` and `:chunk-signature`, and the event's frame as payload; an empty payload ends the
//! stream. Frames are encoded elsewhere.
//!
//! <https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream>

use sha2::{Digest, Sha256};

use super::error::SignError;
use super::hex;
use super::key::Keys;
use super::signed::Signed;
use super::stamp::Stamp;
use crate::identity::Credentials;
use crate::types::Timestamp;

/// A signer for the frames of a stream: each signature covers the previous one, starting with that of the request.
#[derive(Debug, Clone)]
pub struct EventSigner {
    credentials: Credentials,
    region: Box<str>,
    service: Box<str>,
    previous: String,
    keys: Keys,
}

/// Header values of a signed frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventSignature {
    /// `:date`, a timestamp in milliseconds since 1970, rounded to seconds.
    pub date_millis: i64,
    /// `:chunk-signature` in bytes.
    pub signature: [u8; 32],
}

impl EventSigner {
    /// A signer for frames after a request signed with [`Streaming::Events`](super::Streaming::Events).
    pub fn new(credentials: &Credentials, region: &str, service: &str, request: &Signed) -> Self {
        Self::after(credentials, region, service, request.signature())
    }

    /// A signer for frames after a signature in hexadecimal, such as one recorded.
    pub fn after(credentials: &Credentials, region: &str, service: &str, signature: &str) -> Self {
        Self {
            credentials: credentials.clone(),
            region: region.into(),
            service: service.into(),
            previous: signature.to_owned(),
            keys: Keys::new(),
        }
    }

    /// Signs the payload of the next frame: the complete frame of an event, or an empty one to end the stream.
    ///
    /// # Errors
    ///
    /// The clock is out of range.
    pub fn sign(&mut self, payload: &[u8], now: Timestamp) -> Result<EventSignature, SignError> {
        let stamp = Stamp::new(now)?;
        let date_millis = now.seconds().saturating_mul(1000);
        let scope = [stamp.date(), &self.region, &self.service, "aws4_request"].join("/");
        let lines = [
            "AWS4-HMAC-SHA256-PAYLOAD",
            stamp.text(),
            &scope,
            &self.previous,
            &hex::text(&Sha256::digest(date_header(date_millis))),
            &hex::text(&Sha256::digest(payload)),
        ];
        let (region, service) = (&self.region, &self.service);
        let key = self.keys.get(&self.credentials, &stamp, region, service);
        let signature = key.sign(lines.join("\n").as_bytes());
        self.previous = hex::text(&signature);
        Ok(EventSignature {
            date_millis,
            signature,
        })
    }
}

/// The encoded header `:date`: name length, name, type 8 (timestamp), eight bytes.
fn date_header(millis: i64) -> Vec<u8> {
    let mut header = Vec::with_capacity(15);
    header.push(5);
    header.extend_from_slice(b":date");
    header.push(8);
    header.extend_from_slice(&millis.to_be_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_covers_the_one_before() {
        let credentials = Credentials::new("AKID", "secret");
        let request = Signed {
            headers: Vec::new(),
            signature: "0".repeat(64),
        };
        let mut one = EventSigner::new(&credentials, "us-west-2", "transcribe", &request);
        let mut other = one.clone();
        let now = Timestamp::new(1_630_094_902, 616_000_000);
        let first = one.sign(b"a", now).unwrap();
        assert_eq!(first.date_millis, 1_630_094_902_000);
        assert_eq!(other.sign(b"a", now), Ok(first));
        assert_ne!(one.sign(b"a", now), Ok(first));
    }
}
