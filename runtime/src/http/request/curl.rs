//! Formats a request as a curl command.
//!
//! **Invariants**
//! - Sensitive values, signatures and tokens are redacted unless they are to be revealed.
//! - Every value is shell-quoted as a single argument.
//!
//! <https://curl.se/docs/manpage.html#--aws-sigv4>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use http::header::{
    AUTHORIZATION, CONTENT_LENGTH, COOKIE, HeaderName, HeaderValue, PROXY_AUTHORIZATION,
};

use super::Request;

mod body;

/// Replacement for redacted text.
const HIDDEN: &str = "***";

/// The scheme that curl supports.
const SIGV4: &str = "aws.auth#sigv4";

/// Adds the session token header if the environment variable is set: two words, or none. An empty header would be signed but
/// not sent by curl.
const SESSION: &str = r#"${AWS_SESSION_TOKEN:+--header} ${AWS_SESSION_TOKEN:+"x-amz-security-token: $AWS_SESSION_TOKEN"}"#;

/// Headers that contain secrets.
const SECRET_HEADERS: [HeaderName; 5] = [
    AUTHORIZATION,
    COOKIE,
    PROXY_AUTHORIZATION,
    HeaderName::from_static("x-amz-security-token"),
    HeaderName::from_static("x-api-key"),
];

/// Query parameters that contain secrets, in lower case.
const SECRET_PAIRS: [&str; 4] = [
    "x-amz-signature",
    "x-amz-security-token",
    "signature",
    "securitytoken",
];

impl<S> Request<S> {
    /// A curl command that sends the request, for a POSIX shell.
    ///
    /// It uses `$AWS_ENDPOINT_URL`, or else the service's host in `$AWS_REGION`. If the operation uses SigV4 and the request is
    /// not signed yet, curl signs it with the credentials in `$AWS_ACCESS_KEY_ID`, `$AWS_SECRET_ACCESS_KEY` and
    /// `$AWS_SESSION_TOKEN`. A binary body is piped as base64, and a stream is read from standard input.
    ///
    /// Sensitive values, signatures and tokens are shown as `***`; [`to_curl_revealing`](Self::to_curl_revealing) reveals them.
    pub fn to_curl(&self) -> String {
        self.command(false)
    }

    /// Like [`to_curl`](Self::to_curl), without redaction.
    pub fn to_curl_revealing(&self) -> String {
        self.command(true)
    }

    /// The command.
    fn command(&self, reveal: bool) -> String {
        let (before, data) = self.data(reveal);
        let mut words = vec![format!("{before}curl --globoff --path-as-is")];
        words.push(match *self.http.method() {
            Method::HEAD => "--head".to_owned(),
            ref method => format!("--request {method}"),
        });
        words.extend(self.signing());
        let headers = self.http.headers();
        words.extend(
            headers
                .iter()
                .filter(|(name, _)| data.is_none() || **name != CONTENT_LENGTH)
                .map(|(name, value)| header(name, value, reveal)),
        );
        words.extend(data);
        words.push(self.url(reveal));
        words.join(" \\\n  ")
    }

    /// curl's signing options, if it can sign.
    fn signing(&self) -> Vec<String> {
        let service = self.operation.service;
        let schemes = self.operation.auth.unwrap_or(service.auth);
        let signed = self.http.headers().contains_key(AUTHORIZATION);
        if schemes.first() != Some(&SIGV4) || signed || service.signing_name.is_empty() {
            return Vec::new();
        }
        vec![
            format!(
                "--aws-sigv4 \"aws:amz:$AWS_REGION:\"{}",
                quoted(service.signing_name)
            ),
            "--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"".to_owned(),
            SESSION.to_owned(),
        ]
    }

    /// The URL.
    fn url(&self, reveal: bool) -> String {
        let sensitive = self.sensitive && !reveal;
        let uri = self.http.uri();
        let path = if sensitive {
            format!("/{HIDDEN}")
        } else {
            path_and_query(uri, reveal)
        };
        if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
            return quoted(&format!("{scheme}://{authority}{path}"));
        }
        if let Some(endpoint) = &self.endpoint {
            return quoted(&format!("{}{path}", endpoint.trim_end_matches('/')));
        }
        let prefix = match &self.host_prefix {
            Some(_) if sensitive => format!("{HIDDEN}."),
            Some(prefix) => prefix.clone(),
            None => String::new(),
        };
        // A prefix consists of letters, digits, `-` and `.`.
        let host = self.operation.service.endpoint_prefix;
        if host.is_empty() {
            return format!("\"${{AWS_ENDPOINT_URL:?}}\"{}", quoted(&path));
        }
        format!(
            "\"${{AWS_ENDPOINT_URL:-https://{prefix}{host}.$AWS_REGION.amazonaws.com}}\"{}",
            quoted(&path)
        )
    }

    /// The command before curl, and the option for the body.
    fn data(&self, reveal: bool) -> (String, Option<String>) {
        let Some(body) = self.http.body().as_bytes() else {
            return (String::new(), Some("--data-binary @-".to_owned()));
        };
        if body.is_empty() {
            return (String::new(), None);
        }
        if !reveal && let Some(shown) = body::redacted(self, body) {
            return (
                String::new(),
                Some(format!("--data-raw {}", quoted(&shown))),
            );
        }
        match std::str::from_utf8(body) {
            Ok(text) if !text.contains('\0') => {
                (String::new(), Some(format!("--data-raw {}", quoted(text))))
            }
            _ => (
                format!(
                    "printf %s {} | base64 -d | ",
                    quoted(&STANDARD.encode(body))
                ),
                Some("--data-binary @-".to_owned()),
            ),
        }
    }
}

/// The option for a header.
fn header(name: &HeaderName, value: &HeaderValue, reveal: bool) -> String {
    let secret = value.is_sensitive() || SECRET_HEADERS.contains(name);
    let text = String::from_utf8_lossy(value.as_bytes());
    if secret && !reveal {
        format!("--header {}", quoted(&format!("{name}: {HIDDEN}")))
    } else if text.is_empty() {
        // curl's syntax for a header with an empty value.
        format!("--header {}", quoted(&format!("{name};")))
    } else {
        format!("--header {}", quoted(&format!("{name}: {text}")))
    }
}

/// Path and query, with secrets redacted.
fn path_and_query(uri: &http::Uri, reveal: bool) -> String {
    let Some(query) = uri.query().filter(|_| !reveal) else {
        return uri
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned();
    };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if SECRET_PAIRS.contains(&name.to_ascii_lowercase().as_str()) => {
                format!("{name}={HIDDEN}")
            }
            _ => pair.to_owned(),
        })
        .collect();
    format!("{}?{}", uri.path(), pairs.join("&"))
}

/// Quotes text as one shell word.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_shell_stays_one() {
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's $(x)"), "'it'\\''s $(x)'");
    }

    #[test]
    fn signatures_are_hidden() {
        let uri = "/a?X-Amz-Signature=0&b=1&X-Amz-Security-Token=2"
            .parse()
            .unwrap();
        assert_eq!(
            path_and_query(&uri, false),
            "/a?X-Amz-Signature=***&b=1&X-Amz-Security-Token=***"
        );
        assert_eq!(path_and_query(&uri, true), uri.to_string());
        let value = HeaderValue::from_static("secret");
        let shown = header(
            &HeaderName::from_static("x-amz-security-token"),
            &value,
            false,
        );
        assert_eq!(shown, "--header 'x-amz-security-token: ***'");
    }
}
