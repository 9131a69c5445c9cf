//! The mock as a transport.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use tower_service::Service;

use super::body::Body;
use super::transport::Transport;
use crate::testing::{Mock, Parts};
use crate::transport::{Limits, TransportError};

impl Service<http::Request<Body>> for Mock {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future =
        Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let mock = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let limits = head.extensions.get::<Limits>().copied().unwrap_or_default();
            let body = Bytes::from(body.read_all(usize::MAX).await?);
            let response = mock.answer(http::Request::from_parts(head, body), &limits)?;
            Ok(response.map(|parts| Body::new(Reading(parts))))
        })
    }
}

impl From<Mock> for Transport {
    fn from(mock: Mock) -> Self {
        Self::new(mock)
    }
}

/// The parts of a body.
struct Reading(Parts);

impl http_body::Body for Reading {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let part = self.0.pop_front();
        Poll::Ready(part.map(|part| part.map(Frame::data)))
    }
}
