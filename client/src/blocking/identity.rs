//! Answers to the questions of credentials.

use super::body::of_io;
use super::transport::{Outgoing, Transport};
use crate::credentials::{Answer, Exchange, Need};
use crate::driver::Time;
use crate::driver::system::{self, MfaFn};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// The world that questions are about.
#[derive(Clone, Copy)]
pub(super) struct World<'w> {
    pub(super) transport: &'w dyn Transport,
    pub(super) time: &'w dyn Time,
    pub(super) ask: Option<&'w MfaFn>,
}

impl World<'_> {
    /// The answer to a question.
    pub(super) fn answer(self, need: Need) -> Answer {
        match system::answer(need, self.ask) {
            Ok(answer) => answer,
            Err(Need::Exchange(exchange)) => Answer::Response(self.exchange(*exchange)),
            Err(Need::Pause(time)) => {
                self.time.sleep(time);
                Answer::Paused
            }
            Err(other) => system::answer_slowly(other),
        }
    }

    fn exchange(self, exchange: Exchange) -> Result<http::Response<Vec<u8>>, TransportError> {
        let limits = Limits {
            connect: Some(exchange.connect_timeout),
            attempt: Some(exchange.timeout),
            is_streamed: false,
            expects_continue: false,
        };
        let request = exchange.request.map(|body| Outgoing::Bytes(body.into()));
        let (head, body) = self.transport.send(request, &limits)?.into_parts();
        let body = body.read_all(system::LARGEST);
        let body = body.map_err(|error| of_io(error, TransportErrorKind::ResetAfter))?;
        Ok(http::Response::from_parts(head, body))
    }
}
