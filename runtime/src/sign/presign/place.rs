//! URLs as text.

use super::error::PresignError;

/// The parts of a URL.
pub(super) struct Place<'u> {
    scheme: &'u str,
    /// Host, with port unless it is the scheme's default.
    pub(super) host: String,
    /// Path with leading slash.
    pub(super) path: &'u str,
    /// Query without question mark.
    pub(super) query: &'u str,
}

impl<'u> Place<'u> {
    /// Parses a URL; rejects user information and fragments.
    pub(super) fn parse(url: &'u str) -> Result<Self, PresignError> {
        let (scheme, rest) = url.split_once("://").ok_or(PresignError::Endpoint)?;
        let implied = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return Err(PresignError::Endpoint),
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let end = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let is_refused = authority.is_empty()
            || authority.starts_with(':')
            || authority.contains('@')
            || url.contains(['#', ' ', '\n', '\r']);
        if is_refused {
            return Err(PresignError::Endpoint);
        }
        let host = authority.strip_suffix(implied).unwrap_or(authority);
        Ok(Self {
            scheme,
            host: host.to_ascii_lowercase(),
            path: if path.is_empty() { "/" } else { path },
            query,
        })
    }

    /// Prepends a host prefix.
    pub(super) fn with_prefix(mut self, prefix: Option<&str>) -> Self {
        if let Some(prefix) = prefix {
            self.host.insert_str(0, prefix);
        }
        self
    }

    /// A path relative to that of the URL.
    pub(super) fn join(&self, path: &str) -> String {
        [self.path.trim_end_matches('/'), path].concat()
    }

    /// The URL with another path and query.
    pub(super) fn url(&self, path: &str, query: &str) -> String {
        [self.scheme, "://", &self.host, path, "?", query].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_its_parts() {
        let place = Place::parse("https://A.example.com:443/base/?x=1").unwrap();
        assert_eq!(
            (&*place.host, place.path, place.query),
            ("a.example.com", "/base/", "x=1")
        );
        assert_eq!(place.join("/a/b"), "/base/a/b");
        let place = place.with_prefix(Some("data."));
        assert_eq!(place.url("/p", "q"), "https://data.a.example.com/p?q");
        let place = Place::parse("http://127.0.0.1:8000").unwrap();
        assert_eq!((&*place.host, place.path), ("127.0.0.1:8000", "/"));
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for url in [
            "",
            "example.com",
            "ftp://a",
            "https://",
            "https:///a",
            "https://:1",
            "https://u@a",
            "https://a#b",
        ] {
            assert!(Place::parse(url).is_err(), "{url}");
        }
    }
}
