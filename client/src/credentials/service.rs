//! Calls services to obtain credentials.

use std::fmt;
use std::time::Duration;

use sansmith::identity::Credentials;
use sansmith::schema::Kind;
use sansmith::sign::{Choice, EndpointScheme, Identity, Keys, Payload};
use sansmith::{Operation, OperationError, OperationExt as _, Shape, Timestamp};

use super::failure::Failure;
use super::io::{Asked, Io};
use super::need::Exchange;
use super::place::Place;
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
    place: Place,
    attempts: u32,
}

impl Target {
    /// A service in a region; by default, the configured one.
    pub(super) fn of(io: &mut Io<'_>, service: &'static str, region: Option<&str>) -> Asked<Self> {
        Ok(Self {
            service,
            place: Place::of(io, service, region)?,
            attempts: io.setting(&config::MAX_ATTEMPTS)?.unwrap_or(ATTEMPTS),
        })
    }
}

/// The authorization of a request.
#[derive(Clone, Copy)]
pub(super) enum Authorize<'a> {
    /// None, for unauthenticated operations.
    Nothing,
    /// A signature with credentials.
    Signature(&'a Credentials),
    /// Headers, given the time and a random number.
    #[cfg(feature = "login")]
    Headers(AddHeaders<'a>),
}

/// Adds headers to a request, given the time and a random number.
#[cfg(feature = "login")]
pub(super) type AddHeaders<'a> =
    &'a dyn Fn(&mut http::Request<Vec<u8>>, Timestamp, u128) -> Result<(), Failure>;

impl Target {
    /// The request of an input, authorized.
    fn exchange<O: Operation>(
        &self,
        input: &O::Input,
        authorize: Authorize<'_>,
        now: Timestamp,
        random: u128,
    ) -> Result<Exchange, Failure>
    where
        O::Input: Shape,
    {
        let (mut request, schemes) = self.place.request::<O>(input)?;
        match authorize {
            Authorize::Nothing => {}
            Authorize::Signature(credentials) => {
                self.sign::<O>(&mut request, &schemes, credentials, now)?;
            }
            #[cfg(feature = "login")]
            Authorize::Headers(add) => add(&mut request, now, random)?,
        }
        #[cfg(not(feature = "login"))]
        let _ = random;
        Ok(Exchange {
            request,
            connect_timeout: CONNECT_TIMEOUT,
            timeout: TIMEOUT,
        })
    }

    /// Signs a request as its endpoint asks.
    fn sign<O: Operation>(
        &self,
        request: &mut http::Request<Vec<u8>>,
        schemes: &[EndpointScheme<'_>],
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let failed = |reason: &dyn fmt::Display| {
            let text = format!("cannot sign the request to {}", self.service);
            Failure::failed(text).because(reason)
        };
        let choice = Choice::new(&self.place.region).with_credentials();
        let scheme = choice.scheme(O::SCHEMA, schemes);
        let scheme = scheme.map_err(|error| failed(&error))?;
        let body = request.body().clone();
        let identity = Identity::Credentials(credentials);
        let payload = Payload::Bytes(&body);
        let signed = scheme.sign(request, payload, identity, now, &mut Keys::new());
        signed.map_err(|error| failed(&error))?;
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
        let answer = io.exchange(|| target.exchange::<O>(input, authorize, now, random))?;
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
    match text.strip_prefix(error.code()) {
        Some(rest) if matches!(schema.kind, Kind::Structure(_)) => format!("{}{rest}", schema.name),
        Some(_) | None => text,
    }
}
