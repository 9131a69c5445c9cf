//! The transport on reqwest.

use std::error::Error;

use super::body::Body;
use super::transport::{BoxError, Transport};
use crate::transport::TransportErrorKind;

impl Transport {
    /// A transport on a client of reqwest, which must follow no redirects.
    ///
    /// reqwest reads URLs by the rules of browsers: a key with a segment `.` or `..` cannot be sent.
    pub fn of_reqwest(client: reqwest::Client) -> Self {
        Self::new(OverReqwest(client))
    }
}

/// A service over a client of reqwest.
#[derive(Debug, Clone)]
struct OverReqwest(reqwest::Client);

impl tower_service::Service<http::Request<Body>> for OverReqwest {
    type Response = http::Response<reqwest::Body>;
    type Error = BoxError;
    type Future = std::pin::Pin<
        Box<dyn Future<Output = Result<http::Response<reqwest::Body>, BoxError>> + Send>,
    >;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), BoxError>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let request = request.map(SyncBody::wrap);
            let request = reqwest::Request::try_from(request)?;
            Ok(client.execute(request).await?.into())
        })
    }
}

/// A body that threads may share, as reqwest asks: the lock is free, since one task polls.
struct SyncBody(std::sync::Mutex<Body>);

impl SyncBody {
    fn wrap(body: Body) -> reqwest::Body {
        reqwest::Body::wrap(Self(std::sync::Mutex::new(body)))
    }
}

impl http_body::Body for SyncBody {
    type Data = bytes::Bytes;
    type Error = crate::transport::TransportError;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        let body = self.get_mut().0.get_mut();
        let body = body.unwrap_or_else(std::sync::PoisonError::into_inner);
        std::pin::Pin::new(body).poll_frame(context)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        let body = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        http_body::Body::size_hint(&*body)
    }
}

/// The kind of an error of reqwest.
pub(super) fn kind_of(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    let error = error.downcast_ref::<reqwest::Error>()?;
    if error.is_timeout() {
        Some(TransportErrorKind::Timeout)
    } else if error.is_connect() {
        Some(TransportErrorKind::Connect)
    } else if error.is_builder() {
        Some(TransportErrorKind::Other)
    } else {
        None
    }
}
