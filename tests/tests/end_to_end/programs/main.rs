//! Calls of five services in four protocols, each with its own generated crate.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod dynamodb;
mod ec2;
mod s3;
mod send;
mod sns;
mod sqs;

use aws_credential_types::Credentials;
use sansmith::{Operation, Shape};
use send::Caller;

/// Calls an operation on the moto endpoint given by the environment.
fn call<O: Operation>(input: &O::Input) -> Result<O::Output, O::Error>
where
    O::Input: Shape,
    O::Output: Shape,
{
    let caller = Caller {
        endpoint: std::env::var("MOTO").unwrap(),
        region: "us-east-1".to_owned(),
        credentials: Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"),
    };
    caller.call::<O>(input).unwrap()
}
