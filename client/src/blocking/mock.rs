//! The mock as a transport.

use std::io::{self, Read};

use bytes::Buf as _;

use super::body::{Body, of_io};
use super::transport::{Outgoing, Transport};
use crate::testing::{Mock, Parts};
use crate::transport::{Limits, TransportError, TransportErrorKind};

impl Transport for Mock {
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, outgoing) = request.into_parts();
        let body = outgoing.read_all();
        let body = body.map_err(|error| of_io(error, TransportErrorKind::ResetBefore))?;
        let response = self.answer(http::Request::from_parts(head, body), limits)?;
        Ok(response.map(|parts| Body::new(Reading(parts), None)))
    }
}

/// The parts of a body as a reader.
struct Reading(Parts);

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(Ok(part)) = self.0.front_mut() {
            if part.is_empty() {
                self.0.pop_front();
                continue;
            }
            let count = part.len().min(buffer.len());
            let (bytes, _) = buffer.split_at_mut(count);
            part.copy_to_slice(bytes);
            return Ok(count);
        }
        match self.0.pop_front() {
            Some(Err(error)) => Err(io::Error::other(error)),
            Some(Ok(_)) | None => Ok(0),
        }
    }
}
