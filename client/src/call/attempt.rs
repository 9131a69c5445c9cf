//! One attempt: the request with its headers, signed, and handed over.

use std::time::Duration;

use http::header::{HeaderName, HeaderValue, USER_AGENT};
use sansmith::Timestamp;
use sansmith::customization::Customization;
use sansmith::endpoint::Endpoint;
use sansmith::schema::TimestampFormat;
use sansmith::sign::{self, EndpointScheme, EventSigner, Payload as Signed, Scheme, Streaming};

use super::coding::{Coding, Encoder};
use super::error::Problem;
use super::hash::Sum;
use super::inject;
use super::machine::{Flow, Machine, Next, Outcome, Progress, State, Turn};
use super::need::{Need, Payload, Send, StreamBody};
use super::prepare::Goal;
use super::record::Attempt;
use super::settings::Identity;
use crate::config::RetryMode;
use crate::moment::{after, between};

/// The header with the id that all attempts of a call have.
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");

/// The header with the number of the attempt.
const ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

/// The length in bytes from which a transport waits before it sends a stream.
const EXPECT_FROM: u64 = 2 << 20;

/// The endpoint that attempts go to.
pub(super) struct Target {
    pub(super) endpoint: Endpoint<'static>,
    /// Its authentication schemes.
    pub(super) schemes: Vec<EndpointScheme<'static>>,
}

/// A signed request, with what drivers need for its body.
struct Ready {
    request: http::Request<Payload>,
    is_signed: bool,
    event_signer: Option<EventSigner>,
    encoder: Option<Encoder>,
}

