//! Rendered example values.

use std::fmt::Write as _;

use super::{sample, spell::spell};
use crate::names::{Krate, Names};
use crate::{Bundle, Config, Source, front};

/// The example of an input with the given members; true if valid.
fn example(members: &str, shapes: &str) -> Option<(String, bool)> {
    let text = format!(
        r#"{{"metadata": {{"protocol": "json", "jsonVersion": "1.1", "targetPrefix": "Lamp", "serviceId": "Lamp"}},
            "operations": {{"Glow": {{"http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}},
            "shapes": {{"In": {{"type": "structure", {members}}}, {shapes} "S": {{"type": "string"}}}}}}"#
    );
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let (ir, _) = front(&bundle, &Config::default()).unwrap();
    let names = Names::new(&ir);
    let krate = Krate {
        path: "lamp".to_owned(),
        tested: true,
    };
    let sample = sample(ir.shapes.get("In").unwrap(), &ir, &names)?;
    Some((spell(&sample.value, &krate).join("\n"), sample.valid))
}

/// The example of an input with one required member of the given shape.
fn of(shape: &str, more: &str) -> String {
    let shapes = format!(r#""T": {shape}, {more}"#);
    let members = r#""required": ["A"], "members": {"A": {"shape": "T"}}"#;
    let (text, valid) = example(members, &shapes).unwrap();
    assert!(valid, "{text}");
    let text = text.replace("\n    ", "").replace(").build()", "");
    text.strip_prefix("In::builder().a(")
        .unwrap_or(&text)
        .to_owned()
}

#[test]
fn scalars_are_literals_that_setters_convert() {
    for (shape, expected) in [
        (r#"{"type": "string"}"#, r#""a""#),
        (r#"{"type": "integer", "min": 60}"#, "60"),
        (r#"{"type": "long", "min": 9999999999}"#, "9999999999_i64"),
        (r#"{"type": "float"}"#, "1.0"),
        (r#"{"type": "double", "max": 0.5}"#, "0.5"),
        (r#"{"type": "boolean"}"#, "true"),
        (r#"{"type": "blob", "min": 6}"#, r#""datada""#),
        (
            r#"{"type": "timestamp"}"#,
            "std::time::SystemTime::UNIX_EPOCH",
        ),
        (r#"{"type": "string", "enum": ["x-y", "z"]}"#, "T::XY"),
    ] {
        assert_eq!(of(shape, ""), expected);
    }
}

#[test]
fn what_is_inside_of_another_has_its_exact_type() {
    let list = r#""L": {"type": "list", "member": {"shape": "S"}},"#;
    assert_eq!(
        of(r#"{"type": "list", "member": {"shape": "S"}}"#, ""),
        r#"["s"]"#
    );
    assert_eq!(
        of(r#"{"type": "list", "member": {"shape": "L"}}"#, list),
        r#"[vec!["s".to_owned()]]"#
    );
    assert_eq!(
        of(
            r#"{"type": "list", "sparse": true, "member": {"shape": "S"}}"#,
            ""
        ),
        r#"[Some("s".to_owned())]"#
    );
    let map = r#"{"type": "map", "key": {"shape": "S"}, "value": {"shape": "L"}}"#;
    assert_eq!(of(map, list), r#"[("s", vec!["s".to_owned()])]"#);
    let union = r#"{"type": "structure", "union": true, "members": {"B": {"shape": "S"}}}"#;
    assert_eq!(of(union, ""), r#"T::B("b".to_owned())"#);
}

#[test]
fn values_of_an_enum_differ() {
    let shape = r#"{"type": "list", "min": 2, "member": {"shape": "E"}}"#;
    assert_eq!(
        of(shape, r#""E": {"type": "string", "enum": ["x", "y"]},"#),
        "[E::X, E::Y]"
    );
}

#[test]
fn where_nothing_is_required_a_little_is_shown() {
    let members = r#""members": {
        "Token": {"shape": "S", "idempotencyToken": true}, "Old": {"shape": "S", "deprecated": true},
        "A": {"shape": "S"}, "build": {"shape": "P"}, "C": {"shape": "S"}}"#;
    let plain =
        r#""P": {"type": "structure", "members": {"X": {"shape": "S"}, "Y": {"shape": "S"}}},"#;
    let (text, _) = example(members, plain).unwrap();
    assert_eq!(
        text,
        r#"In::builder().a("a").build_(P::builder().x("x").build()).build()"#
    );
    assert_eq!(
        example(r#""members": {}"#, "").unwrap().0,
        "In::builder().build()"
    );
}

#[test]
fn what_holds_itself_ends() {
    let node = r#"{"type": "structure", "required": ["Name", "Nodes"],
        "members": {"Name": {"shape": "S"}, "Nodes": {"shape": "L"}, "Next": {"shape": "T"}}}"#;
    let list = r#""L": {"type": "list", "member": {"shape": "T"}},"#;
    assert_eq!(
        of(node, list),
        "T::builder().name(\"name\").nodes(Vec::<T>::new()"
    );
    let union = r#"{"type": "structure", "union": true, "members": {"Not": {"shape": "T"}, "Is": {"shape": "S"}}}"#;
    assert_eq!(of(union, ""), r#"T::Is("is".to_owned())"#);
    let nodes = r#"{"type": "structure", "required": ["N"], "members": {"N": {"shape": "M"}}}"#;
    let least = r#""M": {"type": "list", "min": 1, "member": {"shape": "T"}},"#;
    let members = r#""required": ["A"], "members": {"A": {"shape": "T"}}"#;
    assert_eq!(example(members, &format!(r#""T": {nodes}, {least}"#)), None);
}

#[test]
fn exponential_examples_are_omitted() {
    let mut shapes = String::new();
    for level in 0..20 {
        let next = level + 1;
        write!(
            shapes,
            r#""T{level}": {{"type": "structure", "required": ["A", "B"],
                "members": {{"A": {{"shape": "T{next}"}}, "B": {{"shape": "T{next}"}}}}}},"#
        )
        .unwrap();
    }
    let members = r#""required": ["A"], "members": {"A": {"shape": "T0"}}"#;
    assert_eq!(
        example(
            members,
            &format!(r#"{shapes} "T20": {{"type": "string"}},"#)
        ),
        None
    );
}

#[test]
fn what_cannot_be_met_is_told() {
    let members = r#""required": ["A"], "members": {"A": {"shape": "T"}}"#;
    let (text, valid) = example(
        members,
        r#""T": {"type": "string", "pattern": "^a$", "min": 5},"#,
    )
    .unwrap();
    assert!(!valid, "{text}");
}
