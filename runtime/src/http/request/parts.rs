//! A request under construction, collected while visiting the input.
//!
//! **Invariants**
//! - Independent of the input type, so all operations share this code.

use bytes::Bytes;
use http::Method;
#[cfg(feature = "endpoint")]
use http::Uri;
use http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};

use super::body::{self, BodyParts};
use super::head::Head;
use super::options::Options;
use super::place::{Path, Place, uri};
use super::uri::invalid_input;
use super::{Body, Request, Stream, headers, host};
use crate::http::operation;
use crate::http::protocol::{EmptyBody, OperationSelector, Spec};
use crate::model::customization::Customization;
use crate::model::schema::{Location, Member, Schema};
use crate::types::Error;

/// Header with the operation of an awsJson request.
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
/// Header with the protocol of an RPC request.
const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
/// Header that requests awsQuery error codes.
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// A request under construction.
pub(super) struct RequestParts<'o> {
    spec: &'static Spec,
    pub(super) operation: &'static operation::Schema,
    pub(super) options: &'o Options,
    pub(super) head: Head,
    /// True once something was written to the body.
    pub(super) has_body: bool,
    /// The length of the caller's stream, if it is the payload.
    pub(super) stream: Option<Stream<()>>,
    host_labels: Vec<(&'static str, String)>,
    endpoint: Option<String>,
    /// Checksum algorithm selected by the input.
    pub(super) algorithm: Option<String>,
    /// True if some member values are captured.
    captures: bool,
}

impl<'o> RequestParts<'o> {
    /// Starts a request for an operation.
    pub(super) fn new(
        spec: &'static Spec,
        operation: &'static operation::Schema,
        options: &'o Options,
    ) -> Self {
        let algorithm = operation
            .checksum
            .and_then(|checksum| checksum.algorithm_member);
        Self {
            spec,
            operation,
            options,
            head: Head::new(),
            has_body: false,
            stream: None,
            host_labels: Vec::new(),
            endpoint: None,
            algorithm: None,
            captures: operation.host_prefix.is_some()
                || algorithm.is_some()
                || !operation.customizations.is_empty(),
        }
    }

    /// Returns true if members follow their HTTP bindings.
    #[inline]
    pub(super) fn binds(&self) -> bool {
        self.spec.selector == OperationSelector::MethodAndUri
    }

    /// Returns true if the caller's stream is the payload.
    pub(super) const fn streams(&self) -> bool {
        self.stream.is_some()
    }

    /// Condition for sending an empty structure.
    pub(super) const fn empty_body(&self) -> EmptyBody {
        self.spec.empty_body
    }

    /// Returns true if an empty structure is sent when no member is set.
    pub(super) const fn sends_empty_body(&self) -> bool {
        match self.spec.empty_body {
            EmptyBody::Always => true,
            EmptyBody::WithInput => self.operation.has_input,
            EmptyBody::Never => false,
        }
    }

    /// The input as a member, for use as the root.
    pub(super) const fn root(&self, schema: &'static Schema) -> Member {
        Member::new(schema.name, schema).with(self.operation.input)
    }

    /// A token for an absent idempotency member.
    #[cold]
    pub(super) fn new_token(&self) -> Option<String> {
        self.options.new_token()
    }

    /// Returns true if the member's value is also captured, for a host label, a checksum or a customization.
    #[inline]
    pub(super) fn captures(&self, member: &Member) -> bool {
        self.captures && self.is_captured(member)
    }

    /// Returns true if the member's value is also captured, for a host label, a checksum or a customization.
    #[cold]
    fn is_captured(&self, member: &Member) -> bool {
        let operation = self.operation;
        member.host_label && operation.host_prefix.is_some()
            || operation
                .checksum
                .is_some_and(|checksum| checksum.algorithm_member == Some(member.name))
            || operation
                .customizations
                .iter()
                .any(|customization| customization.input_member() == Some(member.name))
    }

