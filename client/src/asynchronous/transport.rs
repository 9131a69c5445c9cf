//! The interface to an HTTP client: any `tower::Service` of requests.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_layer::Layer;
use tower_service::Service;

use super::body::Body;
use crate::transport::{TransportError, TransportErrorKind};

/// Any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// A request on its way.
type Sending = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// An HTTP client behind one type.
///
/// It is made of any `tower::Service<http::Request<Body>>`, and is one itself. The extensions of a request have its
/// [`Limits`](crate::transport::Limits); a transport need not keep them, as the client does.
///
/// A transport follows no redirects, and takes statuses of errors as responses. A [`TransportError`] among the sources
/// of its errors decides about retries; else the kind is found by the errors of `std::io` and hyper.
#[derive(Clone)]
pub struct Transport {
    send: Arc<dyn Fn(http::Request<Body>) -> Sending + Send + Sync>,
}

impl Transport {
    /// A transport out of a service.
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        // The lock is held while the service is cloned, since not every service can be shared.
        let service = Mutex::new(service);
        let send = move |request| -> Sending {
            let mut service = service
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            Box::pin(async move {
                let broken =
                    |error: S::Error| classify(error.into(), TransportErrorKind::ResetBefore);
                poll_fn(|context| service.poll_ready(context))
                    .await
                    .map_err(broken)?;
                let response = service.call(request).await.map_err(broken)?;
                Ok(response.map(Body::new))
            })
        };
        Self {
            send: Arc::new(send),
        }
    }

    /// The transport within a layer: an interceptor of every request, those for credentials included.
    #[must_use]
    pub fn layered<L, B>(self, layer: &L) -> Self
    where
        L: Layer<Self>,
        L::Service:
            Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
        <L::Service as Service<http::Request<Body>>>::Future: Send,
        <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self::new(layer.layer(self))
    }

    /// Sends a request.
    pub(crate) fn send(&self, request: http::Request<Body>) -> Sending {
        (self.send)(request)
    }
}

impl Service<http::Request<Body>> for Transport {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Sending;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Sending {
        self.send(request)
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transport")
    }
}

/// The error of a transport: one among the sources, or one by what the sources are.
pub(super) fn classify(error: BoxError, usual: TransportErrorKind) -> TransportError {
    let error = match error.downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    let mut kind = None;
    let mut text = String::new();
    let mut source: Option<&(dyn Error + 'static)> = Some(&*error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return error.clone();
        }
        let shown = error.to_string();
        if !text.contains(&shown) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&shown);
        }
        kind = kind_of(error, &shown).or(kind);
        source = error.source();
    }
    TransportError::new(kind.unwrap_or(usual), text)
}

/// The kind of an error by its type.
fn kind_of(error: &(dyn Error + 'static), shown: &str) -> Option<TransportErrorKind> {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        // The error within is no source of it.
        let inner = error.get_ref().and_then(|inner| {
            let shown = inner.to_string();
            kind_of(inner, &shown)
        });
        return inner.or_else(|| TransportErrorKind::of_io(error));
    }
    #[cfg(feature = "hyper")]
    if let Some(kind) = super::hyper::kind_of(error) {
        return Some(kind);
    }
    #[cfg(feature = "reqwest")]
    if let Some(kind) = super::reqwest::kind_of(error) {
        return Some(kind);
    }
    // The connector of hyper-util has no type for it.
    shown
        .contains("dns error")
        .then_some(TransportErrorKind::Dns)
}
