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
            // A URL may have secrets: errors are shown without it.
            let request = reqwest::Request::try_from(request);
            let request = request.map_err(reqwest::Error::without_url)?;
            let response = client.execute(request).await;
            Ok(response.map_err(reqwest::Error::without_url)?.into())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_does_not_show_the_url() {
        // A port that was free a moment ago.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let transport = Transport::of_reqwest(client);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let send = |url: &str| {
            let request = http::Request::builder().uri(url);
            let request = request.body(Body::of_bytes("")).unwrap();
            runtime.block_on(transport.send(request)).unwrap_err()
        };
        let refused = send(&format!("http://{address}/vault?X-Amz-Signature=abc"));
        assert_eq!(refused.kind, TransportErrorKind::Connect, "{refused}");
        // reqwest takes absolute URLs of HTTP alone.
        let unfit = send("ftp://files.example/vault?X-Amz-Signature=abc");
        for error in [refused, unfit] {
            let text = error.to_string();
            assert!(!text.contains("vault") && !text.contains("abc"), "{text}");
        }
    }
}
