//! Calls services to obtain credentials.
//!
//! **Invariants**
//!
//! - Configured endpoints, general or service-specific, apply as in the caller's own calls.

use std::fmt;
use std::time::Duration;

use http::header::HeaderValue;
use sansmith::identity::Credentials;
use sansmith::schema::Kind;
use sansmith::sign::{Keys, Payload, Signable, Signer};
use sansmith::{Operation, OperationError, Shape, Timestamp};

use super::endpoint::{Choices, endpoint};
use super::failure::Failure;
use super::imds;
use super::io::{Asked, Io};
use super::need::Exchange;
use super::retry::{ATTEMPTS, Tries};
use crate::{config, retry};

/// Connection timeout.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Response timeout.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A service with its endpoint and region.
#[derive(Debug, Clone)]
pub(super) struct Target {
    service: &'static str,
    /// Configured endpoint.
    endpoint: Option<String>,
    region: String,
    choices: Choices,
    attempts: u32,
}

impl Target {
    /// A service in a region; by default, the configured one.
    pub(super) fn of(io: &mut Io<'_>, service: &'static str, region: Option<&str>) -> Asked<Self> {
        let settings = io.settings()?;
        let region = match region {
            Some(region) => region.to_owned(),
            None => imds::region(io)?,
        };
        let endpoint = settings.endpoint_url(service);
        Ok(Self {
            service,
            endpoint: endpoint.map_err(|error| Failure::invalid(error.to_string()))?,
            region,
            choices: Choices {
                fips: io.setting(&config::USE_FIPS_ENDPOINT)?.unwrap_or_default(),
                dual_stack: io
                    .setting(&config::USE_DUALSTACK_ENDPOINT)?
                    .unwrap_or_default(),
            },
            attempts: io.setting(&config::MAX_ATTEMPTS)?.unwrap_or(ATTEMPTS),
        })
    }

    fn exchange<O: Operation>(&self, input: &O::Input) -> Result<Exchange, Failure>
    where
        O::Input: Shape,
    {
        let request = O::request(input).map_err(|error| {
            Failure::invalid(format!("the request to {} cannot be made", self.service))
                .because(error)
        })?;
        let prefix = O::SCHEMA.service.endpoint_prefix;
        let base = match &self.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => endpoint(prefix, &self.region, self.choices)?,
        };
        let (mut head, body) = request.http.into_parts();
        let base = base.trim_end_matches('/');
        head.uri = format!("{base}{}", head.uri).parse().map_err(|error| {
            Failure::invalid(format!("the endpoint `{base}` is no URL")).because(error)
        })?;
        let body = body.as_bytes().unwrap_or_default().to_vec();
        Ok(Exchange {
            request: http::Request::from_parts(head, body),
            connect_timeout: CONNECT_TIMEOUT,
            timeout: TIMEOUT,
        })
    }
}

/// Authorizes a request, given the time and a random number.
pub(super) type Authorize<'a> =
    &'a dyn Fn(&mut http::Request<Vec<u8>>, Timestamp, u128) -> Result<(), Failure>;

/// Does nothing, for unauthenticated operations.
pub(super) const NOBODY: Authorize<'static> = &|_, _, _| Ok(());

/// Signs a request with credentials.
pub(super) fn signed<'a>(
    target: &'a Target,
    signing_name: &'a str,
    credentials: &'a Credentials,
) -> impl Fn(&mut http::Request<Vec<u8>>, Timestamp, u128) -> Result<(), Failure> + 'a {
    move |request, now, _| {
        let failed = |reason: &dyn fmt::Display| {
            Failure::failed(format!(
                "the request to {} cannot be signed",
                target.service
            ))
            .because(reason)
        };
        let uri = request.uri().clone();
        let host = uri.authority().map_or("", |authority| authority.as_str());
        let mut headers = vec![("host", host)];
        for (name, value) in request.headers() {
            let value = value.to_str().map_err(|error| failed(&error))?;
            headers.push((name.as_str(), value));
        }
        let signable = Signable::new(request.method().as_str(), uri.path(), &headers)
            .query(uri.query().unwrap_or_default())
            .payload(Payload::Bytes(request.body()));
        let signer = Signer::new(credentials, &target.region, signing_name);
        let answer = signer.sign(&signable, now, &mut Keys::new());
        let answer = answer.map_err(|error| failed(&error))?;
        for (name, value) in answer.headers() {
            let value = HeaderValue::from_str(value).map_err(|error| failed(&error))?;
            request.headers_mut().insert(*name, value);
        }
        Ok(())
    }
}

/// Calls an operation, with retries.
pub(super) fn call<O: Operation>(
    io: &mut Io<'_>,
    target: &Target,
    input: &O::Input,
    authorize: Authorize<'_>,
) -> Asked<O::Output>
where
    O::Input: Shape,
    O::Output: Shape,
{
    let mut tries = Tries::new(target.attempts);
    loop {
        let (now, random) = (io.now(), io.random());
        let answer = io.exchange(|| {
            let mut exchange = target.exchange::<O>(input)?;
            authorize(&mut exchange.request, now, random)?;
            Ok(exchange)
        })?;
        let (text, failure) = match answer {
            Err(error) => (error.to_string(), retry::Failure::transient()),
            Ok(response) => match O::response(response) {
                Ok(output) => return Ok(output),
                Err(error) => (shown(&error), retry::Failure::of(&error)),
            },
        };
        let Some(pause) = tries.failed(text, &failure, io.random()) else {
            let text = format!("{} {}", target.service, O::SCHEMA.name);
            return Err(Failure::failed(text).because(tries).into());
        };
        io.pause(pause)?;
    }
}

/// An error with its name in the model, as used in the service's documentation.
fn shown(error: &impl OperationError) -> String {
    let failure = error.failure();
    let schema = failure.content().schema();
    let text = error.to_string();
    match text.strip_prefix(failure.code()) {
        Some(rest) if matches!(schema.kind, Kind::Structure(_)) => format!("{}{rest}", schema.name),
        Some(_) | None => text,
    }
}
