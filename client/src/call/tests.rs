//! Calls in a scripted world: each rule by itself, and all of them in random worlds.

mod attempts;
mod customized;
mod discovery;
mod identities;
pub(crate) mod lamp;
mod presigned;
mod properties;
mod streams;
mod times;

use http::HeaderMap;
use sansmith::identity::Credentials;

use super::{Call, CallError, Output, Payload, Settings, Shared};
use crate::services::sts::operation::{AssumeRole, AssumeRoleError};
use crate::services::sts::types::{AssumeRoleRequest, AssumeRoleResponse};
use crate::testing::{Reply, Script};

/// The response to a success of STS.
const ROLE: &str = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>\
    <SourceIdentity>me</SourceIdentity></AssumeRoleResult>\
    <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></AssumeRoleResponse>";

type Outcome = Result<Output<AssumeRoleResponse>, Box<CallError<AssumeRoleError>>>;

fn settings() -> Settings {
    Settings::new("eu-west-1").credentials(Credentials::new("AKID", "secret"))
}

fn success() -> Reply {
    Reply::new(200).header("x-amzn-requestid", "r-1").body(ROLE)
}

/// An error of STS.
fn error(status: u16, code: &str) -> Reply {
    let text = format!(
        "<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error><RequestId>e-1</RequestId></ErrorResponse>"
    );
    Reply::new(status).body(text)
}

fn input() -> AssumeRoleRequest {
    AssumeRoleRequest::builder()
        .role_arn("arn:aws:iam::123456789012:role/r")
        .role_session_name("s")
        .build()
}

fn run(script: &mut Script, settings: &Settings, shared: &mut Shared) -> Outcome {
    let mut call = Call::<AssumeRole>::new(&input(), settings, 7).unwrap();
    script.run(&mut call, shared)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// The values of a header in the requests.
fn sent<'s>(script: &'s Script, name: &str) -> Vec<&'s str> {
    let requests = script.sent.iter();
    requests
        .map(|(_, request)| text(request.headers(), name))
        .collect()
}

fn bytes(payload: &Payload) -> &[u8] {
    match payload {
        Payload::Bytes(bytes) => bytes,
        Payload::Stream(_) => &[],
    }
}
