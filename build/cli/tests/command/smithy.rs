//! The commands on Smithy models: `format`, `diff`, `ast`, `validate`, and projects.

use std::fs;

use tempfile::tempdir;

use super::{folder, run, run_with, succeeds, text};

#[test]
fn format_writes_in_place_and_check_only_names_files() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir_all(folder.join("model/deep")).unwrap();
    fs::write(folder.join("model/a.smithy"), "namespace a\nstring  A").unwrap();
    fs::write(folder.join("model/deep/b.smithy"), "namespace b\n").unwrap();
    fs::write(folder.join("model/c.txt"), "no model").unwrap();

    let said = run(folder, "format --check model");
    assert_eq!(said.status, Some(1));
    assert_eq!(said.output, "model/a.smithy\n");
    assert_eq!(text(folder, "model/a.smithy"), "namespace a\nstring  A");

    assert_eq!(succeeds(folder, "format model").output, "");
    assert_eq!(text(folder, "model/a.smithy"), "namespace a\n\nstring A\n");
    assert_eq!(succeeds(folder, "format --check model").output, "");
}

#[test]
fn format_reports_a_mistake_and_goes_on() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.smithy"), "namespace a\nstrin A").unwrap();
    fs::write(folder.join("b.smithy"), "namespace  b").unwrap();
    let said = run(folder, "format a.smithy b.smithy");
    assert_eq!(said.status, Some(1));
    assert!(
        said.complaint.contains("expected a shape type"),
        "{}",
        said.complaint
    );
    assert!(
        said.complaint.contains("a.smithy:2:1"),
        "{}",
        said.complaint
    );
    assert_eq!(text(folder, "a.smithy"), "namespace a\nstrin A");
    assert_eq!(text(folder, "b.smithy"), "namespace b\n");
    assert_eq!(run(folder, "format lamp.json").status, Some(2));
}

#[test]
fn diff_grades_changes_and_writes_a_page() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    let model = |shapes: &str| format!("$version: \"2\"\nnamespace a\n{shapes}\n");
    fs::write(
        folder.join("old.smithy"),
        model("structure S { b: String }"),
    )
    .unwrap();
    fs::create_dir(folder.join("new")).unwrap();
    fs::write(folder.join("new/new.smithy"), model("structure S {}")).unwrap();

    let said = run(folder, "diff old.smithy new --json --html page.html");
    assert_eq!(said.status, Some(1), "{}", said.complaint);
    let json: serde_json::Value = serde_json::from_str(&said.output).unwrap();
    assert_eq!(json["wire"], "major");
    assert_eq!(json["events"][0]["id"], "RemovedShape");
    assert_eq!(json["events"][0]["shape"], "a#S$b");
    assert_eq!(json["changes"][0]["kind"], "removed");
    assert!(text(folder, "page.html").contains("a#S$b"));

    let said = succeeds(folder, "diff new old.smithy");
    assert_eq!(
        said.output,
        "NOTE AddedShape a#S$b: Added member `a#S$b`\nwire: minor\n"
    );
    // Without a service there is no crate.
    assert!(said.complaint.contains("the Rust API is not compared"));
    assert_eq!(succeeds(folder, "diff new new").output, "wire: none\n");
}

