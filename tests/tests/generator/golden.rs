//! Snapshots of generated files: all fixtures, and selected shapes of Amazon Connect.

use sansmith_codegen::Config;
use sansmith_tests::{bundle, config, connect, cut, render};

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
            if feature == "builders" {
                for module in ["maybe", "predicates", "value_enum"] {
                    insta::assert_snapshot!(module, rendered.module(module));
                }
            }
            // All other files are the same for every model except for names, so one fixture suffices.
            if feature == "unions" {
                for module in ["serialization", "lib", "prelude", "unknown"] {
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
    "Endpoint",
    "EndpointType",
    "SegmentAttributeValue",
    "TemplatedMessageConfig",
    "StartOutboundChatContactRequest",
    "StartEmailContactRequest",
    "CreateContactRequest",
    "EvaluationAnswerData",
    "Credentials",
    "EvaluationReviewMetadata",
];

#[test]
fn shapes_of_connect_become_items() {
    insta::with_settings!({
        omit_expression => true,
        prepend_module_to_snapshot => false,
        snapshot_path => "snapshots/connect",
    }, {
        for name in SHAPES {
            insta::assert_snapshot!(name, cut::shape(connect(), name));
        }
        let name = "StartOutboundChatContact";
        insta::assert_snapshot!(name, cut::operation(connect(), name));
    });
}
