//! Crates of one service generated from both formats send the same bytes.
//!
//! Every member with a default is set: botocore models have no defaults, so its crate would omit it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use sansmith_codegen::Config;
use sansmith_tests::crates::Workspace;
use sansmith_tests::{bundle, config};

use super::services::{Twin, twins};

/// The comparing program; a test per service is appended.
const PROGRAM: &str = include_str!("programs/bytes.rs");

/// Generates, compiles and runs the crates of some services.
fn run(folder: &str, services: &[&str]) {
    let twins = twins().unwrap_or_default();
    let twins: Vec<&Twin> = twins
        .iter()
        .filter(|twin| services.contains(&twin.service.as_str()))
        .collect();
    if twins.is_empty() {
        return;
    }
    let mut workspace = Workspace::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder));
    workspace.feature("registry");
    workspace.depend("http = \"1\"");
    let mut program = PROGRAM.to_owned();
    for twin in twins {
        let service = &twin.service;
        for (format, file) in [("botocore", &twin.botocore), ("smithy", &twin.smithy)] {
            let config = Config {
                package: Some(format!("{service}-{format}")),
                ..config()
            };
            let name = format!("{service}-{format}");
            workspace.add(&name, &bundle(file, &format!("{name}.json")), &config);
        }
        let _ = write!(
            program,
            "\n#[test]\nfn {service}() {{\n    \
             compare({service:?}, {service}_botocore::registry::OPERATIONS, {service}_smithy::registry::OPERATIONS);\n}}\n"
        );
    }
    workspace.finish(&[("tests/bytes.rs".to_owned(), program)]);
    let tests = ["test", "--package", "programs", "--test", "bytes"];
    let output = workspace.cargo_with(&tests, &[("RUST_TEST_NOCAPTURE", "1")]);
    let shown = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{}", shown.join("\n"));
    let _ = std::io::stderr().write_all(&output.stdout);
}

#[test]
fn requests_of_small_services_are_the_same() {
    run("bytes", &["sns", "sqs"]);
}

#[test]
#[ignore = "compiles all of Amazon Connect twice: minutes"]
fn requests_of_large_services_are_the_same() {
    run("bytes-large", &["connect", "dynamodb", "lambda"]);
}
