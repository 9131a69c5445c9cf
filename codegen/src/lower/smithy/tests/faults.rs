//! Invalid models: every fault is reported with its location, never by a panic.

use std::fmt::Write as _;

use super::{SERVICE, lower, lower_files};
use crate::bundle::{Bundle, Source};
use crate::config::Config;
use crate::problem::Problems;

/// Locations and codes of the problems in shapes added to [`SERVICE`].
fn faults(shapes: &str) -> Vec<(String, &'static str)> {
    let (_, problems) = lower(&format!("{SERVICE}, {shapes}"));
    let problems = problems.into_iter();
    problems.map(|(at, code, _)| (at, code)).collect()
}

fn one(shapes: &str) -> (String, &'static str) {
    let found = faults(shapes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap_or_default()
}

#[test]
fn references_must_lead_somewhere() {
    let (at, code) =
        one(r#""t#In": {"type": "structure", "members": {"m": {"target": "t#Gone"}}}"#);
    assert_eq!(
        (&*at, code),
        ("/shapes/t#In/members/m", "model::unknown_target")
    );
    let (at, code) = one(r#""t#Other": {"type": "structure"}"#);
    assert_eq!(
        (&*at, code),
        ("/shapes/t#Op/input", "model::unknown_target")
    );
    let (at, code) =
        one(r#""t#In": {"type": "structure"}, "t#Gone": {"type": "apply", "traits": {}}"#);
    assert_eq!((&*at, code), ("/shapes/t#Gone", "model::unknown_target"));
    let (at, code) =
        one(r#""t#In": {"type": "structure"}, "t#In$m": {"type": "apply", "traits": {}}"#);
    assert_eq!((&*at, code), ("/shapes/t#In$m", "model::unknown_member"));
    let (at, code) = one(r#""t#In": {"type": "structure", "members": {"m": {"target": "t#Op"}}}"#);
    assert_eq!(
        (&*at, code),
        ("/shapes/t#In/members/m", "model::wrong_target")
    );
    let (at, code) = one(r#""t#In": {"type": "structure", "traits": {"smithy.api#mixin": {}}}"#);
    assert_eq!((&*at, code), ("/shapes/t#Op/input", "model::wrong_target"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of faults")]
fn types_of_json_are_looked_at() {
    for (shapes, at, code) in [
        (r#""t#In": 5"#, "/shapes/t#In", "model::wrong_type"),
        (r#""t#In": {}"#, "/shapes/t#In", "model::missing_key"),
        (
            r#""t#In": {"type": 5}"#,
            "/shapes/t#In/type",
            "model::wrong_type",
        ),
        (
            r#""t#In": {"type": "struct"}"#,
            "/shapes/t#In/type",
            "model::unknown_value",
        ),
        (
            r#""t#In": {"type": "structure", "members": []}"#,
            "/shapes/t#In/members",
            "model::wrong_type",
        ),
        (
            r#""t#In": {"type": "structure", "members": {"m": {}}}"#,
            "/shapes/t#In/members/m",
            "model::missing_key",
        ),
        (
            r#""t#In": {"type": "structure", "mixins": [{"target": 1}]}"#,
            "/shapes/t#In/mixins/0/target",
            "model::wrong_type",
        ),
        (
            r#""t#In": {"type": "structure", "traits": {"smithy.api#xmlName": []}}"#,
            "/shapes/t#In/traits/smithy.api#xmlName",
            "model::wrong_type",
        ),
        (
            r#""t#In": {"type": "structure", "members": {"m": {"target": "smithy.api#String",
                "traits": {"smithy.api#length": {"min": -1}}}}}"#,
            "/shapes/t#In/members/m/traits/smithy.api#length/min",
            "model::invalid_number",
        ),
        (
            r#""t#In": {"type": "structure", "members": {"m": {"target": "smithy.api#Integer",
                "traits": {"smithy.api#range": {"max": "x"}}}}}"#,
            "/shapes/t#In/members/m/traits/smithy.api#range/max",
            "model::invalid_number",
        ),
        (
            r#""t#In": {"type": "structure", "members": {"m-n": {"target": "smithy.api#String"}}}"#,
            "/shapes/t#In/members/m-n",
            "model::invalid_name",
        ),
        (
            r#""t#In": {"type": "structure"}, "In": {"type": "string"}"#,
            "/shapes/In",
            "model::invalid_name",
        ),
        (
            r#""t#In": {"type": "structure"}, "t#In": {"type": "structure"}"#,
            "/shapes/t#In",
            "model::duplicate_key",
        ),
        (
            r#""t#In": {"type": "structure", "member": {"target": "smithy.api#String"}}"#,
            "/shapes/t#In/member",
            "model::unknown_key",
        ),
        (
            r#""t#In": {"type": "structure", "members": {"l": {"target": "t#L"}}}, "t#L": {"type": "list"}"#,
            "/shapes/t#L",
            "model::missing_key",
        ),
    ] {
        let found = faults(shapes);
        assert!(
            found.contains(&(at.to_owned(), code)),
            "{shapes}: {found:?}"
        );
    }
}

#[test]
fn values_of_enums_are_looked_at() {
    let int = |value: &str| {
        one(&format!(
            r#""t#In": {{"type": "structure", "members": {{"m": {{"target": "t#E"}}}}}},
               "t#E": {{"type": "intEnum", "members": {{"A": {{"target": "smithy.api#Unit",
                   "traits": {{{value}}}}}}}}}"#
        ))
    };
    let at = "/shapes/t#E/members/A".to_owned();
    assert_eq!(int(""), (at.clone(), "model::missing_key"));
    let at = format!("{at}/traits/smithy.api#enumValue");
    let id = r#""smithy.api#enumValue""#;
    assert_eq!(
        int(&format!("{id}: 2147483648")),
        (at.clone(), "model::invalid_number")
    );
    assert_eq!(int(&format!("{id}: \"1\"")), (at, "model::wrong_type"));
}

#[test]
fn cycles_of_mixins_end() {
    let (at, code) = one(
        r#""t#In": {"type": "structure", "mixins": [{"target": "t#A"}]},
           "t#A": {"type": "structure", "mixins": [{"target": "t#B"}], "traits": {"smithy.api#mixin": {}}},
           "t#B": {"type": "structure", "mixins": [{"target": "t#A"}], "traits": {"smithy.api#mixin": {}}}"#,
    );
    assert_eq!((&*at, code), ("/shapes/t#B/mixins", "model::mixin_cycle"));
    let (_, code) =
        one(r#""t#In": {"type": "structure", "mixins": [{"target": "t#In"}], "traits": {}}"#);
    assert_eq!(code, "model::mixin_cycle");
    let (at, code) =
        one(r#""t#In": {"type": "structure", "mixins": [{"target": "smithy.api#String"}]}"#);
    assert_eq!(
        (&*at, code),
        ("/shapes/t#In/mixins/0", "model::unknown_target")
    );
    let (at, code) = one(
        r#""t#In": {"type": "structure", "mixins": [{"target": "t#T"}]},
           "t#T": {"type": "string", "traits": {"smithy.api#mixin": {}}}"#,
    );
    assert_eq!(
        (&*at, code),
        ("/shapes/t#In/mixins/0", "model::wrong_target")
    );
}

#[test]
fn a_chain_of_mixins_is_not_copied_without_end() {
    let mut shapes = String::new();
    for index in 0..4000 {
        let below = if index == 0 {
            String::new()
        } else {
            format!(r#""mixins": [{{"target": "t#M{}"}}],"#, index - 1)
        };
        let _ = write!(
            shapes,
            r#""t#M{index}": {{"type": "structure", {below} "traits": {{"smithy.api#mixin": {{}}}},
                "members": {{"m{index}": {{"target": "smithy.api#String"}}}}}}, "#
        );
    }
    let (at, code) = one(&format!(
        r#"{shapes} "t#In": {{"type": "structure", "mixins": [{{"target": "t#M3999"}}]}}"#
    ));
    assert_eq!(code, "model::too_many", "{at}");
}

#[test]
fn unknown_traits_are_kept_and_named_once() {
    let (ir, problems) = lower(&format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{
               "a": {{"target": "smithy.api#String", "traits": {{"my.traits#hue": [1]}}}},
               "b": {{"target": "smithy.api#String", "traits": {{"my.traits#hue": [2],
                      "smithy.api#since": "1", "smithy.api#http": {{}}}}}}}}}}"#
    ));
    let found: Vec<_> = problems
        .iter()
        .map(|(at, code, _)| (&**at, *code))
        .collect();
    let expected = [
        (
            "/shapes/t#In/members/b/traits/smithy.api#http",
            "model::unsupported",
        ),
        (
            "/shapes/t#In/members/a/traits/my.traits#hue",
            "model::unknown_trait",
        ),
    ];
    assert_eq!(found, expected);
    let ir = ir.expect("these are warnings");
    let kept = &ir.shapes["In"].member("b").unwrap().unknown_traits;
    assert_eq!(kept[0].id, "my.traits#hue");
    assert_eq!(kept[0].value, serde_json::json!([2]).into());
}

#[test]
fn unknown_traits_of_values_are_kept_with_their_enum() {
    let (ir, problems) = lower(&format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{"e": {{"target": "t#E"}}}}}},
           "t#E": {{"type": "enum", "members": {{"A": {{"target": "smithy.api#Unit",
               "traits": {{"my.traits#hue": 1}}}}}}}}"#
    ));
    assert_eq!(problems[0].1, "model::unknown_trait", "{problems:?}");
    assert_eq!(
        ir.unwrap().shapes["E"].unknown_traits[0].id,
        "my.traits#hue"
    );
}