    /// Captures a member value; returns its replacement, if there is one.
    pub(super) fn capture(&mut self, member: &'static Member, text: String) -> Option<String> {
        let name = member.name;
        let mut changed = None;
        for customization in self.operation.customizations {
            if let Customization::Fallback(of, fallback) = *customization
                && of == name
                && text.is_empty()
            {
                changed = Some(fallback.to_owned());
            } else if *customization == Customization::StripLabel(name) {
                changed = text.rsplit('/').next().map(str::to_owned);
            } else if *customization == Customization::EndpointMember(name) && !text.is_empty() {
                self.endpoint = Some(text.clone());
            }
        }
        if member.host_label {
            self.head.sensitive |= member.is_sensitive();
            self.host_labels.push((name, text));
        } else if self
            .operation
            .checksum
            .is_some_and(|checksum| checksum.algorithm_member == Some(name))
        {
            self.algorithm = Some(text);
        }
        changed
    }

    /// Returns true if an absent member is sent with a fallback value.
    pub(super) fn fills(&self, member: &Member) -> bool {
        member.idempotency_token || self.fallback_value(member).is_some()
    }

    /// The fallback value of an absent member.
    pub(super) fn fallback_value(&self, member: &Member) -> Option<String> {
        let mut customizations = self.operation.customizations.iter();
        customizations.find_map(|customization| {
            if let Customization::Fallback(of, text) = *customization
                && of == member.name
            {
                Some(text.to_owned())
            } else {
                None
            }
        })
    }

    /// Finishes the message, with the serialized body or the caller's stream.
    ///
    /// # Errors
    ///
    /// The request cannot be sent.
    pub(super) fn finish<S>(
        &mut self,
        body: Option<Vec<u8>>,
        stream: Option<S>,
        members: &'static [Member],
    ) -> Result<Request<S>, Error> {
        let mut http = http::Request::new(Body::Empty);
        *http.method_mut() = self.method()?;
        let Place {
            uri,
            host_prefix,
            #[cfg(feature = "endpoint")]
            bucket_moved,
        } = self.place()?;
        *http.uri_mut() = uri;
        #[cfg(feature = "endpoint")]
        let bucket = if bucket_moved {
            0
        } else {
            self.bucket_in(http.uri())
        };
        let body = self.fill(body, members, http.headers_mut())?;
        *http.body_mut() = match (stream, body) {
            (Some(stream), _) => Body::Stream(stream),
            (None, Some(bytes)) => Body::Bytes(bytes),
            (None, None) => Body::Empty,
        };
        Ok(Request {
            http,
            host_prefix,
            endpoint: self.endpoint.take(),
            #[cfg(feature = "endpoint")]
            bucket,
            #[cfg(feature = "endpoint")]
            bucket_moved,
            sensitive: self.head.sensitive,
            operation: self.operation,
            members,
        })
    }

    /// Adds the headers, and returns the body.
    fn fill(
        &mut self,
        body: Option<Vec<u8>>,
        members: &'static [Member],
        headers: &mut HeaderMap,
    ) -> Result<Option<Vec<u8>>, Error> {
        *headers = std::mem::take(&mut self.head.headers).finish()?;
        self.push_headers(headers)?;
        let body = body.or_else(|| self.head.raw.take());
        let content_type = self.content_type(members);
        body::finish(
            self,
            BodyParts {
                body,
                content_type,
                members,
            },
            headers,
        )
    }

    /// URI and host prefix.
    fn place(&mut self) -> Result<Place, Error> {
        if let Some(error) = self.head.take_error() {
            return Err(error);
        }
        let Path { text, bucket } = self.path()?;
        Ok(Place {
            uri: uri(text)?,
            #[cfg(feature = "endpoint")]
            bucket_moved: bucket.is_some(),
            host_prefix: self.host_prefix(bucket)?,
        })
    }

    /// Length of the bucket in a path, including its slash.
    #[cfg(feature = "endpoint")]
    fn bucket_in(&self, uri: &Uri) -> usize {
        let mut customizations = self.operation.customizations.iter();
        if !customizations.any(|known| *known == Customization::BucketInPath) {
            return 0;
        }
        let path = uri.path();
        let end = path.char_indices().skip(1).find(|(_, next)| *next == '/');
        end.map_or(path.len(), |(end, _)| end)
    }

