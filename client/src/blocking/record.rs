//! Transports that record and replay.

use std::io;

use bytes::Bytes;

use super::body::{Body, of_io};
use super::transport::{Outgoing, Transport};
use crate::record::{Outcome, Recording, Redaction, Shapes, Tape};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// A transport that writes what passes through it.
#[derive(Debug, Clone)]
pub struct Recorder<T> {
    inner: T,
    tape: Tape,
}

impl<T: Transport> Recorder<T> {
    /// A recorder around a transport.
    pub fn new(inner: T, tape: Tape) -> Self {
        Self { inner, tape }
    }
}

/// The request with its body in memory, and its secrets.
fn held(
    request: http::Request<Outgoing<'_>>,
) -> io::Result<(http::request::Parts, Bytes, Redaction)> {
    let (head, outgoing) = request.into_parts();
    let body = outgoing.read_all()?;
    let redaction = Redaction::of(head.extensions.get::<Shapes>());
    Ok((head, body, redaction))
}

fn unread(error: io::Error) -> TransportError {
    of_io(error, TransportErrorKind::Other)
}

impl<T: Transport> Transport for Recorder<T> {
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, body, redaction) = held(request).map_err(unread)?;
        let recorded = redaction.request(&head, &body);
        let request = http::Request::from_parts(head, Outgoing::Bytes(body));
        let whole = self.inner.send(request, limits).and_then(|response| {
            let (head, body) = response.into_parts();
            let body = body.read_all(usize::MAX);
            let body = body.map_err(|error| of_io(error, TransportErrorKind::ResetAfter))?;
            Ok((head, Bytes::from(body)))
        });
        let outcome: Outcome = match &whole {
            Ok((head, body)) => Ok(redaction.response(head, body)),
            Err(error) => Err(error.clone()),
        };
        self.tape.add(recorded, outcome)?;
        let (head, body) = whole?;
        Ok(http::Response::from_parts(head, Body::of_bytes(body)))
    }
}

impl Transport for Recording {
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        _: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, body, redaction) = held(request).map_err(unread)?;
        let response = self.answer(&redaction.request(&head, &body))?;
        Ok(response.into_http().map(Body::of_bytes))
    }
}
