//! The outcome of an attempt: an output, or another attempt, or the end.

use bytes::Bytes;
use sansmith::Timestamp;

use super::error::Problem;
use super::machine::{Flow, Machine, Next, Progress, State, Turn};
use super::need::{Need, Payload};
use super::skew;
use crate::moment::{after, between, fraction};
use crate::retry::{Cause, Decision, Failure, is_long_polling, retry_after};
use crate::transport::{TransportError, TransportErrorKind};

/// The code and the status by which a service refuses an endpoint that it has named.
///
/// Source: botocore 1.44.5, `discovery.py`.
const MISDIRECTED: (&str, u16) = ("InvalidEndpointException", 421);

/// A reader of responses, which knows the operation.
pub(super) trait Reader {
    /// Takes a success whose body is for the caller; anything else comes back, to be read whole.
    fn head(&mut self, response: http::Response<()>) -> Result<Verdict, http::Response<()>>;

    /// Takes a response.
    fn whole(&mut self, response: &http::Response<Vec<u8>>) -> Verdict;
}

/// A response as far as the call depends on it: the facts of an error, or none for an output.
pub(super) struct Verdict {
    pub(super) error: Option<Fault>,
}

/// The facts of an error.
pub(super) struct Fault {
    /// The code; none if the response is no error, and counts as broken.
    pub(super) code: Option<String>,
    /// The reason why it counts as broken.
    pub(super) text: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) extended_request_id: Option<String>,
    /// The reason to try again.
    pub(super) cause: Option<Cause>,
}

