//! Creates, describes and deletes an instance of Amazon Connect: four calls with third-party signer and client.
//!
//! ```text
//! cargo run -p sansmith-tests --example call -- http://127.0.0.1:5000
//! ```
//!
//! against [moto](https://docs.getmoto.org), for example. Without an endpoint it calls AWS, for which `ureq` needs its TLS feature.

mod send;

use std::error::Error;
use std::io::Write;
use std::{env, io};

use aws_credential_types::Credentials;
use sansmith_connect::operation::{
    CreateInstance, DeleteInstance, DescribeInstance, DescribeInstanceError,
};
use sansmith_connect::types::{
    CreateInstanceRequest, DeleteInstanceRequest, DescribeInstanceRequest, DirectoryType,
};

use crate::send::Caller;

fn main() -> Result<(), Box<dyn Error>> {
    let variable =
        |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let region = variable("AWS_REGION", "eu-west-2");
    let caller = Caller {
        endpoint: env::args()
            .nth(1)
            .unwrap_or_else(|| format!("https://connect.{region}.amazonaws.com")),
        region,
        credentials: Credentials::new(
            variable("AWS_ACCESS_KEY_ID", "testing"),
            variable("AWS_SECRET_ACCESS_KEY", "testing"),
            env::var("AWS_SESSION_TOKEN").ok(),
            None,
            "environment",
        ),
    };
    let mut out = io::stdout().lock();

    let input = CreateInstanceRequest::builder()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias("sansmith-example")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
        .build();
    let created = caller.call::<CreateInstance>(&input)??;
    let id = created.id.unwrap_or_default();
    writeln!(out, "created {id}")?;

    let input = DescribeInstanceRequest::builder().instance_id(&id).build();
    let described = caller.call::<DescribeInstance>(&input)??;
    writeln!(out, "{:?}", described.instance)?;

    let delete = DeleteInstanceRequest::builder().instance_id(&id).build();
    caller.call::<DeleteInstance>(&delete)??;

    match caller.call::<DescribeInstance>(&input)? {
        Err(DescribeInstanceError::ResourceNotFoundException(gone)) => writeln!(out, "{gone}")?,
        other => writeln!(out, "still there? {other:?}")?,
    }
    Ok(())
}
