//! Generates modules of services from the corpus, if that is present: the operations of the scenarios alone.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Services with their operations.
const SERVICES: [(&str, &[&str]); 12] = [
    (
        "cloudwatch",
        &[
            "DeleteAlarms",
            "DescribeAlarms",
            "ListMetrics",
            "PutMetricAlarm",
            "PutMetricData",
        ],
    ),
    (
        "connect",
        &[
            "CreateInstance",
            "DeleteInstance",
            "DescribeInstance",
            "ListInstances",
            "ListTagsForResource",
            "TagResource",
        ],
    ),
    (
        "dynamodb",
        &[
            "CreateTable",
            "DeleteTable",
            "DescribeTable",
            "GetItem",
            "ListTables",
            "PutItem",
            "Scan",
        ],
    ),
    ("ec2", &["CreateVpc", "DeleteVpc", "DescribeVpcs"]),
    ("iam", &["CreateUser", "DeleteUser", "GetUser", "ListUsers"]),
    (
        "kinesis",
        &[
            "CreateStream",
            "DescribeStreamSummary",
            "GetRecords",
            "GetShardIterator",
            "ListShards",
            "PutRecord",
        ],
    ),
    ("lambda", &["GetFunction", "ListFunctions"]),
    (
        "route53",
        &[
            "CreateHostedZone",
            "DeleteHostedZone",
            "GetHostedZone",
            "ListHostedZones",
        ],
    ),
    (
        "s3",
        &[
            "CopyObject",
            "CreateBucket",
            "DeleteBucket",
            "DeleteObject",
            "DeleteObjects",
            "GetBucketTagging",
            "GetObject",
            // `CreateSession` and `HeadBucket` come with these.
            "HeadObject",
            "ListBuckets",
            "ListObjects",
            "ListObjectsV2",
            "PutBucketTagging",
            "PutObject",
        ],
    ),
    (
        "sns",
        &[
            "CreateTopic",
            "GetTopicAttributes",
            "ListTopics",
            "Publish",
            "TagResource",
            "ListTagsForResource",
        ],
    ),
    (
        "sqs",
        &[
            "CreateQueue",
            "DeleteMessage",
            "GetQueueUrl",
            "ListQueues",
            "ReceiveMessage",
            "SendMessage",
        ],
    ),
    ("sts", &["AssumeRole", "GetCallerIdentity"]),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let corpus = root.join("../../target/corpus");
    let Some(release) = last(&corpus, |folder| folder.join("botocore/data").is_dir()) else {
        println!("cargo::rerun-if-changed={}", corpus.display());
        return Ok(());
    };
    for (service, operations) in SERVICES {
        let folder = release.join("botocore/data").join(service);
        let version = last(&folder, |folder| folder.join("service-2.json").is_file());
        let version = version.ok_or_else(|| format!("{} has no model", folder.display()))?;
        sansmith_build::Config::new()
            .model(version.join("service-2.json"))
            .module(service)
            .operations(operations.iter().copied())
            .generate()?;
    }
    println!("cargo::rustc-cfg=corpus");
    Ok(())
}

/// The last folder by name that fits: releases and versions are in order.
fn last(of: &Path, fits: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let entries = fs::read_dir(of).ok()?.flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| fits(path))
        .max()
}
