//! A request as a command line of curl.
//!
//! **Invariants**
//! - Unless it is to be revealed, no value is shown that the model calls sensitive, nor a signature or a token.
//! - Whatever a value says, it stays one argument: a shell sees it in quotes.
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

/// The mark in the place of what is hidden.
const HIDDEN: &str = "***";

/// The scheme that curl can sign by itself.
const SIGV4: &str = "aws.auth#sigv4";

/// The option that sends a session token, if the environment has one: two words, or none. A header without a value will
/// not do, for curl signs it and does not send it.
const SESSION: &str = r#"${AWS_SESSION_TOKEN:+--header} ${AWS_SESSION_TOKEN:+"x-amz-security-token: $AWS_SESSION_TOKEN"}"#;

/// Headers that give access to whoever knows them.
const SECRET_HEADERS: [HeaderName; 5] = [
    AUTHORIZATION,
    COOKIE,
    PROXY_AUTHORIZATION,
    HeaderName::from_static("x-amz-security-token"),
    HeaderName::from_static("x-api-key"),
];

/// Parts of a query that give access, in lower case.
const SECRET_PAIRS: [&str; 4] = [
    "x-amz-signature",
    "x-amz-security-token",
    "signature",
    "securitytoken",
];

impl<S> Request<S> {
    /// A command of curl that sends the request, for a shell of POSIX.
    ///
    /// It goes to `$AWS_ENDPOINT_URL`, or else to the service's host in `$AWS_REGION`. Where the operation is signed
    /// by SigV4 and the request is not signed yet, curl signs it with the credentials of the environment:
    /// `$AWS_ACCESS_KEY_ID`, `$AWS_SECRET_ACCESS_KEY` and `$AWS_SESSION_TOKEN`. A body that is no text is piped in as
    /// base64, and a stream is read from standard input.
    ///
    /// What the model calls sensitive, signatures and tokens are `***`; [`to_curl_revealing`](Self::to_curl_revealing)
    /// shows them.
    pub fn to_curl(&self) -> String {
        self.command(false)
    }

    /// The same, with everything that [`to_curl`](Self::to_curl) hides.
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

    /// The options by which curl signs, where it can.
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
        // A prefix is letters, digits, `-` and `.`.
        let host = self.operation.service.endpoint_prefix;
        if host.is_empty() {
            return format!("\"${{AWS_ENDPOINT_URL:?}}\"{}", quoted(&path));
        }
        format!(
            "\"${{AWS_ENDPOINT_URL:-https://{prefix}{host}.$AWS_REGION.amazonaws.com}}\"{}",
            quoted(&path)
        )
    }

    /// What stands before the command, and the option that gives the body.
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

/// The option that gives a header.
fn header(name: &HeaderName, value: &HeaderValue, reveal: bool) -> String {
    let secret = value.is_sensitive() || SECRET_HEADERS.contains(name);
    let text = String::from_utf8_lossy(value.as_bytes());
    if secret && !reveal {
        format!("--header {}", quoted(&format!("{name}: {HIDDEN}")))
    } else if text.is_empty() {
        // This is how curl is told that a header has no value.
        format!("--header {}", quoted(&format!("{name};")))
    } else {
        format!("--header {}", quoted(&format!("{name}: {text}")))
    }
}

/// Path and query, without what gives access.
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

/// A text as one word of a shell.
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
