//! Generated code compiles and documents without warnings, and its examples run.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::Path;
use std::process::Output;

use sansmith_codegen::Config;
use sansmith_tests::crates::Workspace;
use sansmith_tests::{config, connect_bundle, fixtures, root};

/// Amazon Connect with a single operation, for speed.
fn chat() -> Config {
    Config {
        operations: Some(vec!["StartOutboundChatContact".to_owned()]),
        package: Some("chat".to_owned()),
        ..config()
    }
}

/// All crates in one workspace, so that shared dependencies are built once.
fn workspace() -> Workspace {
    let mut workspace = Workspace::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates"));
    let mut programs = Vec::new();
    for (feature, bundle) in fixtures() {
        let docs = feature == "docs";
        workspace.add(&feature, &bundle, &Config { docs, ..config() });
        let program = root().join(format!("tests/fixtures/{feature}/program.rs"));
        if let Ok(text) = fs::read_to_string(program) {
            programs.push((format!("tests/{feature}.rs"), text));
        }
    }
    workspace.add("chat", &connect_bundle(), &chat());
    workspace.depend("http = \"1\"");
    workspace.feature("clap");
    workspace.feature("maybe");
    workspace.feature("page");
    programs.push(("examples/incomplete.rs".to_owned(), INCOMPLETE.to_owned()));
    programs.push((
        "examples/incomplete_part.rs".to_owned(),
        INCOMPLETE_PART.to_owned(),
    ));
    programs.push((
        "examples/incomplete_element.rs".to_owned(),
        INCOMPLETE_ELEMENT.to_owned(),
    ));
    workspace.finish(&programs);
    workspace
}

/// A program that omits a required member.
const INCOMPLETE: &str = r#"
use chat::prelude::*;
use chat::types::{Endpoint, StartOutboundChatContactRequest};

fn main() {
    let request = StartOutboundChatContactRequest::builder()
        .source_endpoint(Endpoint::builder().build())
        .destination_endpoint(Endpoint::builder().build())
        .segment_attributes([("", chat::types::SegmentAttributeValue::builder().build())])
        .contact_flow_id("")
        .build();
    drop(request);
}
"#;

/// A program that passes a setter an incomplete builder.
const INCOMPLETE_PART: &str = r#"
use chat::types::{ChatMessage, StartOutboundChatContactRequest};

fn main() {
    let request = StartOutboundChatContactRequest::builder()
        .initial_system_message(ChatMessage::builder().content_type("text/plain"));
    drop(request);
}
"#;

/// A program that puts an incomplete builder in a map.
const INCOMPLETE_ELEMENT: &str = r#"
use sansmith_builders::types::{Part, Parts};

fn main() {
    drop(Parts::builder().list([Part::builder().name("a")]).by_name([("a", Part::builder())]));
}
"#;

#[track_caller]
fn succeeded(what: &str, output: &Output) {
    let shown = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{what}:\n{}", shown.join("\n"));
}

/// Asserts that a program fails to compile with a single error containing the given words.
#[track_caller]
fn refused(workspace: &Workspace, program: &str, words: &[&str]) {
    let output = workspace.cargo(&["check", "--package", "programs", "--example", program]);
    let shown = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{shown}");
    for words in words {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
}

// A single test, because cargo would serialize the builds anyway.
#[test]
fn generated_crates_compile_and_work() {
    let workspace = workspace();
    let tests = ["test", "--workspace", "--lib", "--tests", "--no-fail-fast"];
    succeeded("compiling and running", &workspace.cargo(&tests));
    let documentation = ["doc", "--workspace", "--no-deps"];
    succeeded("documenting", &workspace.cargo(&documentation));
    let examples = ["test", "--doc", "--workspace", "--no-fail-fast"];
    succeeded("running examples", &workspace.cargo(&examples));

    refused(
        &workspace,
        "incomplete",
        &[
            "error[E0277]: the required member `InstanceId` is missing",
            "set it before this call",
        ],
    );
    refused(
        &workspace,
        "incomplete_part",
        &["error[E0277]: the required member `Content` is missing"],
    );
    refused(
        &workspace,
        "incomplete_element",
        &["error[E0277]: the required member `Name` is missing"],
    );
}

#[test]
fn a_selection_holds_what_it_reaches_and_no_more() {
    let generated = sansmith_build::generate(&connect_bundle(), &chat()).unwrap();
    let operations: Vec<_> = generated
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/operation/"))
        .flat_map(|(_, text)| sansmith_tests::items::items(text))
        .filter(|item| matches!(item, syn::Item::Struct(_)))
        .filter_map(|item| sansmith_tests::items::named(&item))
        .collect();
    assert_eq!(operations, ["StartOutboundChatContact"]);
    let types = generated.files.iter();
    let mut types: Vec<_> = types
        .filter(|(path, _)| path.starts_with("src/types/"))
        .flat_map(|(_, text)| sansmith_tests::items::items(text))
        .filter(|item| matches!(item, syn::Item::Struct(_) | syn::Item::Enum(_)))
        .filter_map(|item| sansmith_tests::items::named(&item))
        .filter(|name| !name.ends_with("Exception") && !name.ends_with("Builder"))
        .collect();
    types.sort();
    assert_eq!(
        types,
        [
            "AttachedFileInvalidRequestExceptionReason",
            "ChatMessage",
            "Endpoint",
            "EndpointType",
            "InvalidRequestExceptionReason",
            "ParticipantDetails",
            "SegmentAttributeValue",
            "StartOutboundChatContactRequest",
            "StartOutboundChatContactResponse",
            "TemplateAttributes",
            "TemplatedMessageConfig",
        ]
    );
}