    /// Path and query.
    fn path(&self) -> Result<Path, Error> {
        let operation = self.operation;
        match self.spec.selector {
            OperationSelector::MethodAndUri
                if self.head.query.is_empty() && !operation.uri.contains('{') =>
            {
                Ok(Path::to(operation.uri))
            }
            OperationSelector::MethodAndUri => {
                let (template, literal) =
                    operation.uri.split_once('?').unwrap_or((operation.uri, ""));
                let moves = self.options.is_virtual()
                    && operation
                        .customizations
                        .contains(&Customization::BucketInPath);
                let (mut text, bucket) = self.head.labels.expand(template, moves)?;
                self.head.query.push_to(literal, &mut text);
                Ok(Path {
                    text: Bytes::from(text),
                    bucket,
                })
            }
            OperationSelector::TargetHeader | OperationSelector::ActionParam(_) => {
                Ok(Path::to("/"))
            }
            OperationSelector::RpcPath => {
                let (service, operation) = (operation.service.name, operation.wire_name());
                Ok(Path {
                    text: Bytes::from(format!("/service/{service}/operation/{operation}")),
                    bucket: None,
                })
            }
        }
    }

    /// The host prefix: the bucket that was moved from the path, or the model's prefix.
    fn host_prefix(&self, bucket: Option<String>) -> Result<Option<String>, Error> {
        let modeled = match self.operation.host_prefix {
            Some(template) if self.options.has_host_prefix() => {
                Some(host::expand(template, &self.host_labels)?)
            }
            _ => None,
        };
        Ok(match (bucket, modeled) {
            (Some(bucket), modeled) => Some(format!("{bucket}.{}", modeled.unwrap_or_default())),
            (None, modeled) => modeled,
        })
    }

    /// The method.
    fn method(&self) -> Result<Method, Error> {
        match self.spec.selector {
            OperationSelector::MethodAndUri => Method::from_bytes(self.operation.method.as_bytes())
                .map_err(|_| invalid_input("the operation's method is invalid")),
            OperationSelector::TargetHeader
            | OperationSelector::ActionParam(_)
            | OperationSelector::RpcPath => Ok(Method::POST),
        }
    }

    /// Returns true if `content-length` is omitted without a body; servers expect it for some methods.
    pub(super) fn omits_length(&self) -> bool {
        match self.spec.selector {
            OperationSelector::MethodAndUri => {
                !matches!(self.operation.method, "POST" | "PUT" | "PATCH")
            }
            OperationSelector::TargetHeader
            | OperationSelector::ActionParam(_)
            | OperationSelector::RpcPath => false,
        }
    }

    /// Adds the protocol's headers.
    fn push_headers(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        let service = self.operation.service;
        if self.spec.selector == OperationSelector::TargetHeader {
            let prefix = service.target_prefix.unwrap_or(service.name);
            let target = format!("{prefix}.{}", self.operation.wire_name());
            let target = HeaderValue::try_from(target)
                .map_err(|_| invalid_input("the operation's name has a control character"))?;
            headers::insert(headers, TARGET, target)?;
        }
        if let Some(protocol) = self.spec.smithy_protocol {
            headers::insert(headers, SMITHY_PROTOCOL, HeaderValue::from_static(protocol))?;
            let accept = if self.operation.event_output {
                "application/vnd.amazon.eventstream"
            } else {
                self.spec.content_type
            };
            headers::insert(headers, ACCEPT, HeaderValue::from_static(accept))?;
        }
        if self.spec.query_mode && service.query_compatible {
            headers::insert(headers, QUERY_MODE, HeaderValue::from_static("true"))?;
        }
        for customization in self.operation.customizations {
            if let Customization::Header(name, value) = *customization
                && !headers.contains_key(name)
            {
                let name = HeaderName::from_bytes(name.as_bytes());
                let value = HeaderValue::from_str(value);
                if let (Ok(name), Ok(value)) = (name, value) {
                    headers::insert(headers, name, value)?;
                }
            }
        }
        Ok(())
    }

    /// Media type of the body, if there is one.
    fn content_type(&self, members: &'static [Member]) -> &'static str {
        let payload = members
            .iter()
            .find(|member| self.binds() && member.location == Location::Payload);
        payload.map_or(self.spec.content_type, |payload| {
            body::content_type(payload, self.spec.content_type)
        })
    }
}
