//! S3 POST policies: permitted uploads by a browser form, with signed form fields.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html>

use std::ops::RangeInclusive;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::SignError;
use super::hex;
use super::key::Keys;
use super::settings::TokenUse;
use super::stamp::Stamp;
use crate::codec::json::push_text;
use crate::identity::Credentials;
use crate::model::schema::TimestampFormat;
use crate::types::Timestamp;

/// A policy under construction.
///
/// ```
/// use std::time::Duration;
/// use sansmith::Timestamp;
/// use sansmith::identity::Credentials;
/// use sansmith::sign::{Keys, PostPolicy};
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "secret");
/// let fields = PostPolicy::new("my-bucket", Duration::from_secs(3600))
///     .key_prefix("uploads/", "uploads/${filename}")
///     .field("acl", "public-read")
///     .length(1..=10_000_000)
///     .sign(&credentials, "us-east-1", Timestamp::from_secs(1_440_938_160), &mut Keys::new())?;
///
/// assert_eq!(fields[0], ("key".to_owned(), "uploads/${filename}".to_owned()));
/// # Ok::<(), sansmith::sign::SignError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PostPolicy {
    lifetime: Duration,
    /// Conditions as JSON.
    conditions: Vec<String>,
    fields: Vec<(String, String)>,
    token: TokenUse,
}

impl PostPolicy {
    /// A policy for a bucket, valid for `lifetime` after signing.
    pub fn new(bucket: &str, lifetime: Duration) -> Self {
        Self {
            lifetime,
            conditions: vec![equals("bucket", bucket)],
            fields: Vec::new(),
            token: TokenUse::Signed,
        }
    }

    /// Allows a single key.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.field("key", key)
    }

    /// Allows keys with a prefix; `value` is used in the form, where `${filename}` stands for the file name.
    #[must_use]
    pub fn key_prefix(self, prefix: &str, value: &str) -> Self {
        self.field_prefix("key", prefix, value)
    }

    /// Adds a field with its required value.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.conditions.push(equals(name, value));
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a field whose value must start with a prefix; an empty prefix allows any value.
    #[must_use]
    pub fn field_prefix(mut self, name: &str, prefix: &str, value: &str) -> Self {
        let name_in_policy = ["$", name].concat();
        let parts = ["starts-with", &name_in_policy, prefix].map(quoted);
        self.conditions.push(format!("[{}]", parts.join(",")));
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Limits the file size in bytes.
    #[must_use]
    pub fn length(mut self, bytes: RangeInclusive<u64>) -> Self {
        let (least, most) = bytes.into_inner();
        self.conditions
            .push(format!("[\"content-length-range\",{least},{most}]"));
        self
    }

    /// Sets the placement of the session token, for sessions of directory buckets.
    #[must_use]
    pub fn token(mut self, place: TokenUse) -> Self {
        self.token = place;
        self
    }

    /// Signs the policy; returns the form fields, which must precede the field `file`.
    ///
    /// # Errors
    ///
    /// The time, or the expiry of the policy, is out of range.
    pub fn sign(
        mut self,
        credentials: &Credentials,
        region: &str,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Vec<(String, String)>, SignError> {
        let stamp = Stamp::new(now)?;
        let service = match self.token {
            TokenUse::S3Session => "s3express",
            TokenUse::Signed | TokenUse::Unsigned => "s3",
        };
        let scope = [stamp.date(), region, service, "aws4_request"].join("/");
        let credential = [credentials.access_key_id(), &scope].join("/");
        let place = self.token.header();
        let mut policy = self
            .field("x-amz-algorithm", "AWS4-HMAC-SHA256")
            .field("x-amz-credential", &credential)
            .field("x-amz-date", stamp.text());
        if let Some(token) = credentials.session_token() {
            policy = policy.field(place, token);
        }
        self = policy;
        let text = self.text(now)?;
        let encoded = STANDARD.encode(text);
        let key = keys.get(credentials, &stamp, region, service);
        let signature = hex::text(&key.sign(encoded.as_bytes()));
        self.fields.push(("policy".to_owned(), encoded));
        self.fields.push(("x-amz-signature".to_owned(), signature));
        Ok(self.fields)
    }

    /// The policy as JSON.
    fn text(&self, now: Timestamp) -> Result<String, SignError> {
        let lifetime = i64::try_from(self.lifetime.as_secs()).map_err(|_| SignError::Clock)?;
        let end = now.seconds().checked_add(lifetime);
        let end = Timestamp::from_secs(end.ok_or(SignError::Clock)?);
        Stamp::new(end)?;
        let end = end.format(TimestampFormat::DateTime);
        let conditions = self.conditions.join(",");
        Ok(format!(
            "{{\"expiration\":\"{end}\",\"conditions\":[{conditions}]}}"
        ))
    }
}

/// The condition for an exact field value.
fn equals(name: &str, value: &str) -> String {
    format!("{{{}:{}}}", quoted(name), quoted(value))
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    push_text(text, &mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_lists_its_conditions() {
        let credentials = Credentials::new("AKID", "secret").with_session_token("tok\"en");
        let fields = PostPolicy::new("b", Duration::from_secs(60))
            .key_prefix("a/", "a/${filename}")
            .field("acl", "private")
            .length(1..=9)
            .sign(&credentials, "eu", Timestamp::UNIX_EPOCH, &mut Keys::new())
            .unwrap();
        let field = |name: &str| {
            let mut fields = fields.iter();
            fields.find(|(key, _)| key == name).unwrap().1.clone()
        };
        let policy = String::from_utf8(STANDARD.decode(field("policy")).unwrap()).unwrap();
        let policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
        assert_eq!(
            policy,
            serde_json::json!({
                "expiration": "1970-01-01T00:01:00Z",
                "conditions": [
                    {"bucket": "b"}, ["starts-with", "$key", "a/"], {"acl": "private"},
                    ["content-length-range", 1, 9], {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
                    {"x-amz-credential": "AKID/19700101/eu/s3/aws4_request"},
                    {"x-amz-date": "19700101T000000Z"}, {"x-amz-security-token": "tok\"en"},
                ],
            })
        );
        assert_eq!(field("key"), "a/${filename}");
        assert_eq!(field("x-amz-signature").len(), 64);
    }

    #[test]
    fn an_end_beyond_the_calendar_is_refused() {
        let credentials = Credentials::new("AKID", "secret");
        for seconds in [u64::MAX, 1 << 62, 253_402_300_800] {
            let policy = PostPolicy::new("b", Duration::from_secs(seconds));
            let now = Timestamp::UNIX_EPOCH;
            let fields = policy.sign(&credentials, "eu", now, &mut Keys::new());
            assert_eq!(fields, Err(SignError::Clock));
        }
    }
}
