//! The parts of a request that the walk over its input gathers, and the message made of them.
//!
//! **Invariants**
//! - Nothing here knows the type of the input, so all operations share this code.

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

/// Names the operation of an awsJson request.
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
/// Names the protocol of an rpc request.
const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
/// Asks for the error codes of awsQuery.
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// The parts of a request.
pub(super) struct RequestParts<'o> {
    spec: &'static Spec,
    pub(super) operation: &'static operation::Schema,
    pub(super) options: &'o Options,
    pub(super) head: Head,
    /// Whether something was written into the body.
    pub(super) has_body: bool,
    /// That the caller's stream takes the place of the payload, and its length.
    pub(super) stream: Option<Stream<()>>,
    host_labels: Vec<(&'static str, String)>,
    endpoint: Option<String>,
    /// The algorithm of the checksum that the input asks for.
    pub(super) algorithm: Option<String>,
    /// Whether members are captured.
    captures: bool,
}

impl<'o> RequestParts<'o> {
    /// A request of which nothing is known but its operation.
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

    /// Whether members travel where the model binds them.
    #[inline]
    pub(super) fn binds(&self) -> bool {
        self.spec.selector == OperationSelector::MethodAndUri
    }

    /// Whether the caller's stream takes the place of the payload.
    pub(super) const fn streams(&self) -> bool {
        self.stream.is_some()
    }

    /// The condition under which an empty structure is sent.
    pub(super) const fn empty_body(&self) -> EmptyBody {
        self.spec.empty_body
    }

    /// Whether a body of members is sent though none is there.
    pub(super) const fn sends_empty_body(&self) -> bool {
        match self.spec.empty_body {
            EmptyBody::Always => true,
            EmptyBody::WithInput => self.operation.has_input,
            EmptyBody::Never => false,
        }
    }

    /// The input as who holds it would see it.
    pub(super) const fn root(&self, schema: &'static Schema) -> Member {
        Member::new(schema.name, schema).with(self.operation.input)
    }

    /// A token for a member that has none.
    #[cold]
    pub(super) fn new_token(&self) -> Option<String> {
        self.options.new_token()
    }

    /// Tells whether the member's value is also captured: for a host label, a checksum or a customization.
    #[inline]
    pub(super) fn captures(&self, member: &Member) -> bool {
        self.captures && self.is_captured(member)
    }

    /// Tells whether the member's value is also captured: for a host label, a checksum or a customization.
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

    /// Captures the value of a member; the text that takes its place, if any.
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

    /// Whether a member that the input has not is sent all the same.
    pub(super) fn fills(&self, member: &Member) -> bool {
        member.idempotency_token || self.fallback_value(member).is_some()
    }

    /// The text for a member that is absent from the input.
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

    /// The message, with the bytes that were written into the body; the caller's stream takes their place.
    ///
    /// # Errors
    ///
    /// Something cannot be sent.
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

    /// Fills in the headers, and gives the body.
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

    /// URI, and what stands before the host.
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

    /// The length of the bucket in a path, with the slash before it.
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

    /// What stands before the host: the bucket that left the path, or what the model asks for.
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
                .map_err(|_| invalid_input("the operation's method is none")),
            OperationSelector::TargetHeader
            | OperationSelector::ActionParam(_)
            | OperationSelector::RpcPath => Ok(Method::POST),
        }
    }

    /// Whether the length of a body is left unsaid where there is no body: servers ask for it with some methods.
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

    /// Adds the headers that the protocol asks for.
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

    /// The media type of the body, if there is one.
    fn content_type(&self, members: &'static [Member]) -> &'static str {
        let payload = members
            .iter()
            .find(|member| self.binds() && member.location == Location::Payload);
        payload.map_or(self.spec.content_type, |payload| {
            body::content_type(payload, self.spec.content_type)
        })
    }
}
