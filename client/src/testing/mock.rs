//! A transport that answers in the process.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::{Reply, VirtualTime};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// A transport of both clients that answers in the process: by a queue of replies, or by a function.
///
/// ```
/// # #[cfg(feature = "blocking-client")] {
/// use sansmith_client::blocking::Client;
/// use sansmith_client::testing::{Mock, Reply, VirtualTime};
///
/// let (mock, time) = (Mock::new(), VirtualTime::new());
/// mock.reply(Reply::new(503));
/// mock.reply(Reply::new(200).body("{}"));
/// let client = Client::builder()
///     .region("eu-west-1")
///     .anonymous()
///     .time(time.clone())
///     .build_with(mock.clone().with_time(time));
/// // … calls …
/// assert_eq!(mock.waiting(), 2);
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

/// A function that answers.
type Handler = Box<dyn FnMut(&http::Request<Bytes>) -> Reply + Send>;

#[derive(Default)]
struct State {
    replies: VecDeque<Reply>,
    handler: Option<Handler>,
    requests: Vec<http::Request<Bytes>>,
    time: Option<VirtualTime>,
}

/// The parts of a body, and its break.
pub(crate) type Parts = VecDeque<Result<Bytes, TransportError>>;

impl Mock {
    /// A mock without replies; a request is an error that is not repeated.
    pub fn new() -> Self {
        Self::default()
    }

    /// A mock with replies, in order.
    pub fn of(replies: impl IntoIterator<Item = Reply>) -> Self {
        let mock = Self::new();
        for reply in replies {
            mock.reply(reply);
        }
        mock
    }

    /// Adds a reply to the queue.
    pub fn reply(&self, reply: Reply) {
        self.locked().replies.push_back(reply);
    }

    /// Answers with a function where the queue is empty.
    #[must_use]
    pub fn handle(
        self,
        handler: impl FnMut(&http::Request<Bytes>) -> Reply + Send + 'static,
    ) -> Self {
        self.locked().handler = Some(Box::new(handler));
        self
    }

    /// Lets the time of replies pass by a clock, which is that of the client too.
    #[must_use]
    pub fn with_time(self, time: VirtualTime) -> Self {
        self.locked().time = Some(time);
        self
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.locked().requests.clone()
    }

    /// The number of replies that are left in the queue.
    pub fn waiting(&self) -> usize {
        self.locked().replies.len()
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request.
    pub(crate) fn answer(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Parts>, TransportError> {
        let mut state = self.locked();
        let reply = match (state.replies.pop_front(), &mut state.handler) {
            (Some(reply), _) => reply,
            (None, Some(handler)) => handler(&request),
            (None, None) => {
                let (method, uri) = (request.method(), request.uri().path());
                let text = format!("the mock has no reply to {method} {uri}");
                return Err(TransportError::new(TransportErrorKind::Other, text));
            }
        };
        state.requests.push(request);
        let late = reply.late(limits.attempt);
        if let Some(time) = &state.time {
            time.advance(late.unwrap_or(reply.takes));
        }
        if late.is_some() {
            let text = "the reply came too late";
            return Err(TransportError::new(TransportErrorKind::Timeout, text));
        }
        let head = reply.head?;
        Ok(head.map(|()| reply.parts))
    }
}

impl fmt::Debug for Mock {
    /// Without requests, which have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.locked();
        f.debug_struct("Mock")
            .field("waiting", &state.replies.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}