#[test]
fn diff_compares_the_rust_api_of_any_format() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    let smithy = |member: &str| {
        format!(
            "$version: \"2\"\nnamespace a\n@aws.protocols#restJson1 service S {{ operations: [Op] }}\n\
             @http(method: \"POST\", uri: \"/\") operation Op {{ input := {{ {member} }} }}\n"
        )
    };
    fs::write(folder.join("old.smithy"), smithy("a: String")).unwrap();
    fs::write(folder.join("new.smithy"), smithy("a: String, b: String")).unwrap();
    let said = succeeds(folder, "diff old.smithy new.smithy --json");
    let json: serde_json::Value = serde_json::from_str(&said.output).unwrap();
    assert_eq!(
        (&json["wire"], &json["rust"]),
        (&"minor".into(), &"minor".into())
    );
    assert_eq!(json["changes"][0]["shape"], "a#OpInput$b");
    assert_eq!(json["changes"][0]["rust"], "minor");
    assert_eq!(json["changes"].as_array().unwrap().len(), 1, "{json:#}");

    let botocore = |ty: &str, required: &str| {
        format!(
            r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}}, "operations": {{"Glow":
            {{"http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}}, "shapes": {{
            "In": {{"type": "structure", "required": [{required}], "members": {{"N": {{"shape": "N"}}}}}},
            "N": {{"type": "{ty}"}}}}}}"#
        )
    };
    fs::write(folder.join("old.json"), botocore("integer", "")).unwrap();
    fs::write(folder.join("new.json"), botocore("integer", r#""N""#)).unwrap();
    let said = succeeds(folder, "diff old.json new.json");
    let lines: Vec<&str> = said.output.lines().collect();
    let expected = [
        "changed member In$N: is required now",
        "changed field types::In.n In$N: has another type",
        "wire: major",
        "rust: major",
    ];
    assert_eq!(lines, expected);
    fs::write(folder.join("new.json"), botocore("long", "")).unwrap();
    let said = succeeds(folder, "diff old.json new.json --html page.html");
    assert!(said.output.ends_with("rust: major\n"), "{}", said.output);
    assert!(text(folder, "page.html").contains("types::In.n In$N"));
    let said = succeeds(folder, "diff old.json old.json");
    assert_eq!(said.output, "wire: none\nrust: none\n");
}

#[test]
fn diff_names_a_feature_once() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    let model = |operations: &[&str]| {
        let operations: Vec<String> = operations
            .iter()
            .map(|name| {
                format!(r#""{name}": {{"http": {{"method": "GET", "requestUri": "/{name}"}}}}"#)
            })
            .collect();
        format!(
            r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}}, "operations": {{{}}}, "shapes": {{}}}}"#,
            operations.join(", ")
        )
    };
    fs::write(folder.join("old.json"), model(&["GetLamp"])).unwrap();
    fs::write(folder.join("new.json"), model(&["GetLamp", "GetRoom"])).unwrap();
    let said = succeeds(folder, "diff old.json new.json");
    let mut lines = said.output.lines();
    assert!(
        lines.any(|line| line == "added feature Room -: is new"),
        "{}",
        said.output
    );
}

#[test]
fn diff_tells_why_the_rust_api_is_not_compared() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("service-2.json"), r#"{"smithy": "2.0"}"#).unwrap();
    fs::write(folder.join("paginators-1.json"), b"{\xff}").unwrap();
    let said = succeeds(folder, "diff service-2.json service-2.json");
    assert_eq!(said.output, "wire: none\n");
    let expected = "the Rust API is not compared, because a file cannot be read: \
                    `paginators-1.json` is not UTF-8 at byte 1\n";
    assert_eq!(said.complaint, expected);
}

#[test]
fn broken_models_and_botocore_models_are_rejected() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("a.smithy"), "namespace a\nstructure S { b }").unwrap();
    let said = run(folder, "diff a.smithy a.smithy");
    assert_eq!(said.status, Some(1));
    assert!(
        said.complaint.contains("a.smithy:2:17"),
        "{}",
        said.complaint
    );
    for command in ["validate lamp.json", "ast lamp.json"] {
        let said = run(folder, command);
        assert_eq!(said.status, Some(1));
        assert!(
            said.complaint.contains("no Smithy model in `lamp.json`"),
            "{}",
            said.complaint
        );
    }
    fs::write(folder.join("empty.json"), "{\"smithy\": \"2.0\"}").unwrap();
    succeeds(folder, "ast empty.json");
}

const IDL: &str = r#"$version: "2"
namespace example.lamp
use aws.protocols#restJson1
@restJson1
service Lamp { version: "2026-01-01", operations: [Glow] }
@http(method: "PUT", uri: "/lamps/{name}")
operation Glow {
    input := { @required @httpLabel name: String, level: Level }
}
integer Level
"#;

