//! Snapshots of generated files: all fixtures, and selected shapes of Amazon Connect.

use sansmith_codegen::Config;
use sansmith_tests::{bundle, config, connect, render};

/// Modules that depend on the model.
const MODULES: [&str; 4] = ["types", "schema", "builder", "operation"];

#[test]
fn fixtures_become_crates() {
    insta::glob!("../../fixtures", "*/botocore.json", |path| {
        let feature = path.parent().and_then(|folder| folder.file_name());
        let feature = feature.unwrap_or_default().to_string_lossy().into_owned();
        let docs = feature == "docs";
        let rendered = render(&bundle(path, "botocore.json"), &Config { docs, ..config() });
        insta::with_settings!({
            snapshot_suffix => "",
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_path => format!("snapshots/{feature}"),
        }, {
            for module in MODULES {
                insta::assert_snapshot!(module, rendered.module(module));
            }
            if !rendered.warnings.is_empty() {
                insta::assert_snapshot!("warnings", rendered.warnings.join("\n"));
            }
            if feature == "pages" {
                for module in ["pages", "waiter"] {
                    insta::assert_snapshot!(module, rendered.module(module));
                }
            }
            if feature == "builders" {
                insta::assert_snapshot!("predicates", rendered.module("predicates"));
            }
            // All other files are the same for every model except for names, so one fixture suffices.
            if feature == "unions" {
                for module in ["lib", "prelude", "registry", "unknown"] {
                    insta::assert_snapshot!(module, rendered.module(module));
                }
                insta::assert_snapshot!("manifest", rendered.file("Cargo.toml"));
            }
        });
    });
}

/// Shapes that cover the typical cases: structures with and without required members, enums, unions, recursive, sensitive and
/// deprecated shapes.
const SHAPES: [&str; 10] = [
    "endpoint",
    "endpoint_type",
    "segment_attribute_value",
    "templated_message_config",
    "start_outbound_chat_contact_request",
    "start_email_contact_request",
    "create_contact_request",
    "evaluation_answer_data",
    "credentials",
    "evaluation_review_metadata",
];

#[test]
fn shapes_of_connect_become_files() {
    insta::with_settings!({
        omit_expression => true,
        prepend_module_to_snapshot => false,
        snapshot_path => "snapshots/connect",
    }, {
        for name in SHAPES {
            let path = format!("src/types/{name}.rs");
            insta::assert_snapshot!(name, connect().file(&path));
        }
        let name = "start_outbound_chat_contact";
        let path = format!("src/operation/{name}.rs");
        insta::assert_snapshot!(name, connect().file(&path));
        insta::assert_snapshot!("manifest", connect().file("Cargo.toml"));
    });
}
