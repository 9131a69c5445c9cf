//! Answers to the questions of credentials.

use std::task::Poll;
use std::time::Duration;

use super::body::Body;
use super::timer::{Timer, offload};
use super::transport::Transport;
use crate::credentials::{Answer, Exchange, Need};
use crate::driver::Time;
use crate::driver::system::{self, MfaFn};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// The world that questions are about.
#[derive(Clone, Copy)]
pub(super) struct World<'w> {
    pub(super) transport: &'w Transport,
    pub(super) time: &'w dyn Time,
    pub(super) timer: &'w dyn Timer,
    pub(super) ask: Option<&'w MfaFn>,
}

impl World<'_> {
    /// The answer to a question.
    pub(super) async fn answer(self, need: Need) -> Answer {
        match system::answer(need, self.ask) {
            Ok(answer) => answer,
            Err(Need::Exchange(exchange)) => Answer::Response(self.exchange(*exchange).await),
            Err(Need::Pause(time)) => {
                self.pause(time).await;
                Answer::Paused
            }
            Err(other) => offload(move || system::answer_slowly(other)).await,
        }
    }

    /// Lets time pass.
    pub(super) async fn pause(self, time: Duration) {
        if self.time.is_virtual() {
            self.time.sleep(time);
        } else if !time.is_zero() {
            self.timer.sleep(time).await;
        }
    }

    /// The outcome of a future, unless the time is up before it. The pause begins where the future has to wait: a timer
    /// may be a thread.
    pub(super) async fn within<F: Future>(
        self,
        limit: Option<Duration>,
        future: F,
    ) -> Option<F::Output> {
        let Some(limit) = limit.filter(|_| !self.time.is_virtual()) else {
            return Some(future.await);
        };
        let mut future = std::pin::pin!(future);
        let mut sleep = None;
        std::future::poll_fn(|context| {
            if let Poll::Ready(outcome) = future.as_mut().poll(context) {
                return Poll::Ready(Some(outcome));
            }
            let sleep = sleep.get_or_insert_with(|| self.timer.sleep(limit));
            sleep.as_mut().poll(context).map(|()| None)
        })
        .await
    }

    async fn exchange(self, exchange: Exchange) -> Result<http::Response<Vec<u8>>, TransportError> {
        let limit = exchange.timeout;
        let mut request = exchange.request.map(Body::of_bytes);
        request.extensions_mut().insert(Limits {
            connect: Some(exchange.connect_timeout),
            attempt: Some(limit),
            is_streamed: false,
            expects_continue: false,
        });
        let whole = async {
            let (head, body) = self.transport.send(request).await?.into_parts();
            Ok(http::Response::from_parts(
                head,
                body.read_all(system::LARGEST).await?,
            ))
        };
        let late = || {
            let text = "the time for the request was up";
            Err(TransportError::new(TransportErrorKind::Timeout, text))
        };
        self.within(Some(limit), whole).await.unwrap_or_else(late)
    }
}
