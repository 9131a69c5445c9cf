//! Services generated from the corpus, a module each.

#![allow(
    unused_qualifications,
    reason = "generated code names paths as it would in a crate"
)]

/// Includes modules by name.
macro_rules! include_modules {
    ($($name:literal)*) => {$(
        include!(concat!(env!("OUT_DIR"), "/", $name, "/include.rs"));
    )*};
}

include_modules! {
    "cloudwatch" "connect" "dynamodb" "ec2" "iam" "kinesis" "lambda" "route53" "s3" "sns" "sqs" "sts"
}
