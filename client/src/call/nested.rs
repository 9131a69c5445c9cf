//! Calls that a call makes itself: for an endpoint, for the credentials of a session, for the region of a bucket.

use sansmith::Value;
use sansmith::endpoint::Arguments;
use sansmith::operation::{Nested, NestedFailure};

use super::error::Problem;
use super::machine::{Flow, Job, Machine, Progress, State, Turn};
use super::need::{Event, Payload};
use super::outcome::{Fault, Reader, Verdict};
use super::prepare::Goal;
use super::record::header;
use super::session::SessionKey;
use super::shared::Shared;
use crate::retry::Failure;

/// The header with the region of a bucket.
pub(super) const BUCKET_REGION: &str = "x-amz-bucket-region";

/// A call that another one makes.
pub(super) struct Inner<'s> {
    machine: Machine<'s>,
    reader: ValueReader,
    purpose: Purpose,
}

/// The answer that the outer call needs.
pub(super) enum Purpose {
    /// Hosts.
    Endpoint,
    /// Credentials of a session.
    Session(SessionKey),
    /// The region of a bucket.
    Region,
}

/// The outcome of a nested call: an output, or the reason why there is none.
pub(super) type Answered = Result<Value, String>;

impl Inner<'_> {
    /// Leaves the call.
    pub(super) fn abandon(&mut self, shared: &mut Shared) {
        self.machine.abandon(shared);
        if let Purpose::Session(key) = &self.purpose {
            shared.session(key).abandon();
        }
    }
}

impl<'s> Machine<'s> {
    /// Begins a nested call with a request.
    pub(super) fn call_nested(
        &mut self,
        turn: &mut Turn<'_>,
        nested: Nested,
        (request, arguments): (sansmith::Request, Arguments<'static>),
        purpose: Purpose,
    ) -> Flow {
        let (request, body) = request.split();
        let job = Job {
            schema: nested.schema,
            request,
            payload: Payload::Bytes(body.into_bytes()),
            arguments,
            discovery: None,
        };
        let mut machine = Machine::new(self.settings, job, Goal::Send);
        machine.deadline = self.deadline;
        machine.region.clone_from(&self.region);
        // The first answer tells the region, redirect or not.
        machine.is_redirected = matches!(purpose, Purpose::Region);
        let inner = Box::new(Inner {
            machine,
            reader: ValueReader {
                nested,
                result: None,
                region: None,
            },
            purpose,
        });
        self.nested(turn, inner, Event::Start)
    }

    /// Takes an event of a nested call.
    pub(super) fn nested(
        &mut self,
        turn: &mut Turn<'_>,
        mut inner: Box<Inner<'s>>,
        event: Event,
    ) -> Flow {
        let Inner {
            machine, reader, ..
        } = &mut *inner;
        let mut within = Turn {
            shared: &mut *turn.shared,
            now: turn.now,
            random: turn.random,
            reader,
        };
        let problem = match machine.step(&mut within, event) {
            Ok(Progress::Need(need)) => {
                self.state = State::Nested(inner);
                return Ok(Progress::Need(need));
            }
            Ok(Progress::End) => None,
            Err(problem) => Some(problem),
        };
        let ValueReader { result, region, .. } = inner.reader;
        let answered = match result {
            Some(result) => result.map_err(|failure| failure.text),
            None => Err(problem
                .as_ref()
                .map_or_else(String::new, Problem::to_string)),
        };
        match inner.purpose {
            Purpose::Endpoint => self.found(turn, answered),
            Purpose::Session(key) => self.entered(turn, &key, answered),
            Purpose::Region => self.moved(turn, region),
        }
    }
}

/// A reader of the answer to a nested call.
struct ValueReader {
    nested: Nested,
    result: Option<Result<Value, NestedFailure>>,
    /// The region in the head of the last response.
    region: Option<String>,
}

impl Reader for ValueReader {
    fn head(&mut self, response: http::Response<()>) -> Result<Verdict, http::Response<()>> {
        Err(response)
    }

    fn whole(&mut self, response: &http::Response<Vec<u8>>) -> Verdict {
        let region = header(response.headers(), BUCKET_REGION);
        self.region = region.map(str::to_owned);
        let result = self.nested.response(response);
        let error = result.as_ref().err().map(|failure| Fault {
            code: Some(failure.code.clone()),
            text: None,
            request_id: None,
            extended_request_id: None,
            cause: Failure::of_chance(failure.retry).cause,
        });
        self.result = Some(result);
        Verdict { error }
    }
}
