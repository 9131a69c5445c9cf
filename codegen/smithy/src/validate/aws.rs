//! Validators of the traits of AWS.
//!
//! <https://smithy.io/2.0/aws/index.html>

pub(super) mod arn;
pub(super) mod checksum;
pub(super) mod cloudformation;
pub(super) mod discovery;
pub(super) mod endpoints;
pub(super) mod gateway;
pub(super) mod iam;
pub(super) mod protocols;
pub(super) mod service;
pub(super) mod tagging;

const SERVICE: &str = "aws.api#service";
const ARN: &str = "aws.api#arn";