#[test]
fn bindings_and_defaults_are_looked_at() {
    let (_, problems) = lower(&format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{"a": {{"target": "smithy.api#String",
               "traits": {{"smithy.api#httpHeader": "a", "smithy.api#httpQuery": "b"}}}}}}}}"#
    ));
    assert_eq!(problems[0].1, "model::unsupported");
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{{SERVICE}, "t#In": {{"type": "structure", "members": {{
            "m": {{"target": "smithy.api#Byte", "traits": {{"smithy.api#default": 300}}}}}}}}}}}}"#
    );
    let report = crate::front(
        &Bundle::new(Source::new("m.json", text)),
        &Config::default(),
    );
    let report = report.expect_err("a byte holds no 300");
    let codes: Vec<_> = report
        .entries()
        .iter()
        .map(|entry| entry.problem().kind.code())
        .collect();
    assert_eq!(codes, ["model::invalid_default"]);
}

#[test]
fn other_texts_are_no_models() {
    for (text, code) in [
        (r#"{"smithy": "3.0", "shapes": {}}"#, "model::unknown_value"),
        (r#"{"smithy": 2, "shapes": {}}"#, "model::wrong_type"),
        (r#"{"smithy": "2.0", "shapes": {}}"#, "config::service"),
        (r#"{"smithy": "2.0", "shape": {}}"#, "model::unknown_key"),
        (r#"{"smithy": "2.0""#, "json::syntax"),
    ] {
        let mut problems = Problems::new();
        let bundle = Bundle::new(Source::new("m.json", text));
        assert!(
            crate::lower_bundle(&bundle, &Config::default(), &mut problems).is_err(),
            "{text}"
        );
        assert_eq!(
            problems.iter().next().map(|problem| problem.kind.code()),
            Some(code),
            "{text}"
        );
    }
    let files = [
        ("2.0", SERVICE),
        ("2.0", r#""t#In": {"type": "structure"}"#),
    ];
    let (ir, problems) = lower_files(&files, &Config::default());
    assert!(ir.is_some(), "{problems:?}");
    let mut bundle = Bundle::new(Source::new(
        "a.json",
        format!(r#"{{"smithy": "2", "shapes": {{{SERVICE}}}}}"#),
    ));
    bundle.sidecars.push(Source::new("b.json", "{}"));
    let mut problems = Problems::new();
    let _ = crate::lower_bundle(&bundle, &Config::default(), &mut problems);
    assert_eq!(
        problems.iter().next().map(|problem| problem.kind.code()),
        Some("model::unknown_sidecar")
    );
}
