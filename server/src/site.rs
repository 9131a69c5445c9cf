//! Several services on one port.

use std::fmt;

use http::request;

use crate::routes::Routes;

/// The requests of a service among those of a port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Selector {
    /// Requests to a host, or to names below it: `dynamodb.localhost`.
    Host(String),
    /// Requests whose path starts with these segments.
    PathPrefix(String),
    /// Requests whose signature is for a service: its signing name.
    Scope(String),
}

/// Services on one port.
#[derive(Debug, Default)]
pub struct Site<T> {
    mounted: Vec<Mounted<T>>,
}

#[derive(Debug)]
struct Mounted<T> {
    selector: Selector,
    name: &'static str,
    keys: Vec<String>,
    service: T,
}

/// Two services that the same requests would reach.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlap {
    /// The service that was there.
    pub first: &'static str,
    /// The service that was refused.
    pub second: &'static str,
    /// An operation that both have.
    pub operation: String,
}

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            first,
            second,
            operation,
        } = self;
        write!(
            f,
            "`{second}` cannot be on the port of `{first}`: both have requests like `{operation}`; use hosts or path prefixes"
        )
    }
}

impl std::error::Error for Overlap {}

impl<T> Site<T> {
    /// A port without services.
    pub const fn new() -> Self {
        Self {
            mounted: Vec::new(),
        }
    }

    /// Adds a service, whose operations are those of `routes`.
    ///
    /// # Errors
    ///
    /// A service with the same selector has an operation with the same requests.
    pub fn mount(
        &mut self,
        selector: Selector,
        routes: &Routes,
        service: T,
    ) -> Result<(), Overlap> {
        let name = routes
            .facts()
            .first()
            .map_or("", |facts| facts.operation.service.id);
        let keys: Vec<String> = routes.keys().collect();
        let mut others = self
            .mounted
            .iter()
            .filter(|mounted| mounted.selector == selector);
        let overlap = others.find_map(|other| {
            let shared = keys.iter().find(|key| other.keys.contains(key))?;
            Some(Overlap {
                first: other.name,
                second: name,
                operation: shared.clone(),
            })
        });
        if let Some(overlap) = overlap {
            return Err(overlap);
        }
        self.mounted.push(Mounted {
            selector,
            name,
            keys,
            service,
        });
        Ok(())
    }

    /// The services that a request may be for; those of a path prefix with the rest of the path.
    pub fn find<'s, 'r>(
        &'s self,
        head: &'r request::Parts,
    ) -> impl Iterator<Item = (&'s T, &'r str)> {
        let path = head.uri.path();
        self.mounted.iter().filter_map(move |mounted| {
            let rest = match &mounted.selector {
                Selector::Host(host) => is_host(head, host).then_some(path)?,
                Selector::Scope(name) => (scope(head)? == name).then_some(path)?,
                Selector::PathPrefix(prefix) => {
                    let rest = path.strip_prefix(prefix.trim_end_matches('/'))?;
                    (rest.is_empty() || rest.starts_with('/')).then_some(rest)?
                }
            };
            Some((&mounted.service, rest))
        })
    }
}

/// Returns true for a host, or a name below it.
fn is_host(head: &request::Parts, host: &str) -> bool {
    let found = head
        .headers
        .get("host")
        .and_then(|value| value.to_str().ok());
    let found = found.or_else(|| head.uri.host()).unwrap_or_default();
    let found = found.split(':').next().unwrap_or_default();
    found.eq_ignore_ascii_case(host)
        || found
            .len()
            .checked_sub(host.len())
            .and_then(|at| found.split_at_checked(at))
            .is_some_and(|(start, end)| start.ends_with('.') && end.eq_ignore_ascii_case(host))
}

/// The service in the scope of a signature, of version 4 or 4a, in a header or query.
pub(crate) fn scope(head: &request::Parts) -> Option<&str> {
    let of = |credential: &'_ str, escaped: &str| -> Option<usize> {
        let parts: Vec<_> = credential.split(escaped).collect();
        (parts.last() == Some(&"aws4_request")).then(|| parts.len().checked_sub(2))?
    };
    if let Some(value) = head.headers.get("authorization") {
        let text = value.to_str().ok()?;
        let credential = text.split("Credential=").nth(1)?.split(',').next()?;
        return credential.split('/').nth(of(credential, "/")?);
    }
    let query = head.uri.query()?;
    let credential = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
    let separator = if credential.contains("%2F") {
        "%2F"
    } else {
        "/"
    };
    credential.split(separator).nth(of(credential, separator)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(name: &str, value: &str, uri: &str) -> request::Parts {
        let request = http::Request::builder().uri(uri).header(name, value);
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn a_scope_is_in_a_header_or_in_the_query() {
        let signed = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0";
        assert_eq!(scope(&head("authorization", signed, "/")), Some("sqs"));
        let uri = "/?X-Amz-Credential=A%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&b=c";
        assert_eq!(scope(&head("x-a", "b", uri)), Some("s3"));
        for junk in [
            "",
            "Bearer x",
            "AWS4-HMAC-SHA256 Credential=A",
            "Credential=//aws4_request",
        ] {
            assert!(
                scope(&head("authorization", junk, "/")).is_none_or(str::is_empty),
                "{junk}"
            );
        }
    }

    #[test]
    fn hosts_have_names_below_them() {
        let of = |host: &str| is_host(&head("host", host, "/"), "s3.localhost");
        assert!(of("s3.localhost:80") && of("bucket.S3.localhost"));
        assert!(!of("xs3.localhost") && !of("localhost") && !of(""));
    }
}