impl Machine<'_> {
    /// Begins an attempt, when the rate allows it.
    pub(super) fn attempt(&mut self, turn: &mut Turn<'_>) -> Flow {
        if self.is_over(turn.now) {
            return Err(Problem::Timeout);
        }
        if self.settings.retry_mode == RetryMode::Adaptive && self.goal.is_sent() {
            let now = between(Timestamp::UNIX_EPOCH, turn.now);
            let delay = turn.shared.limiter(&self.scope).acquire(now);
            let until = after(turn.now, delay);
            if delay > Duration::ZERO && self.is_over(until) {
                return Err(Problem::Timeout);
            }
            return self.pause(turn, until, Next::Transmit);
        }
        self.transmit(turn)
    }

    /// Signs the request and hands it over.
    pub(super) fn transmit(&mut self, turn: &mut Turn<'_>) -> Flow {
        if self.is_over(turn.now) {
            return Err(Problem::Timeout);
        }
        if self.is_stream_used {
            self.state = State::Rewinding;
            return Ok(Progress::Need(Need::Rewind));
        }
        let Some(target) = self.target.as_ref() else {
            return self.locate(turn);
        };
        let scheme = self.scheme(target)?;
        let request = self.job.request.clone();
        let request = request.to_resolved(&target.endpoint)?.map(drop);
        let coding = Coding::of(
            &request,
            &self.job.payload,
            &scheme,
            self.settings.signs_payloads,
        );
        if coding.is_none() && self.must_hash(&scheme, &request)? {
            self.is_stream_used = true;
            self.state = State::Hashing(Sum::default());
            return Ok(Progress::Need(Need::Read));
        }
        let host = request.uri().host().unwrap_or_default();
        let skew = turn.shared.clock_skew(host).unwrap_or_default();
        let signing_time = shifted(turn.now, skew);
        let mut request = request.map(|()| self.job.payload.clone());
        if let Some(injection) = inject::of(self.job.schema) {
            self.inject(turn, injection, &mut request, signing_time)?;
        }
        if let Goal::Presign(presign) = &self.goal {
            let keys = &mut turn.shared.keys;
            let presigned = self.presigned(presign, &scheme, (request, signing_time), keys)?;
            self.outcome = Outcome::Presigned(presigned);
            return Ok(Progress::End);
        }
        let ready = self.ready(turn, request, &scheme, coding, signing_time)?;
        self.signed_with = ready.is_signed.then_some(skew);
        Ok(self.hand_over(turn, ready, skew))
    }

    /// Sets the headers of an attempt, and signs it.
    fn ready(
        &self,
        turn: &mut Turn<'_>,
        mut request: http::Request<Payload>,
        scheme: &Scheme<'_>,
        coding: Option<Coding>,
        now: Timestamp,
    ) -> Result<Ready, Problem> {
        self.set_headers(&mut request, now, scheme)?;
        if let Some(coding) = &coding {
            coding.set_headers(request.headers_mut());
        }
        self.settings.hooks.sign(self.job.schema, &mut request);
        let keys = &mut turn.shared.keys;
        let (request, signature) = self.sign(request, scheme, (coding.as_ref(), now), keys)?;
        let credentials = self.credentials();
        let encoder = match coding {
            Some(coding) => {
                let head = (signature.as_ref(), now);
                let chunks = coding.chunks(scheme, credentials, head, keys)?;
                Some(coding.encoder(chunks))
            }
            None => None,
        };
        let event_signer = match (scheme, &signature, credentials) {
            (Scheme::SigV4(scope) | Scheme::S3Express(scope), Some(signed), Some(credentials))
                if self.job.schema.event_input =>
            {
                Some(EventSigner::new(
                    credentials,
                    &scope.region,
                    &scope.service,
                    signed,
                ))
            }
            _ => None,
        };
        Ok(Ready {
            request,
            is_signed: signature.is_some(),
            event_signer,
            encoder,
        })
    }

    /// Signs a request.
    fn sign(
        &self,
        request: http::Request<Payload>,
        scheme: &Scheme<'_>,
        (coding, now): (Option<&Coding>, Timestamp),
        keys: &mut sign::Keys,
    ) -> Result<(http::Request<Payload>, Option<sign::Signed>), Problem> {
        let payload = match coding {
            Some(coding) => Some(Signed::Streaming(coding.streaming)),
            None => self.signed_payload(&request, scheme),
        };
        let identity = match &self.session {
            Some(session) => sign::Identity::Credentials(session),
            None => self.held.as_identity(),
        };
        // The body is taken out, since the signer borrows it beside the request.
        let (head, body) = request.into_parts();
        let mut head = http::Request::from_parts(head, ());
        let payload = match (&body, payload) {
            (Payload::Bytes(bytes), None) => Signed::Bytes(bytes),
            (_, Some(payload)) => payload,
            (Payload::Stream(_), None) => Signed::Unsigned,
        };
        let signature = scheme.sign(&mut head, payload, identity, now, keys)?;
        Ok((head.map(|()| body), signature))
    }

    /// The credentials that an attempt is signed with: those of a session, or the caller's.
    fn credentials(&self) -> Option<&sansmith::identity::Credentials> {
        let session = self.session.as_ref();
        session.or_else(|| self.held.as_credentials())
    }

    /// Hands a signed request to the driver, or to the caller who asked for no more.
    fn hand_over(
        &mut self,
        turn: &Turn<'_>,
        Ready {
            request,
            event_signer,
            encoder,
            ..
        }: Ready,
        clock_skew: i64,
    ) -> Progress {
        if !self.goal.is_sent() {
            self.outcome = Outcome::Prepared(request);
            return Progress::End;
        }
        self.is_stream_used = matches!(request.body(), Payload::Stream(_));
        request
            .uri()
            .host()
            .unwrap_or_default()
            .clone_into(&mut self.host);
        let attempt = Attempt::begin(request.uri(), turn.now);
        self.metadata.attempts.push(attempt);
        self.state = State::Sent;
        Progress::Need(Need::Send(Box::new(Send {
            expects_continue: self.expects_continue(),
            request,
            connect_timeout: self.settings.timeouts.connect,
            deadline: self.attempt_deadline(),
            event_signer,
            encoder,
            clock_skew,
        })))
    }

    /// Tells if the caller's stream is large enough to wait before it is sent.
    fn expects_continue(&self) -> bool {
        let Payload::Stream(stream) = self.job.payload else {
            return false;
        };
        let is_large = stream.length.is_none_or(|length| length >= EXPECT_FROM);
        let customizations = self.job.schema.customizations;
        is_large && customizations.contains(&Customization::ExpectContinue)
    }

    /// The authentication scheme at an endpoint.
    pub(super) fn scheme<'m>(&'m self, target: &'m Target) -> Result<Scheme<'m>, Problem> {
        if let Identity::Anonymous = self.settings.identity {
            return Ok(Scheme::None);
        }
        let schemes = target.schemes.as_slice();
        let choice = self.settings.choice(self.region.as_deref());
        Ok(choice.scheme(self.job.schema, schemes)?)
    }

    /// Tells if the caller's stream is to be hashed before it is sent: a signature covers it otherwise.
    ///
    /// Services that take unsigned bodies over TLS are those whose model says so, and S3.
    fn must_hash(&self, scheme: &Scheme<'_>, request: &http::Request<()>) -> Result<bool, Problem> {
        let Payload::Stream(StreamBody { is_replayable, .. }) = self.job.payload else {
            return Ok(false);
        };
        let is_open = self.is_unsigned(scheme, request);
        let is_open = is_open || self.job.schema.event_input;
        if is_open || self.sum.is_some() || self.goal.is_presigned() {
            return Ok(false);
        }
        if !is_replayable {
            let text = "a signature covers it, so it is read twice, and it cannot begin again";
            return Err(Problem::Stream(text.to_owned()));
        }
        Ok(true)
    }

    /// The part of the signature that stands for the body, unless that is its bytes.
    fn signed_payload(
        &self,
        request: &http::Request<Payload>,
        scheme: &Scheme<'_>,
    ) -> Option<Signed<'static>> {
        if let Some(sum) = self.sum {
            return Some(Signed::Sha256(sum));
        }
        if self.job.schema.event_input {
            return Some(Signed::Streaming(Streaming::Events));
        }
        let is_stream = matches!(request.body(), Payload::Stream(_));
        let is_modeled = self.job.schema.unsigned_payload;
        let is_open = (is_stream || is_modeled) && self.is_unsigned(scheme, request);
        is_open.then_some(Signed::Unsigned)
    }

    /// Tells if a request goes out with a signature that does not cover the body: over TLS, where the service takes that.
    fn is_unsigned<B>(&self, scheme: &Scheme<'_>, request: &http::Request<B>) -> bool {
        let is_tls = request.uri().scheme_str() == Some("https");
        let (Scheme::SigV4(scope) | Scheme::SigV4a(scope) | Scheme::S3Express(scope)) = scheme
        else {
            return true;
        };
        let is_modeled = self.job.schema.unsigned_payload;
        let is_like_s3 = scope.settings.has_content_hash() && !self.settings.signs_payloads;
        is_tls && (is_modeled || is_like_s3)
    }

    /// Sets the headers that the service learns about the caller and the attempt from.
    fn set_headers(
        &self,
        request: &mut http::Request<Payload>,
        now: Timestamp,
        scheme: &Scheme<'_>,
    ) -> Result<(), Problem> {
        let headers = request.headers_mut();
        if !headers.contains_key(USER_AGENT) {
            insert(headers, USER_AGENT, self.user_agent(scheme))?;
        }
        insert(headers, INVOCATION_ID, self.metadata.invocation_id.clone())?;
        let (number, most) = (self.attempts.number(), self.policy.max_attempts);
        let mut text = format!("attempt={number}; max={most}");
        if let Some(timeout) = self.settings.timeouts.attempt {
            let end = after(now, timeout);
            let end = Timestamp::from_secs(end.seconds()).format(TimestampFormat::DateTime);
            text.push_str("; ttl=");
            text.extend(end.chars().filter(|digit| !matches!(digit, '-' | ':')));
        }
        insert(headers, ATTEMPT, text)
    }

    /// The user agent, with the features in use.
    fn user_agent(&self, scheme: &Scheme<'_>) -> String {
        let service = self.job.schema.service;
        let credentials = self.held.as_credentials();
        let has_account = credentials.is_some_and(|credentials| credentials.account_id().is_some());
        let is_adaptive = self.settings.retry_mode == RetryMode::Adaptive;
        // The codes are those of botocore 1.44.5, `useragent.py`.
        let codes = [
            (is_adaptive, "F"),
            (!is_adaptive, "E"),
            (self.settings.endpoint.is_some(), "N"),
            (matches!(scheme, Scheme::SigV4a(_)), "S"),
            (has_account, "T"),
        ];
        let agent = &self.settings.user_agent;
        agent.of_call((service.id, service.version), &codes)
    }
}

/// An instant by a clock that is ahead.
fn shifted(instant: Timestamp, seconds: i64) -> Timestamp {
    crate::moment::later(instant, seconds)
}

/// Sets a header.
fn insert(headers: &mut http::HeaderMap, name: HeaderName, value: String) -> Result<(), Problem> {
    let refused = || sign::SignError::HeaderNotText {
        name: name.as_str().to_owned(),
    };
    let value = HeaderValue::try_from(value).map_err(|_| refused())?;
    headers
        .try_insert(name, value)
        .map_err(|_| sign::SignError::TooManyHeaders)?;
    Ok(())
}
