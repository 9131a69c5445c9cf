//! SigV2 signing of queries and forms, for sdb and importexport.
//!
//! <https://docs.aws.amazon.com/AmazonSimpleDB/latest/DeveloperGuide/HMACAuth.html>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::SignError;
use super::{key, query};
use crate::codec::query::Query;
use crate::identity::Credentials;
use crate::model::schema::TimestampFormat;
use crate::types::Timestamp;

/// The parameter that is not signed.
const SIGNATURE: &str = "Signature";

/// Signs a form with SigV2: adds identity, algorithm, time and signature.
///
/// `host` is the value of the `host` header. Parameters of an earlier signature are replaced.
///
/// # Errors
///
/// The clock is outside of the years 0 to 9999.
pub fn sign_v2(
    form: &Query,
    method: &str,
    host: &str,
    path: &str,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<Query, SignError> {
    let (year, ..) = now.date();
    if !(0..=9999).contains(&year) {
        return Err(SignError::Clock);
    }
    let time = Timestamp::from_secs(now.seconds()).format(TimestampFormat::DateTime);
    let mut besides = vec![
        ("AWSAccessKeyId", credentials.access_key_id()),
        ("SignatureMethod", "HmacSHA256"),
        ("SignatureVersion", "2"),
        ("Timestamp", &*time),
    ];
    besides.extend(
        credentials
            .session_token()
            .map(|token| ("SecurityToken", token)),
    );
    let is_kept = |key: &str| key != SIGNATURE && besides.iter().all(|(name, _)| *name != key);
    let mut pairs: Vec<_> = form.iter().filter(|(key, _)| is_kept(key)).collect();
    pairs.extend(besides.iter().copied());
    let signature = signature(&pairs, method, host, path, credentials);
    let mut signed = Query::default();
    for (key, value) in pairs {
        signed.push(key, value);
    }
    signed.push(SIGNATURE, signature);
    Ok(signed)
}

fn signature(
    pairs: &[(&str, &str)],
    method: &str,
    host: &str,
    path: &str,
    credentials: &Credentials,
) -> String {
    // Names are sorted before escaping.
    let mut ordered = pairs.to_vec();
    ordered.sort_unstable();
    let pairs: Vec<_> = ordered
        .iter()
        .map(|(key, value)| [query::escape(key), query::escape(value)].join("="))
        .collect();
    let path = if path.is_empty() { "/" } else { path };
    let host = host.to_ascii_lowercase();
    let text = [method, &*host, path, &pairs.join("&")].join("\n");
    let secret = credentials.secret_access_key().as_bytes();
    STANDARD.encode(key::mac(secret, text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gets_the_pairs_of_a_signature() {
        let credentials = Credentials::new("foo", "bar").with_session_token("baz");
        let mut form = Query::default();
        form.push("Foo", "\u{2713} ~");
        form.push("Signature", "old");
        let now = Timestamp::from_secs(1_403_049_600);
        let signed = sign_v2(&form, "POST", "Host", "", &credentials, now).unwrap();
        let text = signed.to_string();
        assert!(text.starts_with(
            "Foo=%E2%9C%93%20~&AWSAccessKeyId=foo&SignatureMethod=HmacSHA256&SignatureVersion=2\
             &Timestamp=2014-06-18T00%3A00%3A00Z&SecurityToken=baz&Signature="
        ));
        assert_eq!(text.matches("&Signature=").count(), 1);
        let again = sign_v2(&signed, "POST", "host", "/", &credentials, now).unwrap();
        assert_eq!(again.to_string(), text);
    }
}
