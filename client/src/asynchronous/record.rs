//! Transports that record and replay.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_layer::Layer;
use tower_service::Service;

use super::body::Body;
use super::transport::Transport;
use crate::record::{Outcome, Recording, Redaction, Shapes, Tape};
use crate::transport::TransportError;

/// A transport that writes what passes through it; a [`Tape`] is the layer that makes one.
#[derive(Debug, Clone)]
pub struct Recorder {
    inner: Transport,
    tape: Tape,
}

impl Recorder {
    /// A recorder around a transport.
    pub fn new(inner: impl Into<Transport>, tape: Tape) -> Self {
        let inner = inner.into();
        Self { inner, tape }
    }
}

impl Layer<Transport> for Tape {
    type Service = Recorder;

    fn layer(&self, inner: Transport) -> Recorder {
        Recorder::new(inner, self.clone())
    }
}

/// A response that is awaited.
type Answering = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// The request with its body in memory, and its secrets.
async fn held(
    request: http::Request<Body>,
) -> Result<(http::request::Parts, Bytes, Redaction), TransportError> {
    let (head, body) = request.into_parts();
    let body = Bytes::from(body.read_all(usize::MAX).await?);
    let redaction = Redaction::of(head.extensions.get::<Shapes>());
    Ok((head, body, redaction))
}

impl Service<http::Request<Body>> for Recorder {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Answering {
        let Self { inner, tape } = self.clone();
        Box::pin(async move {
            let (head, body, redaction) = held(request).await?;
            let recorded = redaction.request(&head, &body);
            let request = http::Request::from_parts(head, Body::of_bytes(body));
            let whole = async {
                let (head, body) = inner.send(request).await?.into_parts();
                Ok((head, Bytes::from(body.read_all(usize::MAX).await?)))
            };
            let whole = whole.await;
            let outcome: Outcome = match &whole {
                Ok((head, body)) => Ok(redaction.response(head, body)),
                Err(error) => Err(TransportError::clone(error)),
            };
            tape.add(recorded, outcome)?;
            let (head, body) = whole?;
            Ok(http::Response::from_parts(head, Body::of_bytes(body)))
        })
    }
}

impl Service<http::Request<Body>> for Recording {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Answering {
        let recording = self.clone();
        Box::pin(async move {
            let (head, body, redaction) = held(request).await?;
            let response = recording.answer(&redaction.request(&head, &body))?;
            Ok(response.into_http().map(Body::of_bytes))
        })
    }
}

impl From<Recorder> for Transport {
    fn from(recorder: Recorder) -> Self {
        Self::new(recorder)
    }
}

impl From<Recording> for Transport {
    fn from(recording: Recording) -> Self {
        Self::new(recording)
    }
}
