//! Signs a request with the chosen scheme.

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::Scheme;
use crate::http::service::ApiKeyPlace;
use crate::identity::{ApiKey, Credentials, Token};
use crate::sign::plain::{self, PlacedKey};
use crate::sign::{Keys, Payload, SignError, Signed, Signer, message};
use crate::types::Timestamp;

/// The caller's identity.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Identity<'a> {
    /// Credentials, possibly of a session.
    Credentials(&'a Credentials),
    /// A bearer token.
    Token(&'a Token),
    /// An API key.
    ApiKey(&'a ApiKey),
    /// No identity.
    None,
}

impl Scheme<'_> {
    /// Signs a request in place, by headers.
    ///
    /// Returns the signature, if the scheme has one; signed body parts continue from it. SigV2 signs forms instead of requests: see
    /// [`sign_v2`](crate::sign::sign_v2).
    ///
    /// # Errors
    ///
    /// The identity does not match the scheme, a secret would be sent without TLS, or signing fails.
    pub fn sign<B>(
        &self,
        request: &mut http::Request<B>,
        payload: Payload<'_>,
        identity: Identity<'_>,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Option<Signed>, SignError> {
        match (self, identity) {
            (Self::None, _) => Ok(None),
            (Self::SigV4(scope) | Self::S3Express(scope), Identity::Credentials(credentials)) => {
                let signer = Signer::new(credentials, &scope.region, &scope.service)
                    .settings(scope.settings);
                signer.sign_http(request, payload, now, keys).map(Some)
            }
            #[cfg(feature = "sigv4a")]
            (Self::SigV4a(scope), Identity::Credentials(credentials)) => {
                let key = keys.private(credentials).ok_or(SignError::NoKey)?;
                let (regions, service) = (&scope.region, &scope.service);
                crate::sign::SignerV4a::new(credentials, &key, regions, service)
                    .settings(scope.settings)
                    .sign_http(request, payload, now)
                    .map(Some)
            }
            (Self::Bearer, Identity::Token(token)) => {
                over_tls(request)?;
                set(request, AUTHORIZATION, &plain::bearer(token))?;
                Ok(None)
            }
            (Self::ApiKey(place), Identity::ApiKey(key)) => {
                over_tls(request)?;
                set_key(request, *place, key)?;
                Ok(None)
            }
            _ => Err(SignError::WrongIdentity {
                expected: self.expected(),
            }),
        }
    }

    /// Identity expected by the scheme.
    const fn expected(&self) -> &'static str {
        match self {
            Self::SigV4(_) | Self::SigV4a(_) | Self::S3Express(_) => "credentials",
            Self::SigV2 => "a form and credentials, with `sign_v2`",
            Self::Bearer => "a bearer token",
            Self::ApiKey(_) => "an API key",
            Self::None => "nothing",
        }
    }
}

/// Rejects a request that would send a secret without TLS.
fn over_tls<B>(request: &http::Request<B>) -> Result<(), SignError> {
    match request.uri().scheme_str() {
        Some("https") => Ok(()),
        _ => Err(SignError::NotOverTls),
    }
}

fn set_key<B>(
    request: &mut http::Request<B>,
    place: ApiKeyPlace,
    key: &ApiKey,
) -> Result<(), SignError> {
    let query = request.uri().query().unwrap_or_default();
    match plain::api_key(key, place, query) {
        PlacedKey::Header(name, value) => {
            let not_text = |_| SignError::HeaderNotText {
                name: name.to_owned(),
            };
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(not_text)?;
            set(request, name, &value)
        }
        PlacedKey::Query(query) => {
            *request.uri_mut() = message::with_query(request.uri(), &query)?;
            Ok(())
        }
    }
}

fn set<B>(request: &mut http::Request<B>, name: HeaderName, value: &str) -> Result<(), SignError> {
    let mut text = HeaderValue::from_str(value).map_err(|_| SignError::HeaderNotText {
        name: name.as_str().to_owned(),
    })?;
    text.set_sensitive(true);
    let headers = request.headers_mut();
    headers
        .try_insert(name, text)
        .map_err(|_| SignError::TooManyHeaders)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::Scope;

    fn sign(
        scheme: &Scheme<'_>,
        identity: Identity<'_>,
        uri: &str,
    ) -> Result<http::Request<()>, SignError> {
        let mut request = http::Request::get(uri).body(()).unwrap();
        let (now, payload) = (Timestamp::UNIX_EPOCH, Payload::Bytes(&[]));
        scheme.sign(&mut request, payload, identity, now, &mut Keys::new())?;
        Ok(request)
    }

    #[test]
    fn a_secret_travels_over_tls_only() {
        let token = Token::new("abc");
        let sign = |uri| sign(&Scheme::Bearer, Identity::Token(&token), uri);
        let request = sign("https://example.com/").unwrap();
        assert_eq!(request.headers()["authorization"], "Bearer abc");
        assert!(request.headers()["authorization"].is_sensitive());
        assert_eq!(
            sign("http://example.com/").unwrap_err(),
            SignError::NotOverTls
        );
    }

    #[test]
    fn a_key_goes_into_the_query() {
        let key = ApiKey::new("a b");
        let scheme = Scheme::ApiKey(ApiKeyPlace::Query { name: "key" });
        let request = sign(&scheme, Identity::ApiKey(&key), "https://example.com/x?y=1");
        assert_eq!(
            request.unwrap().uri(),
            "https://example.com/x?y=1&key=a%20b"
        );
    }

    #[test]
    fn identities_of_another_kind_are_rejected() {
        let scheme = Scheme::SigV4(Scope::new("s", "r"));
        let error = sign(&scheme, Identity::None, "https://example.com/").unwrap_err();
        let expected = "credentials";
        assert_eq!(error, SignError::WrongIdentity { expected });
    }

    #[cfg(feature = "sigv4a")]
    #[test]
    fn a_private_key_is_derived_once() {
        let credentials = Credentials::new("AKID", "secret");
        let mut keys = Keys::new();
        assert!(keys.private(&credentials).is_some());
        let scheme = Scheme::SigV4a(Scope::new("s", "*"));
        let request = sign(
            &scheme,
            Identity::Credentials(&credentials),
            "https://e.com/",
        );
        assert_eq!(request.unwrap().headers()["x-amz-region-set"], "*");
    }
}
