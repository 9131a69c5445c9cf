//! Requests to the instance metadata service, with session token and retries.

use std::time::Duration;

use http::header::HeaderValue;
use http::{Method, StatusCode};
use sansmith::identity::Token;

use super::address::endpoint;
use crate::config;
use crate::credentials::failure::Failure;
use crate::credentials::io::{Asked, Io};
use crate::credentials::need::Exchange;
use crate::credentials::retry::{Tries, failure};
use crate::moment::later;
use crate::transport::TransportError;

/// Default lifetime of a session token in seconds, which is the maximum.
const TTL: u32 = 21_600;

/// Seconds before expiry at which a new session token is requested.
const EARLY: i64 = 120;

const ATTEMPTS: u32 = 4;

const TIMEOUT: Duration = Duration::from_secs(1);

const TTL_HEADER: &str = "x-aws-ec2-metadata-token-ttl-seconds";

const TOKEN_HEADER: &str = "x-aws-ec2-metadata-token";

/// A failed request.
#[derive(Debug)]
pub(super) enum Refused {
    /// The path does not exist.
    Missing,
    /// No response: this is not an instance.
    Unreachable(String),
    /// Invalid configuration.
    Invalid(Failure),
    /// Any other failure.
    Failed(String),
}

/// Result of an attempt.
enum Outcome<T> {
    Answer(T),
    Again(String),
    Refused(Refused),
}

/// Requests a metadata value.
pub(super) fn get(io: &mut Io<'_>, path: &str) -> Asked<Result<String, Refused>> {
    let settings = io.settings()?;
    let base = match endpoint(&io.options.imds, &settings) {
        Ok(base) => base,
        Err(failure) => return Ok(Err(Refused::Invalid(failure))),
    };
    let service = Service {
        base,
        timeout: io
            .setting(&config::METADATA_SERVICE_TIMEOUT)?
            .map_or(TIMEOUT, |seconds| Duration::from_secs(seconds.into())),
        attempts: io
            .setting(&config::METADATA_SERVICE_NUM_ATTEMPTS)?
            .unwrap_or(ATTEMPTS),
        allows_v1: io.options.imds.allow_v1
            && io.setting(&config::EC2_METADATA_V1_DISABLED)? != Some(true),
    };
    service.attempt(io, |service, io| {
        Ok(match service.token(io)? {
            Ok(token) => service.text(io, path, token.as_ref())?,
            Err(refused) => Outcome::Refused(refused),
        })
    })
}

/// The service: endpoint, timeout and attempts.
struct Service {
    base: String,
    timeout: Duration,
    attempts: u32,
    /// Allows requests without a token if the service does not support tokens (version 1).
    allows_v1: bool,
}

