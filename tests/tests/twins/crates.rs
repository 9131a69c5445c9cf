//! Features exclusive to Smithy, used by a program; and crates of protocol tests, compiled.

use std::path::Path;

use sansmith_tests::crates::Workspace;
use sansmith_tests::{bundle, config, corpus, root};

/// The program for the crate of `tests/fixtures/smithy`.
const PROGRAM: &str = include_str!("../../fixtures/smithy/program.rs");

#[test]
fn crates_of_smithy_models_compile_and_work() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("smithy");
    let mut workspace = Workspace::new(&folder);
    let model = root().join("tests/fixtures/smithy/smithy.json");
    workspace.add("own", &bundle(&model, "smithy.json"), &config());
    for (name, file) in corpus::smithy("protocol-tests").unwrap_or_default() {
        let short = name.split('.').rev().nth(1).unwrap_or(&name).to_lowercase();
        workspace.add(&short, &bundle(&file, &name), &config());
    }
    workspace.finish(&[("tests/own.rs".to_owned(), PROGRAM.to_owned())]);
    let tests = ["test", "--workspace", "--lib", "--tests", "--no-fail-fast"];
    let output = workspace.cargo(&tests);
    let shown = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{}", shown.join("\n"));
}
