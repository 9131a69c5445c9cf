//! Media types of requests and responses, and the header that names the protocol.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#content-type>

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName};
use http::request;

use super::facts::{Content, Direction};
use super::message::Format;
use super::{Facts, Options, Rejection, RejectionKind};
use crate::http::protocol::OperationSelector;
use crate::model::schema::Kind;

/// Compares the headers that describe a request and its response with the operation.
///
/// # Errors
///
/// A header names another media type or protocol.
pub(super) fn check(
    facts: Facts,
    head: &request::Parts,
    body: &[u8],
    options: &Options,
) -> Result<(), Rejection> {
    if let Some(protocol) = facts.spec.smithy_protocol {
        let found = head.headers.get("smithy-protocol");
        if found.is_none_or(|found| found.as_bytes() != protocol.as_bytes()) {
            let message = format!("the header `smithy-protocol` must be `{protocol}`");
            return Err(Rejection::new(RejectionKind::Malformed, message));
        }
    }
    if !options.is_negotiating() {
        return Ok(());
    }
    if !body.is_empty() {
        check_content(facts, &head.headers)?;
    }
    check_accept(facts, &head.headers)
}

/// Compares the media type of a body.
fn check_content(facts: Facts, headers: &HeaderMap) -> Result<(), Rejection> {
    let Some(input) = facts.input else {
        return Ok(());
    };
    let content = facts.content(input, Direction::Request);
    let found = essence(headers, &CONTENT_TYPE);
    let expected = match (content, facts.media_type(content)) {
        (Content::Nothing, _) => match found {
            Some(_) => "no body",
            None => return Ok(()),
        },
        (_, None) => return Ok(()),
        (Content::Payload(member), Some(expected)) if found.is_none() => match member.target.kind {
            // Clients of XML services send texts without a media type.
            Kind::String | Kind::Enum(_) if Format::of(facts) == Format::Json => expected,
            _ => return Ok(()),
        },
        (_, Some(expected)) => match found {
            Some(found) if !is_same(&found, expected) => expected,
            Some(_) | None => return Ok(()),
        },
    };
    let message = format!("the body of this operation is: {expected}");
    Err(Rejection::new(RejectionKind::UnsupportedMediaType, message))
}

/// Compares the media types that the client accepts.
fn check_accept(facts: Facts, headers: &HeaderMap) -> Result<(), Rejection> {
    let is_form = matches!(facts.spec.selector, OperationSelector::ActionParam(_));
    let Some(output) = facts.output.filter(|_| !is_form) else {
        return Ok(());
    };
    let content = facts.content(output, Direction::Response);
    let Some(given) = facts.media_type(content) else {
        return Ok(());
    };
    let mut ranges = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .peekable();
    if ranges.peek().is_none() || ranges.any(|range| is_in_range(range, given)) {
        return Ok(());
    }
    let message = format!("the response of this operation is `{given}`");
    Err(Rejection::new(RejectionKind::NotAcceptable, message))
}

/// Returns true if a media range of an `accept` header has a media type.
fn is_in_range(range: &str, media: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let is_refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
    let kind = media.split('/').next().unwrap_or_default();
    let matches = match name.split_once('/') {
        Some(("*", "*")) => true,
        Some((of, "*")) => of.eq_ignore_ascii_case(kind),
        _ => is_same(&name.to_ascii_lowercase(), media),
    };
    matches && !is_refused
}

/// Returns true for equal media types; XML has two names.
fn is_same(found: &str, expected: &str) -> bool {
    let expected = expected.split(';').next().unwrap_or_default().trim();
    found.eq_ignore_ascii_case(expected) || expected == "application/xml" && found == "text/xml"
}

/// A media type without parameters, in lower case.
fn essence(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    let name = value.split(';').next().unwrap_or_default().trim();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}
