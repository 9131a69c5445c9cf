//! The transport on ureq.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use ureq::config::AutoHeaderValue;
use ureq::tls::{PemItem, RootCerts, TlsConfig};
use ureq::{Agent, AsSendBody, SendBody};

use super::body::{Body, of_io};
use super::transport::{Outgoing, PartsReader, Transport};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// The most connections that are kept open for later requests.
const IDLE: usize = 100;

/// The time after which an unused connection is closed; load balancers of AWS close theirs after a minute.
const IDLE_AGE: Duration = Duration::from_secs(20);

/// The transport on ureq: HTTP/1.1, rustls with ring, proxies from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
/// `NO_PROXY`.
///
/// Where the body of the response is the caller's, limits are those of the head. The body of an error is read without a
/// limit then: a server that stops within it holds the call until the connection breaks.
///
/// It is cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Ureq {
    agent: Agent,
}

impl Ureq {
    /// A transport that trusts the root certificates of Mozilla.
    pub fn new() -> Self {
        Self::of_tls(TlsConfig::default())
    }

    /// A transport that trusts the certificates in a PEM file, or the usual ones without a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or has no certificate.
    pub fn trusting(bundle: Option<&Path>) -> Result<Self, TransportError> {
        let Some(path) = bundle else {
            return Ok(Self::new());
        };
        let refused = |text: String| {
            let text = format!("the certificates in {}: {text}", path.display());
            TransportError::new(TransportErrorKind::Tls, text)
        };
        let bytes = fs::read(path).map_err(|error| refused(error.to_string()))?;
        let mut certificates = Vec::new();
        for item in ureq::tls::parse_pem(&bytes) {
            if let PemItem::Certificate(certificate) =
                item.map_err(|error| refused(error.to_string()))?
            {
                certificates.push(certificate);
            }
        }
        if certificates.is_empty() {
            return Err(refused("there are none".to_owned()));
        }
        let roots = RootCerts::new_with_certs(&certificates);
        Ok(Self::of_tls(TlsConfig::builder().root_certs(roots).build()))
    }

    fn of_tls(tls: TlsConfig) -> Self {
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .allow_non_standard_methods(true)
            .max_idle_connections(IDLE)
            .max_idle_connections_per_host(IDLE)
            .max_idle_age(IDLE_AGE)
            .build();
        Self {
            agent: Agent::new_with_config(config),
        }
    }

    /// The request with its limits.
    ///
    /// A limit to the head of a response is one for each of its phases: name, connection, request, answer.
    fn limited<S: AsSendBody>(
        &self,
        request: http::Request<S>,
        limits: &Limits,
    ) -> http::Request<S> {
        if limits.connect.is_none() && limits.attempt.is_none() {
            return request;
        }
        // ureq takes a limit of zero as one that is up before the start.
        let attempt = limits
            .attempt
            .map(|time| time.max(Duration::from_millis(1)));
        let connect = limits.connect.or(attempt);
        let config = self.agent.configure_request(request);
        let config = if limits.is_streamed {
            config
                .timeout_resolve(attempt)
                .timeout_send_request(attempt)
                .timeout_send_body(attempt)
                .timeout_recv_response(attempt)
        } else {
            config.timeout_global(attempt)
        };
        config.timeout_connect(connect).build()
    }
}

impl Ureq {
    fn run<S: AsSendBody>(
        &self,
        head: http::request::Parts,
        body: S,
        limits: &Limits,
    ) -> Result<http::Response<ureq::Body>, TransportError> {
        let request = self.limited(http::Request::from_parts(head, body), limits);
        self.agent.run(request).map_err(|error| of_ureq(&error))
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Ureq {
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, outgoing) = request.into_parts();
        let response = match outgoing {
            Outgoing::Parts(_) if head.version == http::Version::HTTP_2 => {
                let text = "ureq has no HTTP/2, which events in both directions need: use the transport on hyper of the \
                            feature `blocking-h2`";
                Err(TransportError::new(TransportErrorKind::Other, text))
            }
            Outgoing::Parts(parts) => {
                let mut reader = PartsReader::new(parts);
                self.run(head, SendBody::from_reader(&mut reader), limits)
            }
            Outgoing::Bytes(bytes) if bytes.is_empty() => self.run(head, (), limits),
            Outgoing::Bytes(bytes) => self.run(head, &*bytes, limits),
            Outgoing::Stream(mut stream) => {
                let mut head = head;
                if limits.expects_continue {
                    let wait = http::HeaderValue::from_static("100-continue");
                    head.headers.insert(http::header::EXPECT, wait);
                }
                self.run(head, SendBody::from_reader(&mut stream), limits)
            }
        };
        let (head, body) = response?.into_parts();
        let length = body.content_length();
        let body = Body::new(Reading(body.into_reader()), length);
        Ok(http::Response::from_parts(head, body))
    }
}

/// The transport on ureq, with HTTP/2 beside it where a feature has that.
#[cfg(feature = "blocking-h2")]
pub(super) fn complete(
    transport: Ureq,
    bundle: Option<&Path>,
    builder: &crate::driver::Builder<super::client::Client>,
) -> impl Transport {
    super::WithHttp2::trusting(transport, bundle, builder.connect)
}

/// The transport on ureq.
#[cfg(not(feature = "blocking-h2"))]
pub(super) fn complete(
    transport: Ureq,
    _: Option<&Path>,
    _: &crate::driver::Builder<super::client::Client>,
) -> Ureq {
    transport
}

/// A body whose errors are those of a transport.
struct Reading<R>(R);

impl<R: io::Read> io::Read for Reading<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let is_wrapped = error
                .get_ref()
                .is_some_and(<dyn std::error::Error + Send + Sync>::is::<ureq::Error>);
            if !is_wrapped {
                return io::Error::other(of_io(error, TransportErrorKind::ResetAfter));
            }
            let mut error = of_ureq(&ureq::Error::from(error));
            if error.kind != TransportErrorKind::Timeout {
                error.kind = TransportErrorKind::ResetAfter;
            }
            io::Error::other(error)
        })
    }
}

/// The error of a request.
fn of_ureq(error: &ureq::Error) -> TransportError {
    let kind = match error {
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound => TransportErrorKind::Dns,
        ureq::Error::ConnectionFailed | ureq::Error::ConnectProxyFailed(_) => {
            TransportErrorKind::Connect
        }
        ureq::Error::Tls(_) | ureq::Error::TlsRequired | ureq::Error::Pem(_) => {
            TransportErrorKind::Tls
        }
        ureq::Error::Rustls(_) => TransportErrorKind::Tls,
        ureq::Error::Io(error) => of_kind(error),
        // A response that is no HTTP is one that the connection broke off.
        ureq::Error::Protocol(_) => TransportErrorKind::ResetBefore,
        _ => TransportErrorKind::Other,
    };
    TransportError::new(kind, error.to_string())
}

/// The kind of an error before the head of a response.
fn of_kind(error: &io::Error) -> TransportErrorKind {
    let inner = error.get_ref().map(ToString::to_string);
    if inner.is_some_and(|inner| inner.contains("certificate")) {
        return TransportErrorKind::Tls;
    }
    TransportErrorKind::of_io(error).unwrap_or(TransportErrorKind::ResetBefore)
}
