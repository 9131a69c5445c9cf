//! Container credentials: ECS, EKS pod identity, or a custom HTTP endpoint.
//!
//! **Invariants**
//!
//! - Without TLS, only ECS, EKS and loopback endpoints are allowed; others could be spoofed.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use http::{StatusCode, Uri};
use sansmith::identity::Credentials;

use super::document::{self, Answered};
use super::failure::{Failure, FailureKind};
use super::io::{Asked, Io};
use super::need::Exchange;
use super::retry::{ATTEMPTS, Tries, failure, is_transient};

/// The ECS host, used if only a path is configured.
const HOST: &str = "http://169.254.170.2";

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

const TIMEOUT: Duration = Duration::from_secs(5);

/// Non-loopback hosts allowed without TLS: ECS and EKS pod identity.
const ALLOWED: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 23)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23)),
];

/// Container credentials.
pub(super) fn credentials(io: &mut Io<'_>) -> Asked<Credentials> {
    let uri = uri(io)?;
    let authorization = authorization(io)?;
    let mut tries = Tries::new(ATTEMPTS);
    loop {
        let answer = io.exchange(|| Ok(exchange(&uri, authorization.as_ref())))?;
        let (text, is_retryable) = match answer {
            Err(error) => (error.to_string(), true),
            Ok(response) => match read(&response) {
                Ok(credentials) => return Ok(credentials),
                Err((failure, is_retryable)) => (failure.to_string(), is_retryable),
            },
        };
        let Some(pause) = tries.failed(text, &failure(is_retryable), io.random()) else {
            let failure = Failure::failed("the container has no credentials");
            return Err(failure.because(tries).into());
        };
        io.pause(pause)?;
    }
}

/// The validated endpoint.
fn uri(io: &mut Io<'_>) -> Asked<Uri> {
    if let Some(relative) = io.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")? {
        let slash = if relative.starts_with('/') { "" } else { "/" };
        let uri = format!("{HOST}{slash}{relative}").parse::<Uri>();
        return Ok(uri.map_err(|error| {
            let text = format!("invalid relative URI for ECS provider ({error}): {relative}");
            Failure::invalid(text)
        })?);
    }
    let Some(full) = io.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")? else {
        let text = "No environment variables were set to configure ECS provider";
        return Err(Failure::not_configured(text).into());
    };
    let invalid = |reason: &str| {
        Failure::invalid(format!(
            "invalid full URI for ECS provider ({reason}): {full}"
        ))
    };
    let uri: Uri = full
        .parse()
        .map_err(|error| invalid(&format!("URI was invalid: {error}")))?;
    if uri.scheme_str() == Some("https") && uri.host().is_some() {
        return Ok(uri);
    }
    let host = uri.host();
    let host = host.ok_or_else(|| invalid("URI did not specify a host"))?;
    let addresses = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) => vec![address],
        Err(_) => io.addresses(host)?.map_err(|reason| {
            let text = "failed to perform DNS lookup while validating URI";
            invalid(&format!("{text}: {reason}"))
        })?,
    };
    if addresses.is_empty() || !addresses.iter().all(is_allowed) {
        let text = "URI did not refer to an allowed IP address: without TLS these are 169.254.170.2, \
                    169.254.170.23, fd00:ec2::23 and this machine's own";
        return Err(invalid(text).into());
    }
    Ok(uri)
}

fn is_allowed(address: &IpAddr) -> bool {
    address.is_loopback() || ALLOWED.contains(address)
}

/// The authorization token, read from a file each time, or else from a variable.
fn authorization(io: &mut Io<'_>) -> Asked<Option<HeaderValue>> {
    let token = match io.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")? {
        Some(path) => Some(io.file(&path)?.map_err(|error| {
            Failure::failed(format!("failed to read `{path}`")).because(error.message)
        })?),
        None => io
            .variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")?
            .map(String::into_bytes),
    };
    let Some(token) = token else {
        return Ok(None);
    };
    let mut value = HeaderValue::from_bytes(&token).map_err(|error| {
        Failure::invalid("the auth token could not be used as an HTTP header value").because(error)
    })?;
    value.set_sensitive(true);
    Ok(Some(value))
}

fn exchange(uri: &Uri, authorization: Option<&HeaderValue>) -> Exchange {
    let mut request = http::Request::new(Vec::new());
    *request.uri_mut() = uri.clone();
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(value) = authorization {
        headers.insert(AUTHORIZATION, value.clone());
    }
    Exchange {
        request,
        connect_timeout: CONNECT_TIMEOUT,
        timeout: TIMEOUT,
    }
}

/// Credentials from a response, or a failure; true if it is retryable.
fn read(response: &http::Response<Vec<u8>>) -> Result<Credentials, (Failure, bool)> {
    let status = response.status();
    if status != StatusCode::OK {
        let text = format!("Non-success status from HTTP credential provider: {status}");
        let is_retryable = is_transient(status) || status == StatusCode::TOO_MANY_REQUESTS;
        return Err((Failure::failed(text), is_retryable));
    }
    match document::read(response.body()) {
        Ok(Answered::Credentials(credentials)) => Ok(credentials),
        Ok(Answered::Error(code, message)) => {
            let text = format!("failed to load credentials [{code}]: {message}");
            Err((Failure::failed(text), false))
        }
        Err(failure) => {
            let is_retryable = failure.kind == FailureKind::Failed;
            Err((failure, is_retryable))
        }
    }
}
