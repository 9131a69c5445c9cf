//! Schemes that send a secret directly: bearer tokens and API keys.
//!
//! <https://datatracker.ietf.org/doc/html/rfc6750#section-2.1>
//! <https://smithy.io/2.0/spec/authentication-traits.html#smithy-api-httpapikeyauth-trait>

use super::query;
use crate::http::service::ApiKeyPlace;
use crate::identity::{ApiKey, Token};

/// A placed API key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlacedKey {
    /// A header to set.
    Header(&'static str, String),
    /// The new query of the request.
    Query(String),
}

/// The `authorization` value for a bearer token. Send it over TLS only.
pub fn bearer(token: &Token) -> String {
    ["Bearer ", token.value()].concat()
}

/// Places an API key; `query` is that of the request, without the question mark.
///
/// An existing parameter with the same name is replaced. Send the request over TLS only.
pub fn api_key(key: &ApiKey, place: ApiKeyPlace, query: &str) -> PlacedKey {
    match place {
        ApiKeyPlace::Header { name, scheme } => {
            let value = match scheme {
                Some(scheme) => [scheme, " ", key.value()].concat(),
                None => key.value().to_owned(),
            };
            PlacedKey::Header(name, value)
        }
        ApiKeyPlace::Query { name } => {
            let escaped = query::escape(name);
            let mut pairs: Vec<_> = query
                .split('&')
                .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(&*escaped))
                .collect();
            let pair = [&*escaped, "=", &*query::escape(key.value())].concat();
            pairs.push(&pair);
            PlacedKey::Query(pairs.join("&"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_to_its_place() {
        let key = ApiKey::new("a/b");
        let header = |scheme| ApiKeyPlace::Header {
            name: "x-key",
            scheme,
        };
        let placed = |place| api_key(&key, place, "b=1&a%20b=old");
        assert_eq!(
            placed(header(None)),
            PlacedKey::Header("x-key", "a/b".to_owned())
        );
        assert_eq!(
            placed(header(Some("Key"))),
            PlacedKey::Header("x-key", "Key a/b".to_owned())
        );
        assert_eq!(
            placed(ApiKeyPlace::Query { name: "a b" }),
            PlacedKey::Query("b=1&a%20b=a%2Fb".to_owned())
        );
    }

    #[test]
    fn a_token_follows_its_scheme() {
        assert_eq!(bearer(&Token::new("abc")), "Bearer abc");
    }
}
