//! Assembles a request from its collected parts: method, URI, headers and body.
//!
//! **Invariants**
//! - Independent of the input type, so all operations share this code.

use bytes::Bytes;
use http::Method;
#[cfg(feature = "endpoint")]
use http::Uri;
use http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};

use super::body::{self, BodyParts};
use super::parts::RequestParts;
use super::place::{Place, uri};
use super::uri::invalid_input;
use super::{Body, Request, headers, host};
use crate::http::protocol::OperationSelector;
use crate::model::customization::Customization;
use crate::model::schema::{Location, Member};
use crate::types::Error;

/// Header with the operation of an awsJson request.
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
/// Header with the protocol of an RPC request.
const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
/// Media type of event streams.
const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";
/// Header that requests awsQuery error codes.
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

impl RequestParts<'_> {
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
        let Place { uri, host_prefix } = self.place()?;
        *http.uri_mut() = uri;
        #[cfg(feature = "endpoint")]
        let bucket = self.bucket_in(http.uri());
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
        Ok(Place {
            uri: uri(self.path()?)?,
            host_prefix: self.host_prefix()?,
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
    fn path(&self) -> Result<Bytes, Error> {
        let operation = self.operation;
        match self.spec.selector {
            OperationSelector::MethodAndUri
                if self.head.query.is_empty() && !operation.uri.contains('{') =>
            {
                Ok(Bytes::from_static(operation.uri.as_bytes()))
            }
            OperationSelector::MethodAndUri => {
                let (template, literal) =
                    operation.uri.split_once('?').unwrap_or((operation.uri, ""));
                let mut text = self.head.labels.expand(template)?;
                self.head.query.push_to(literal, &mut text);
                Ok(Bytes::from(text))
            }
            OperationSelector::TargetHeader | OperationSelector::ActionParam(_) => {
                Ok(Bytes::from_static(b"/"))
            }
            OperationSelector::RpcPath => {
                let (service, operation) = (operation.service.name, operation.wire_name());
                Ok(Bytes::from(format!(
                    "/service/{service}/operation/{operation}"
                )))
            }
        }
    }

    /// The model's host prefix.
    fn host_prefix(&self) -> Result<Option<String>, Error> {
        match self.operation.host_prefix {
            Some(template) if self.options.has_host_prefix() => {
                host::expand(template, &self.host_labels).map(Some)
            }
            _ => Ok(None),
        }
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
                EVENT_STREAM
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
        if self.operation.event_input {
            return EVENT_STREAM;
        }
        let payload = members
            .iter()
            .find(|member| self.binds() && member.location == Location::Payload);
        payload.map_or(self.spec.content_type, |payload| {
            body::content_type(payload, self.spec.content_type)
        })
    }
}
