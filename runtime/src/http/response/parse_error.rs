//! Parses an error response.

use std::borrow::Cow;

use http::StatusCode;

use super::ResponseParts;
use crate::http::operation::{
    ErrorMetadata, ErrorParts, OperationError, RawResponse, Reading, Retry, short_text,
};
use crate::http::protocol::{ErrorCodeLocation, Message};
use crate::model::customization::Customization;
use crate::model::schema::Schema;
use crate::shape::deserializer::Node;
use crate::types::error::{Error, ErrorKind};
use crate::types::text;

/// Keys of the error message, most common first.
const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// Headers with the error code.
const ERROR_TYPES: [&str; 2] = ["x-amzn-errortype", "x-amz-error-code"];

/// Headers with the error message; a response to HEAD has no other place for it.
const ERROR_MESSAGES: [&str; 2] = ["x-amzn-error-message", "x-amz-error-message"];

/// Headers with the request id.
const REQUEST_IDS: [&str; 3] = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"];

/// Elements with the request id.
const REQUEST_ID_ELEMENTS: [&str; 3] = ["RequestId", "RequestID", "requestId"];

/// The identified error, with common properties.
struct Identity {
    /// Index among the operation's errors.
    index: Option<usize>,
    meta: ErrorMetadata,
    /// Node of its members.
    node: Node,
    /// Node of its message.
    message_node: Node,
}

/// Parses an error: one from the service, or, given a cause, an unreadable response.
#[cold]
pub(super) fn parse_error<E: OperationError, M: Message + ?Sized>(
    parts: &ResponseParts<'_>,
    message: &mut M,
    cause: Option<Error>,
) -> E {
    parse_error_of(
        parts,
        message,
        &E::schemas(),
        cause,
        |index, error_parts| E::variants(Reading::Ahead(index, error_parts)),
    )
}

