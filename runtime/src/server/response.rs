//! Responses: options, and the last step that all of them take.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::Facts;
use super::message::Format;
use crate::codec::query::Dialect;
use crate::http::protocol::OperationSelector;

/// Options for writing responses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResponseOptions {
    request_id: Option<String>,
}

impl ResponseOptions {
    /// Defaults: without a request id.
    pub const fn new() -> Self {
        Self { request_id: None }
    }

    /// Sets the request id, which goes to a header, and to the body where the protocol has a place for it.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// The request id; empty if there is none.
    pub(super) fn id(&self) -> &str {
        self.request_id.as_deref().unwrap_or_default()
    }
}

/// A response before the headers that describe its body.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Headers of members.
    pub headers: HeaderMap,
    /// Body; `None` if there is none.
    pub body: Option<Vec<u8>>,
    /// Media type of the body.
    pub media_type: &'static str,
}

impl Reply {
    /// Adds the headers of the protocol and the body.
    pub fn finish(self, facts: Facts, options: &ResponseOptions) -> Response<Bytes> {
        let is_head = facts.operation.method == "HEAD" && facts.binds();
        let mut response = Response::new(Bytes::new());
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = self.headers;
        let headers = response.headers_mut();
        if self.body.is_some() && !headers.contains_key(CONTENT_TYPE) {
            put(headers, CONTENT_TYPE, self.media_type);
        }
        if let Some(protocol) = facts.spec.smithy_protocol {
            put(
                headers,
                HeaderName::from_static("smithy-protocol"),
                protocol,
            );
        }
        if let Some(id) = &options.request_id {
            let name = match Format::of(facts) {
                Format::Xml if facts.binds() => "x-amz-request-id",
                _ => "x-amzn-requestid",
            };
            put(headers, HeaderName::from_static(name), id);
        }
        let body = self.body.unwrap_or_default();
        // A member may state the length of the body that a HEAD request does not get.
        if !is_head {
            if self.status != 204 && self.status != 304 {
                put(headers, CONTENT_LENGTH, &body.len().to_string());
            }
            *response.body_mut() = Bytes::from(body);
        }
        response
    }
}

/// Sets a header, if it can be one.
pub(super) fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        // The limit of a map is far above the number of headers that members can have.
        let _ = headers.try_insert(name, value);
    }
}

/// The media type of responses.
pub(super) fn media_type(facts: Facts) -> &'static str {
    match facts.spec.selector {
        OperationSelector::ActionParam(Dialect::Aws) => "text/xml",
        OperationSelector::ActionParam(Dialect::Ec2) => "text/xml;charset=UTF-8",
        OperationSelector::MethodAndUri
        | OperationSelector::TargetHeader
        | OperationSelector::RpcPath => facts.spec.content_type,
    }
}
