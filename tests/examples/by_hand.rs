//! Calls Amazon Connect without a client: endpoint, signature and retries by hand, with any HTTP library.
//!
//! ```text
//! cargo run -p sansmith-tests --example by_hand -- http://127.0.0.1:5000
//! ```
//!
//! `docs/without-a-client.md` has the part between the marks.

use std::error::Error;
use std::io::Write;
use std::{env, io};

use sansmith::identity::Credentials;
use sansmith_connect::operation::ListInstances;
use sansmith_connect::types::ListInstancesRequest;

// [chapter]
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use sansmith::endpoint::Params;
use sansmith::sign::{Choice, EndpointScheme, Identity, Keys, Payload};
use sansmith::{Operation, OperationExt as _, Shape, Timestamp};
use sansmith_client::retry::{Attempts, Decision, Failure, Policy, Quota, retry_after};

/// Calls an operation; `send` is any HTTP library, `params` are those of the endpoint rules.
pub(crate) fn call<O: Operation>(
    input: &O::Input,
    (region, params, credentials): (&str, &Params<'_>, &Credentials),
    send: impl Fn(http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, Box<dyn Error>>,
) -> Result<O::Output, Box<dyn Error>>
where
    O::Input: Shape,
    O::Output: Shape,
{
    // Where the request goes, and how it is signed.
    let endpoint = O::endpoint(input, params)?;
    let request = O::request(input)?.to_resolved(&endpoint)?.map(Vec::from);
    let schemes = endpoint.auth_schemes.into_iter().map(EndpointScheme::from);
    let schemes: Vec<_> = schemes.collect();
    let scheme = Choice::new(region)
        .with_credentials()
        .scheme(O::SCHEMA, &schemes)?;
    // A quota belongs to a client, and attempts belong to a call.
    let policy = Policy::new(O::SCHEMA.service.id);
    let (mut quota, mut attempts, mut keys) = (Quota::new(&policy), Attempts::new(), Keys::new());
    loop {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        let mut signed = request.clone();
        let time = Timestamp::new(now.as_secs().try_into()?, now.subsec_nanos());
        let (payload, identity) = (
            Payload::Bytes(request.body()),
            Identity::Credentials(credentials),
        );
        scheme.sign(&mut signed, payload, identity, time, &mut keys)?;
        let (failure, error): (Failure, Box<dyn Error>) = match send(signed) {
            Err(error) => (Failure::transient(), error),
            Ok(response) => {
                let pause = retry_after(response.headers(), now);
                match O::response(response) {
                    Ok(output) => return Ok(output),
                    Err(error) => (Failure::of(&error).retry_after(pause), Box::new(error)),
                }
            }
        };
        let random = f64::from(now.subsec_micros()) / 1e6;
        let decision = attempts.failed(&policy, &mut quota, &failure, random);
        let Decision::Retry { after } = decision else {
            return Err(error);
        };
        sleep(after);
    }
}
// [end]

/// Sends a request with `ureq`.
pub(crate) fn send(
    request: http::Request<Vec<u8>>,
) -> Result<http::Response<Vec<u8>>, Box<dyn Error>> {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .build();
    let agent = ureq::Agent::new_with_config(agent);
    let (head, mut body) = agent.run(request)?.into_parts();
    Ok(http::Response::from_parts(head, body.read_to_vec()?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let variable =
        |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let region = variable("AWS_REGION", "eu-west-2");
    let credentials = Credentials::new(
        variable("AWS_ACCESS_KEY_ID", "testing"),
        variable("AWS_SECRET_ACCESS_KEY", "testing"),
    );
    let mut params = Params::new().region(&*region);
    if let Some(url) = env::args().nth(1) {
        params = params.endpoint(url);
    }
    let place = (&*region, &params, &credentials);
    let output = call::<ListInstances>(&ListInstancesRequest::default(), place, send)?;
    for instance in output.instance_summary_list.unwrap_or_default() {
        writeln!(io::stdout(), "{instance:?}")?;
    }
    Ok(())
}
