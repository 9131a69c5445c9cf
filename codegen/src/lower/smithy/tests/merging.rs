//! Merging of files, mixins and namespaces.

use super::{SERVICE, clean, lower, lower_files};
use crate::config::Config;
use crate::ir::ShapeKind;

#[test]
fn files_add_up_and_traits_are_applied() {
    let first = format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{"m": {{"target": "u#Text"}}}}}},
           "u#Text": {{"type": "apply", "traits": {{"smithy.api#sensitive": {{}}}}}}"#
    );
    let second = r#"
        "u#Text": {"type": "string", "traits": {"smithy.api#tags": ["a"]}},
        "t#In": {"type": "structure", "members": {"m": {"target": "u#Text"}},
                 "traits": {"smithy.api#deprecated": {}}},
        "t#In$m": {"type": "apply", "traits": {"smithy.api#required": {}}}"#;
    let third = r#""u#Text": {"type": "apply", "traits": {
        "smithy.api#sensitive": {}, "smithy.api#tags": ["b"]}}"#;
    let files = [("2.0", &*first), ("2.0", second), ("1.0", third)];
    let (ir, problems) = lower_files(&files, &Config::default());
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    assert!(ir.shapes["Text"].traits.sensitive);
    assert!(ir.shapes["In"].traits.deprecated.is_some());
    assert!(ir.shapes["In"].member("m").unwrap().required);
}

#[test]
fn conflicts_name_both_places() {
    let first = format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{"m": {{"target": "t#Text"}}}}}},
           "t#Text": {{"type": "string", "traits": {{"smithy.api#length": {{"min": 1}}}}}}"#
    );
    let second = r#"
        "t#Text": {"type": "string", "traits": {"smithy.api#length": {"min": 2}}},
        "t#In": {"type": "structure", "members": {"m": {"target": "smithy.api#String"}}}"#;
    let files = [("2.0", &*first), ("2.0", second)];
    let (ir, problems) = lower_files(&files, &Config::default());
    assert!(ir.is_none());
    let places: Vec<_> = problems
        .iter()
        .map(|(at, code, _)| (&**at, *code))
        .collect();
    let expected = [
        (
            "1.json#/shapes/t#Text/traits/smithy.api#length",
            "model::conflict",
        ),
        ("1.json#/shapes/t#In", "model::conflict"),
    ];
    assert_eq!(places, expected);
    assert!(
        problems[0]
            .2
            .contains("/shapes/t#Text/traits/smithy.api#length"),
        "{problems:?}"
    );
    assert!(problems[1].2.contains("/shapes/t#In"), "{problems:?}");
}

#[test]
fn mixins_come_first_and_the_nearer_trait_counts() {
    let ir = clean(
        "2.0",
        r#""t#In": {"type": "structure", "mixins": [{"target": "t#Both"}, {"target": "t#C"}],
               "members": {"own": {"target": "smithy.api#String"},
                           "a": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}}},
           "t#In$c": {"type": "apply", "traits": {"smithy.api#documentation": "applied"}},
           "t#A": {"type": "structure", "members": {"a": {"target": "smithy.api#String",
               "traits": {"smithy.api#documentation": "a"}}}, "traits": {
               "smithy.api#mixin": {"localTraits": ["smithy.api#sensitive"]}, "smithy.api#sensitive": {},
               "smithy.api#documentation": "A", "smithy.api#deprecated": {}}},
           "t#Both": {"type": "structure", "mixins": [{"target": "t#A"}],
               "members": {"b": {"target": "smithy.api#String"}},
               "traits": {"smithy.api#mixin": {}, "smithy.api#documentation": "B"}},
           "t#C": {"type": "structure", "members": {"c": {"target": "smithy.api#String",
               "traits": {"smithy.api#documentation": "c"}}}, "traits": {
               "smithy.api#mixin": {}, "smithy.api#documentation": "C"}}"#,
    );
    let input = &ir.shapes["In"];
    let names: Vec<_> = input.members().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "own"]);
    let docs = |name: &str| input.member(name).and_then(|member| member.docs.clone());
    assert_eq!(docs("a").as_deref(), Some("a"));
    assert_eq!(docs("c").as_deref(), Some("applied"));
    assert!(input.member("a").unwrap().required);
    assert_eq!(input.traits.docs.as_deref(), Some("C"));
    assert!(!input.traits.sensitive && input.traits.deprecated.is_some());
}