impl Machine<'_> {
    /// Takes the head of a response.
    pub(super) fn answered(
        &mut self,
        turn: &mut Turn<'_>,
        head: http::response::Parts,
    ) -> Progress {
        let now = turn.now;
        let mut sent = now;
        if let Some(record) = self.record() {
            record.answered(&head);
            record.duration = between(record.started, now);
            sent = record.started;
        }
        self.observe_clock(turn, &head, sent);
        self.settings.hooks.respond(self.job.schema, &head);
        let response = http::Response::from_parts(head, ());
        match turn.reader.head(response) {
            Ok(verdict) => self.judge(turn, verdict),
            Err(response) => {
                let (head, ()) = response.into_parts();
                self.state = State::Reading(head, Vec::new());
                self.next_chunk()
            }
        }
    }

    /// Learns how far the clock of the server is from the caller's.
    fn observe_clock(
        &mut self,
        turn: &mut Turn<'_>,
        head: &http::response::Parts,
        sent: Timestamp,
    ) {
        if !self.settings.corrects_clock || self.signed_with.is_none() {
            return;
        }
        let skew = skew::of_response(&head.headers, sent, turn.now);
        if let Some(skew) = skew {
            turn.shared.observe(&self.host, skew);
        }
    }

    fn next_chunk(&self) -> Progress {
        let deadline = self.attempt_deadline();
        Progress::Need(Need::Chunk { deadline })
    }

    /// Takes a part of the body.
    pub(super) fn read(
        &mut self,
        head: http::response::Parts,
        mut body: Vec<u8>,
        bytes: &Bytes,
    ) -> Flow {
        let limit = self.settings.max_response;
        if body.len().saturating_add(bytes.len()) > limit {
            return Err(Problem::LargeResponse(limit));
        }
        body.extend_from_slice(bytes);
        self.state = State::Reading(head, body);
        Ok(self.next_chunk())
    }

    /// Takes a response whose body has come to its end.
    pub(super) fn read_whole(
        &mut self,
        turn: &mut Turn<'_>,
        response: &http::Response<Vec<u8>>,
    ) -> Flow {
        let now = turn.now;
        if let Some(record) = self.record() {
            record.duration = between(record.started, now);
        }
        let mut verdict = turn.reader.whole(response);
        let Some(fault) = &mut verdict.error else {
            return Ok(self.judge(turn, verdict));
        };
        let record = self.record();
        let asked = retry_after(response.headers(), between(Timestamp::UNIX_EPOCH, now));
        if let Some(record) = record {
            record.error_code.clone_from(&fault.code);
            record.failure = fault.text.take();
            let of_body = fault.request_id.take();
            record.request_id = of_body.or(record.request_id.take());
            let of_body = fault.extended_request_id.take();
            record.extended_request_id = of_body.or(record.extended_request_id.take());
        }
        let code = fault.code.as_deref().unwrap_or_default();
        let is_misdirected = code == MISDIRECTED.0 || response.status().as_u16() == MISDIRECTED.1;
        if let Some(flow) = self.redirect(turn, response, code) {
            return flow;
        }
        let is_settled =
            self.forget_expired(turn, code) || is_misdirected && self.forget_endpoint(turn);
        if is_settled && !self.is_sent_once() && self.attempts.again(&self.policy) {
            return self.identify(turn);
        }
        if is_settled {
            return Ok(Progress::End);
        }
        let cause = if self.is_skewed(turn, code) {
            Some(Cause::Transient)
        } else {
            fault.cause
        };
        self.decide(turn, &Failure::new(cause).retry_after(asked), None)
    }

    /// Ends the call with an output; an error of the head alone is not tried again, since its body is unread.
    fn judge(&mut self, turn: &mut Turn<'_>, verdict: Verdict) -> Progress {
        self.learn_rate(turn, false);
        if let Some(fault) = verdict.error {
            if let Some(record) = self.record() {
                record.error_code = fault.code;
            }
        } else {
            let quota = turn.shared.quota(&self.scope, &self.policy);
            self.attempts.succeeded(quota);
        }
        Progress::End
    }

    /// Tells if a wrong clock may be the reason of an error: the time of the signature is far from the server's.
    fn is_skewed(&self, turn: &Turn<'_>, code: &str) -> bool {
        let Some(used) = self.signed_with else {
            return false;
        };
        let known = turn.shared.clock_skew(&self.host).unwrap_or_default();
        self.settings.corrects_clock && skew::is_reason_of(code) && skew::differ(used, known)
    }

    /// Takes the end of a connection without a whole response.
    pub(super) fn broken(&mut self, turn: &mut Turn<'_>, error: TransportError) -> Flow {
        let now = turn.now;
        if let Some(record) = self.record() {
            record.duration = between(record.started, now);
            record.failure = Some(error.to_string());
        }
        let cause = match error.kind {
            TransportErrorKind::Timeout => Some(Cause::Timeout),
            TransportErrorKind::Dns
            | TransportErrorKind::Connect
            | TransportErrorKind::ResetBefore
            | TransportErrorKind::ResetAfter => Some(Cause::Transient),
            TransportErrorKind::Tls | TransportErrorKind::Other => None,
        };
        let problem = Problem::Transport(error);
        self.decide(turn, &Failure::new(cause), Some(problem))
    }

    /// Takes the deadline of an attempt.
    pub(super) fn late(&mut self, turn: &mut Turn<'_>) -> Flow {
        let text = "the time for the attempt was up";
        let error = TransportError::new(TransportErrorKind::Timeout, text);
        self.broken(turn, error)
    }

    /// Decides after a failed attempt; `problem` is the end if there is no response.
    fn decide(&mut self, turn: &mut Turn<'_>, failure: &Failure, problem: Option<Problem>) -> Flow {
        self.learn_rate(turn, failure.cause == Some(Cause::Throttling));
        let schema = self.job.schema;
        let mut failure = failure
            .clone()
            .long_polling(is_long_polling(schema.service.id, schema.name));
        if self.is_sent_once() {
            failure.cause = None;
        }
        let random = fraction(turn.random);
        let quota = turn.shared.quota(&self.scope, &self.policy);
        let decision = self.attempts.failed(&self.policy, quota, &failure, random);
        let (pause, next) = match decision {
            Decision::Retry { after } => (after, Next::Attempt),
            Decision::Stop { after, .. } => (after, Next::Stop(None)),
        };
        let until = after(turn.now, pause);
        let is_retry = matches!(next, Next::Attempt);
        if self.is_over(until) || (!is_retry && pause.is_zero()) {
            return problem.map_or(Ok(Progress::End), Err);
        }
        let next = if is_retry { next } else { Next::Stop(problem) };
        self.pause(turn, until, next)
    }

    /// Tells if the caller's stream is gone, so that nothing can be sent again.
    pub(super) fn is_sent_once(&self) -> bool {
        match &self.job.payload {
            Payload::Stream(stream) => !stream.is_replayable,
            Payload::Bytes(_) => false,
        }
    }

    /// Tells the rate limiter of the outcome.
    fn learn_rate(&mut self, turn: &mut Turn<'_>, is_throttling: bool) {
        if self.settings.retry_mode == crate::config::RetryMode::Adaptive {
            let now = between(Timestamp::UNIX_EPOCH, turn.now);
            let limiter = turn.shared.limiter(&self.scope);
            limiter.responded(now, is_throttling);
        }
    }
}
