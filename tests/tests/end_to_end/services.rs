//! Calls of services whose crates are generated from the corpus, in `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use sansmith_codegen::Config;
use sansmith_tests::crates::Workspace;
use sansmith_tests::{bundle, config, corpus, root};

use crate::moto::Moto;

/// A service, with the operations called by its program.
type Row = (&'static str, &'static [&'static str]);

const SERVICES: [Row; 5] = [
    (
        "sqs",
        &[
            "CreateQueue",
            "DeleteMessage",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ReceiveMessage",
            "SendMessage",
            "SendMessageBatch",
        ],
    ),
    (
        "sns",
        &[
            "CreateTopic",
            "GetTopicAttributes",
            "ListTagsForResource",
            "ListTopics",
            "Publish",
            "PublishBatch",
        ],
    ),
    (
        "dynamodb",
        &[
            "CreateTable",
            "DescribeTable",
            "GetItem",
            "PutItem",
            "Query",
        ],
    ),
    (
        "ec2",
        &["CreateTags", "CreateVpc", "DeleteVpc", "DescribeVpcs"],
    ),
    (
        "s3",
        &[
            "CreateBucket",
            "DeleteObjects",
            "GetBucketLocation",
            "GetBucketTagging",
            "GetObject",
            "HeadObject",
            "ListObjectsV2",
            "PutBucketTagging",
            "PutObject",
        ],
    ),
];

#[test]
fn generated_crates_call_and_are_answered() {
    let Some(moto) = Moto::start() else { return };
    let Some(models) = corpus::services() else {
        return;
    };
    let mut workspace = Workspace::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("services"));
    for (service, operations) in SERVICES {
        let model = latest(&models, service);
        let config = Config {
            operations: Some(operations.iter().map(ToString::to_string).collect()),
            package: Some(service.to_owned()),
            ..config()
        };
        workspace.add(service, &bundle(model, "service-2.json"), &config);
    }
    for crate_ in ["aws-credential-types", "aws-sigv4", "http"] {
        workspace.depend(&format!("{crate_} = \"1\""));
    }
    workspace.depend("ureq = { version = \"3\", default-features = false }");
    workspace.finish(&programs());
    let arguments = ["test", "--package", "programs", "--no-fail-fast"];
    let output = workspace.cargo_with(&arguments, &[("MOTO", &moto.endpoint())]);
    let shown =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{}", shown.join("\n"));
}

/// The newest model of a service; versions are dates, so it is the last one.
fn latest<'a>(models: &'a [(String, PathBuf)], service: &str) -> &'a Path {
    let of_it = |name: &str| {
        name.split_once('/')
            .is_some_and(|(found, _)| found == service)
    };
    let found = models.iter().rfind(|(name, _)| of_it(name));
    &found.expect("the corpus has the service").1
}

/// Files of the program: those here, and the sender of the example.
fn programs() -> Vec<(String, String)> {
    let folder = root().join("tests/tests/end_to_end/programs");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        found.push((
            format!("tests/calls/{name}"),
            fs::read_to_string(entry.path()).unwrap(),
        ));
    }
    let send = fs::read_to_string(root().join("tests/examples/call/send.rs")).unwrap();
    found.push(("tests/calls/send.rs".to_owned(), send));
    found
}