#[test]
fn lists_and_maps_may_have_all_of_their_members_from_mixins() {
    let (ir, problems) = lower(&format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{
               "l": {{"target": "t#List"}}, "m": {{"target": "t#Map"}}}}}},
           "t#List": {{"type": "list", "mixins": [{{"target": "t#Mixed"}}]}},
           "t#List$member": {{"type": "apply", "traits": {{"smithy.api#xmlName": "i"}}}},
           "t#Mixed": {{"type": "list", "member": {{"target": "smithy.api#String"}},
                       "traits": {{"smithy.api#mixin": {{}}, "smithy.api#length": {{"max": 4}}}}}},
           "t#Map": {{"type": "map", "mixins": [{{"target": "t#MixedMap"}}],
                     "value": {{"target": "smithy.api#Long"}}}},
           "t#MixedMap": {{"type": "map", "key": {{"target": "smithy.api#String"}},
                          "value": {{"target": "smithy.api#Long"}}, "traits": {{"smithy.api#mixin": {{}}}}}}"#
    ));
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    let ShapeKind::List(element) = &ir.shapes["List"].kind else {
        panic!("a list is one");
    };
    assert_eq!(element.target, "String");
    assert!(ir.shapes["List"].traits.length.is_some());
    assert!(matches!(ir.shapes["Map"].kind, ShapeKind::Map(..)));
    let (_, problems) = lower(&format!(
        r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{}}}},
           "t#List": {{"type": "list", "mixins": [{{"target": "t#None"}}]}},
           "t#None": {{"type": "list", "traits": {{"smithy.api#mixin": {{}}}}}}"#
    ));
    let codes: Vec<_> = problems.iter().map(|(_, code, _)| *code).collect();
    assert_eq!(codes, ["model::missing_key", "model::missing_key"]);
}

#[test]
fn services_and_operations_mix_too() {
    let (ir, problems) = lower(
        r#""t#Base": {"type": "service", "version": "0", "operations": [{"target": "t#A"}],
               "rename": {"u#Thing": "Other"}, "traits": {"smithy.api#mixin": {},
               "aws.protocols#awsJson1_0": {}}},
           "t#Api": {"type": "service", "version": "1", "mixins": [{"target": "t#Base"}],
                     "operations": [{"target": "t#B"}], "rename": {"u#More": "Most"}},
           "t#Fails": {"type": "operation", "errors": [{"target": "t#Gone"}],
                       "traits": {"smithy.api#mixin": {}}},
           "t#A": {"type": "operation", "input": {"target": "u#Thing"}, "mixins": [{"target": "t#Fails"}]},
           "t#B": {"type": "operation", "input": {"target": "t#Thing"}, "output": {"target": "u#More"}},
           "t#Thing": {"type": "structure"}, "u#Thing": {"type": "structure"},
           "u#More": {"type": "structure"},
           "t#Gone": {"type": "structure", "traits": {"smithy.api#error": "client"}}"#,
    );
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    assert_eq!(ir.service.version, "1");
    let operations: Vec<_> = ir.service.operations.keys().collect();
    assert_eq!(operations, ["A", "B"]);
    let a = &ir.service.operations["A"];
    assert_eq!(a.input.as_ref().unwrap().shape, "Other");
    assert_eq!(a.errors, ["Gone"]);
    let b = &ir.service.operations["B"];
    assert_eq!(b.input.as_ref().unwrap().shape, "Thing");
    assert_eq!(b.output.as_ref().unwrap().shape, "Most");
}

#[test]
fn one_of_several_services_is_chosen() {
    let shapes = r#"
        "a#One": {"type": "service", "traits": {"aws.protocols#restJson1": {}}},
        "b#Two": {"type": "service", "traits": {"aws.protocols#restJson1": {}}}"#;
    let by = |service: Option<&str>| {
        let config = Config {
            service: service.map(str::to_owned),
            ..Config::default()
        };
        lower_files(&[("2.0", shapes)], &config)
    };
    assert_eq!(by(Some("b#Two")).0.unwrap().service.name, "Two");
    for wanted in [None, Some("b#Tow"), Some("Two")] {
        let (ir, problems) = by(wanted);
        assert!(ir.is_none());
        assert_eq!(problems[0].1, "config::service", "{problems:?}");
    }
}

