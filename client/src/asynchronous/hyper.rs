//! The transport on hyper.

use std::error::Error;
use std::path::Path;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::body::Body;
use super::proxy::Connector;
use super::tls;
use crate::transport::{TransportError, TransportErrorKind};

/// The time after which an unused connection is closed; load balancers of AWS close theirs after a minute.
const IDLE_AGE: Duration = Duration::from_secs(20);

/// The longest time for a connection, unless it is set.
const CONNECT: Duration = Duration::from_millis(3100);

/// The transport on hyper and rustls: HTTP/1.1, with the feature `http2` also HTTP/2 where the server offers it, and
/// always for events in both directions, which have connections of their own; proxies from `HTTPS_PROXY`,
/// `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`. Requests over TLS go through a tunnel; others name the whole URL, without
/// credentials for the proxy.
///
/// A connection has 3.1 seconds unless the client's builder says otherwise. That is the time of TCP alone: name, tunnel
/// and TLS handshake have none but that of the attempt.
///
/// It is cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Hyper {
    client: Client<HttpsConnector<Connector>, Body>,
    /// For requests that only HTTP/2 can carry.
    #[cfg(feature = "http2")]
    http2: Client<HttpsConnector<Connector>, Body>,
}

impl Hyper {
    /// A transport that trusts the usual root certificates.
    ///
    /// # Errors
    ///
    /// There are no root certificates, or no cryptography: a feature is missing.
    pub fn new() -> Result<Self, TransportError> {
        Self::trusting(None, None)
    }

    /// A transport that trusts the certificates in a PEM file, or the usual ones without a file, and gives up a
    /// connection after a time.
    ///
    /// # Errors
    ///
    /// The certificates cannot be read, or there is no cryptography.
    pub fn trusting(
        bundle: Option<&Path>,
        connect_timeout: Option<Duration>,
    ) -> Result<Self, TransportError> {
        let tls = tls::config(bundle)?;
        let connector = Connector::new(connect_timeout.unwrap_or(CONNECT));
        #[cfg(feature = "http2")]
        let http2 = {
            let https = hyper_rustls::HttpsConnectorBuilder::new()
                .with_tls_config(tls.clone())
                .https_or_http()
                .enable_http2()
                .wrap_connector(connector.clone());
            pool().http2_only(true).build(https)
        };
        let builder = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1();
        #[cfg(feature = "http2")]
        let builder = builder.enable_http2();
        let client = pool().build(builder.wrap_connector(connector));
        Ok(Self {
            client,
            #[cfg(feature = "http2")]
            http2,
        })
    }
}

/// The settings of a pool.
fn pool() -> hyper_util::client::legacy::Builder {
    let mut builder = Client::builder(TokioExecutor::new());
    builder
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .pool_idle_timeout(IDLE_AGE);
    builder
}

impl Service<http::Request<Body>> for Hyper {
    type Response = http::Response<Incoming>;
    type Error = hyper_util::client::legacy::Error;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.client.poll_ready(context)
    }

    fn call(&mut self, request: http::Request<Body>) -> ResponseFuture {
        #[cfg(feature = "http2")]
        if request.version() == http::Version::HTTP_2 {
            return self.http2.call(request);
        }
        self.client.call(request)
    }
}

/// The kind of an error of hyper.
pub(super) fn kind_of(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    if let Some(error) = error.downcast_ref::<hyper_util::client::legacy::Error>() {
        return error.is_connect().then_some(TransportErrorKind::Connect);
    }
    if error.is::<rustls::Error>() {
        return Some(TransportErrorKind::Tls);
    }
    let error = error.downcast_ref::<hyper::Error>()?;
    // The stream of the caller broke or was given up (`is_body_write_aborted`), not the connection.
    error.is_user().then_some(TransportErrorKind::Other)
}