#[test]
fn a_smithy_file_and_its_ast_on_standard_input_are_one_model() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("model")).unwrap();
    fs::write(folder.path().join("model/lamp.smithy"), IDL).unwrap();
    let idl = run(folder.path(), "ir model --json");
    assert_eq!(idl.status, Some(0), "{}", idl.complaint);
    let ast = run(folder.path(), "ast model/lamp.smithy");
    assert_eq!(ast.status, Some(0), "{}", ast.complaint);
    let read = run_with(folder.path(), "ir - --json", &ast.output);
    assert_eq!(read.output, idl.output);
    let out = run(
        folder.path(),
        "generate model/lamp.smithy --out src --module lamp",
    );
    assert_eq!(out.status, Some(0), "{}", out.complaint);
    assert!(folder.path().join("src/lamp/operation").is_dir());
}

#[test]
fn errors_in_smithy_files_are_shown_with_source() {
    let folder = tempdir().unwrap();
    let text = IDL.replace("level: Level", "level: Lever");
    fs::write(folder.path().join("lamp.smithy"), text).unwrap();
    let said = run(folder.path(), "ir lamp.smithy");
    assert_eq!(said.status, Some(1));
    assert!(
        said.complaint.contains("lamp.smithy:8:58"),
        "{}",
        said.complaint
    );
    let text = IDL.replace("integer Level", "integer");
    fs::write(folder.path().join("lamp.smithy"), text).unwrap();
    let said = run(folder.path(), "ast lamp.smithy");
    assert_eq!((said.status, said.output.as_str()), (Some(1), ""));
    assert!(
        said.complaint.contains("lamp.smithy:10:8"),
        "{}",
        said.complaint
    );
}

#[test]
fn a_project_file_names_the_model_and_its_other_keys_are_named() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("parts")).unwrap();
    fs::write(folder.path().join("parts/lamp.smithy"), IDL).unwrap();
    let project = "{ // ours\n\"version\": \"1.0\", \"sources\": [\"parts\"], \"plugins\": {}}";
    fs::write(folder.path().join("smithy-build.json"), project).unwrap();
    for words in ["ast .", "ir .", "generate . --out made --module lamp"] {
        let said = run(folder.path(), words);
        assert_eq!(said.status, Some(0), "{}", said.complaint);
    }
    let said = run(folder.path(), "ast smithy-build.json");
    assert!(
        said.complaint.contains("ignored `plugins`"),
        "{}",
        said.complaint
    );
    assert!(said.output.contains("example.lamp#Glow"));
}

#[test]
fn validate_reports_all_problems_and_fails_for_severe_ones() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    let model = "$version: \"2\"\nnamespace a\n@pattern(\"x\")\nstring S\n@range(min: 1)\nlist L { member: S }\n";
    fs::write(folder.join("a.smithy"), model).unwrap();
    let said = run(folder, "validate a.smithy --json");
    assert_eq!(said.status, Some(1), "{}", said.complaint);
    let json: serde_json::Value = serde_json::from_str(&said.output).unwrap();
    let found: Vec<String> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            format!(
                "{} {} {} {}:{}",
                event["severity"], event["id"], event["shape"], event["line"], event["column"]
            )
        })
        .collect();
    let expected = [
        "\"WARNING\" \"PatternTrait\" \"a#S\" 3:1",
        "\"ERROR\" \"TraitTarget\" \"a#L\" 5:1",
    ];
    assert_eq!(found, expected);

    fs::write(
        folder.join("a.smithy"),
        model.replace("@range(min: 1)\n", ""),
    )
    .unwrap();
    let said = succeeds(folder, "validate a.smithy");
    assert!(
        said.complaint.contains("WARNING[PatternTrait]"),
        "{}",
        said.complaint
    );
    assert_eq!(said.output, "");
}