#[test]
fn names_of_two_namespaces_stay_apart() {
    let shapes = |kind: &str| {
        format!(
            r#"{SERVICE}, "t#In": {{"type": "structure", "members": {{
                   "a": {{"target": "smithy.api#String"}}, "b": {{"target": "t#String"}},
                   "c": {{"target": "t#Thing"}}, "d": {{"target": "u#Thing"}}}}}},
               "t#String": {{"type": "string", "traits": {{"smithy.api#sensitive": {{}}}}}},
               "t#Thing": {kind}, "u#Thing": {kind}"#
        )
    };
    let (ir, problems) = lower(&shapes(r#"{"type": "integer"}"#));
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    let target = |name: &str| ir.target(ir.shapes["In"].member(name).unwrap()).unwrap();
    assert!(!target("a").traits.sensitive && target("b").traits.sensitive);
    assert_eq!(target("b").name, "String");
    assert_eq!(target("d").kind, ShapeKind::Integer);
    let (_, problems) = lower(&shapes(r#"{"type": "structure"}"#));
    let codes: Vec<_> = problems.iter().map(|(_, code, _)| *code).collect();
    assert_eq!(codes, ["model::name_conflict"]);
}

#[test]
fn a_later_minor_version_is_read_with_what_is_new_in_it() {
    let shapes = r#"
        "t#Common": {"type": "structure", "members": {"of": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#mixin": {}}},
        "t#In": {"type": "structure", "mixins": [{"target": "t#Common"}], "members": {
            "list": {"target": "t#_SyntheticListOfString", "traits": {"smithy.protocols#idx": 1}}}},
        "t#In$of": {"type": "apply", "traits": {"smithy.api#jsonName": "OF", "smithy.api#required": {}}},
        "t#In$list": {"type": "apply", "traits": {"smithy.api#jsonName": "LIST"}},
        "t#Common$of": {"type": "apply", "traits": {}},
        "t#_SyntheticListOfString": {"type": "list", "member": {"target": "smithy.api#String"},
            "traits": {"smithy.synthetic#generated": {}}}"#;
    for version in ["2.1", "2.17"] {
        let ir = clean(version, shapes);
        let member = |name: &str| ir.shapes["In"].member(name).expect("it is there");
        assert_eq!(member("of").json_name.as_deref(), Some("OF"));
        assert!(member("of").required);
        assert_eq!(member("list").json_name.as_deref(), Some("LIST"));
    }
}

#[test]
fn a_version_of_another_kind_is_refused() {
    for version in ["3.0", "2.", "2.x", "0.5", "2.0.0"] {
        let (ir, problems) = lower_files(&[(version, "")], &Config::default());
        assert_eq!(ir, None);
        assert_eq!(problems[0].1, "model::unknown_value", "{version}");
    }
}

#[test]
fn shapes_that_models_take_for_granted_are_there() {
    let shapes = r#"
        "t#Api": {"type": "service", "operations": [{"target": "t#Op"}], "traits": {"aws.protocols#restJson1": {}},
            "errors": [{"target": "smithy.framework#ValidationException"}]},
        "t#Op": {"type": "operation", "input": {"target": "t#In"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}},
        "t#In": {"type": "structure", "members": {"id": {"target": "alloy#UUID"}}}"#;
    let (ir, problems) = lower(shapes);
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    let exception = &ir.shapes["ValidationException"];
    assert!(exception.traits.error.is_some());
    assert!(
        exception
            .member("message")
            .is_some_and(|member| member.required)
    );
    assert_eq!(
        ir.shapes["ValidationExceptionFieldList"].kind.as_str(),
        "list"
    );
    // A shape of the same id in the model takes precedence.
    let own = format!(
        r#"{shapes}, "smithy.framework#ValidationException": {{"type": "structure", "members": {{}},
            "traits": {{"smithy.api#error": "server"}}}}"#
    );
    let ir = lower(&own).0.unwrap();
    assert!(ir.shapes["ValidationException"].member("message").is_none());
}

#[test]
fn the_rest_protocol_of_alloy_is_rest_json_with_its_differences_listed() {
    let (ir, problems) = lower(
        r#"
        "t#Api": {"type": "service", "operations": [{"target": "t#Op"}], "traits": {"alloy#simpleRestJson": {}}},
        "t#Op": {"type": "operation", "input": {"target": "t#In"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}},
        "t#In": {"type": "structure", "members": {
            "plain": {"target": "smithy.api#Timestamp"},
            "seconds": {"target": "smithy.api#Timestamp", "traits": {"smithy.api#timestampFormat": "epoch-seconds"}},
            "head": {"target": "smithy.api#Timestamp", "traits": {"smithy.api#httpHeader": "x-t"}}}}"#,
    );
    let [(at, code, words)] = &*problems else {
        panic!("{problems:?}");
    };
    assert_eq!(
        (at.as_str(), *code),
        (
            "/shapes/t#Api/traits/alloy#simpleRestJson",
            "model::unsupported"
        )
    );
    assert!(
        words.contains("`x-error-type`") && words.contains("`discriminated`"),
        "{words}"
    );
    let ir = ir.unwrap();
    assert_eq!(ir.service.protocols, [crate::ir::Protocol::RestJson1]);
    let format = |name: &str| ir.shapes["In"].member(name).unwrap().timestamp_format;
    assert_eq!(format("plain"), Some(crate::ir::TimestampFormat::DateTime));
    assert_eq!(
        format("seconds"),
        Some(crate::ir::TimestampFormat::EpochSeconds)
    );
    assert_eq!(format("head"), None);
}
