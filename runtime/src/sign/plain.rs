//! Schemes that send a secret as it is: bearer tokens and API keys.
//!
//! <https://datatracker.ietf.org/doc/html/rfc6750#section-2.1>
//! <https://smithy.io/2.0/spec/authentication-traits.html#smithy-api-httpapikeyauth-trait>

use super::query;
use crate::http::service::ApiKeyPlace;
use crate::identity::{ApiKey, Token};

/// An API key in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlacedKey {
    /// A header to set.
    Header(&'static str, String),
    /// The whole query of the request.
    Query(String),
}

/// The value of `authorization` for a bearer token. It must travel over TLS only.
pub fn bearer(token: &Token) -> String {
    ["Bearer ", token.value()].concat()
}

/// Puts an API key in its place; `query` is that of the request, without the question mark.
///
/// A pair of the same name gives way. The request must travel over TLS only.
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