/// Parses an error among `errors`; `build` makes it of its index there and its parts.
pub(crate) fn parse_error_of<E, M: Message + ?Sized>(
    parts: &ResponseParts<'_>,
    message: &mut M,
    errors: &[&'static Schema],
    mut cause: Option<Error>,
    build: impl Fn(Option<usize>, ErrorParts<'_, M>) -> E,
) -> E {
    loop {
        let mut identity = identify(parts, errors, message.as_dyn(), cause.take());
        if let Some(schema) = identity.index.and_then(|index| errors.get(index)) {
            message.begin(identity.node, schema);
        }
        let unreadable = identity.meta.cause.is_some();
        let mut fault = None;
        let node = std::mem::replace(&mut identity.node, Node::NONE);
        let error_parts = ErrorParts {
            meta: Box::new(identity.meta),
            parts: &ResponseParts {
                message_node: identity.message_node,
                ..*parts
            },
            tree: &mut *message,
            node,
            fault: &mut fault,
        };
        let error = build(identity.index, error_parts);
        cause = fault.or_else(|| message.take_error());
        if !unreadable && cause.is_none() && message.begins_again() {
            continue;
        }
        // If the content of a modelled error is unreadable, it is parsed again as unmodelled.
        if unreadable || cause.is_none() {
            return error;
        }
    }
}

/// Identifies the error in a response.
fn identify(
    parts: &ResponseParts<'_>,
    errors: &[&'static Schema],
    message: &dyn Message,
    cause: Option<Error>,
) -> Identity {
    // An unreadable success contains no error information.
    let is_error = cause.is_none() || !parts.is_success();
    let node = if is_error {
        content(parts.spec.error_code, message)
    } else {
        message.root()
    };
    let name = if is_error {
        name(parts, message, node)
    } else {
        None
    };
    let query = query_code(parts);
    let find = |name: &str| errors.iter().position(|error| is_named(error, name));
    let known = match &name {
        Some(name) => find(name).or_else(|| find(query.as_deref()?)),
        None => by_status(parts, errors).filter(|_| is_error),
    };
    let schema = known.and_then(|index| errors.get(index)).copied();
    let status = parts.status.as_u16();
    let named = query.as_deref().or(name.as_deref());
    let named = named.or(schema.map(code_of));
    let code = named.map_or_else(|| status.to_string(), str::to_owned);
    let found = message_of(message, node, schema).filter(|_| is_error);
    let message_node = found.as_ref().map_or(Node::NONE, |found| found.node);
    let message_of_header = ERROR_MESSAGES
        .iter()
        .find_map(|name| header(parts, name))
        .filter(|_| is_error);
    // An error within a success, or a missing late body, is a fault of the service.
    let in_success = is_error || parts.has(Customization::BodyInSuccess);
    let judged = if parts.is_success() && in_success {
        500
    } else {
        status
    };
    Identity {
        // Unreadable content is not returned as the modelled error.
        index: known.filter(|_| cause.is_none()),
        meta: ErrorMetadata {
            retry: Retry::of(schema, &code, judged),
            sensitive: found.as_ref().is_some_and(|found| found.sensitive),
            raw: (cause.is_some() || named.is_none()).then(|| RawResponse::of(parts)),
            message: found
                .map(|found| found.text)
                .or(message_of_header)
                .or_else(|| foreign_text(parts, cause.as_ref())),
            request_id: request_id(parts, message, node),
            extended_request_id: header(parts, "x-amz-id-2")
                .or_else(|| text_at(message, node, "HostId")),
            code,
            status,
            cause,
        },
        node,
        message_node,
    }
}

/// A short body text in a foreign format. For a success status it only counts if the format is the problem, as the body might
/// be a payload.
fn foreign_text(parts: &ResponseParts<'_>, cause: Option<&Error>) -> Option<String> {
    let is_about_format = |cause: &Error| {
        let kind = cause.kind();
        let is_it = matches!(kind, ErrorKind::Syntax { .. } | ErrorKind::Format { .. });
        is_it && cause.path().is_empty()
    };
    let is_wanted = !parts.is_success() || cause.is_some_and(is_about_format);
    let is_foreign = is_wanted && (parts.is_foreign)(parts.body);
    is_foreign.then(|| short_text(parts.body))?
}

/// Node of the error members; in XML they may be in a wrapper element.
fn content(error_code: ErrorCodeLocation, message: &dyn Message) -> Node {
    let root = message.root();
    if error_code != ErrorCodeLocation::Element || message.name(root) == "Error" {
        return root;
    }
    let errors = message.child(root, "Errors");
    let around = if errors.is_some() { errors } else { root };
    let error = message.child(around, "Error");
    if error.is_some() { error } else { root }
}

/// The error code from the service.
fn name(parts: &ResponseParts<'_>, message: &dyn Message, node: Node) -> Option<String> {
    let body = |keys: &[&str]| {
        let mut texts = keys.iter().map(|key| text_at(message, node, key));
        texts.find_map(|text| bare_name(&text?))
    };
    match parts.spec.error_code {
        ErrorCodeLocation::Element => body(&["Code"]).or_else(|| type_of_header(parts)),
        ErrorCodeLocation::Type => body(&["__type"]),
        ErrorCodeLocation::HeaderOrBody => {
            type_of_header(parts).or_else(|| body(&["__type", "code", "Code"]))
        }
    }
}

/// The error code in a header: the first one present.
fn type_of_header(parts: &ResponseParts<'_>) -> Option<String> {
    ERROR_TYPES.iter().find_map(|name| {
        let values = parts.headers.get_all(*name).iter();
        values
            .map(|value| text::of_header(value.as_bytes()))
            .find_map(|names| names.split(',').find_map(bare_name))
    })
}

/// An error code without namespace and URI suffix; `None` if empty.
fn bare_name(text: &str) -> Option<String> {
    let start = text.split(':').next().unwrap_or_default();
    let name = start.split_once('#').map_or(start, |(_, name)| name).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The awsQuery-compatible error code: `Code;Fault`.
///
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait>
fn query_code(parts: &ResponseParts<'_>) -> Option<String> {
    let value = header(parts, "x-amzn-query-error")?;
    let (code, _) = value.split_once(';')?;
    let code = Some(code.trim()).filter(|code| !code.is_empty());
    code.filter(|_| parts.schema.service.query_compatible)
        .map(str::to_owned)
}

/// The only error with the status of a response to HEAD, which has no body to identify it.
fn by_status(parts: &ResponseParts<'_>, errors: &[&Schema]) -> Option<usize> {
    let mut asked = parts.schema.customizations.iter();
    let named = asked.find_map(Customization::not_found_of_head);
    let named = named.filter(|_| parts.status == StatusCode::NOT_FOUND);
    if let Some(name) = named {
        return errors.iter().position(|error| is_named(error, name));
    }
    let status = Some(parts.status.as_u16());
    let mut found = (0..)
        .zip(errors)
        .filter(|(_, error)| error.http_status == status);
    let (index, _) = found.next().filter(|_| parts.schema.method == "HEAD")?;
    found.next().is_none().then_some(index)
}

/// Returns true if an error has the given name or wire code.
pub(crate) fn is_named(error: &Schema, name: &str) -> bool {
    error.name == name || error.error == Some(name)
}

/// The wire code of a modelled error.
pub(crate) fn code_of(error: &'static Schema) -> &'static str {
    error.error.unwrap_or(error.name)
}

/// The message in the content of an error.
pub(crate) struct FoundMessage {
    pub(crate) node: Node,
    pub(crate) text: String,
    /// True if the model calls it sensitive.
    pub(crate) sensitive: bool,
}

/// The message in the content of an error, which is at a node; `error` is its schema, if it is modelled.
pub(crate) fn message_of(
    message: &dyn Message,
    node: Node,
    error: Option<&Schema>,
) -> Option<FoundMessage> {
    MESSAGES.iter().find_map(|key| {
        let at = message.child(node, key);
        let text = message.text(at)?.into_owned();
        Some(FoundMessage {
            node: at,
            text,
            sensitive: is_sensitive(error, key),
        })
    })
}

/// Returns true if the error message is sensitive.
fn is_sensitive(error: Option<&Schema>, key: &str) -> bool {
    error.is_some_and(|error| {
        let mut members = error.members().iter();
        let is_key = |name: &str| name.eq_ignore_ascii_case(key);
        error.sensitive
            || members.any(|member| {
                member.is_sensitive()
                    && (is_key(member.name)
                        || is_key(member.json_key())
                        || is_key(member.xml_key()))
            })
    })
}

/// The request id: from the headers, or from one of three places in an XML body.
fn request_id(parts: &ResponseParts<'_>, message: &dyn Message, node: Node) -> Option<String> {
    REQUEST_IDS
        .iter()
        .find_map(|name| header(parts, name))
        .or_else(|| {
            if parts.spec.error_code != ErrorCodeLocation::Element {
                return None;
            }
            let root = message.root();
            let metadata = message.child(root, "ResponseMetadata");
            [root, node, metadata].into_iter().find_map(|place| {
                REQUEST_ID_ELEMENTS
                    .iter()
                    .find_map(|name| text_at(message, place, name))
            })
        })
}

/// The request id in the headers of a response.
#[cfg(feature = "events")]
pub(crate) fn request_id_of(headers: &http::HeaderMap) -> Option<String> {
    let mut names = REQUEST_IDS.iter();
    names.find_map(|name| text_of(headers, name))
}

/// The text of a header in any encoding.
fn header(parts: &ResponseParts<'_>, name: &str) -> Option<String> {
    text_of(parts.headers, name)
}

/// The text of a header in any encoding.
fn text_of(headers: &http::HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    let text = text::of_header(value.as_bytes().trim_ascii());
    (!text.is_empty()).then(|| text.into_owned())
}

/// The text of a child.
fn text_at(message: &dyn Message, node: Node, name: &str) -> Option<String> {
    message.text(message.child(node, name)).map(Cow::into_owned)
}