impl Service {
    /// Repeats an attempt until it succeeds or the maximum is reached.
    fn attempt<T>(
        &self,
        io: &mut Io<'_>,
        once: impl Fn(&Self, &mut Io<'_>) -> Asked<Outcome<T>>,
    ) -> Asked<Result<T, Refused>> {
        let mut tries = Tries::new(self.attempts);
        loop {
            let text = match once(self, io)? {
                Outcome::Answer(answer) => return Ok(Ok(answer)),
                Outcome::Refused(refused) => return Ok(Err(refused)),
                Outcome::Again(text) => text,
            };
            let Some(pause) = tries.failed(text, &failure(true), io.random()) else {
                return Ok(Err(Refused::Failed(tries.to_string())));
            };
            io.pause(pause)?;
        }
    }

    /// A cached or new session token; `None` if the service does not support tokens.
    fn token(&self, io: &mut Io<'_>) -> Asked<Result<Option<Token>, Refused>> {
        let now = io.now();
        if let Some(token) = &io.after.imds_token
            && token.expiry().is_some_and(|end| later(end, -EARLY) > now)
        {
            return Ok(Ok(Some(token.clone())));
        }
        self.attempt(io, Self::new_token)
    }

    fn new_token(&self, io: &mut Io<'_>) -> Asked<Outcome<Option<Token>>> {
        let ttl = Some(io.options.imds.token_ttl).filter(|ttl| *ttl > 0);
        let headers = [(TTL_HEADER, ttl.unwrap_or(TTL).to_string())];
        let answer = self.send(io, (Method::PUT, "/latest/api/token"), &headers)?;
        let response = match answer {
            Ok(response) => response,
            Err(error) => return Ok(Outcome::Refused(Refused::Unreachable(error.to_string()))),
        };
        let failed = |reason: &str| format!("failed to load IMDS session token: {reason}");
        let refused = |reason: &str| Outcome::Refused(Refused::Failed(failed(reason)));
        let status = response.status();
        Ok(match status {
            StatusCode::OK => match token(&response) {
                Ok((value, seconds)) => {
                    let token = Token::new(value).with_expiry(later(io.now(), seconds));
                    io.after.imds_token = Some(token.clone());
                    Outcome::Answer(Some(token))
                }
                Err(reason) => refused(reason),
            },
            StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED
                if self.allows_v1 =>
            {
                Outcome::Answer(None)
            }
            StatusCode::FORBIDDEN => refused(
                "request forbidden: IMDS is disabled or the caller has insufficient permissions.",
            ),
            _ if status.is_server_error() || status == StatusCode::UNAUTHORIZED => {
                Outcome::Again(failed(&status.to_string()))
            }
            _ => refused(&status.to_string()),
        })
    }

    /// The text at a path.
    fn text(&self, io: &mut Io<'_>, path: &str, token: Option<&Token>) -> Asked<Outcome<String>> {
        let header = token.map(|token| (TOKEN_HEADER, token.value().to_owned()));
        let answer = self.send(io, (Method::GET, path), header.as_slice())?;
        let response = match answer {
            Ok(response) => response,
            // A session token was issued, so this is an instance.
            Err(error) => return Ok(Outcome::Refused(Refused::Failed(error.to_string()))),
        };
        let status = response.status();
        Ok(match status {
            StatusCode::OK => match String::from_utf8(response.into_body()) {
                Ok(text) => Outcome::Answer(text),
                Err(_) => Outcome::Refused(Refused::Failed("invalid UTF-8".to_owned())),
            },
            StatusCode::NOT_FOUND => Outcome::Refused(Refused::Missing),
            StatusCode::UNAUTHORIZED => {
                // The session token has become invalid.
                io.after.imds_token = None;
                Outcome::Again(status.to_string())
            }
            _ if status.is_server_error() => Outcome::Again(status.to_string()),
            _ => Outcome::Refused(Refused::Failed(format!(
                "error response from IMDS (code: {})",
                status.as_u16()
            ))),
        })
    }

    fn send(
        &self,
        io: &mut Io<'_>,
        (method, path): (Method, &str),
        headers: &[(&'static str, String)],
    ) -> Asked<Result<http::Response<Vec<u8>>, TransportError>> {
        io.exchange(|| {
            let uri = format!("{}{path}", self.base);
            let mut request = http::Request::builder().method(method).uri(&uri);
            for (name, text) in headers {
                let value = HeaderValue::from_str(text);
                let mut value = value
                    .map_err(|error| Failure::failed("invalid header for IMDS").because(error))?;
                value.set_sensitive(true);
                request = request.header(*name, value);
            }
            let request = request.body(Vec::new()).map_err(|error| {
                Failure::invalid(format!("`{uri}` is not a URL")).because(error)
            })?;
            Ok(Exchange {
                request,
                connect_timeout: self.timeout,
                timeout: self.timeout,
            })
        })
    }
}

/// The session token in a response, with its lifetime in seconds.
fn token(response: &http::Response<Vec<u8>>) -> Result<(String, i64), &'static str> {
    let text = std::str::from_utf8(response.body()).map_err(|_| "invalid token")?;
    HeaderValue::from_str(text).map_err(|_| "invalid token")?;
    let ttl = response.headers().get(TTL_HEADER);
    let ttl = ttl.ok_or("token response did not contain a TTL header")?;
    let ttl: Option<u32> = ttl.to_str().ok().and_then(|ttl| ttl.parse().ok());
    let ttl = ttl.ok_or("the returned TTL was invalid")?;
    Ok((text.to_owned(), i64::from(ttl)))
}
